import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AdjustMethod, adjustP } from '../../server/statistics/adjust.ts'
import { ascendingOrder } from '../../server/statistics/order.ts'
import { apart } from './support.ts'

const methods: AdjustMethod[] = ['benjamini-hochberg', 'benjamini-yekutieli', 'holm', 'hochberg', 'hommel', 'bonferroni', 'none']
const adjust = (p: number[], method: AdjustMethod): number[] => Array.from(adjustP(Float64Array.from(p), method))

/** R's own loop for Hommel, n^2: stats::p.adjust. */
function plainHommel(p: number[]): number[] {
  const n = p.length
  const order = p.map((_, i) => i).sort((a, b) => p[a]! - p[b]!)
  const s = order.map((i) => p[i]!)
  const simes = Math.min(...s.map((x, i) => (n * x) / (i + 1)))
  const q = s.map(() => simes)
  let pa = [...q]
  for (let m = n - 1; m >= 2; m--) {
    const last = n - m // 0-based end of the first part
    let q1 = Infinity
    for (let k = 2; k <= m; k++) q1 = Math.min(q1, (m * s[last + k - 1]!) / k)
    for (let i = 0; i <= last; i++) q[i] = Math.min(m * s[i]!, q1)
    for (let i = last + 1; i < n; i++) q[i] = q[last]!
    pa = pa.map((x, i) => Math.max(x, q[i]!))
  }
  const out: number[] = []
  order.forEach((at, i) => (out[at] = n < 2 ? s[i]! : Math.max(pa[i]!, s[i]!)))
  return out
}

/** Mostly small, with ties, 0, 1 and 1e-300 among them. */
const pValues = fc.array(
  fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.05, noNaN: true }),
    fc.constantFrom(0, 1, 1e-300, 0.01, 0.02, 0.05),
  ),
  { minLength: 1, maxLength: 60 },
)

describe('by hand: p = .01 .04 .03 .005 and a missing one', () => {
  const p = [0.01, 0.04, NaN, 0.03, 0.005]
  test.each<[AdjustMethod, number[]]>([
    ['benjamini-hochberg', [0.02, 0.04, NaN, 0.04, 0.02]],
    ['benjamini-yekutieli', [0.02, 0.04, NaN, 0.04, 0.02].map((x) => (x * 25) / 12)],
    ['holm', [0.03, 0.06, NaN, 0.06, 0.02]],
    ['hochberg', [0.03, 0.04, NaN, 0.04, 0.02]],
    ['hommel', [0.03, 0.04, NaN, 0.04, 0.02]],
    ['bonferroni', [0.04, 0.16, NaN, 0.12, 0.02]],
    ['none', p],
  ])('%s', (method, expected) => {
    expect(apart(adjust(p, method), expected)).toBeLessThan(1e-15)
  })
})

test('the ends: nothing, one, only missing, the smallest and the largest p', () => {
  for (const method of methods) {
    expect(adjust([], method)).toEqual([])
    expect(adjust([0.2], method)).toEqual([0.2])
    expect(adjust([NaN, NaN], method)).toEqual([NaN, NaN])
    expect(adjust([1, 1, 1], method)).toEqual([1, 1, 1])
  }
  expect(adjust([1e-300, 1, 0.5], 'benjamini-hochberg')).toEqual([3e-300, 1, 0.75])
  expect(adjust([1e-300, 1, 0.5], 'hommel')[0]).toBe(3e-300)
})

test('the given p are left as they were', () => {
  const p = Float64Array.of(0.03, NaN, 0.01)
  for (const method of methods) adjustP(p, method)
  expect(Array.from(p)).toEqual([0.03, NaN, 0.01])
})

describe('laws', () => {
  test('every method: at least p, at most 1, same order as p, and the order of rows does not matter', () => {
    fc.assert(
      fc.property(pValues, fc.constantFrom(...methods), (p, method) => {
        const q = adjust(p, method)
        p.forEach((x, i) => {
          expect(q[i]).toBeGreaterThanOrEqual(x * (1 - 1e-15))
          expect(q[i]).toBeLessThanOrEqual(1)
          expect(p.filter((y, j) => x <= y && q[i]! > q[j]! * (1 + 1e-14))).toEqual([])
        })
        // Ties may be worked off in another order, which moves the last bit.
        adjust([...p].reverse(), method)
          .reverse()
          .forEach((x, i) => expect(Math.abs(x - q[i]!)).toBeLessThanOrEqual(1e-14 * q[i]!))
      }),
    )
  })

  test('each is as strict as its proof demands: BH <= Hommel <= Hochberg <= Holm <= Bonferroni, BH <= BY', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const [bh, by, holm, hochberg, hommel, bonferroni] = methods.map((method) => adjust(p, method))
        const chain = [bh, hommel, hochberg, holm, bonferroni]
        for (let c = 1; c < chain.length; c++) {
          p.forEach((_, i) => expect(chain[c - 1]![i]!).toBeLessThanOrEqual(chain[c]![i]! * (1 + 1e-14)))
        }
        p.forEach((_, i) => expect(bh![i]!).toBeLessThanOrEqual(by![i]! * (1 + 1e-14)))
      }),
    )
  })

  test('Hommel is what the n^2 loop of R gives', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const expected = plainHommel(p)
        adjust(p, 'hommel').forEach((q, i) => expect(Math.abs(q - expected[i]!)).toBeLessThanOrEqual(1e-14 * expected[i]!))
      }),
      { numRuns: 300 },
    )
  })

  test('order of a long column is that of a stable sort', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let state = seed | 1
        const values = Float64Array.from({ length: 3000 }, (_, i) => {
          state = (Math.imul(state, 1664525) + 1013904223) | 0
          const x = state / 2 ** 31
          return i % 5 === 0 ? Math.round(x * 4) : x * 10 ** (state % 40)
        })
        const expected = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]! || a - b)
        const order = Array.from(ascendingOrder(values))
        expect(order.map((i) => values[i])).toEqual(expected.map((i) => values[i]))
      }),
      { numRuns: 10 },
    )
  })
})
