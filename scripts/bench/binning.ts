import { latLngToCell } from 'h3-js'
import { createFaceGrid, type FaceGrid } from '../../server/domain/faceGrid.ts'
import { pointsIn, type Points } from '../../tests/support/points.ts'
import { geoData } from './ground.ts'
import { lineOf, type Line } from './line.ts'
import { contest } from './measure.ts'

const POINTS = 1_000_000

/** Points to cell counts, every cell of the study area's box, against h3-js and a Map of its strings. */
export async function benchBinning(): Promise<Line[]> {
  const { bbox } = geoData().studyArea
  const points = pointsIn(bbox, POINTS, 42)
  const started = performance.now()
  const grid = createFaceGrid({ bbox, resolution: 9 })
  const buildMs = performance.now() - started
  const counts = new Uint32Array(grid.cells.length)
  return [lineOf(contest({
    name: `binning of ${POINTS.toLocaleString('en-GB')} points, res 9`,
    goal: 40,
    ours: () => {
      counts.fill(0)
      return { counts, outside: grid.count(points.lats, points.lngs, counts) }
    },
    peer: 'h3-js latLngToCell and Map<cell, count>',
    theirs: () => mapCounts(points),
    check: (ours, theirs) => `${sameCounts(grid, ours, theirs)}; the grid is made once, ${buildMs.toFixed(0)} ms`,
    rounds: 5,
  }))]
}

type Counted = { counts: Uint32Array; outside: number }

function mapCounts({ lats, lngs }: Points): Map<string, number> {
  const counts = new Map<string, number>()
  for (let n = 0; n < lats.length; n++) {
    const cell = latLngToCell(lats[n] ?? 0, lngs[n] ?? 0, 9)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  return counts
}

function sameCounts({ cells }: FaceGrid, { counts, outside }: Counted, theirs: Map<string, number>): string {
  if (outside !== 0) throw new Error(`${outside} points of the box lie in none of its cells`)
  for (const [row, cell] of cells.entries()) {
    if (counts[row] !== (theirs.get(cell) ?? 0)) throw new Error(`cell ${cell}: ours ${counts[row]}, peer ${theirs.get(cell) ?? 0}`)
  }
  const known = new Set(cells)
  for (const cell of theirs.keys()) if (!known.has(cell)) throw new Error(`cell ${cell} of the peer is not among ours`)
  return `counts of ${cells.length.toLocaleString('en-GB')} cells identical`
}
