import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gi, giStar } from '../../server/statistics/getisOrd.ts'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { apart, fields, keys, renumbered, withinDistance } from './support.ts'

/** The definitions, word for word: slow, and independent of the kernel. */
function plainZ(values: number[], lists: number[][], star: boolean): number[] {
  return values.map((_, i) => {
    const field = values.filter((__, j) => star || j !== i)
    const n = field.length
    const mean = field.reduce((a, b) => a + b, 0) / n
    const variance = field.reduce((a, b) => a + (b - mean) ** 2, 0) / n
    const near = star ? [i, ...(lists[i] ?? [])] : (lists[i] ?? [])
    const w = near.length
    const sum = near.reduce((a, j) => a + (values[j] ?? NaN), 0)
    const room = n * w - w * w
    return room > 0 && variance > 1e-9 ? (sum - mean * w) / Math.sqrt((variance * room) / (n - 1)) : NaN
  })
}

describe('against published results', () => {
  test('esda docstring: six points, distance band 15, Gi*', () => {
    const points = [[10, 10], [20, 10], [40, 10], [15, 20], [30, 20], [30, 30]] as const
    const z = giStar([2, 3, 3.2, 5, 8, 7], withinDistance(points, 15))
    expect(apart(z, [-1.39727626, -0.28917762, 0.65064964, -0.28917762, 1.23452088, 2.02424331])).toBeLessThan(1e-8)
  })

  // Getis and Ord 1996, 16 x 16 pixels of 30 m (spdep's data set getisord); z by spdep 1.2-7 localG, distance 30 and 60.
  test('Getis and Ord 1996', () => {
    const rows = [
      '40 41 42 43 49 54 47 44 42 44 43 46 52 56 56 61', '40 42 41 40 43 49 46 42 42 43 43 49 59 62 53 62',
      '43 42 40 42 42 42 41 42 42 43 42 53 66 61 51 62', '44 41 39 42 44 43 42 42 42 43 43 49 56 53 53 61',
      '42 43 44 43 42 41 42 44 43 43 44 47 58 59 55 61', '52 59 61 56 41 40 43 44 46 48 50 52 68 69 60 61',
      '62 62 86 85 55 59 64 72 75 70 70 62 66 61 55 57', '65 62 68 72 102 94 90 83 74 81 96 69 52 50 51 54',
      '62 59 55 61 99 97 93 80 65 87 107 80 59 60 67 66', '62 55 56 56 80 90 99 88 64 91 112 94 76 91 100 85',
      '63 57 58 58 77 92 82 71 59 90 105 92 79 98 110 83', '59 58 60 64 88 99 82 81 71 80 89 89 89 102 104 75',
      '55 54 53 61 82 102 88 93 96 94 110 114 109 103 92 68', '55 55 56 60 91 95 86 98 115 105 110 107 101 89 85 68',
      '62 63 64 59 85 88 95 106 110 99 89 82 79 84 97 79', '55 56 54 58 65 75 82 77 74 74 69 61 62 71 73 63',
    ]
    const values = rows.flatMap((row) => row.split(' ').map(Number))
    const points = values.map((_, i) => [30 * (i % 16), 30 * Math.floor(i / 16)] as const)
    const near = withinDistance(points, 30)
    const far = withinDistance(points, 60)
    const picked = (z: Float64Array): (number | undefined)[] => [0, 1, 15, 203].map((i) => z[i])
    expect(picked(gi(values, near))).toEqual([-1.81513528485473, -2.15581017401025, -0.526751854536132, 3.69656037260539].map((x) => expect.closeTo(x, 12)))
    expect(picked(giStar(values, near))).toEqual([-2.22970955848795, -2.48975296419478, -0.589138323382445, 4.31040738318911].map((x) => expect.closeTo(x, 12)))
    expect(picked(gi(values, far))).toEqual([-2.76599668597353, -3.30704696786207, -0.969598386548603, 5.49023777667386].map((x) => expect.closeTo(x, 12)))
    expect(picked(giStar(values, far))).toEqual([-3.05142479209203, -3.5318291992298, -0.999116833841795, 5.86588770903887].map((x) => expect.closeTo(x, 12)))
  })
})

describe('by hand', () => {
  const row = neighboursFromLists([[1], [0, 2], [1, 3], [2]]) // four cells in a row

  test('a row of four, one incident at the end', () => {
    // m = 1/4, s^2 = 3/16. End: (1 - 2/4) / sqrt(3/16 * (4*2 - 4)/3) = 1. Next: (1 - 3/4) / sqrt(3/16 * (4*3 - 9)/3) = 1/sqrt 3.
    expect(apart(giStar([1, 0, 0, 0], row), [1, 1 / Math.sqrt(3), -Math.sqrt(3), -1])).toBeLessThan(1e-15)
  })

  test('a field without variation has no z, whatever its value', () => {
    for (const value of [0, 7, 0.1]) {
      expect(Array.from(giStar(Array(4).fill(value), row))).toEqual(Array(4).fill(NaN))
      expect(Array.from(gi(Array(4).fill(value), row))).toEqual(Array(4).fill(NaN))
    }
  })

  test('Gi leaves the cell out: where only it differs, the others do not vary', () => {
    const z = gi([0.1, 0.1, 0.7, 0.1], row)
    expect(z[2]).toBeNaN()
    expect(z[0]).toBeLessThan(0)
    expect(z[1]).toBeGreaterThan(0)
  })

  test('a lone cell has a Gi* of its own value, and no Gi', () => {
    const lone = neighboursFromLists([[], [2], [1], [], []])
    const values = [9, 1, 2, 3, 0]
    const z = giStar(values, lone)
    expect(z[0]).toBeCloseTo((9 - 3) / Math.sqrt(10), 14) // mean 3, variance 50/5
    expect(gi(values, lone)[0]).toBeNaN()
  })

  test('a neighbourhood that is the whole field has none', () => {
    const all = neighboursFromLists([[1, 2], [0, 2], [0, 1]])
    expect(Array.from(giStar([1, 2, 3], all))).toEqual([NaN, NaN, NaN])
  })

  test('one cell that holds nearly all of the variation does not spoil its own Gi', () => {
    const lists = [[1, 2], [0], [0], [4], [3], []]
    const values = [1e7, 3, 5, 1, 0, 2]
    expect(apart(gi(values, neighboursFromLists(lists)), plainZ(values, lists, false))).toBeLessThan(1e-9)
  })

  test('values and lists of different length are refused', () => {
    expect(() => giStar([1, 2], row)).toThrow(RangeError)
    expect(() => gi([1, 2, 3, 4], row, { weights: [1] })).toThrow(RangeError)
    expect(() => giStar([1, 2, 3, 4], row, { selfWeights: [1] })).toThrow(RangeError)
  })
})

describe('laws', () => {
  test('equal to the definition', () => {
    fc.assert(
      fc.property(fields, ({ lists, values }) => {
        const neighbours = neighboursFromLists(lists)
        expect(apart(giStar(values, neighbours), plainZ(values, lists, true))).toBeLessThan(1e-10)
        expect(apart(gi(values, neighbours), plainZ(values, lists, false))).toBeLessThan(1e-10)
      }),
    )
  })

  test('unchanged when the values are shifted or scaled; mirrored when they are negated', () => {
    fc.assert(
      fc.property(fields, fc.integer({ min: -1000, max: 1000 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (field, shift, scale) => {
        const neighbours = neighboursFromLists(field.lists)
        for (const statistic of [giStar, gi]) {
          const z = statistic(field.values, neighbours)
          expect(apart(statistic(field.values.map((x) => scale * x + shift), neighbours), z)).toBeLessThan(1e-8)
          expect(apart(statistic(field.values.map((x) => -x), neighbours), z.map((x) => -x))).toBeLessThan(1e-10)
        }
      }),
    )
  })

  test('renumbering the cells renumbers the z', () => {
    fc.assert(
      fc.property(fields, keys, (field, order) => {
        const { lists, values } = field
        const moved = renumbered(field, order)
        const z = giStar(values, neighboursFromLists(lists))
        const movedZ = giStar(moved.values, moved.neighbours)
        expect(apart(movedZ, moved.places.map((cell) => z[cell] ?? NaN))).toBeLessThan(1e-10)
      }),
    )
  })

  test('weights of 1 are no weights; all weights doubled change nothing', () => {
    fc.assert(
      fc.property(fields, ({ n, lists, values }) => {
        const neighbours: Neighbours = neighboursFromLists(lists)
        const weights = (w: number): Float64Array => new Float64Array(neighbours.targets.length).fill(w)
        const z = giStar(values, neighbours)
        expect(apart(giStar(values, neighbours, { weights: weights(1) }), z)).toBeLessThan(1e-12)
        const selfWeights = new Float64Array(n).fill(2)
        expect(apart(giStar(values, neighbours, { weights: weights(2), selfWeights }), z)).toBeLessThan(1e-12)
        expect(apart(gi(values, neighbours, { weights: weights(2) }), gi(values, neighbours))).toBeLessThan(1e-12)
      }),
    )
  })
})
