import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addRanks, rankNeighbourSums } from '../../server/statistics/conditionalPermutation.ts'
import { exactSteps, localMoranExact } from '../../server/statistics/localMoranExact.ts'
import { localMoranPermutation, localMoranPs, localMoranRanks } from '../../server/statistics/localMoranPermutation.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { apart, fields } from './support.ts'

/** The table of draws the long way round: each cell walks every row, leaves itself out, and adds up. Whole-number values. */
function plainRanks(values: number[], lists: number[][], seed: number, permutations: number) {
  const n = values.length
  const above: number[] = Array(n).fill(0)
  const equal: number[] = Array(n).fill(0)
  for (let p = 0; p < permutations; p++) {
    const random = createRandom(seed, p)
    const cells = values.map((_, i) => i)
    const most = Math.max(...lists.map((list) => list.length))
    for (let m = 0; m <= most; m++) {
      const other = m + random.below(n - m)
      const kept = cells[other] ?? NaN
      cells[other] = cells[m] ?? NaN
      cells[m] = kept
    }
    lists.forEach((list, i) => {
      const drawn = cells.slice(0, most + 1).filter((j) => j !== i).slice(0, list.length)
      const sum = (of: number[]): number => of.reduce((total, j) => total + (values[j] ?? NaN), 0)
      if (sum(drawn) > sum(list)) above[i] = (above[i] ?? 0) + 1
      if (sum(drawn) === sum(list)) equal[i] = (equal[i] ?? 0) + 1
    })
  }
  return { above, equal }
}

/** Share of all choices of k of the other cells with a sum at least, and at most, that of the neighbours. */
function enumerated(values: number[], lists: number[][], i: number): { atLeast: number; atMost: number } {
  const sums = (from: number, k: number): number[] =>
    k === 0 ? [0] : values.flatMap((x, j) => (j < from || j === i ? [] : sums(j + 1, k - 1).map((sum) => sum + x)))
  const list = lists[i] ?? []
  const all = sums(0, list.length)
  const observed = list.reduce((total, j) => total + (values[j] ?? NaN), 0)
  return {
    atLeast: all.filter((sum) => sum >= observed).length / all.length,
    atMost: all.filter((sum) => sum <= observed).length / all.length,
  }
}

const seeds = fc.nat({ max: 0xffffffff })

describe('ranks among simulated sums', () => {
  test('are those of the table walked cell by cell', () => {
    fc.assert(
      fc.property(fields, seeds, fc.integer({ min: 1, max: 60 }), ({ lists, values }, seed, permutations) => {
        const ranks = rankNeighbourSums(values, neighboursFromLists(lists), { seed, from: 0, to: permutations })
        const plain = plainRanks(values, lists, seed, permutations)
        expect(Array.from(ranks.above)).toEqual(plain.above)
        const linked = lists.map((list) => list.length > 0)
        expect(Array.from(ranks.equal)).toEqual(plain.equal.map((count, i) => (linked[i] ? count : 0)))
      }),
    )
  })

  test('ranges of permutations add up to the same bytes, however they are cut', () => {
    fc.assert(
      fc.property(fields, seeds, fc.nat(80), fc.nat(80), fc.boolean(), ({ lists, values }, seed, a, b, replacement) => {
        const neighbours = neighboursFromLists(lists)
        const part = (from: number, to: number) => rankNeighbourSums(values, neighbours, { seed, from, to, replacement })
        const [first, second] = [Math.min(a, b), Math.max(a, b)]
        expect(addRanks(addRanks(part(0, first), part(second, 80)), part(first, second))).toEqual(part(0, 80))
      }),
    )
  })

  test('do not depend on shift, scale or the order in a list; adding in another order breaks no tie', () => {
    fc.assert(
      fc.property(fields, seeds, fc.constantFrom(0.1, 0.3, 1e-7, 1e9), ({ lists, values }, seed, scale) => {
        const range = { seed, from: 0, to: 50 }
        const ranks = rankNeighbourSums(values, neighboursFromLists(lists), range)
        expect(rankNeighbourSums(values.map((x) => 4 * x - 300), neighboursFromLists(lists), range)).toEqual(ranks)
        expect(rankNeighbourSums(values, neighboursFromLists(lists.map((list) => [...list].reverse())), range)).toEqual(ranks)
        const fractions = values.map((x) => x * scale)
        const turned = neighboursFromLists(lists.map((list) => [...list].reverse()))
        expect(rankNeighbourSums(fractions, turned, range)).toEqual(rankNeighbourSums(fractions, neighboursFromLists(lists), range))
      }),
    )
  })

  test('values all equal: every sum is a tie', () => {
    const ranks = rankNeighbourSums([0.1, 0.1, 0.1], neighboursFromLists([[1, 2], [0], []]), { seed: 1, from: 0, to: 20 })
    expect(Array.from(ranks.above)).toEqual([0, 0, 0])
    expect(Array.from(ranks.equal)).toEqual([20, 20, 0])
  })

  test('two cells, and drawing with replacement from them, come to an end', () => {
    const two = neighboursFromLists([[1], [0]])
    for (const replacement of [false, true]) {
      const ranks = rankNeighbourSums([3, 8], two, { seed: 9, from: 0, to: 30, replacement })
      expect(Array.from(ranks.equal)).toEqual([30, 30])
    }
  })

  test('with replacement the sums vary more', () => {
    // Four of the five others, of which one holds everything: without replacement it is drawn 4 times in 5, with it 1 - (4/5)^4.
    const lists = [[1, 2, 3, 4], [], [], [], [], []]
    const values = [7, 0, 0, 0, 0, 1]
    const share = (replacement: boolean): number => {
      const ranks = rankNeighbourSums(values, neighboursFromLists(lists), { seed: 5, from: 0, to: 20_000, replacement })
      return (ranks.above[0] ?? NaN) / 20_000
    }
    expect(Math.abs(share(false) - 0.8)).toBeLessThan(4 * Math.sqrt((0.8 * 0.2) / 20_000))
    const expected = 1 - 0.8 ** 4
    expect(Math.abs(share(true) - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / 20_000))
  })

  test('what cannot be is refused by name', () => {
    const row = neighboursFromLists([[1], [0, 2], [1]])
    const from = (range: { seed?: number; from?: number; to?: number }, values = [1, 2, 3]) => () =>
      rankNeighbourSums(values, row, { seed: 1, from: 0, to: 10, ...range })
    expect(from({ to: -1 })).toThrow(/replicates 0 to -1/)
    expect(from({ from: 11 })).toThrow(/replicates 11 to 10/)
    expect(from({ seed: 1.5 })).toThrow(/seed is 1.5/)
    expect(from({}, [1, 2])).toThrow(/2 values for 3 cells/)
    expect(from({}, [1, NaN, 2])).toThrow(/NaN of cell 1/)
    expect(() => localMoranPermutation([1, 2, 3], row, { seed: 1, permutations: 0 })).toThrow(/permutations is 0/)
    expect(() => addRanks(from({})(), rankNeighbourSums([], neighboursFromLists([]), { seed: 1, from: 0, to: 1 }))).toThrow(/3 and of 0/)
  })
})

describe('p by permutation', () => {
  test('counts the observed field, takes ties on both sides, doubles the smaller tail', () => {
    // Of 9 sums 2 above and 1 equal; the cell lies above the mean, then below it, then at it.
    const ranks = { permutations: 9, above: Uint32Array.of(2, 2, 2), equal: Uint32Array.of(1, 1, 1) }
    const neighbours = neighboursFromLists([[1], [2], [0]])
    const p = (alternative?: 'greater' | 'less') => Array.from(localMoranPs([3, 1, 2], neighbours, ranks, alternative))
    expect(p('greater')).toEqual([0.4, 0.8, 1])
    expect(p('less')).toEqual([0.8, 0.4, 1])
    expect(p()).toEqual([0.8, 0.8, 1])
  })

  test('no p without neighbours, without variation, or with a value that is not a number', () => {
    const row = neighboursFromLists([[1], [0], []])
    const run = (values: number[]) => Array.from(localMoranPermutation(values, row, { seed: 1, permutations: 19 }))
    expect(run([1, 2, 4])[2]).toBeNaN()
    expect(run([2, 2, 2])).toEqual([NaN, NaN, NaN])
    expect(run([2, NaN, 1])).toEqual([NaN, NaN, NaN])
    expect(localMoranPermutation([], neighboursFromLists([]), { seed: 1, permutations: 19 }).length).toBe(0)
    expect(() => localMoranRanks([2, 2], row, { seed: 1, from: 0, to: 1 })).toThrow(RangeError)
  })

  test('lies within its error of the exact p', () => {
    const random = createRandom(11)
    const n = 400
    const lists = Array.from({ length: n }, (_, i) => [i - 20, i - 1, i + 1, i + 20].filter((j) => j >= 0 && j < n))
    const values = lists.map(() => Math.floor(-3 * Math.log(1 - random.next())))
    const neighbours = neighboursFromLists(lists)
    const permutations = 9999
    const simulated = localMoranPermutation(values, neighbours, { seed: 4, permutations, alternative: 'greater' })
    const exact = localMoranExact(values, neighbours, { alternative: 'greater' })
    simulated.forEach((p, i) => {
      const q = exact[i] ?? NaN
      // Five standard errors: 400 cells, though they share their draws.
      expect(Math.abs(p - q)).toBeLessThan(5 * Math.sqrt((q * (1 - q)) / permutations) + 1 / (permutations + 1))
    })
  })
})

describe('exact p', () => {
  test('is the share of all choices of neighbours', () => {
    fc.assert(
      fc.property(fields.filter(({ lists, n }) => n < 13 && lists.every((list) => list.length < 6)), ({ lists, values }) => {
        const neighbours = neighboursFromLists(lists)
        const mean = values.reduce((a, b) => a + b, 0) / values.length
        fc.pre(values.every((x) => x === mean || Math.abs(x - mean) > 1e-9))
        const greater = localMoranExact(values, neighbours, { alternative: 'greater' })
        const both = localMoranExact(values, neighbours)
        lists.forEach((list, i) => {
          const { atLeast, atMost } = enumerated(values, lists, i)
          const own = (values[i] ?? NaN) - mean
          const up = list.length === 0 ? NaN : own > 0 ? atLeast : own < 0 ? atMost : 1
          expect(apart([greater[i] ?? 0], [up])).toBeLessThan(1e-12)
          const two = list.length === 0 ? NaN : own === 0 ? 1 : Math.min(1, 2 * Math.min(atLeast, atMost))
          expect(apart([both[i] ?? 0], [two])).toBeLessThan(1e-12)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('far tail: 30 of 30 neighbours among 40 hot cells of 2,000', () => {
    const n = 2000
    const hot = (i: number): boolean => i < 40
    const lists = Array.from({ length: n }, (_, i) => (i === 0 ? Array.from({ length: 30 }, (__, m) => m + 1) : []))
    const p = localMoranExact(lists.map((_, i) => Number(hot(i))), neighboursFromLists(lists), { alternative: 'greater' })
    // Choose 30 of the 39 other hot cells, of 1,999 others: product of (39-m)/(1999-m).
    let expected = 1
    for (let m = 0; m < 30; m++) expected *= (39 - m) / (1999 - m)
    expect(expected).toBeLessThan(1e-50)
    expect(Math.abs((p[0] ?? NaN) / expected - 1)).toBeLessThan(1e-12)
  })

  test('refuses fractions and work without end, and says what it costs', () => {
    const row = neighboursFromLists([[1], [0, 2], [1]])
    expect(() => localMoranExact([1, 2.5, 3], row)).toThrow(/2.5 of cell 1/)
    expect(() => localMoranExact([1, 2, 3], row, { maxSteps: 5 })).toThrow(/maxSteps/)
    expect(() => localMoranExact([1, 2, 1e15], row)).toThrow(/maxSteps/)
    expect(() => localMoranExact([1, 2, 1e7], row, { maxSteps: Infinity })).toThrow(/memory/)
    expect(exactSteps([1, 2, 3], row)).toBeGreaterThan(0)
    expect(exactSteps([2, 2, 2], row)).toBe(0)
    expect(Array.from(localMoranExact([2, 2, 2], row))).toEqual([NaN, NaN, NaN])
  })
})
