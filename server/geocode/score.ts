// From readings to probabilities: a weighted sum for each, and a share for "none of these".
import { metresBetween } from './distance.ts'
import type { Features, Reading } from './readings.ts'
import { WEIGHTS, type Feature } from './weights.ts'

export type Scored = { reading: Reading; probability: number }

export function scoreOf(features: Features, weights: Readonly<Record<Feature, number>> = WEIGHTS): number {
  let sum = 0
  for (const feature in features) sum += features[feature as Feature]! * weights[feature as Feature]
  return sum
}

/**
 * A softmax whose last member, of score 0, is "none of these". Before it, readings that say the same are told once: a street as
 * parent of a venue on it or as part of a junction, a second entry for the same spot.
 */
export function probabilitiesOf(readings: readonly Reading[]): Scored[] {
  const ranked = readings
    .map((reading) => ({ reading, score: scoreOf(reading.features) }))
    .sort((a, b) => b.score - a.score || compare(a.reading, b.reading))
  const kept: typeof ranked = []
  for (const one of ranked) if (!kept.some((better) => saysTheSame(better.reading, one.reading))) kept.push(one)
  const distinct = withoutParents(kept)
  const most = Math.max(0, ...distinct.map(({ score }) => score))
  let total = Math.exp(-most)
  for (const { score } of distinct) total += Math.exp(score - most)
  return distinct.map(({ reading, score }) => ({ reading, probability: Math.exp(score - most) / total }))
}

const compare = (a: Reading, b: Reading): number => {
  const [left, right] = [`${a.entryId ?? a.label}`, `${b.entryId ?? b.label}`]
  return left < right ? -1 : left > right ? 1 : a.lat - b.lat || a.lng - b.lng
}

/** One place under two entries or two of its names. */
const saysTheSame = (better: Reading, other: Reading): boolean =>
  (better.entryId !== null && better.entryId === other.entryId) ||
  (better.kind === other.kind && better.label === other.label && metresBetween(better, other) <= Math.max(better.radiusM, other.radiusM))

/** How far below its child a parent may score and still be dropped as mere context. */
const PARENT_LEAD = 2.5

function withoutParents<T extends { reading: Reading; score: number }>(ranked: readonly T[]): T[] {
  return ranked.filter(({ reading, score }) => {
    if (reading.kind !== 'street' && reading.kind !== 'postcode') return true
    return !ranked.some(({ reading: child, score: childScore }) => {
      if (child === reading || childScore < score - PARENT_LEAD) return false
      if (child.parts) return child.parts.includes(reading)
      const apart = child.mention !== null && (reading.mention === null || child.mention.to <= reading.mention.from || child.mention.from >= reading.mention.to)
      return apart && child.radiusM < reading.radiusM + 60 && metresBetween(child, reading) <= reading.radiusM + 60 && child.kind !== 'postcode'
    })
  })
}
