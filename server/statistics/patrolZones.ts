/**
 * Which few connected small cells should a patrol walk? Round each hotspot, the connected zone of 3 to 5 cells that holds the most.
 *
 *   zone of a hotspot = the connected set of least..most free cells, at least one of them in the hotspot, with the largest sum of scores;
 *   of equal sums the one with fewer cells (a cell that adds nothing is no cell to walk), then the one with the lower row numbers
 *   free: not excluded, not in the zone of an earlier hotspot
 *
 * Exact for each hotspot: every such set is tried (connectedSets.ts; 1,146 of up to five hexagons round one cell). Greedy between
 * hotspots: they choose in the order given, worst first, and a later one cannot take cells back; choosing all zones together could hold
 * more in total, at the price of a worse zone for the worst place. A hotspot listed twice gets a second zone.
 *
 * Excluded cells (hospitals, prisons, police stations, where people are brought after the event) are in no zone. The audit says
 * what that changed: the zone that each hotspot would have had otherwise, and for every excluded cell that would have been
 * walked, its score and where.
 *
 * A zone is a choice of place, not a test, and scores are taken as they are: counts of snapped or coarse places put them into
 * the wrong street. Scores: finite numbers >= 0.
 *
 * Source: exclusions and equal-sized areas as in the College of Policing hotspot guidance, targeting step 3; the size of a zone is the
 * choice of this project.
 */
import { connectedSets } from './connectedSets.ts'
import { isSymmetric, type Neighbours } from './neighbours.ts'

export type PatrolZone = {
  /** Which of the hotspots given, from 0. */
  hotspot: number
  /** Rows, ascending. */
  cells: number[]
  score: number
  /** The zone had nothing been excluded; null where it is the same. */
  otherwise: { cells: number[]; score: number } | null
}

/** Why a hotspot has no zone: every cell of it is excluded; is in another zone (or excluded); too few free cells hang together. */
export type NoZone = 'excluded' | 'taken' | 'no-room'

export type PatrolZones = {
  zones: PatrolZone[]
  without: { hotspot: number; reason: NoZone; otherwise: { cells: number[]; score: number } | null }[]
  /** Excluded cells that lie in a hotspot or would have been walked: the score they hold, and the hotspots whose zone they changed. */
  audit: { cell: number; score: number; changed: number[] }[]
}

export type ZoneOptions = {
  /** Cells of a zone, least and most; 3 and 5 unless given. */
  least?: number
  most?: number
}

/** hotspots: rows of each, the worst first. excluded: truthy = in no zone. */
export function patrolZones(
  neighbours: Neighbours,
  scores: ArrayLike<number>,
  hotspots: readonly ArrayLike<number>[],
  excluded: ArrayLike<number | boolean>,
  { least = 3, most = 5 }: ZoneOptions = {},
): PatrolZones {
  const cells = neighbours.offsets.length - 1
  check(neighbours, scores, hotspots, excluded, least, most)
  const free = Uint8Array.from({ length: cells }, (_, i) => (excluded[i] ? 0 : 1))
  // As free, with excluded cells open: what the zones would be otherwise.
  const open = new Uint8Array(cells).fill(1)
  const zones: PatrolZone[] = []
  const without: PatrolZones['without'] = []
  const changedBy = new Map<number, number[]>()
  hotspots.forEach((rows, hotspot) => {
    for (const row of Array.from(rows)) if (excluded[row] && !changedBy.has(row)) changedBy.set(row, [])
    const best = bestZone(neighbours, scores, rows, free, least, most)
    const unbound = bestZone(neighbours, scores, rows, open, least, most)
    const walked = unbound?.cells.filter((row) => excluded[row]) ?? []
    for (const row of walked) changedBy.set(row, [...(changedBy.get(row) ?? []), hotspot])
    const otherwise = walked.length > 0 ? unbound : null
    if (!best) {
      without.push({ hotspot, reason: reasonOf(rows, free, excluded), otherwise })
      return
    }
    zones.push({ hotspot, ...best, otherwise })
    for (const row of best.cells) free[row] = open[row] = 0
  })
  const audit = [...changedBy].map(([cell, changed]) => ({ cell, score: scores[cell], changed })).sort((a, b) => b.score - a.score || a.cell - b.cell)
  return { zones, without, audit }
}

/** The best connected set with a cell of the hotspot; null where there is none. */
function bestZone(neighbours: Neighbours, scores: ArrayLike<number>, hotspot: ArrayLike<number>, free: Uint8Array, least: number, most: number): { cells: number[]; score: number } | null {
  const open = free.slice()
  let best: { cells: number[]; score: number } | null = null
  // In ascending order, so that the order in which a hotspot lists its cells cannot matter.
  for (const seed of Uint32Array.from(hotspot).sort()) {
    if (!open[seed]) continue
    connectedSets(seed, most, neighbours, open, (set, size) => {
      if (size < least) return
      let rough = 0
      for (let k = 0; k < size; k++) rough += scores[set[k]]
      if (best && rough < best.score * (1 - 1e-12)) return
      // Summed in row order: the same set gives the same sum however it grew.
      const cells = Array.from(set.subarray(0, size)).sort((a, b) => a - b)
      const score = cells.reduce((sum, row) => sum + scores[row], 0)
      if (!best || isBetter(cells, score, best)) best = { cells, score }
    })
    // All sets with this cell are tried.
    open[seed] = 0
  }
  return best
}

function isBetter(cells: number[], score: number, best: { cells: number[]; score: number }): boolean {
  if (score !== best.score) return score > best.score
  if (cells.length !== best.cells.length) return cells.length < best.cells.length
  const k = cells.findIndex((row, i) => row !== best.cells[i])
  return k >= 0 && cells[k] < best.cells[k]
}

function reasonOf(rows: ArrayLike<number>, free: Uint8Array, excluded: ArrayLike<number | boolean>): NoZone {
  const list = Array.from(rows)
  if (list.some((row) => free[row])) return 'no-room'
  return list.every((row) => excluded[row]) ? 'excluded' : 'taken'
}

function check(neighbours: Neighbours, scores: ArrayLike<number>, hotspots: readonly ArrayLike<number>[], excluded: ArrayLike<number | boolean>, least: number, most: number): void {
  const cells = neighbours.offsets.length - 1
  if (scores.length !== cells) throw new RangeError(`${scores.length} scores for ${cells} cells`)
  if (excluded.length !== cells) throw new RangeError(`an exclusion mask of ${excluded.length} for ${cells} cells`)
  if (!Number.isInteger(least) || least < 1 || !(least <= most)) throw new RangeError(`least is ${least}: a whole number from 1 to most (${most}) is needed`)
  if (!isSymmetric(neighbours)) throw new RangeError('neighbours go one way only')
  for (let i = 0; i < cells; i++) if (!(scores[i] >= 0 && scores[i] < Infinity)) throw new RangeError(`scores[${i}] is ${scores[i]}: a number from 0 on is needed`)
  hotspots.forEach((rows, hotspot) => {
    if (rows.length === 0) throw new RangeError(`hotspots[${hotspot}] is empty`)
    for (const row of Array.from(rows)) if (!Number.isInteger(row) || row < 0 || row >= cells) throw new RangeError(`hotspots[${hotspot}] holds ${row}, which is not one of ${cells} cells`)
  })
}
