import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustP } from '../../server/statistics/adjust.ts'
import { change } from '../../server/statistics/change.ts'
import { apart } from './support.ts'

/** Two-sided p of x successes in n at odds s : t, by summing the whole distribution in whole numbers. */
function exactP(x: number, n: number, s: bigint, t: bigint): number {
  const term = (k: number): bigint => {
    let ways = 1n
    for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1)
    return ways * s ** BigInt(k) * t ** BigInt(n - k)
  }
  let sum = 0n
  for (let k = 0; k <= n; k++) if (term(k) <= term(x)) sum += term(k)
  return Number((sum * 10n ** 30n) / (s + t) ** BigInt(n)) / 1e30
}

describe('change between two periods', () => {
  test('by hand: 1 before, 8 after, equal periods', () => {
    const { ratio, p, leastP, direction } = change([1], [8])
    expect(ratio[0]).toBe(8)
    expect(p[0]).toBeCloseTo((2 * (1 + 9)) / 512, 15)
    expect(leastP[0]).toBeCloseTo(2 / 512, 15)
    expect(direction[0]).toBe(1)
  })

  test('R: binom.test(682, 925, p = 0.75) has p 0.3825 and interval 0.7076683 to 0.7654066', () => {
    // As a change: exposures 3 : 1, so that the share expected of the later period is 0.75.
    const { p, low, high } = change([243], [682], { laterExposure: 3 })
    expect(p[0]).toBeCloseTo(0.3825, 4)
    const share = (ratio: number): number => (3 * ratio) / (1 + 3 * ratio)
    expect(share(low[0]!)).toBeCloseTo(0.7076683, 7)
    expect(share(high[0]!)).toBeCloseTo(0.7654066, 7)
  })

  test('p is the sum over all splits that are no likelier, to 12 digits', () => {
    const counts = fc.nat({ max: 40 })
    fc.assert(
      fc.property(counts, counts, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (x, y, s, t) => {
        fc.pre(x + y > 0)
        const { p } = change([y], [x], { earlierExposure: t, laterExposure: s })
        const exact = exactP(x, x + y, BigInt(s), BigInt(t))
        expect(Math.abs(p[0]! - exact)).toBeLessThanOrEqual(1e-12 * exact + 1e-28)
      }),
    )
  })

  test('against the county: the share of the county is tested, and the length of the periods falls out', () => {
    const earlier = [5, 10, 85]
    const later = [15, 20, 165]
    const by = change(earlier, later, { baseline: 'county', earlierExposure: 365, laterExposure: 90 })
    const without = change(earlier, later, { baseline: 'county' })
    expect(by.baseline).toBeCloseTo((200 / 90) / (100 / 365), 12)
    for (let i = 0; i < 3; i++) {
      expect(by.p[i]).toBeCloseTo(exactP(later[i]!, earlier[i]! + later[i]!, 2n, 1n), 12)
      expect(by.p[i]).toBeCloseTo(without.p[i]!, 12)
    }
    // 10 to 20 is just the county's doubling; 5 to 15 is more, 85 to 165 less.
    expect(Array.from(without.direction)).toEqual([1, 0, -1])
    expect(without.p[1]).toBe(1)
  })

  test('cells that say nothing are no tests', () => {
    const { ratio, p, leastP, low, high, direction } = change([0, 0, 4], [0, 3, 0])
    expect(apart(p, [NaN, 0.25, 0.125])).toBeLessThan(1e-15)
    expect(apart(leastP, [NaN, 0.25, 0.125])).toBeLessThan(1e-15)
    expect(Array.from(ratio)).toEqual([NaN, Infinity, 0])
    expect([low[0], high[0], low[2], high[1]]).toEqual([0, Infinity, 0, Infinity])
    expect(Array.from(direction)).toEqual([0, 1, -1])
    // Two tests, not three.
    expect(apart(adjustP(p, 'bonferroni'), [NaN, 0.5, 0.25])).toBeLessThan(1e-15)
  })

  test('a county without incidents in one period has no baseline', () => {
    const { baseline, p, ratio } = change([0, 0], [3, 4], { baseline: 'county' })
    expect([baseline, p[0], p[1]]).toEqual([NaN, NaN, NaN])
    expect(ratio[0]).toBe(Infinity)
  })

  test('bad input names itself', () => {
    expect(() => change([1], [1, 2])).toThrow(RangeError)
    expect(() => change([1.5], [1])).toThrow('earlier[0]')
    expect(() => change([1], [-1])).toThrow('later[0]')
    expect(() => change([1], [1], { earlierExposure: 0 })).toThrow('earlierExposure')
    expect(() => change([1], [1], { laterExposure: NaN })).toThrow('laterExposure')
    expect(() => change([1], [1], { baseline: 0 })).toThrow('baseline')
    expect(() => change([0], [0], { confidence: 1 })).toThrow('confidence')
    expect(Array.from(change([], []).p)).toEqual([])
  })

  const fields = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 })), { minLength: 1, maxLength: 20 })
  test('laws: time turned round; the interval and the test agree; p never below leastP; cells apart from each other', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 1, max: 9 }), (pairs, s) => {
        const earlier = pairs.map(([y]) => y)
        const later = pairs.map(([, x]) => x)
        const there = change(earlier, later, { laterExposure: s })
        const back = change(later, earlier, { earlierExposure: s })
        pairs.forEach(([y, x], i) => {
          if (x + y === 0) return
          expect(back.p[i]).toBeCloseTo(there.p[i]!, 12)
          expect(back.direction[i]).toBe(there.direction[i] === 0 ? 0 : -there.direction[i]!)
          expect(there.p[i]!).toBeGreaterThanOrEqual(there.leastP[i]! * (1 - 1e-12))
          expect(there.low[i]).toSatisfy((low: number) => Math.abs(low - 1 / back.high[i]!) <= 1e-9 * low)
          expect(there.low[i]! <= there.ratio[i]! && there.ratio[i]! <= there.high[i]!).toBe(true)
          const alone = change([y], [x], { laterExposure: s })
          expect([alone.p[0], alone.low[0], alone.high[0]]).toEqual([there.p[i], there.low[i], there.high[i]])
        })
      }),
    )
  })
})
