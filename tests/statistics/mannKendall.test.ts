import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mannKendall, mannKendallRows, senSlope } from '../../server/statistics/mannKendall.ts'
import { twoSidedP } from '../../server/statistics/normal.ts'

const series = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 25 })

describe('by hand', () => {
  test('1 3 2 4: five pairs rise, one falls', () => {
    const { n, S, variance, z, p, tau } = mannKendall([1, 3, 2, 4])
    expect([n, S]).toEqual([4, 4])
    expect(variance).toBeCloseTo((4 * 3 * 13) / 18, 12)
    expect(z).toBeCloseTo(3 / Math.sqrt(26 / 3), 12)
    expect(p).toBe(twoSidedP(z))
    expect(tau).toBeCloseTo(4 / 6, 12)
  })

  test('2 2 5: a tie takes from the variance and from tau-b', () => {
    const { S, variance, tau } = mannKendall([2, 2, 5])
    expect(S).toBe(2)
    expect(variance).toBeCloseTo((3 * 2 * 11 - 2 * 1 * 9) / 18, 12)
    expect(tau).toBeCloseTo(2 / Math.sqrt(3 * 2), 12)
  })

  // scipy.stats.theilslopes(y, x, 0.9), version 1.17.1
  test('Sen slope of unequal steps', () => {
    const { slope, low, high, intercept } = senSlope([3, 1, 4, 1, 5, 9, 2, 6], [0, 1, 3, 4, 7, 8, 9, 12], 0.9)
    expect([slope, low, high, intercept].map((x) => x.toFixed(12))).toEqual([0.25, -1 / 3, 1, 2.125].map((x) => x.toFixed(12)))
  })
})

describe('laws', () => {
  test('S and its sign by asking every pair; the same for rows of a matrix', () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 7, maxLength: 7 }), { maxLength: 6 }), (rows) => {
      const z = mannKendallRows(Float64Array.from(rows.flat()), 7)
      rows.forEach((row, r) => {
        let S = 0
        row.forEach((a, i) => row.slice(i + 1).forEach((b) => (S += Math.sign(b - a))))
        expect(mannKendall(row).S).toBe(S)
        expect(z[r]).toBe(mannKendall(row).z)
      })
    }))
  })

  test('only order counts; backwards is the opposite; a straight line has its own slope', () => {
    fc.assert(fc.property(series, fc.integer({ min: 1, max: 5 }), (values, k) => {
      const plain = mannKendall(values)
      expect(mannKendall(values.map((x) => Math.exp(k * x)))).toEqual(plain)
      const back = mannKendall(values.toReversed())
      expect([back.S + plain.S, back.p]).toEqual([0, plain.p])
      // Any series plus a line: every slope grows by it.
      const { slope, low, high } = senSlope(values)
      const raised = senSlope(values.map((x, i) => x + 4 * i))
      expect(raised.slope).toBeCloseTo(slope + 4, 10)
      expect(raised.low).toBeLessThanOrEqual(raised.slope)
      expect(low).toBeLessThanOrEqual(slope)
      expect(slope).toBeLessThanOrEqual(high)
    }))
  })

  test('a missing value is as if it were not there, and the others keep their times', () => {
    expect(mannKendall([1, NaN, 3, 2])).toEqual(mannKendall([1, 3, 2]))
    expect(senSlope([1, NaN, 3])).toEqual(senSlope([1, 3], [0, 2]))
    expect([...mannKendallRows(Float64Array.of(1, NaN, 3, 2, NaN, NaN, NaN, 5), 4)]).toEqual([mannKendall([1, 3, 2]).z, NaN])
  })
})

describe('edges', () => {
  test('none, one, all equal', () => {
    for (const values of [[], [4]]) {
      const { S, z, p, tau } = mannKendall(values)
      expect([S, z, p, tau].every(Number.isNaN)).toBe(true)
      expect(senSlope(values).slope).toBeNaN()
    }
    expect(mannKendall([3, 3, 3])).toEqual({ n: 3, S: 0, variance: 0, z: 0, p: 1, tau: NaN })
    expect(senSlope([3, 3, 3])).toEqual({ slope: 0, low: 0, high: 0, intercept: 3 })
  })

  test('a parameter out of range is named', () => {
    expect(() => senSlope([1, 2], [1, 1])).toThrow('times has 1 after 1')
    expect(() => senSlope([1, 2], [1])).toThrow('2 values but 1 times')
    expect(() => senSlope([1, 2], undefined, 0)).toThrow('confidence is 0')
    expect(() => senSlope(new Float64Array(5001))).toThrow('at most 5000')
    expect(() => mannKendallRows(new Float64Array(5), 2)).toThrow('steps is 2')
  })
})
