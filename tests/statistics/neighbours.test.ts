import { describe, expect, test } from 'vitest'
import { cellCount, isSymmetric, neighboursFromLists } from '../../server/statistics/neighbours.ts'

describe('neighbour lists', () => {
  test('keep the order given, and cells without neighbours', () => {
    const lists = neighboursFromLists([[2, 1], [], [0]])
    expect(Array.from(lists.offsets)).toEqual([0, 2, 2, 3])
    expect(Array.from(lists.targets)).toEqual([2, 1, 0])
    expect(cellCount(lists)).toBe(3)
    expect(cellCount(neighboursFromLists([]))).toBe(0)
  })

  test.each([[[[3]]], [[[-1], []]], [[[0.5], []]], [[[0]]], [[[1, 1], []]]])('refuse %j', (lists) => {
    expect(() => neighboursFromLists(lists)).toThrow(RangeError)
  })

  test('tell whether each link has its way back', () => {
    expect(isSymmetric(neighboursFromLists([[1], [0, 2], [1]]))).toBe(true)
    expect(isSymmetric(neighboursFromLists([[1], [2], [0]]))).toBe(false) // a ring of one-way links, one in and one out each
    expect(isSymmetric(neighboursFromLists([[1], [], []]))).toBe(false)
  })
})
