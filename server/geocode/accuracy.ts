// How good the geocoder is on texts whose true place is known: precision by level, placement, calibration.
import type { PlaceLevel } from '../contract/vocabulary.ts'
import { metresBetween, type Point } from './distance.ts'
import type { Geocoded } from './geocoder.ts'

/** One text geocoded, with the truth. `placeId`: the gazetteer's entry that the text describes, when one is known. `mappable`: the words suffice to find the place. */
export type Judged = { found: Geocoded; truth: Point; placeId: string | null; mappable: boolean }

export type Precision = { level: PlaceLevel; placed: number; right: number; named: number; rightName: number }
/** Texts whose best candidate has a probability in [from, to): what was stated on average, and how often it was right. */
export type Bin = { from: number; to: number; n: number; stated: number; right: number }
export type Accuracy = {
  texts: number
  mappable: number
  /** of the mappable: placed at all, and placed rightly */
  mappablePlaced: number
  mappablePlacedRight: number
  outcomes: Record<Geocoded['outcome'], number>
  precision: Precision[]
  streetAndVenue: Omit<Precision, 'level'>
  /** placed or ambiguous texts */
  calibration: Bin[]
  /** homes and areas: how often the candidate holds the true point */
  coarse: { outcome: 'home' | 'coarse' | 'default'; level: PlaceLevel; n: number; stated: number; right: number }[]
}

const EDGES = [0, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95, 1.0001]
/** Streets, venues, and where two streets meet: the levels at which a place counts in the finest cells. */
const FINE: readonly PlaceLevel[] = ['venue', 'street', 'junction']

export function accuracyOf(list: Iterable<Judged>): Accuracy {
  const outcomes: Accuracy['outcomes'] = { placed: 0, ambiguous: 0, home: 0, coarse: 0, default: 0, 'not-found': 0, 'nothing-said': 0 }
  const byLevel = new Map<PlaceLevel, Precision>()
  const bins: Bin[] = EDGES.slice(1).map((to, i) => ({ from: EDGES[i]!, to: Math.min(to, 1), n: 0, stated: 0, right: 0 }))
  const coarse = new Map<string, Accuracy['coarse'][number]>()
  let [texts, mappable, mappablePlaced, mappablePlacedRight] = [0, 0, 0, 0]
  for (const { found, truth, placeId, mappable: can } of list) {
    texts++
    outcomes[found.outcome]++
    if (can) mappable++
    const best = found.candidates[0]
    if (!best) continue
    const right = metresBetween(best, truth) <= best.radiusM ? 1 : 0
    if (found.outcome === 'home' || found.outcome === 'coarse' || found.outcome === 'default') {
      const key = `${found.outcome} ${best.level}`
      const row = coarse.get(key) ?? { outcome: found.outcome, level: best.level, n: 0, stated: 0, right: 0 }
      coarse.set(key, row)
      tally(row, best.probability, right)
      continue
    }
    tally(bins[EDGES.findIndex((edge) => best.probability < edge) - 1]!, best.probability, right)
    if (found.outcome !== 'placed') continue
    if (can) mappablePlaced++
    if (can) mappablePlacedRight += right
    const row = byLevel.get(best.level) ?? { level: best.level, placed: 0, right: 0, named: 0, rightName: 0 }
    byLevel.set(best.level, row)
    row.placed++
    row.right += right
    if (placeId !== null) row.named++
    if (placeId !== null && best.entryId === placeId) row.rightName++
  }
  const precision = [...byLevel.values()].sort((a, b) => b.placed - a.placed || (a.level < b.level ? -1 : 1))
  const fine = precision.filter(({ level }) => FINE.includes(level))
  const sum = (of: (row: Precision) => number) => fine.reduce((total, row) => total + of(row), 0)
  return {
    texts, mappable, mappablePlaced, mappablePlacedRight, outcomes, precision,
    streetAndVenue: { placed: sum((row) => row.placed), right: sum((row) => row.right), named: sum((row) => row.named), rightName: sum((row) => row.rightName) },
    calibration: bins.map(averaged),
    coarse: [...coarse.values()].map(averaged).sort((a, b) => b.n - a.n),
  }
}

function tally(row: { n: number; stated: number; right: number }, probability: number, right: number): void {
  row.n++
  row.stated += probability
  row.right += right
}

const averaged = <T extends { n: number; stated: number }>(row: T): T => ({ ...row, stated: row.n === 0 ? 0 : row.stated / row.n })
