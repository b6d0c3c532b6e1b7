import { latLngToCell } from 'h3-js'
import { createRandom } from '../../server/demo/random.ts'
import { cellOfPoint } from '../../server/domain/cell.ts'
import type { StudyArea } from '../../server/domain/studyArea.ts'
import { geoData } from './ground.ts'
import { lineOf, type Line } from './line.ts'
import { contest } from './measure.ts'

const POINTS = 1_000_000

/** Points to cell counts, as ingest and the columns do it, against h3-js and a Map of its strings. */
export async function benchBinning(): Promise<Line[]> {
  const { studyArea } = geoData()
  const points = randomPoints(studyArea.bbox)
  return [lineOf(contest({
    name: `binning of ${POINTS.toLocaleString('en-GB')} points, res 9`,
    ours: () => ourCounts(points, studyArea),
    peer: 'h3-js latLngToCell and Map<cell, count>',
    theirs: () => mapCounts(points),
    check: (ours, theirs) => sameCounts(ours, theirs, studyArea),
    rounds: 3,
  }))]
}

type Counted = { counts: Uint32Array; outside: number }

function ourCounts(points: Float64Array, studyArea: StudyArea): Counted {
  const index = studyArea.index(9)
  const counts = new Uint32Array(studyArea.cells(9).length)
  let outside = 0
  for (let i = 0; i < points.length; i += 2) {
    const row = index.get(cellOfPoint(points[i] ?? 0, points[i + 1] ?? 0, 9))
    if (row === undefined) outside++
    else counts[row] = (counts[row] ?? 0) + 1
  }
  return { counts, outside }
}

function mapCounts(points: Float64Array): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i < points.length; i += 2) {
    const cell = latLngToCell(points[i] ?? 0, points[i + 1] ?? 0, 9)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  return counts
}

function sameCounts({ counts, outside }: Counted, theirs: Map<string, number>, studyArea: StudyArea): string {
  const index = studyArea.index(9)
  let elsewhere = 0
  for (const [cell, count] of theirs) if (!index.has(cell)) elsewhere += count
  if (elsewhere !== outside) throw new Error(`outside the area: ours ${outside}, peer ${elsewhere}`)
  for (const [row, cell] of studyArea.cells(9).entries()) {
    if (counts[row] !== (theirs.get(cell) ?? 0)) throw new Error(`cell ${cell}: ours ${counts[row]}, peer ${theirs.get(cell) ?? 0}`)
  }
  return `counts of ${counts.length.toLocaleString('en-GB')} cells identical, ${outside.toLocaleString('en-GB')} points outside the area in both`
}

/** Latitude and longitude in turn, evenly over the study area's box. */
function randomPoints([west, south, east, north]: StudyArea['bbox']): Float64Array {
  const random = createRandom(42)
  const points = new Float64Array(2 * POINTS)
  for (let i = 0; i < points.length; i += 2) {
    points[i] = south + random.next() * (north - south)
    points[i + 1] = west + random.next() * (east - west)
  }
  return points
}
