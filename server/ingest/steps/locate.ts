import { cellToParent } from 'h3-js'
import type { IssueKind } from '../../contract/vocabulary.ts'
import { cellOfPoint } from '../../domain/cell.ts'
import type { PlaceCandidate, UnplacedReason } from '../../domain/location.ts'
import { fileProblem } from '../../domain/problem.ts'
import type { StudyArea } from '../../domain/studyArea.ts'
import type { Profile, ReadRow } from '../sources/profile.ts'

export type Located =
  | { kind: 'placed'; places: PlaceCandidate[] }
  | { kind: 'unplaced'; places: PlaceCandidate[]; reason: UnplacedReason }
  | { kind: 'unusable'; issue: IssueKind }

const NUMBER = /^[+-]?\d{1,3}(\.\d+)?$/

/** Where a row says it happened, judged: on the map, kept but not on the map, or to be set aside for a person. */
export const createLocate = (profile: Profile, studyArea: StudyArea) => {
  const [west, south, east, north] = studyArea.bbox
  const inBox = (lat: number, lng: number) => lng >= west && lng <= east && lat >= south && lat <= north
  const parentOf = new Map<string, boolean>()
  const inArea = (cell: string): boolean => {
    let known = parentOf.get(cell)
    if (known === undefined) parentOf.set(cell, (known = studyArea.has(cellToParent(cell, 9))))
    return known
  }
  return (row: ReadRow, where: { file: string; line: number }): Located => {
    if (!row.lat && !row.lng) return { kind: 'unplaced', places: [], reason: 'no-coordinates' }
    if (!row.lat || !row.lng) return { kind: 'unusable', issue: 'half-coordinates' }
    const lat = Number(row.lat)
    const lng = Number(row.lng)
    if (!NUMBER.test(row.lat) || !NUMBER.test(row.lng)) return { kind: 'unusable', issue: 'bad-coordinates' }
    if (lat === 0 && lng === 0) return { kind: 'unusable', issue: 'zero-coordinates' }
    // Inside the area only when read the other way round: the supplier has exchanged the columns, so no row can be trusted.
    if (!inBox(lat, lng) && inBox(lng, lat))
      throw fileProblem('swapped-coordinates', 'latitude and longitude are exchanged', { ...where, field: 'Latitude' })
    if (Math.abs(lat) > 90 || Math.abs(lng) > 180) return { kind: 'unusable', issue: 'bad-coordinates' }
    const cell = cellOfPoint(lat, lng, profile.resolution)
    const places = [{ cell, lat, lng, radiusM: null, level: profile.placeLevel, probability: 1 }]
    return inArea(cell) ? { kind: 'placed', places } : { kind: 'unplaced', places, reason: 'outside-area' }
  }
}
