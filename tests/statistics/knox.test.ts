import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { closePairs } from '../../server/statistics/closePairs.ts'
import { exchangedCounts, type KnoxOptions, observedCounts, planKnox } from '../../server/statistics/knox.ts'
import { knoxTable } from '../../server/statistics/knoxTable.ts'
import { permute } from '../../server/statistics/permute.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { misfitOfOrders } from './support.ts'

type Incident = { x: number; y: number; t: number }

// A narrow grid of places and times: many points on one spot, on band edges, and on the same day.
const incident: fc.Arbitrary<Incident> = fc.record({ x: fc.integer({ min: -4, max: 9 }), y: fc.integer({ min: 0, max: 6 }), t: fc.integer({ min: -3, max: 20 }) })
const incidents = fc.array(incident, { maxLength: 40 })
const options: fc.Arbitrary<KnoxOptions> = fc.record({
  distances: fc.uniqueArray(fc.constantFrom(1, 2, Math.SQRT2, 2.5, 5), { minLength: 1, maxLength: 3 }).map((values) => values.sort((a, b) => a - b)),
  times: fc.uniqueArray(fc.constantFrom(0.5, 1, 3, 7.5, 14), { minLength: 1, maxLength: 3 }).map((values) => values.sort((a, b) => a - b)),
  metric: fc.constantFrom('euclidean', 'manhattan'),
  edges: fc.constantFrom('inclusive', 'half-open'),
})

const plan = (list: readonly Incident[], how: KnoxOptions) => planKnox(list.map((i) => i.x), list.map((i) => i.y), list.map((i) => i.t), how)

/** Every pair, word for word. Rows and columns with what lies beyond. */
function plainTable(list: readonly Incident[], { distances, times, metric, edges, sameLocation }: KnoxOptions): number[] {
  const bandOf = (value: number, limits: readonly number[]): number => {
    const band = limits.findIndex((limit) => (edges === 'half-open' ? value < limit : value <= limit))
    return band < 0 ? limits.length : band
  }
  const rows = distances.length + 1 + (sameLocation === undefined ? 0 : 1)
  const table = Array<number>(rows * (times.length + 1)).fill(0)
  list.forEach((a, i) => {
    for (const b of list.slice(i + 1)) {
      const d = metric === 'manhattan' ? Math.abs(a.x - b.x) + Math.abs(a.y - b.y) : Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2)
      const row = sameLocation === undefined ? bandOf(d, distances) : d <= sameLocation ? 0 : 1 + bandOf(d, distances)
      const at = row * (times.length + 1) + bandOf(Math.abs(a.t - b.t), times)
      table[at] = (table[at] ?? 0) + 1
    }
  })
  return table
}

describe('by hand', () => {
  // Days 0, 1, 10; the first two 3 m apart (3-4-5 triangle: Manhattan 7), the third 100 m away.
  const list = [{ x: 0, y: 0, t: 0 }, { x: 3, y: 4, t: 1 }, { x: 100, y: 0, t: 10 }]

  test('one close pair of three', () => {
    const table = knoxTable(plan(list, { distances: [5], times: [1] }))
    expect([...table.observed]).toEqual([1, 0, 0, 2])
    expect(table.expected[0]).toBeCloseTo(1 / 3, 15)
    expect(table.poissonP[0]).toBeCloseTo(1 - Math.exp(-1 / 3), 14)
    expect(table.poissonMore[0]).toBeCloseTo(1 - Math.exp(-1 / 3) * (4 / 3), 14)
    expect(table.p[0]).toBeNaN()
  })

  test('edges in or out, both ways of measuring', () => {
    const close = (how: Partial<KnoxOptions>): number | undefined => knoxTable(plan(list, { distances: [5], times: [1], ...how })).observed[0]
    expect(close({ edges: 'half-open' })).toBe(0)
    expect(close({ edges: 'half-open', distances: [5.001], times: [1.001] })).toBe(1)
    expect(close({ metric: 'manhattan' })).toBe(0)
    expect(close({ metric: 'manhattan', distances: [7] })).toBe(1)
    expect(close({ metric: 'manhattan', distances: [7], edges: 'half-open' })).toBe(0)
  })

  test('three exchanges of three are possible: p of the close pair is near 1/3', () => {
    const p = plan(list, { distances: [5], times: [1] })
    const table = knoxTable(p, exchangedCounts(p, 7, 0, 9999))
    expect(Math.abs((table.p[0] ?? NaN) - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 9999))
    expect(Math.abs((table.mean[0] ?? NaN) - 1 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / 9999))
    expect([table.least[0], table.largest[0]]).toEqual([0, 1])
    expect(table.deviation[0]).toBeCloseTo(Math.sqrt(2 / 9), 2)
  })
})

describe('laws', () => {
  test('the table is that of all pairs, asked one by one', () => {
    fc.assert(fc.property(incidents, options, fc.constantFrom(undefined, 0, 0.5), (list, how, same) => {
      const all = { ...how, ...(same !== undefined && { sameLocation: same }) }
      expect([...knoxTable(plan(list, all)).observed]).toEqual(plainTable(list, all))
    }))
  })

  test('times of any kind give the table of whole times, exchanged or not', () => {
    // Half a day more for all is no whole number any more, and changes no difference.
    fc.assert(fc.property(incidents, options, (list, how) => {
      const whole = plan(list, how)
      const other = plan(list.map(({ x, y, t }) => ({ x, y, t: t + 0.5 })), how)
      expect([whole.packed, other.packed]).toEqual([true, list.length === 0])
      expect(observedCounts(other)).toEqual(observedCounts(whole))
      expect([...knoxTable(other).expected]).toEqual([...knoxTable(whole).expected])
      expect(exchangedCounts(other, 3, 0, 9)).toEqual(exchangedCounts(whole, 3, 0, 9))
    }))
  })

  test('the order of the rows changes nothing, not even the exchanges; nor does moving or mirroring time', () => {
    fc.assert(fc.property(incidents, options, fc.nat(1000), (list, how, seed) => {
      const order = Uint32Array.from(list.keys())
      permute(order, createRandom(seed))
      const there = plan(list, how)
      const back = plan(Array.from(order, (i) => list[i] ?? { x: NaN, y: NaN, t: NaN }), how)
      expect(observedCounts(back)).toEqual(observedCounts(there))
      expect(exchangedCounts(back, 1, 0, 5)).toEqual(exchangedCounts(there, 1, 0, 5))
      const moved = plan(list.map(({ x, y, t }) => ({ x: x + 1000, y: y - 64, t: 5 - t })), how)
      expect(observedCounts(moved)).toEqual(observedCounts(there))
    }))
  })

  test('any split of the replicates gives the same bytes', () => {
    fc.assert(fc.property(incidents, options, fc.nat(30), fc.nat(30), (list, how, a, b) => {
      const p = plan(list, how)
      const [first, second] = [Math.min(a, b), Math.max(a, b)]
      const parts = [exchangedCounts(p, 9, 0, first), exchangedCounts(p, 9, first, second), exchangedCounts(p, 9, second, 30)]
      expect(parts.flatMap((part) => [...part])).toEqual([...exchangedCounts(p, 9, 0, 30)])
    }), { numRuns: 40 })
  })

  test('added up over bands: the same as wider bands', () => {
    fc.assert(fc.property(incidents, (list) => {
      const fine = plan(list, { distances: [1, 2, 5], times: [0, 3, 7] })
      const coarse = plan(list, { distances: [5], times: [7] })
      const of = knoxTable(fine, exchangedCounts(fine, 2, 0, 20), true)
      const wide = knoxTable(coarse, exchangedCounts(coarse, 2, 0, 20))
      const at = 2 * of.columns + 2
      expect([of.observed[at], of.expected[at], of.mean[at], of.p[at]]).toEqual([wide.observed[0], wide.expected[0], wide.mean[0], wide.p[0]])
    }))
  })

  test('one far away adds pairs beyond, and nothing else', () => {
    fc.assert(fc.property(incidents, options, (list, how) => {
      const before = knoxTable(plan(list, how))
      const after = knoxTable(plan([...list, { x: 1e9, y: -1e9, t: 0 }], how))
      const inner = (table: typeof before): number[] => [...table.observed.subarray(0, (table.rows - 1) * table.columns)]
      expect(inner(after)).toEqual(inner(before))
    }))
  })

  test('exchanges keep both margins, and their mean comes near the exact one', () => {
    const list = Array.from({ length: 120 }, (_, i) => ({ x: (i * 37) % 61, y: (i * 23) % 47, t: (i * i) % 97 }))
    const p = plan(list, { distances: [4, 9], times: [5, 20] })
    const table = knoxTable(p, exchangedCounts(p, 4, 0, 4000))
    for (let c = 0; c < 9; c++) {
      const error = 4 * ((table.deviation[c] ?? NaN) / Math.sqrt(4000))
      expect(Math.abs((table.mean[c] ?? NaN) - (table.expected[c] ?? NaN))).toBeLessThan(error)
    }
    const sums = [0, 1, 2].map((r) => [0, 1, 2].reduce((sum, t) => sum + (table.mean[3 * r + t] ?? NaN) - (table.observed[3 * r + t] ?? NaN), 0))
    for (const sum of sums) expect(sum).toBeCloseTo(0, 8)
  })

  test('more than 65,535 close pairs at one place: the halves of a word do not run over', () => {
    const list = Array.from({ length: 500 }, (_, i) => ({ x: 0, y: 0, t: i % 10 }))
    const p = plan(list, { distances: [1], times: [0, 20] })
    // Every pair is near; of each day there are 50 incidents, in whatever order.
    expect([...exchangedCounts(p, 1, 0, 9)]).toEqual(Array.from({ length: 9 }, () => [10 * 1225, 124_750 - 12_250]).flat())
  })
})

describe('closePairs', () => {
  test('every pair once, in its band, whatever the extent', () => {
    const far = fc.constantFrom(0, 1, 1e3, 1e7)
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })), { maxLength: 30 }), far, (points, away) => {
      const xs = points.map(([x], i) => x + (i % 2) * away)
      const ys = points.map(([, y]) => y)
      const { n, order, offsets, targets } = closePairs(xs, ys, [1, 3], 'euclidean', 'inclusive')
      const found: string[] = []
      for (let row = 0; row < 2 * n; row++) {
        for (let e = offsets[row] ?? 0; e < (offsets[row + 1] ?? 0); e++) {
          const pair = [order[row % n] ?? -1, order[targets[e] ?? -1] ?? -1].sort((a, b) => a - b)
          found.push([Math.floor(row / n), ...pair].join(' '))
        }
      }
      const expected: string[] = []
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          const d = Math.sqrt((xs[i]! - xs[j]!) ** 2 + (ys[i]! - ys[j]!) ** 2)
          if (d <= 3) expected.push([d <= 1 ? 0 : 1, i, j].join(' '))
        }
      }
      expect(found.sort()).toEqual(expected.sort())
    }))
  })
})

describe('permute', () => {
  test('every order of four is as likely as another', () => {
    expect(misfitOfOrders(permute)).toBeLessThan(23 + 5 * Math.sqrt(46))
  })

  test('all values stay, for lengths on both sides of the change of method', () => {
    for (const n of [0, 1, 2, 3, 32_767, 32_768, 32_769, 40_000]) {
      const values = Uint32Array.from({ length: n }, (_, i) => i)
      permute(values, createRandom(2, n))
      expect(values.toSorted().every((value, i) => value === i)).toBe(true)
      expect(values.filter((value, i) => value === i).length).toBeLessThan(20)
    }
  })
})

describe('edges', () => {
  test('none, one and two incidents', () => {
    const how = { distances: [1], times: [1] }
    for (const list of [[], [{ x: 1, y: 1, t: 1 }]]) {
      const p = plan(list, how)
      const table = knoxTable(p, exchangedCounts(p, 1, 0, 3))
      expect([...table.observed]).toEqual([0, 0, 0, 0])
      expect([...table.expected, ...table.p, ...table.mean].every(Number.isNaN)).toBe(true)
    }
    const two = plan([{ x: 1, y: 1, t: 1 }, { x: 1, y: 1, t: 1 }], how)
    const table = knoxTable(two, exchangedCounts(two, 1, 0, 3))
    expect([...table.observed]).toEqual([1, 0, 0, 0])
    expect(table.p[0]).toBe(1)
  })

  test('a parameter out of range is named', () => {
    const two = [{ x: 0, y: 0, t: 0 }, { x: 1, y: 1, t: 1 }]
    expect(() => plan(two, { distances: [], times: [1] })).toThrow('distances is empty')
    expect(() => plan(two, { distances: [2, 1], times: [1] })).toThrow('distances has 1 after 2')
    expect(() => plan(two, { distances: [-1], times: [1] })).toThrow('distances has -1')
    expect(() => plan(two, { distances: [1], times: [NaN] })).toThrow('times has NaN')
    expect(() => plan(two, { distances: [1], times: [1], sameLocation: 1 })).toThrow('same location is 1')
    expect(() => plan([{ x: NaN, y: 0, t: 0 }], { distances: [1], times: [1] })).toThrow('point 0 is at NaN')
    expect(() => plan([{ x: 0, y: 0, t: Infinity }], { distances: [1], times: [1] })).toThrow('time 0 is Infinity')
    expect(() => exchangedCounts(plan(two, { distances: [1], times: [1] }), 1, 3, 2)).toThrow('replicates 3 to 2')
  })
})
