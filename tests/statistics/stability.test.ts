import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { midRanks } from '../../server/statistics/ranks.ts'
import { chanceJaccard, jaccard, stability } from '../../server/statistics/stability.ts'

const choose = (n: number, k: number): number => (k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)

describe('overlap of top sets', () => {
  test('by hand', () => {
    expect(jaccard([1, 1, 0, 0], [1, 0, 1, 0])).toBe(1 / 3)
    expect(jaccard([true, false], [true, false])).toBe(1)
    // Half a place each of two tied cells, against one of them alone.
    expect(jaccard([0.5, 0.5], [1, 0])).toBeCloseTo(0.5 / 1.5, 15)
    expect(jaccard([0, 0], [0, 0])).toBeNaN()
    expect(() => jaccard([1], [1, 0])).toThrow(RangeError)
  })

  test('by chance: two cells of four, drawn twice: (4/6) 1/3 + (1/6) 1', () => {
    expect(chanceJaccard(2, 2, 4)).toBeCloseTo(4 / 18 + 1 / 6, 15)
    expect(chanceJaccard(0, 3, 9)).toBe(0)
    expect(chanceJaccard(9, 9, 9)).toBe(1)
    expect(chanceJaccard(0, 0, 9)).toBeNaN()
    expect(() => chanceJaccard(10, 1, 9)).toThrow('first')
  })

  test('law: the hypergeometric mean, summed out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat({ max: 30 }), fc.nat({ max: 30 }), (n, a, b) => {
        fc.pre(a <= n && b <= n && a + b > 0)
        let mean = 0
        for (let i = 0; i <= Math.min(a, b); i++) mean += ((choose(a, i) * choose(n - a, b - i)) / choose(n, b)) * (i / (a + b - i))
        expect(chanceJaccard(a, b, n)).toBeCloseTo(mean, 12)
      }),
    )
  })

  test('a county: fifty of 71,744 cells, and half of them', () => {
    // Few of many: the mean overlap 50·50/71744 over nearly 100 cells.
    expect(chanceJaccard(50, 50, 71_744) / (2500 / 71_744 / 100)).toBeCloseTo(1, 1)
    expect(chanceJaccard(35_872, 35_872, 71_744)).toBeCloseTo(1 / 3, 4)
  })
})

describe('stability of fields', () => {
  test('three fields of four cells, by hand', () => {
    const found = stability([[9, 5, 1, 0], [9, 5, 0, 1], [0, 9, 5, 1]], 2)
    expect(found.steps.map((step) => step.jaccard)).toEqual([1, 1 / 3])
    expect(found.steps[0]?.chanceJaccard).toBeCloseTo(7 / 18, 15)
    expect(found.steps[0]?.spearman).toBeCloseTo(1 - (6 * 2) / (4 * 15), 15)
    expect(Array.from(found.meanRank)).toEqual([2, 5 / 3, 3, 10 / 3])
    // Ranks 1, 1, 4 and 2, 2, 1.
    expect(found.rankDeviation[0]).toBeCloseTo(Math.sqrt(3), 15)
    expect(found.rankDeviation[1]).toBeCloseTo(Math.sqrt(1 / 3), 15)
    expect(Array.from(found.timesTop)).toEqual([2, 3, 1, 0])
  })

  test('empty cells are in no top set; one field has no step and no deviation', () => {
    const { steps, rankDeviation, timesTop } = stability([[0, 3, 0]], 2, 0)
    expect(steps).toEqual([])
    expect(Array.from(timesTop)).toEqual([0, 1, 0])
    expect(Array.from(rankDeviation)).toEqual([NaN, NaN, NaN])
    expect(stability([], 3).steps).toEqual([])
    expect(stability([[0, 0], [0, 0]], 1, 0).steps[0]?.jaccard).toBeNaN()
    expect(() => stability([[1], [1, 2]], 1)).toThrow(RangeError)
  })

  const fields = fc.integer({ min: 2, max: 15 }).chain((n) => fc.array(fc.array(fc.nat({ max: 5 }), { minLength: n, maxLength: n }), { minLength: 2, maxLength: 10 }))

  test('laws: the same field again is wholly stable; the order of cells does not matter', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 1, max: 5 }), (list, k) => {
        const same = stability([list[0]!, list[0]!], k)
        expect(same.steps[0]?.jaccard).toBe(1)
        expect(same.rankDeviation.every((x) => x === 0)).toBe(true)
        const there = stability(list, k)
        const back = stability(list.map((field) => field.toReversed()), k)
        back.steps.forEach((step, i) => {
          expect(step.jaccard).toBeCloseTo(there.steps[i]!.jaccard, 12)
          expect(step.spearman).toEqual(there.steps[i]!.spearman)
        })
        expect(back.rankDeviation.toReversed()).toEqual(there.rankDeviation)
      }),
    )
  })

  test('laws: moments as by the textbook; in another order of fields the same bytes', () => {
    fc.assert(
      fc.property(fields, fc.nat({ max: 10 }), (list, at) => {
        const n = list[0]!.length
        const { meanRank, rankDeviation } = stability(list, 1)
        const turned = stability([...list.slice(at), ...list.slice(0, at)], 1)
        expect([turned.meanRank, turned.rankDeviation]).toEqual([meanRank, rankDeviation])
        for (let i = 0; i < n; i++) {
          const ranks = list.map((field) => n + 1 - midRanks(field)[i]!)
          const mean = ranks.reduce((a, b) => a + b, 0) / ranks.length
          expect(meanRank[i]).toBeCloseTo(mean, 12)
          expect(rankDeviation[i]).toBeCloseTo(Math.sqrt(ranks.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (ranks.length - 1)), 12)
        }
      }),
    )
  })
})
