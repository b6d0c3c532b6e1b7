import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gi } from '../../server/statistics/getisOrd.ts'
import { localMoran, QUADRANTS, quadrants } from '../../server/statistics/localMoran.ts'
import { moments, squaresWithout } from '../../server/statistics/moments.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { apart, fields, keys, renumbered } from './support.ts'

const row = neighboursFromLists([[1], [0, 2], [1, 3], [2]]) // four cells in a row
const names = (codes: Uint8Array): string[] => Array.from(codes, (code) => QUADRANTS[code] ?? '')

/** Every order of 0 .. n-1. */
function orders(n: number): number[][] {
  if (n === 0) return [[]]
  return orders(n - 1).flatMap((order) => Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]))
}

function meanAndVariance(values: number[]): [number, number] {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return [mean, values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length]
}

describe('by hand', () => {
  test('a row of four', () => {
    // z = -1.5 -0.5 0.5 1.5, m2 = 1.25. I: -1.5*-0.5/1.25 = 0.6; -0.5*(-1.5+0.5)/2/1.25 = 0.2; mirrored.
    const { i, expectation, variance } = localMoran([1, 2, 3, 4], row)
    expect(apart(i, [0.6, 0.2, 0.2, 0.6])).toBeLessThan(1e-15)
    expect(apart(expectation, [-0.6, -1 / 15, -1 / 15, -0.6])).toBeLessThan(1e-15)
    // First cell: (1.5/1.25)^2 * 4/2 * (1/1 - 1/3) * (1.25 - 2.25/3) = 1.44 * 2 * 2/3 * 0.5
    expect(variance[0]).toBeCloseTo(0.96, 14)
  })

  test('nothing to say: no variation, a lone cell, a value that is not a number, fewer cells than a test needs', () => {
    for (const value of [0, 0.1, 7]) expect(Array.from(localMoran(Array(4).fill(value), row).z)).toEqual([NaN, NaN, NaN, NaN])
    const lone = localMoran([9, 1, 2, 3], neighboursFromLists([[], [2], [1], []]))
    expect([lone.i[0], lone.expectation[0], lone.variance[0], lone.z[0], lone.p[0]]).toEqual([NaN, NaN, NaN, NaN, NaN])
    expect(lone.i[1]).not.toBeNaN()
    for (const odd of [NaN, Infinity]) expect(Array.from(localMoran([1, odd, 2, 3], row).i)).toEqual([NaN, NaN, NaN, NaN])
    expect(localMoran([], neighboursFromLists([])).i.length).toBe(0)
    expect(Array.from(localMoran([5], neighboursFromLists([[]])).p)).toEqual([NaN])
    expect(Array.from(localMoran([5, 6], neighboursFromLists([[1], [0]])).z)).toEqual([NaN, NaN])
    expect(() => localMoran([1, 2], row)).toThrow(/2 values for 4 cells/)
  })

  test('where all others are neighbours, or all others are equal, nothing can vary', () => {
    const all = neighboursFromLists([[1, 2, 3], [0], [0], [0]])
    expect(localMoran([1, 5, 2, 9], all).z[0]).toBeNaN()
    const only = localMoran([0.1, 0.1, 0.7, 0.1], row)
    expect(only.variance[2]).toBe(0)
    expect(only.z[2]).toBeNaN()
    expect(only.z[1]).not.toBeNaN()
  })

  test('quadrants: own value first, then the surroundings', () => {
    expect(names(quadrants([9, 8, 1, 0], [9, 8, 1, 0], row))).toEqual(['high-high', 'high-high', 'low-low', 'low-low'])
    expect(names(quadrants([9, 0, 8, 1], [9, 0, 8, 1], row))).toEqual(['high-low', 'low-high', 'high-low', 'low-high'])
    // At the mean is not above it. The lone cell has no surroundings.
    const lone = neighboursFromLists([[1], [0], []])
    expect(names(quadrants([2, 1, 3], [2, 1, 3], lone))).toEqual(['low-low', 'low-low', 'none'])
  })

  test('quadrants: three ways to split the lag', () => {
    // Mean 5.25, lags 9 5.5 5 6 with mean 6.375; medians 5.5 and 5.75.
    const values = [5, 9, 6, 1]
    expect(names(quadrants(values, values, row, 'mean'))).toEqual(['low-high', 'high-high', 'high-low', 'low-high'])
    expect(names(quadrants(values, values, row, 'mean-of-lag'))).toEqual(['low-high', 'high-low', 'high-low', 'low-low'])
    expect(names(quadrants(values, values, row, 'median'))).toEqual(['low-high', 'high-low', 'high-low', 'low-high'])
    expect(names(quadrants([1, NaN, 2, 3], [1, NaN, 2, 3], row))).toEqual(['none', 'none', 'none', 'none'])
  })
})

test('moments: a large common part does not spoil them; the rest without one cell', () => {
  const field = moments([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6])
  expect(field?.sumOfSquares).toBeCloseTo(14, 12)
  expect(field?.sumOfFourths).toBeCloseTo(16 + 1 + 0 + 81, 10)
  const lop = moments([1e8, 1, 2, 3])
  expect(lop && squaresWithout(lop, 0)).toBeCloseTo(2, 6)
  expect(moments([4, 4])).toBeNull()
  expect(moments([1])).toBeNull()
})

describe('laws', () => {
  const small = fields.filter(({ n }) => n <= 7)
  const tiny = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 5, maxLength: 6 }).filter((values) => new Set(values).size > 2)

  test('total: E and Var are those of all orders of the values', () => {
    fc.assert(
      fc.property(tiny, (values) => {
        const n = values.length
        const lists = values.map((_, i) => [(i + 1) % n, (i + 3) % n].slice(0, 1 + (i % 2)))
        const neighbours = neighboursFromLists(lists)
        const { expectation, variance } = localMoran(values, neighbours, 'total')
        const all = orders(n).map((order) => localMoran(order.map((j) => values[j] ?? NaN), neighbours, 'total').i)
        for (let i = 0; i < n; i++) {
          const [mean, spread] = meanAndVariance(all.map((one) => one[i] ?? NaN))
          expect(expectation[i]).toBeCloseTo(mean, 10)
          expect(variance[i]).toBeCloseTo(spread, 9)
        }
      }),
      { numRuns: 8 },
    )
  })

  test('conditional: E and Var are those of all orders of the others', () => {
    fc.assert(
      fc.property(tiny, (values) => {
        const n = values.length
        const lists = values.map((_, i) => [(i + 1) % n, (i + 2) % n, (i + 4) % n].slice(0, 1 + (i % 3)))
        const neighbours = neighboursFromLists(lists)
        const { expectation, variance } = localMoran(values, neighbours)
        for (let i = 0; i < n; i++) {
          const others = values.filter((_, j) => j !== i)
          const all = orders(n - 1).map((order) => {
            const moved = order.map((j) => others[j] ?? NaN)
            moved.splice(i, 0, values[i] ?? NaN)
            return localMoran(moved, neighbours).i[i] ?? NaN
          })
          const [mean, spread] = meanAndVariance(all)
          expect(expectation[i]).toBeCloseTo(mean, 10)
          expect(variance[i]).toBeCloseTo(spread, 9)
        }
      }),
      { numRuns: 8 },
    )
  })

  test('the conditional z is that of Gi, turned where the cell lies below the mean', () => {
    fc.assert(
      fc.property(fields, ({ lists, values }) => {
        const neighbours = neighboursFromLists(lists)
        const mean = values.reduce((a, b) => a + b, 0) / values.length
        const expected = gi(values, neighbours).map((z, i) => {
          const own = (values[i] ?? NaN) - mean
          return own === 0 ? NaN : Math.sign(own) * z
        })
        // A mean that rounding alone keeps from a value leaves a z of either sign: such fields are passed by.
        fc.pre(values.every((x) => x === mean || Math.abs(x - mean) > 1e-9))
        expect(apart(localMoran(values, neighbours).z, expected)).toBeLessThan(1e-9)
      }),
    )
  })

  test('shift and scale change nothing; negated values mirror the quadrants and keep I', () => {
    fc.assert(
      fc.property(small, fc.integer({ min: -1000, max: 1000 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (field, shift, scale) => {
        const neighbours = neighboursFromLists(field.lists)
        for (const under of ['conditional', 'total'] as const) {
          const before = localMoran(field.values, neighbours, under)
          const moved = localMoran(field.values.map((x) => scale * x + shift), neighbours, under)
          const negated = localMoran(field.values.map((x) => -x), neighbours, under)
          expect(apart(moved.i, before.i)).toBeLessThan(1e-9)
          expect(apart(moved.variance, before.variance)).toBeLessThan(1e-9)
          expect(apart(negated.i, before.i)).toBeLessThan(1e-12)
        }
      }),
    )
  })

  test('high-high and low-low are the cells with I > 0', () => {
    fc.assert(
      fc.property(fields, ({ lists, values }) => {
        const neighbours = neighboursFromLists(lists)
        const { i } = localMoran(values, neighbours)
        // Cells whose I is 0 but for rounding may fall on either side: they are passed by.
        const cells = Array.from(quadrants(values, values, neighbours), (code, cell) => ({ code, x: i[cell] ?? NaN }))
        expect(cells.every(({ code, x }) => Number.isNaN(x) === (code === 0))).toBe(true)
        const clear = cells.filter(({ x }) => Math.abs(x) > 1e-9)
        expect(clear.map(({ code }) => code === 1 || code === 3)).toEqual(clear.map(({ x }) => x > 0))
      }),
    )
  })

  test('renumbering the cells renumbers the results', () => {
    fc.assert(
      fc.property(fields, keys, (field, order) => {
        const { lists, values } = field
        const moved = renumbered(field, order)
        const before = localMoran(values, neighboursFromLists(lists))
        const after = localMoran(moved.values, moved.neighbours)
        expect(apart(after.i, moved.places.map((cell) => before.i[cell] ?? NaN))).toBeLessThan(1e-10)
        expect(apart(after.variance, moved.places.map((cell) => before.variance[cell] ?? NaN))).toBeLessThan(1e-10)
      }),
    )
  })
})
