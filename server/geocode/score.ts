// From readings to probabilities: a weighted sum for each, and a share for "none of these".
import { metresBetween } from './distance.ts'
import type { Reading } from './readings.ts'
import { CALIBRATION, FEATURES, WEIGHTS, type Feature } from './weights.ts'

export type Scored = { reading: Reading; probability: number }
type Ranked = { reading: Reading; score: number }

const OWN = Float64Array.from(FEATURES, (feature) => WEIGHTS[feature])

/** Readings this far below the best no longer change a probability. */
const NEGLIGIBLE = 12
/** A second candidate at least this share of the first is a tie. */
const TIED = 0.8
/** Among so many of the best, readings that say the same are told once. */
const MOST_COMPARED = 30

/** Best first; what says the same is told once: a street as parent of a venue on it or as part of a junction, a second name of one entry. */
export function distinctReadings(readings: readonly Reading[], weights?: Readonly<Record<Feature, number>>): Ranked[] {
  const vector = weights ? Float64Array.from(FEATURES, (feature) => weights[feature]) : OWN
  let best = -Infinity
  const all = readings.map((reading) => {
    const score = scoreOf(reading.features, vector)
    if (score > best) best = score
    return { reading, score }
  })
  const ranked = all.filter(({ score }) => score > best - NEGLIGIBLE).sort((a, b) => b.score - a.score || compare(a.reading, b.reading))
  const seen = new Set<string>()
  const kept: Ranked[] = []
  for (const one of ranked) {
    const { entryId } = one.reading
    if (entryId !== null && seen.has(entryId)) continue
    if (entryId !== null) seen.add(entryId)
    if (kept.length >= MOST_COMPARED || !kept.some((better) => saysTheSame(better.reading, one.reading))) kept.push(one)
  }
  return withoutParents(kept)
}

function scoreOf(features: Float64Array, weights: Float64Array): number {
  let sum = 0
  for (let i = 0; i < features.length; i++) sum += features[i]! * weights[i]!
  return sum
}

/** A softmax whose last member, of score 0, is "none of these". */
export function probabilitiesOf(readings: readonly Reading[]): Scored[] {
  const distinct = distinctReadings(readings)
  const most = Math.max(0, distinct[0]?.score ?? 0)
  let total = Math.exp(-most)
  for (const { score } of distinct) total += Math.exp(score - most)
  const first = distinct[0] ? Math.exp(distinct[0].score - most) / total : 0
  const second = distinct[1] ? Math.exp(distinct[1].score - most) / total : 0
  // Of two that are as good as each other neither is more probable than one half, whatever was measured of first candidates at large.
  const stated = second > TIED * first ? Math.min(calibrated(first), first / (first + second)) : calibrated(first)
  // What the first gains the others lose in proportion; what it loses goes to "none of these".
  const rest = stated > first ? (1 - stated) / (1 - first) : 1
  return distinct.map(({ reading, score }, i) => ({ reading, probability: i === 0 ? stated : Math.min(stated, (rest * Math.exp(score - most)) / total) }))
}

/** Straight lines between the measured points of CALIBRATION. */
function calibrated(p: number): number {
  const i = CALIBRATION.findIndex(([from]) => from > p)
  if (i <= 0) return Math.min(p, CALIBRATION.at(-1)![1])
  const [[x0, y0], [x1, y1]] = [CALIBRATION[i - 1]!, CALIBRATION[i]!]
  return y0 + ((p - x0) / (x1 - x0)) * (y1 - y0)
}

/** Ties are broken by what the readings are, never by the order in which they were found. */
function compare(a: Reading, b: Reading): number {
  const [left, right] = [a.entryId ?? a.name, b.entryId ?? b.name]
  return left < right ? -1 : left > right ? 1 : a.lat - b.lat || a.lng - b.lng
}

/** One place under two entries of the same name. */
const saysTheSame = (better: Reading, other: Reading): boolean =>
  better.kind === other.kind && better.name === other.name && better.town === other.town && metresBetween(better, other) <= Math.max(better.radiusM, other.radiusM)

/** Other words of the text, or more of them ("York Lane bus stop" beside "York Lane"). */
const ofOtherWords = (child: Reading['mention'], parent: Reading['mention']): boolean =>
  child === null || parent === null || child.to <= parent.from || child.from >= parent.to || (child.from <= parent.from && child.to >= parent.to && child.to - child.from > parent.to - parent.from)

/** A venue or a postcode on a street, a venue in a postcode. */
const isBeside = (child: Reading, parent: Reading): boolean =>
  child.radiusM < parent.radiusM + 60 && metresBetween(child, parent) <= parent.radiusM + BESIDE_M

const BESIDE_M = 80
/** How far below its child a parent may score and still be dropped as mere context. */
const PARENT_LEAD = 2.5

function withoutParents(ranked: readonly Ranked[]): Ranked[] {
  const children = ranked.slice(0, MOST_COMPARED)
  return ranked.filter(({ reading, score }) => {
    if (reading.kind !== 'street' && reading.kind !== 'postcode') return true
    if (reading.kind === 'postcode' && children.some(({ reading: street, score: more }) => street.kind === 'street' && more > score + PARENT_LEAD && isBeside(reading, street))) return false
    return !children.some(({ reading: child, score: childScore }) => {
      if (child === reading || childScore < score - PARENT_LEAD) return false
      if (child.parts) return child.parts.includes(reading)
      if (child.kind === 'street') return false
      return ofOtherWords(child.mention, reading.mention) && child.kind !== reading.kind && isBeside(child, reading)
    })
  })
}
