import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { topMembership } from '../../server/statistics/topK.ts'

describe('membership in the top k', () => {
  test('rows equal to the k-th share the places that are left', () => {
    expect(Array.from(topMembership([5, 1, 3, 3, 3, 0], 3))).toEqual([1, 0, 2 / 3, 2 / 3, 2 / 3, 0])
    expect(Array.from(topMembership([1, 2], 5))).toEqual([1, 1])
    expect(Array.from(topMembership([0, 0, 2, 0], 3, 0))).toEqual([0, 0, 1, 0])
    expect(Array.from(topMembership([NaN, 1, NaN], 2))).toEqual([0, 1, 0])
    expect(Array.from(topMembership([], 2))).toEqual([])
    expect(() => topMembership([1], 0)).toThrow('k is 0')
    expect(() => topMembership([1], 1.5)).toThrow('k is 1.5')
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
