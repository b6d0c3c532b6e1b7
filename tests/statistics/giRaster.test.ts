import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adjustGroupedP, adjustP, type AdjustMethod } from '../../server/statistics/adjust.ts'
import { gi, giStar } from '../../server/statistics/getisOrd.ts'
import { createGiRaster, giRaster, giStarRaster } from '../../server/statistics/giRaster.ts'
import { giStarTest } from '../../server/statistics/giTest.ts'
import { twoSidedPs } from '../../server/statistics/normal.ts'
import { createRandom, shuffle } from '../../server/statistics/random.ts'
import { apart, withinRings } from './support.ts'

type Place = readonly [i: number, j: number]

const METHODS: AdjustMethod[] = ['benjamini-hochberg', 'benjamini-yekutieli', 'holm', 'hochberg', 'hommel', 'bonferroni', 'none']
const rasterOf = (places: readonly Place[], k: number) => createGiRaster(Int32Array.from(places, ([i]) => i), Int32Array.from(places, ([, j]) => j), k)
/** By Hommel's method equal p may part in the last digit, by rounding; as a group they cannot. */
const slack = (method: AdjustMethod): number => (method === 'hommel' ? 1e-15 : 0)
const exact = (x: Float64Array): number[] => Array.from(x)

/** Patches with holes and stray cells, in any order, anywhere on the lattice. */
const fields = fc.record({
  places: fc.uniqueArray(fc.tuple(fc.integer({ min: -7, max: 7 }), fc.integer({ min: -9, max: 5 })), { minLength: 1, maxLength: 90, selector: ([i, j]) => `${i},${j}` }),
  shift: fc.tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -100_000, max: 100_000 })),
  k: fc.integer({ min: 1, max: 6 }),
  seed: fc.integer({ min: 0, max: 1e9 }),
}).map(({ places, shift: [i, j], k, seed }) => ({ places: places.map(([a, b]): Place => [a + i, b + j]), k, random: createRandom(seed) }))

describe('the numbers of the lists', () => {
  test('whole values, of one sign or two', () => {
    fc.assert(fc.property(fields, ({ places, k, random }) => {
      const raster = rasterOf(places, k)
      const lists = withinRings(places, k)
      expect(Array.from(raster.sizes)).toEqual(places.map((_, n) => 1 + (lists.offsets[n + 1] ?? 0) - (lists.offsets[n] ?? 0)))
      for (const least of [0, -20]) {
        const values = places.map(() => least + random.below(3) * random.below(30))
        expect(apart(giStarRaster(values, raster), giStar(values, lists))).toBeLessThan(1e-12)
        expect(apart(giRaster(values, raster), gi(values, lists))).toBeLessThan(1e-12)
      }
    }))
  })

  test('fractions, and whole values too large for exact sums', () => {
    fc.assert(fc.property(fields, ({ places, k, random }) => {
      const raster = rasterOf(places, k)
      const lists = withinRings(places, k)
      for (const values of [places.map(() => random.next() * random.below(9)), places.map(() => random.below(2 ** 31))]) {
        expect(apart(giStarRaster(values, raster), giStar(values, lists))).toBeLessThan(1e-12)
        expect(apart(giRaster(values, raster), gi(values, lists))).toBeLessThan(1e-12)
      }
    }))
  })

  test('whole values with a large mean lose no digit', () => {
    const places = board(30, 40)
    const random = createRandom(4)
    const small = places.map(() => random.below(3))
    const raster = rasterOf(places, 3)
    expect(apart(giStarRaster(small.map((x) => x + 10_000), raster), exact(giStarRaster(small, raster)))).toBeLessThan(1e-13)
  })
})

describe('by hand', () => {
  test('a row of four, one incident at the end', () => {
    const row: Place[] = [[0, 0], [0, 1], [0, 2], [0, 3]]
    expect(apart(giStarRaster([1, 0, 0, 0], rasterOf(row, 1)), [1, 1 / Math.sqrt(3), -Math.sqrt(3), -1])).toBeLessThan(1e-15)
  })

  test('neighbours are along i, along j and along both, not across', () => {
    const middle: Place[] = [[0, 0], [1, 0], [0, 1], [1, 1], [-1, 0], [0, -1], [-1, -1], [1, -1], [-1, 1]]
    expect(Array.from(rasterOf(middle, 1).sizes).slice(0, 1)).toEqual([7])
  })

  test('no variation, one cell, no cell, a neighbourhood that is all, NaN and infinite: no z', () => {
    const three = rasterOf([[0, 0], [0, 1], [1, 1]], 1)
    for (const statistic of [giStarRaster, giRaster]) {
      expect(exact(statistic([5, 5, 5], three))).toEqual([NaN, NaN, NaN])
      expect(exact(statistic([1.5, 1.5, 1.5], three))).toEqual([NaN, NaN, NaN])
      expect(exact(statistic([7], rasterOf([[3, 3]], 2)))).toEqual([NaN])
      expect(exact(statistic([], rasterOf([], 2)))).toEqual([])
      expect(exact(statistic([1, NaN, 3], three))).toEqual([NaN, NaN, NaN])
      expect(exact(statistic([1, Infinity, 3], three))).toEqual([NaN, NaN, NaN])
    }
    expect(exact(giStarRaster([1, 2, 3], three))).toEqual([NaN, NaN, NaN])
  })

  test('refused: the same place twice, a k that is none, columns of different length, cells oceans apart', () => {
    expect(() => rasterOf([[0, 0], [1, 0], [0, 0]], 1)).toThrow(/cell 2/)
    for (const k of [0, -1, 1.5, NaN, 101]) expect(() => rasterOf([[0, 0]], k)).toThrow(/^k must/)
    expect(() => createGiRaster(new Int32Array(2), new Int32Array(3), 1)).toThrow(RangeError)
    expect(() => giStarRaster([1], rasterOf([[0, 0], [0, 1]], 1))).toThrow(RangeError)
    expect(() => rasterOf([[0, 0], [100_000, 100_000]], 1)).toThrow(/span/)
  })
})

describe('laws', () => {
  test('the order of the cells means nothing', () => {
    fc.assert(fc.property(fields, ({ places, k, random }) => {
      const values = places.map(() => random.below(20))
      const order = places.map((_, n) => n)
      shuffle(order, random)
      const z = giStarRaster(values, rasterOf(places, k))
      const turned = giStarRaster(order.map((n) => values[n] ?? NaN), rasterOf(order.map((n) => places[n] ?? [0, 0]), k))
      expect(exact(turned)).toEqual(order.map((n) => z[n]))
    }))
  })

  test('unchanged when the lattice is turned by 60° or mirrored', () => {
    fc.assert(fc.property(fields, ({ places, k, random }) => {
      const values = places.map(() => random.below(20))
      const z = exact(giStarRaster(values, rasterOf(places, k)))
      expect(exact(giStarRaster(values, rasterOf(places.map(([i, j]): Place => [i - j, i]), k)))).toEqual(z)
      expect(exact(giStarRaster(values, rasterOf(places.map(([i, j]): Place => [j, i]), k)))).toEqual(z)
    }))
  })

  test('mirrored when the values are, the same when they are shifted or doubled', () => {
    fc.assert(fc.property(fields, ({ places, k, random }) => {
      const values = places.map(() => random.below(50))
      const raster = rasterOf(places, k)
      const z = giStarRaster(values, raster)
      expect(apart(giStarRaster(values.map((x) => -x), raster), z.map((x) => -x))).toBeLessThan(1e-14)
      expect(apart(giStarRaster(values.map((x) => 2 * x + 1000), raster), z)).toBeLessThan(1e-12)
    }))
  })
})

describe('Gi*, p and adjusted p in one walk', () => {
  test('bit for bit what one after the other gives, by every method', () => {
    fc.assert(fc.property(fields, fc.constantFrom(...METHODS), fc.constantFrom(1, 0.7, 3000), ({ places, k, random }, method, scale) => {
      const values = places.map(() => Math.floor(8 * random.next() ** 4) * scale)
      const raster = rasterOf(places, k)
      const z = giStarRaster(values, raster)
      const p = twoSidedPs(z)
      const together = giStarTest(values, raster, method)
      expect(exact(together.z)).toEqual(exact(z))
      expect(exact(together.p)).toEqual(exact(p))
      expect(apart(together.adjustedP, adjustP(p, method))).toBeLessThanOrEqual(slack(method))
    }))
  })

  test.each(METHODS)('%s of groups is that of their members', (method) => {
    const group = fc.tuple(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.01, 1e-300, NaN)), fc.integer({ min: 1, max: 5 }))
    fc.assert(fc.property(fc.array(group, { maxLength: 30 }), (list) => {
      const grouped = adjustGroupedP(Float64Array.from(list, ([p]) => p), list.map(([, times]) => times), method)
      const single = adjustP(Float64Array.from(list.flatMap(([p, times]) => Array.from({ length: times }, () => p))), method)
      const spread = list.flatMap(([, times], g) => Array.from({ length: times }, () => grouped[g] ?? NaN))
      expect(apart(spread, single)).toBeLessThanOrEqual(slack(method))
    }))
  })

  test('a county of cells, skewed counts', () => {
    const places = board(150, 200).filter(([i, j]) => (i * 7 + j * 13) % 11 !== 0)
    const random = createRandom(1)
    const counts = Uint32Array.from(places, () => Math.floor(0.4 / (1 - random.next()) ** 0.9))
    const raster = rasterOf(places, 3)
    const { z, p, adjustedP } = giStarTest(counts, raster, 'benjamini-hochberg')
    expect(exact(z)).toEqual(exact(giStarRaster(counts, raster)))
    expect(exact(adjustedP)).toEqual(exact(adjustP(p, 'benjamini-hochberg')))
    expect(exact(p)).toEqual(exact(twoSidedPs(z)))
  })
})

function board(height: number, width: number): Place[] {
  return Array.from({ length: height * width }, (_, n): Place => [Math.floor(n / width), n % width])
}
