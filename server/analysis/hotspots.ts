import { cellToLatLng } from 'h3-js'
import type { Query } from '../contract/query.ts'
import type { Hotspot } from '../contract/results.ts'
import type { CellTable } from '../domain/cellTable.ts'
import type { Places } from '../domain/places.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { components } from '../statistics/components.ts'
import { isSignificant } from './level.ts'

const round = (x: number, digits: number): number => Number(x.toFixed(digits))

/**
 * A hotspot needs this many incidents. In a thin field the cells round two lone incidents are "significant" by the normal
 * approximation, and some of those groups hold one incident or none; by the exact Poisson chance, three in one neighbourhood is the
 * least that is not to be expected somewhere in a county of 40,000 cells with a hundred incidents. The cells keep their z and p.
 */
const MIN_INCIDENTS = 3

/** Hotspots: groups of touching cells that are significantly high after adjustment, ranked by the z of their peak: a large quiet town does not outrank a small violent centre. */
export const findHotspots = (studyArea: StudyArea, places: Places, table: CellTable, query: Query): Hotspot[] => {
  const { resolution, alpha } = query
  const cells = studyArea.cells(resolution)
  const areas = studyArea.areaKm2Of(resolution)
  const significant = Uint8Array.from(cells, (_, row) => (isSignificant(table, alpha, row) ? 1 : 0))
  const groups = components(significant, studyArea.neighbours(resolution, 1))
  const members: number[][] = Array.from({ length: groups.count }, () => [])
  groups.labels.forEach((label, row) => {
    if (label >= 0) members[label]?.push(row)
  })
  // Of the cells tested: coarse cells reach beyond the edge of the area, so theirs is larger than the area's own.
  const wholeKm2 = areas.reduce((sum, area) => sum + area, 0)
  const total = table.counts.reduce((sum, n) => sum + n, 0)
  const found = members.map((rows) => {
    const peak = rows.reduce((best, row) => ((table.z[row] ?? 0) > (table.z[best] ?? 0) ? row : best))
    const incidents = rows.reduce((sum, row) => sum + (table.counts[row] ?? 0), 0)
    const areaKm2 = rows.reduce((sum, row) => sum + (areas[row] ?? 0), 0)
    const peakCell = cells[peak] ?? ''
    const [lat, lng] = cellToLatLng(peakCell)
    return {
      cells: rows.map((row) => cells[row] ?? ''),
      incidents,
      share: round(incidents / total, 6),
      areaKm2: round(areaKm2, 4),
      z: table.z[peak] ?? 0,
      adjustedP: rows.reduce((least, row) => Math.min(least, table.adjustedP[row] ?? 1), 1),
      lat: round(lat, 6),
      lng: round(lng, 6),
      place: places.nearest(lat, lng).name,
      peakCell,
      ratio: round(incidents / total / (areaKm2 / wholeKm2), 2),
    }
  })
  return found
    .filter(({ incidents }) => incidents >= MIN_INCIDENTS)
    .toSorted((a, b) => b.z - a.z || b.incidents - a.incidents || (a.peakCell < b.peakCell ? -1 : 1))
    .map((hotspot, i) => ({ rank: i + 1, ...hotspot }))
}
