import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dbscan, dbscanHaversine, EARTH_RADIUS } from '../../server/statistics/dbscan.ts'
import { createRandom, shuffle } from '../../server/statistics/random.ts'

type Near = (i: number, j: number) => boolean

/** The definition word for word, in the order scikit-learn walks it. */
function byDefinition(n: number, near: Near, minPts: number): { labels: number[]; core: number[] } {
  const rows = Array.from({ length: n }, (_, i) => i)
  const neighbours = rows.map((i) => rows.filter((j) => near(i, j)))
  const core = neighbours.map((list) => (list.length >= minPts ? 1 : 0))
  const labels = rows.map(() => -1)
  let count = 0
  for (const seed of rows) {
    if (labels[seed] !== -1 || !core[seed]) continue
    const open = [seed]
    labels[seed] = count
    for (const i of open) {
      if (!core[i]) continue
      for (const j of neighbours[i] ?? []) {
        if (labels[j] !== -1) continue
        labels[j] = count
        open.push(j)
      }
    }
    count++
  }
  return { labels, core }
}

const planar = (x: ArrayLike<number>, y: ArrayLike<number>, eps: number): Near => (i, j) =>
  (x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2 <= eps * eps

const haversine = (lat: ArrayLike<number>, lng: ArrayLike<number>, eps: number): Near => (i, j) => {
  const rad = Math.PI / 180
  const h =
    Math.sin(((lat[i]! - lat[j]!) * rad) / 2) ** 2 +
    Math.cos(lat[i]! * rad) * Math.cos(lat[j]! * rad) * Math.sin(((lng[i]! - lng[j]!) * rad) / 2) ** 2
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(h)) <= eps
}

/** Whole-number places: many on top of each other, many exactly eps apart. */
const crowd = fc.record({
  points: fc.array(fc.tuple(fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 })), { maxLength: 80 }),
  eps: fc.constantFrom(1, 2, 3, 5, Math.SQRT2, Math.sqrt(5)),
  minPts: fc.integer({ min: 1, max: 8 }),
})

describe('DBSCAN', () => {
  test('two crowds, a border point that both reach, and noise', () => {
    const x = [10, 11, 12, 0, 1, 2, 6, 50, 5.5]
    const y = [0, 0, 0, 0, 0, 0, 0, 0, 0]
    // Row 6 is 4 from rows 0 and 5; rows 0-2 hold the lowest core row, so they are cluster 0 and it takes the border point.
    const { labels, core, count } = dbscan(x, y, 4, 4)
    expect(Array.from(labels)).toEqual(byDefinition(9, planar(x, y, 4), 4).labels)
    expect(dbscan([0, 1, 2, 4.5, 7, 8, 9], new Float64Array(7), 2.5, 3)).toEqual({
      labels: Int32Array.of(0, 0, 0, 0, 0, 0, 0),
      core: Uint8Array.of(1, 1, 1, 1, 1, 1, 1),
      count: 1,
    })
    expect(dbscan([9, 8, 7, 4.5, 2, 1, 0], new Float64Array(7), 2.5, 5)).toEqual({
      labels: new Int32Array(7).fill(-1),
      core: new Uint8Array(7),
      count: 0,
    })
    expect(count).toBe(1 + Math.max(...labels))
    expect(core.length).toBe(9)
  })

  test('a border point between two clusters joins the one with the lower number, wherever it stands', () => {
    const x = [20, 21, 21, 22, 15, 10, 9, 9, 8]
    expect(Array.from(dbscan(x, new Float64Array(9), 5, 5).labels)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1])
    expect(Array.from(dbscan(x, new Float64Array(9), 5, 5).core)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0])
    const turned = [...x].reverse()
    expect(Array.from(dbscan(turned, new Float64Array(9), 5, 5).labels)).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1])
  })

  test('eps is inclusive and minPts counts the point itself', () => {
    expect(Array.from(dbscan([0, 150], [0, 0], 150, 2).labels)).toEqual([0, 0])
    expect(Array.from(dbscan([0, 150.0000001], [0, 0], 150, 2).labels)).toEqual([-1, -1])
    expect(Array.from(dbscan([0, 90], [0, 120], 150, 2).labels)).toEqual([0, 0])
    expect(Array.from(dbscan([7], [7], 1, 1).labels)).toEqual([0])
    expect(Array.from(dbscan([7], [7], 1, 2).labels)).toEqual([-1])
  })

  test('no points, one place, far places', () => {
    expect(dbscan([], [], 1, 1)).toEqual({ labels: new Int32Array(0), core: new Uint8Array(0), count: 0 })
    expect(dbscan(new Float64Array(500).fill(3), new Float64Array(500).fill(4), 0.001, 500).count).toBe(1)
    expect(Array.from(dbscan([0, 5e8, 5e8, 0], [0, 0, 0, 1], 1, 2).labels)).toEqual([0, 1, 1, 0])
  })

  test('bad parameters are refused by name', () => {
    expect(() => dbscan([0], [0], 0, 1)).toThrow(/^eps is 0/)
    expect(() => dbscan([0], [0], -1, 1)).toThrow(RangeError)
    expect(() => dbscan([0], [0], NaN, 1)).toThrow(/^eps/)
    expect(() => dbscan([0], [0], Infinity, 1)).toThrow(/^eps/)
    expect(() => dbscan([0], [0], 1, 0)).toThrow(/^minPts is 0/)
    expect(() => dbscan([0], [0], 1, 1.5)).toThrow(/^minPts/)
    expect(() => dbscan([0, NaN], [0, 0], 1, 1)).toThrow('x[1] is NaN')
    expect(() => dbscan([0, 1], [0, Infinity], 1, 1)).toThrow('y[1] is Infinity')
    expect(() => dbscan([0, 1], [0], 1, 1)).toThrow('x has 2 values, y 1')
    expect(() => dbscan([0, 1e12], [0, 0], 1e-3, 1)).toThrow(/^eps is too small/)
    expect(() => dbscanHaversine([0], [0], 7e6, 1)).toThrow(/^eps/)
    expect(() => dbscanHaversine([0, 0], [0, 120], 100, 1)).toThrow(/45 degrees/)
    expect(() => dbscanHaversine([0], [0], 100, 1, 0)).toThrow(/^radius/)
  })

  test('law: the definition, on places with ties and repeats', () => {
    fc.assert(
      fc.property(crowd, ({ points, eps, minPts }) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const ours = dbscan(x, y, eps, minPts)
        const theirs = byDefinition(points.length, planar(x, y, eps), minPts)
        expect(Array.from(ours.core)).toEqual(theirs.core)
        expect(Array.from(ours.labels)).toEqual(theirs.labels)
        expect(ours.count).toBe(Math.max(-1, ...theirs.labels) + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('law: shifting, mirroring and doubling the map changes nothing; a point far off adds noise alone', () => {
    fc.assert(
      fc.property(crowd, fc.integer({ min: -500, max: 500 }), ({ points, eps, minPts }, shift) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const { labels } = dbscan(x, y, eps, minPts)
        expect(dbscan(x.map((u) => 2 * (u + shift)), y.map((v) => -2 * v), 2 * eps, minPts).labels).toEqual(labels)
        expect(dbscan(y, x, eps, minPts).labels).toEqual(labels)
        const more = dbscan([...x, 1e6], [...y, -1e6], eps, minPts).labels
        expect(Array.from(more.subarray(0, -1))).toEqual(Array.from(labels))
      }),
    )
  })

  test('law: another order of rows gives the same cores, the same clusters of cores and the same noise', () => {
    fc.assert(
      fc.property(crowd, fc.nat(), ({ points, eps, minPts }, seed) => {
        const order = points.map((_, i) => i)
        shuffle(order, createRandom(seed))
        const at = (rows: number[], axis: 0 | 1): number[] => rows.map((i) => points[i]![axis])
        const rows = points.map((_, i) => i)
        const a = dbscan(at(rows, 0), at(rows, 1), eps, minPts)
        const b = dbscan(at(order, 0), at(order, 1), eps, minPts)
        const names = new Map<number, number>()
        order.forEach((i, k) => {
          expect(b.core[k]).toBe(a.core[i])
          expect(b.labels[k] === -1).toBe(a.labels[i] === -1)
          if (!a.core[i]) return
          if (!names.has(a.labels[i]!)) names.set(a.labels[i]!, b.labels[k]!)
          expect(names.get(a.labels[i]!)).toBe(b.labels[k])
        })
        expect(a.count).toBe(b.count)
      }),
    )
  })

  test('crowded cells that just miss or just meet each other', () => {
    // Two bands of 300 points each, 100 apart at the nearest pair: one cell each, so the joining of crowded cells is at work.
    for (const [near, count] of [[100, 1], [100.001, 2]] as const) {
      const random = createRandom(5)
      const x: number[] = []
      const y: number[] = []
      for (let i = 0; i < 300; i++) {
        x.push(-random.next() * 40, near + random.next() * 40)
        y.push(0, 0)
      }
      x.push(0, near)
      y.push(0, 0)
      const ours = dbscan(x, y, 100, 50)
      expect(Array.from(ours.labels)).toEqual(byDefinition(x.length, planar(x, y, 100), 50).labels)
      expect(ours.count).toBe(count)
    }
  })

  test('thousands of points on a few snap points take no time to speak of', () => {
    const n = 200_000
    const x = Float64Array.from({ length: n }, (_, i) => [0, 60, 171, 231][i % 4]!)
    const y = Float64Array.from({ length: n }, (_, i) => [0, 30, 25, 55][i % 4]!)
    const { labels, count } = dbscan(x, y, 110, 10)
    expect(count).toBe(2)
    expect(Array.from(labels.subarray(0, 8))).toEqual([0, 0, 1, 1, 0, 0, 1, 1])
  })

  test('a scattered town against the definition', () => {
    const random = createRandom(11)
    const x = Float64Array.from({ length: 1500 }, (_, i) => (i % 3 ? random.normal() * 200 : random.next() * 4000 - 2000))
    const y = Float64Array.from({ length: 1500 }, (_, i) => (i % 3 ? random.normal() * 200 : random.next() * 4000 - 2000))
    for (const [eps, minPts] of [[150, 10], [20, 4], [60, 25], [400, 200]] as const) {
      const theirs = byDefinition(1500, planar(x, y, eps), minPts)
      const ours = dbscan(x, y, eps, minPts)
      expect(Array.from(ours.labels)).toEqual(theirs.labels)
      expect(Array.from(ours.core)).toEqual(theirs.core)
    }
  })
})

describe('DBSCAN on the sphere', () => {
  test.each([
    ['Essex', 51.77, 0.6, 0.05],
    ['across the date line', 10, 180, 0.05],
    ['about the pole', 89.97, 0, 180],
    ['a continent', 40, 10, 20],
  ])('%s against the definition', (_, lat0, lng0, spread) => {
    const random = createRandom(3)
    const n = 600
    const lat = Float64Array.from({ length: n }, () => Math.min(90, lat0 + (spread > 90 ? 0.03 : spread / 2) * (2 * random.next() - 1)))
    const lng = Float64Array.from({ length: n }, () => {
      const value = lng0 + spread * (2 * random.next() - 1)
      return value > 180 ? value - 360 : value
    })
    const eps = spread === 20 ? 150_000 : 250
    const ours = dbscanHaversine(lat, lng, eps, 5)
    const theirs = byDefinition(n, haversine(lat, lng, eps), 5)
    expect(ours.count).toBeGreaterThan(1)
    expect(Array.from(ours.core)).toEqual(theirs.core)
    expect(Array.from(ours.labels)).toEqual(theirs.labels)
  })

  test('radius scales eps', () => {
    const lat = [51, 51.001, 51.002, 52]
    const lng = [0, 0, 0, 0]
    expect(dbscanHaversine(lat, lng, 112, 2).labels).toEqual(dbscanHaversine(lat, lng, 1.12, 2, EARTH_RADIUS / 100).labels)
    expect(Array.from(dbscanHaversine(lat, lng, 112, 2).labels)).toEqual([0, 0, 0, -1])
    expect(Array.from(dbscanHaversine(lat, lng, 111, 2).labels)).toEqual([-1, -1, -1, -1])
  })
})
