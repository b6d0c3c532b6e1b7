import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { midRanks } from '../../server/statistics/ranks.ts'
import { spearman } from '../../server/statistics/spearman.ts'

const columns = fc.array(fc.tuple(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 })), { minLength: 3, maxLength: 60 })

describe('ranks', () => {
  test('equal values share the mean of their places', () => {
    expect(Array.from(midRanks([10, 20, 10, 5, 20, 20]))).toEqual([2.5, 5, 2.5, 1, 5, 5])
    expect(Array.from(midRanks([]))).toEqual([])
    expect(() => midRanks([1, NaN])).toThrow('values[1]')
  })

  test('law: a rank is one more than those below and half of the other equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), (values) => {
        const expected = values.map((x) => values.filter((y) => y < x).length + (values.filter((y) => y === x).length + 1) / 2)
        expect(Array.from(midRanks(values))).toEqual(expected)
      }),
    )
  })
})

describe('rank correlation', () => {
  test('without ties: 1 - 6 sum d² / (n (n² - 1))', () => {
    // The worked example of Spearman's rho in many textbooks: IQ against hours of television, rho = -29/165.
    const iq = [106, 100, 86, 101, 99, 103, 97, 113, 112, 110]
    const hours = [7, 27, 2, 50, 28, 29, 20, 12, 6, 17]
    expect(spearman(iq, hours)).toBeCloseTo(-29 / 165, 14)
  })

  test('with ties, by hand', () => {
    // Ranks 1, 2.5, 2.5, 4 against 1, 3, 2, 4: sums of products 4.5, of squares 4.5 and 5.
    expect(spearman([0, 1, 1, 2], [0, 2, 1, 3])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 15)
  })

  test('what has no answer', () => {
    expect(spearman([1, 1, 1], [1, 2, 3])).toBeNaN()
    expect(spearman([1], [1])).toBeNaN()
    expect(spearman([], [])).toBeNaN()
    expect(spearman([1, NaN, 2], [1, 2, 3])).toBeNaN()
    expect(() => spearman([1], [1, 2])).toThrow(RangeError)
  })

  test('laws: symmetric, 1 with itself, unmoved by monotone change and by the order of cells', () => {
    fc.assert(
      fc.property(columns, fc.integer(), (pairs, seed) => {
        const a = pairs.map(([x]) => x)
        const b = pairs.map(([, y]) => y)
        const rho = spearman(a, b)
        expect(spearman(b, a)).toEqual(rho)
        expect(spearman(a, a)).toBe(new Set(a).size > 1 ? 1 : NaN)
        expect(spearman(a.map((x) => x ** 3), b.map((y) => Math.exp(y)))).toEqual(rho)
        const order = pairs.map((_, i) => i).sort((i, j) => ((i * 7919 + seed) % 101) - ((j * 7919 + seed) % 101))
        expect(spearman(order.map((i) => a[i]!), order.map((i) => b[i]!))).toEqual(rho)
        expect(spearman(a, b.map((y) => -y)) + rho).toBe(Number.isNaN(rho) ? NaN : 0)
      }),
    )
  })
})
