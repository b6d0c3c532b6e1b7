import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bivariateMoran, bivariateMoranPermutation, bivariateMoranPs } from '../../server/statistics/bivariateMoran.ts'
import { addRanks } from '../../server/statistics/conditionalPermutation.ts'
import { globalMoran } from '../../server/statistics/globalMoran.ts'
import { leeL, leeP, simulateLeeL } from '../../server/statistics/leeL.ts'
import { localMoran } from '../../server/statistics/localMoran.ts'
import { localMoranPermutation, localMoranRanks } from '../../server/statistics/localMoranPermutation.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { apart, fields } from './support.ts'

const row = neighboursFromLists([[1], [0, 2], [1, 3], [2]])
const pairs = fields.chain((field) =>
  fc.record({
    field: fc.constant(field),
    other: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: field.n, maxLength: field.n }).filter((v) => new Set(v).size > 2),
  }),
)

/** A board of 20 x 20 with lists of the four sides. */
const board = neighboursFromLists(
  Array.from({ length: 400 }, (_, i) =>
    [i - 20, i + 20, i % 20 > 0 ? i - 1 : -1, i % 20 < 19 ? i + 1 : -1].filter((j) => j >= 0 && j < 400),
  ),
)

describe('bivariate Moran by hand', () => {
  test('a row of four: x rises, y falls', () => {
    // zx = -1.5 -0.5 0.5 1.5, zy = 3 1 -1 -3 (values 8 6 4 2), sx sy = sqrt(1.25) sqrt(5) = 2.5; lags of zy: 1, 1, -1, -1
    const result = bivariateMoran([1, 2, 3, 4], [8, 6, 4, 2], row)
    expect(apart(result.i, [-0.6, -0.2, -0.2, -0.6])).toBeLessThan(1e-14)
    expect(result.global).toBeCloseTo(-0.4, 14)
    // E of the first: -(-1.5 * 3) / 2.5 / 3
    expect(result.expectation[0]).toBeCloseTo(0.6, 14)
  })

  test('nothing to say', () => {
    for (const [x, y] of [[[1, 1, 1, 1], [1, 2, 3, 4]], [[1, 2, 3, 4], [5, 5, 5, 5]], [[1, NaN, 3, 4], [1, 2, 3, 4]]] as const) {
      const result = bivariateMoran(x, y, row)
      expect(result.global).toBeNaN()
      expect(Array.from(result.p)).toEqual([NaN, NaN, NaN, NaN])
      expect(Array.from(bivariateMoranPermutation(x, y, row, { seed: 1, permutations: 9 }))).toEqual([NaN, NaN, NaN, NaN])
      expect(leeL(x, y, row).global).toBeNaN()
      expect(leeP(leeL(x, y, row).global, simulateLeeL(x, y, row, { seed: 1, from: 0, to: 3 }))).toBeNaN()
    }
    expect(() => bivariateMoran([1, 2], [1, 2, 3, 4], row)).toThrow(RangeError)
    expect(() => bivariateMoran([1, 2, 3, 4], [1, 2], row)).toThrow(RangeError)
    expect(() => bivariateMoranPermutation([1, 2, 3, 4], [1, 2, 3, 4], row, { seed: 1, permutations: NaN })).toThrow(/permutations is NaN/)
    expect(() => leeL([1, 2, 3, 4], [1, 2], row)).toThrow(RangeError)
  })
})

describe('bivariate Moran: laws', () => {
  test('of a field with itself it is local Moran, globally Moran’s I, and its permutation test is the same', () => {
    fc.assert(
      fc.property(fields, fc.nat(1000), ({ lists, values }, seed) => {
        const neighbours = neighboursFromLists(lists)
        const both = bivariateMoran(values, values, neighbours)
        const one = localMoran(values, neighbours)
        for (const name of ['i', 'expectation', 'variance'] as const) expect(apart(both[name], one[name])).toBeLessThan(1e-12)
        expect(apart([both.global], [globalMoran(values, neighbours, { countIsolates: true }).statistic])).toBeLessThan(1e-10)
        const options = { seed, permutations: 49 }
        expect(bivariateMoranPermutation(values, values, neighbours, options)).toEqual(localMoranPermutation(values, neighbours, options))
      }),
    )
  })

  test('swapping two cells’ names, scaling either field: no change; negating one: the sign', () => {
    fc.assert(
      fc.property(pairs, ({ field: { lists, values }, other }) => {
        const neighbours = neighboursFromLists(lists)
        const before = bivariateMoran(values, other, neighbours)
        const scaled = bivariateMoran(values.map((x) => 3 * x - 7), other.map((y) => y / 10), neighbours)
        expect(apart(scaled.i, before.i)).toBeLessThan(1e-10)
        expect(apart(scaled.variance, before.variance)).toBeLessThan(1e-10)
        const negated = bivariateMoran(values.map((x) => -x), other, neighbours)
        expect(apart(negated.i, before.i.map((x) => -x))).toBeLessThan(1e-12)
        expect(apart(negated.variance, before.variance)).toBeLessThan(1e-12)
      }),
    )
  })

  test('E and Var are those of the permutations', () => {
    const random = createRandom(8)
    const x = Array.from({ length: 9 }, () => random.below(20))
    const y = Array.from({ length: 9 }, () => random.below(20))
    const neighbours = neighboursFromLists(x.map((_, i) => (i === 0 ? [3, 5, 8] : [])))
    const { expectation, variance } = bivariateMoran(x, y, neighbours)
    // All choices of three of the other eight, as three neighbours 3 5 8 of the first cell.
    const sums: number[] = []
    for (let a = 1; a < 9; a++) {
      for (let b = a + 1; b < 9; b++) {
        for (let c = b + 1; c < 9; c++) {
          const moved = neighboursFromLists(x.map((_, i) => (i === 0 ? [a, b, c] : [])))
          sums.push(bivariateMoran(x, y, moved).i[0] ?? NaN)
        }
      }
    }
    const mean = sums.reduce((a, b) => a + b, 0) / sums.length
    expect(expectation[0]).toBeCloseTo(mean, 12)
    expect(variance[0]).toBeCloseTo(sums.reduce((a, b) => a + (b - mean) ** 2, 0) / sums.length, 12)
  })

  test('permutations in two parts are the same bytes as in one', () => {
    fc.assert(
      fc.property(pairs, fc.nat(40), ({ field: { lists, values }, other }, cut) => {
        const neighbours = neighboursFromLists(lists)
        const part = (from: number, to: number) => localMoranRanks(other, neighbours, { seed: 3, from, to })
        const whole = bivariateMoranPermutation(values, other, neighbours, { seed: 3, permutations: 40 })
        expect(bivariateMoranPs(values, other, neighbours, addRanks(part(0, cut), part(cut, 40)))).toEqual(whole)
      }),
    )
  })

  test('finds the corner that two sources share, and not the corner that one has alone', () => {
    const random = createRandom(21)
    const corner = (i: number, right: boolean): number => (i < 100 && (right ? i % 20 >= 15 : i % 20 < 5) ? 12 : 0)
    const police = Array.from({ length: 400 }, (_, i) => random.below(5) + corner(i, false) + corner(i, true))
    const health = Array.from({ length: 400 }, (_, i) => random.below(5) + corner(i, false))
    const p = bivariateMoranPermutation(police, health, board, { seed: 2, permutations: 999, alternative: 'greater' })
    expect(p[42]).toBeLessThanOrEqual(0.002) // third row, third column: both
    expect(p[57]).toBeGreaterThan(0.1) // third row, from the right: police alone
  })
})

describe('Lee’s L', () => {
  test('by hand: a pair of cells beside a pair of cells', () => {
    // x = y = 0 0 1 1 in two linked pairs; z = -+0.5; smoothed z is z itself: L = 1 with the cell itself and without.
    const two = neighboursFromLists([[1], [0], [3], [2]])
    expect(leeL([0, 0, 1, 1], [0, 0, 1, 1], two).global).toBeCloseTo(1, 14)
    expect(leeL([0, 0, 1, 1], [1, 1, 0, 0], two, { includeSelf: false }).global).toBeCloseTo(-1, 14)
    // x varies inside the pairs only: smoothed with itself nothing is left.
    expect(leeL([0, 1, 0, 1], [0, 1, 0, 1], two).global).toBeCloseTo(0, 14)
    // Lists as given, with lone cells: n / sum W^2 counts the linked ones.
    const lone = leeL([0, 0, 1, 1], [0, 0, 1, 1], neighboursFromLists([[1], [0], [], []]), { includeSelf: false })
    expect([...lone.local, lone.global].map((x) => Math.round(1e9 * x) / 1e9)).toEqual([1, 1, 0, 0, 1])
  })

  test('symmetric in the fields, at most 1 for a field with itself, free of shift and scale', () => {
    fc.assert(
      fc.property(pairs, fc.boolean(), ({ field: { lists, values }, other }, includeSelf) => {
        const neighbours = neighboursFromLists(lists)
        fc.pre(neighbours.targets.length > 0)
        const l = leeL(values, other, neighbours, { includeSelf })
        expect(apart(leeL(other, values, neighbours, { includeSelf }).local, l.local)).toBeLessThan(1e-12)
        expect(apart(leeL(values.map((x) => 5 - 2 * x), other, neighbours, { includeSelf }).local, l.local.map((x) => -x))).toBeLessThan(1e-10)
        expect(leeL(values, values, neighbours, { includeSelf }).global).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('simulated in two parts: the same bytes; a shared pattern stands out, two noises do not', () => {
    const random = createRandom(5)
    const slope = Array.from({ length: 400 }, (_, i) => Math.floor(i / 20) + random.below(4))
    const steps = Array.from({ length: 400 }, (_, i) => Math.floor(i / 80) + random.below(3))
    const noise = Array.from({ length: 400 }, () => random.below(9))
    const part = (from: number, to: number) => simulateLeeL(slope, steps, board, { seed: 6, from, to })
    const whole = part(0, 99)
    expect(Float64Array.from([...part(0, 40), ...part(40, 99)])).toEqual(whole)
    expect(leeP(leeL(slope, steps, board).global, whole)).toBe(0.02)
    const other = noise.map(() => random.below(9))
    expect(leeP(leeL(other, noise, board).global, simulateLeeL(other, noise, board, { seed: 6, from: 0, to: 99 }))).toBeGreaterThan(0.05)
  })
})
