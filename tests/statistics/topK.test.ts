import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../server/statistics/random.ts'
import { addReplicate, createTopCounts, mergeTopCounts, topMembership, topProbabilities } from '../../server/statistics/topK.ts'

const fields = fc.integer({ min: 1, max: 20 }).chain((n) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n }), { minLength: 1, maxLength: 12 }),
)

describe('membership in the top k', () => {
  test('rows equal to the k-th share the places that are left', () => {
    expect(Array.from(topMembership([5, 1, 3, 3, 3, 0], 3))).toEqual([1, 0, 2 / 3, 2 / 3, 2 / 3, 0])
    expect(Array.from(topMembership([1, 2], 5))).toEqual([1, 1])
    expect(Array.from(topMembership([0, 0, 2, 0], 3, 0))).toEqual([0, 0, 1, 0])
    expect(Array.from(topMembership([NaN, 1, NaN], 2))).toEqual([0, 1, 0])
    expect(Array.from(topMembership([], 2))).toEqual([])
    expect(() => topMembership([1], 0)).toThrow('k is 0')
  })

  test('law: as by sorting, whatever k, and in any order of rows', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 8 }), { minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 45 }), (field, k) => {
        const kth = field.toSorted((a, b) => b - a)[Math.min(k, field.length) - 1]!
        const above = field.filter((x) => x > kth).length
        const equal = field.filter((x) => x === kth).length
        const expected = field.map((x) => (x > kth ? 1 : x < kth ? 0 : Math.min(1, (k - above) / equal)))
        expect(Array.from(topMembership(field, k))).toEqual(expected)
        expect(Array.from(topMembership(field.toReversed(), k))).toEqual(expected.toReversed())
      }),
    )
  })
})

describe('probability of being in the top k', () => {
  test('counted by hand over three replicates, for two k at once', () => {
    const counts = createTopCounts(3, [1, 2])
    for (const field of [[3, 2, 1], [3, 3, 1], [0, 5, 9]]) addReplicate(counts, field)
    const p = (which: number): number[] => Array.from(topProbabilities(counts, which))
    expect(p(0)).toEqual([0.5, 0.5 / 3, 1 / 3])
    expect(p(1)).toEqual([2 / 3, 1, 1 / 3])
  })

  test('laws: sums to k; the same bytes for any division and any order of replicates', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: 1, max: 8 }), fc.nat({ max: 12 }), (replicates, k, at) => {
        const n = replicates[0]!.length
        const count = (list: number[][]) => {
          const counts = createTopCounts(n, [k, 3])
          for (const field of list) addReplicate(counts, field)
          return counts
        }
        const whole = count(replicates)
        const parts = count(replicates.slice(at))
        mergeTopCounts(parts, count(replicates.slice(0, at)))
        expect(parts).toEqual(whole)
        const probabilities = topProbabilities(whole)
        expect(probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(Math.min(k, n), 7)
        const mean = Array.from({ length: n }, (_, i) => replicates.reduce((sum, field) => sum + topMembership(field, k)[i]!, 0) / replicates.length)
        probabilities.forEach((p, i) => expect(p).toBeCloseTo(mean[i]!, 8))
      }),
    )
  })

  test('ties drawn: exactly k a replicate, each tied row as often as another, the same draw for the same stream', () => {
    const field = [9, 4, 4, 4, 4, 1]
    const count = (from: number, to: number) => {
      const counts = createTopCounts(6, [3])
      for (let replicate = from; replicate < to; replicate++) addReplicate(counts, field, -Infinity, createRandom(5, replicate))
      return counts
    }
    expect(Array.from(topProbabilities(count(3, 4))).reduce((a, b) => a + b, 0)).toBe(3)
    const p = topProbabilities(count(0, 4000))
    expect([p[0], p[5]]).toEqual([1, 0])
    // Four standard errors of a share of one half over 4,000 replicates.
    for (const i of [1, 2, 3, 4]) expect(Math.abs(p[i]! - 0.5)).toBeLessThan(0.032)
    const parts = count(0, 1000)
    mergeTopCounts(parts, count(1000, 4000))
    expect(topProbabilities(parts)).toEqual(p)
  })

  test('what is refused, and what has no answer', () => {
    expect(topProbabilities(createTopCounts(2, [1]))).toEqual(Float64Array.from([NaN, NaN]))
    expect(() => createTopCounts(2, [1.5])).toThrow('k is 1.5')
    expect(() => createTopCounts(-1, [1])).toThrow('rows')
    expect(() => addReplicate(createTopCounts(2, [1]), [1])).toThrow(RangeError)
    expect(() => mergeTopCounts(createTopCounts(2, [1]), createTopCounts(2, [2]))).toThrow(RangeError)
    expect(() => topProbabilities(createTopCounts(2, [1]), 1)).toThrow('which')
  })
})
