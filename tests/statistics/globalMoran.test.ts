import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gearyC, globalMoran, weightConstants } from '../../server/statistics/globalMoran.ts'
import { localMoran } from '../../server/statistics/localMoran.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { fields } from './support.ts'

const row = neighboursFromLists([[1], [0, 2], [1, 3], [2]])

function orders(n: number): number[][] {
  if (n === 0) return [[]]
  return orders(n - 1).flatMap((order) => Array.from({ length: n }, (_, at) => [...order.slice(0, at), n - 1, ...order.slice(at)]))
}

/** The definitions over a full matrix of weights. */
function plain(values: number[], lists: number[][], weights: 'row' | 'binary') {
  const n = values.length
  const w = lists.map((list) => values.map((_, j) => (list.includes(j) ? (weights === 'row' ? 1 / list.length : 1) : 0)))
  const at = (i: number, j: number): number => w[i]?.[j] ?? 0
  const mean = values.reduce((a, b) => a + b, 0) / n
  const z = values.map((x) => x - mean)
  const sum = (of: (i: number, j: number) => number): number => {
    let total = 0
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) total += of(i, j)
    return total
  }
  const s0 = sum(at)
  const squares = z.reduce((a, b) => a + b * b, 0)
  const margin = (i: number): number => values.reduce((total, _, j) => total + at(i, j) + at(j, i), 0)
  return {
    s0,
    s1: sum((i, j) => (at(i, j) + at(j, i)) ** 2) / 2,
    s2: values.reduce((total, _, i) => total + margin(i) ** 2, 0),
    moran: ((n / s0) * sum((i, j) => at(i, j) * (z[i] ?? NaN) * (z[j] ?? NaN))) / squares,
    geary: (((n - 1) / (2 * s0)) * sum((i, j) => at(i, j) * ((z[i] ?? NaN) - (z[j] ?? NaN)) ** 2)) / squares,
  }
}

/** Lists that need not be symmetric, at least one link. */
const directed = fc.integer({ min: 4, max: 12 }).chain((n) =>
  fc.record({
    values: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: n, maxLength: n }).filter((values) => new Set(values).size > 1),
    lists: fc
      .array(fc.uniqueArray(fc.nat(n - 1), { maxLength: 4 }), { minLength: n, maxLength: n })
      .map((lists) => lists.map((list, i) => list.filter((j) => j !== i)))
      .filter((lists) => lists.some((list) => list.length > 0)),
  }),
)

describe('by hand', () => {
  test('a row of four, 1 2 3 4', () => {
    // Binary: sum w z z = 2 (0.75 - 0.25 + 0.75) = 2.5, S0 = 6, sum z^2 = 5: I = 4/6 * 2.5/5 = 1/3; C = 3/12 * 6/5 = 0.3.
    expect(globalMoran([1, 2, 3, 4], row, { weights: 'binary' }).statistic).toBeCloseTo(1 / 3, 14)
    expect(gearyC([1, 2, 3, 4], row, { weights: 'binary' }).statistic).toBeCloseTo(0.3, 14)
    expect(weightConstants(row, 'binary')).toEqual({ s0: 6, s1: 12, s2: 40, linked: 4 })
  })

  test('like beside like gives z > 0 for both, a chessboard z < 0', () => {
    const n = 8
    const lists = Array.from({ length: n * n }, (_, i) =>
      [i - n, i + n, i % n > 0 ? i - 1 : -1, i % n < n - 1 ? i + 1 : -1].filter((j) => j >= 0 && j < n * n),
    )
    const board = neighboursFromLists(lists)
    const slope = lists.map((_, i) => Math.floor(i / n))
    const chess = lists.map((_, i) => (i + Math.floor(i / n)) % 2)
    for (const statistic of [globalMoran, gearyC]) {
      expect(statistic(slope, board).z).toBeGreaterThan(5)
      expect(statistic(slope, board).p).toBeLessThan(1e-6)
      expect(statistic(chess, board).z).toBeLessThan(-5)
    }
  })

  test('nothing to say', () => {
    for (const statistic of [globalMoran, gearyC]) {
      expect(statistic([1, 1, 1, 1], row).statistic).toBeNaN()
      expect(statistic([1, NaN, 1, 2], row).statistic).toBeNaN()
      expect(statistic([1, 2, 3], neighboursFromLists([[], [], []])).statistic).toBeNaN()
      expect(statistic([], neighboursFromLists([])).p).toBeNaN()
      const three = statistic([1, 2, 4], neighboursFromLists([[1], [0, 2], [1]]))
      expect([Number.isNaN(three.statistic), Number.isNaN(three.variance), Number.isNaN(three.p)]).toEqual([false, true, true])
      // Everybody beside everybody: the statistic is the same for every order.
      const all = statistic([1, 2, 4, 9, 3], neighboursFromLists([0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].filter((j) => j !== i))))
      expect([all.variance, all.z, all.p]).toEqual([0, NaN, NaN])
      expect(() => statistic([1, 2], row)).toThrow(/2 values for 4 cells/)
    }
  })

  test('cells without neighbours: counted, or left out of n as spdep does', () => {
    const lists = [[1], [0, 2], [1, 3], [2], [], []]
    const values = [1, 2, 3, 4, 9, 5]
    const neighbours = neighboursFromLists(lists)
    const counted = globalMoran(values, neighbours)
    const left = globalMoran(values, neighbours, { countIsolates: false })
    expect(counted.expectation).toBeCloseTo(-1 / 5, 14)
    expect(left.expectation).toBeCloseTo(-1 / 3, 14)
    expect(left.statistic / counted.statistic).toBeCloseTo(4 / 6, 14)
  })
})

describe('laws', () => {
  test('equal to the definition, lists symmetric or not', () => {
    fc.assert(
      fc.property(directed, fc.constantFrom('row', 'binary'), ({ values, lists }, weights) => {
        const neighbours = neighboursFromLists(lists)
        const expected = plain(values, lists, weights)
        const constants = weightConstants(neighbours, weights)
        for (const name of ['s0', 's1', 's2'] as const) expect(constants[name]).toBeCloseTo(expected[name], 10)
        expect(globalMoran(values, neighbours, { weights }).statistic).toBeCloseTo(expected.moran, 10)
        expect(gearyC(values, neighbours, { weights }).statistic).toBeCloseTo(expected.geary, 10)
      }),
    )
  })

  test('E and Var are those of all orders of the values', () => {
    const six = directed.filter(({ values }) => values.length === 6)
    fc.assert(
      fc.property(six, fc.constantFrom('row', 'binary'), ({ values, lists }, weights) => {
        const neighbours = neighboursFromLists(lists)
        for (const statistic of [globalMoran, gearyC]) {
          const { expectation, variance } = statistic(values, neighbours, { weights })
          const all = orders(6).map((order) => statistic(order.map((j) => values[j] ?? NaN), neighbours, { weights }).statistic)
          const mean = all.reduce((a, b) => a + b, 0) / all.length
          expect(expectation).toBeCloseTo(mean, 10)
          expect(variance).toBeCloseTo(all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length, 9)
        }
      }),
      { numRuns: 10 },
    )
  })

  test('I is the mean of the local I over the cells with neighbours; shift and scale change nothing', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: -500, max: 500 }), ({ lists, values }, shift) => {
        const neighbours = neighboursFromLists(lists)
        fc.pre(neighbours.targets.length > 0)
        const local = localMoran(values, neighbours).i.filter((x) => !Number.isNaN(x))
        expect(globalMoran(values, neighbours).statistic).toBeCloseTo(local.reduce((a, b) => a + b, 0) / local.length, 10)
        for (const statistic of [globalMoran, gearyC]) {
          const before = statistic(values, neighbours)
          const after = statistic(values.map((x) => shift - 3 * x), neighbours)
          expect(after.statistic).toBeCloseTo(before.statistic, 10)
          expect(after.variance).toBeCloseTo(before.variance, 10)
        }
      }),
    )
  })
})
