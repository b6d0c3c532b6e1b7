// Fits the weights of server/geocode/weights.ts: gradient ascent on the likelihood of the right readings, "none" being score 0.
import { metresBetween, type Point } from '../../server/geocode/distance.ts'
import { distinctReadings } from '../../server/geocode/score.ts'
import type { Reading } from '../../server/geocode/readings.ts'
import { FEATURES, type Feature } from '../../server/geocode/weights.ts'

export type Example = { readings: Reading[]; truth: Point }
type Weights = Record<Feature, number>

const RIDGE = 0.0005
const STEPS = 250
const ROUNDS = 2

/** Deterministic: the same examples give the same weights. */
export function fitWeights(examples: readonly Example[], start: Weights, log: (line: string) => void): Weights {
  let weights = { ...start }
  for (let round = 0; round < ROUNDS; round++) {
    // Which readings are dropped as mere context depends on the weights, so it is decided anew each round.
    const cases = examples.map(({ readings, truth }) => distinctReadings(readings, weights).map(({ reading }) => ({
      at: [...reading.features.keys()].filter((i) => reading.features[i] !== 0),
      value: [...reading.features].filter((value) => value !== 0),
      right: metresBetween(reading, truth) <= reading.radiusM,
    }))).filter((list) => list.length > 0)
    weights = climb(cases, weights, (line) => log(`round ${round + 1}: ${line}`))
  }
  return weights
}

type Case = { at: number[]; value: number[]; right: boolean }[]

function climb(cases: readonly Case[], start: Weights, log: (line: string) => void): Weights {
  const w = FEATURES.map((feature) => start[feature])
  const m = w.map(() => 0)
  const v = w.map(() => 0)
  let loss = 0
  for (let step = 1; step <= STEPS; step++) {
    const gradient = w.map((weight) => -RIDGE * weight * cases.length * 0.02)
    loss = 0
    for (const list of cases) {
      const scores = list.map(({ at, value }) => at.reduce((sum, feature, i) => sum + w[feature]! * value[i]!, 0))
      const most = Math.max(0, ...scores)
      const shares = scores.map((score) => Math.exp(score - most))
      const total = shares.reduce((sum, share) => sum + share, Math.exp(-most))
      const rightShare = list.reduce((sum, { right }, i) => sum + (right ? shares[i]! : 0), 0)
      const goal = rightShare > 0 ? rightShare : Math.exp(-most)
      loss -= Math.log(goal / total)
      list.forEach(({ at, value, right }, i) => {
        const pull = (right ? shares[i]! / goal : 0) - shares[i]! / total
        if (pull !== 0) at.forEach((feature, j) => (gradient[feature]! += pull * value[j]!))
      })
    }
    const rate = 0.1 * (1 - step / (STEPS * 1.25))
    w.forEach((_, i) => {
      const g = gradient[i]! / cases.length
      m[i] = 0.9 * m[i]! + 0.1 * g
      v[i] = 0.99 * v[i]! + 0.01 * g * g
      w[i]! += (rate * (m[i]! / (1 - 0.9 ** step))) / (Math.sqrt(v[i]! / (1 - 0.99 ** step)) + 1e-8)
    })
  }
  log(`${cases.length} texts, loss ${(loss / cases.length).toFixed(4)}`)
  return Object.fromEntries(FEATURES.map((feature, i) => [feature, Math.round(w[i]! * 100) / 100])) as Weights
}
