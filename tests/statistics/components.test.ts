import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { components } from '../../server/statistics/components.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { fields } from './support.ts'

describe('connected groups', () => {
  test('a row of six with a gap, numbered by the lowest member', () => {
    const row = neighboursFromLists([[1], [0, 2], [1, 3], [2, 4], [3, 5], [4]])
    const { labels, count } = components([1, 0, 1, 1, 0, 1], row)
    expect(Array.from(labels)).toEqual([0, -1, 1, 1, -1, 2])
    expect(count).toBe(3)
  })

  test('a link told by one side only still joins', () => {
    expect(Array.from(components([true, true, true], neighboursFromLists([[], [], [0, 1]])).labels)).toEqual([0, 0, 0])
  })

  test('a mask of the wrong length is refused', () => {
    expect(() => components([1], neighboursFromLists([[], []]))).toThrow(RangeError)
  })

  test('law: a partition of the mask that no chosen link crosses and that falls apart nowhere', () => {
    fc.assert(
      fc.property(fields, ({ n, lists, values }) => {
        const mask = values.map((x) => x > 15)
        const { labels, count } = components(mask, neighboursFromLists(lists))
        mask.forEach((on, i) => expect(labels[i]! >= 0).toBe(on))
        const parted = lists.flatMap((list, i) => list.filter((j) => mask[i] && mask[j] && labels[i] !== labels[j]))
        expect(parted).toEqual([])
        const firsts = Array.from({ length: count }, (_, label) => labels.indexOf(label))
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
        // Walking from the first member reaches exactly the cells of its label.
        for (const first of firsts) {
          const reached = new Set([first])
          for (const i of reached) for (const j of lists[i] ?? []) if (mask[j]) reached.add(j)
          expect([...reached].sort((a, b) => a - b)).toEqual(
            Array.from({ length: n }, (_, i) => i).filter((i) => labels[i] === labels[first]),
          )
        }
      }),
    )
  })
})
