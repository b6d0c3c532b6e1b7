import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClusterShapes, clusterShapes, type Rings } from '../../server/statistics/clusterShape.ts'
import { createRandom, shuffle } from '../../server/statistics/random.ts'

const ringOf = ({ offsets, rows }: Rings, c: number): number[] => Array.from(rows.subarray(offsets[c], offsets[c + 1]))

const cross = (x: ArrayLike<number>, y: ArrayLike<number>, a: number, b: number, c: number): number =>
  (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!)

/** By winding number; on the boundary counts as inside. */
function isInside(x: ArrayLike<number>, y: ArrayLike<number>, ring: number[], q: number): boolean {
  let winding = 0
  for (let k = 0; k < ring.length; k++) {
    const [a, b] = [ring[k]!, ring[(k + 1) % ring.length]!]
    const side = cross(x, y, a, b, q)
    const between = (u: ArrayLike<number>): boolean => u[q]! >= Math.min(u[a]!, u[b]!) && u[q]! <= Math.max(u[a]!, u[b]!)
    if (side === 0 && between(x) && between(y)) return true
    if (y[a]! <= y[q]! && y[b]! > y[q]! && side > 0) winding++
    if (y[a]! > y[q]! && y[b]! <= y[q]! && side < 0) winding--
  }
  return winding !== 0
}

function isSimple(x: ArrayLike<number>, y: ArrayLike<number>, ring: number[]): boolean {
  const n = ring.length
  for (let i = 0; i < n; i++) {
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const [a, b, c, d] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[(j + 1) % n]!]
      if (cross(x, y, a, b, c) * cross(x, y, a, b, d) < 0 && cross(x, y, c, d, a) * cross(x, y, c, d, b) < 0) return false
    }
  }
  return true
}

const lattice = fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: -6, max: 6 })), { minLength: 1, maxLength: 40 })

describe('the shape of clusters', () => {
  test('a square with a point in it, a line, a place, noise', () => {
    const x = [0, 4, 4, 0, 1, 10, 12, 11, 20, 20, 99]
    const y = [0, 0, 4, 4, 2, 0, 4, 2, 7, 7, 99]
    const labels = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, -1]
    const times = [5, 3, 9, NaN, 4, 1, 1, 2, NaN, NaN, 0]
    const shapes = clusterShapes(labels, x, y, { times, weights: [1, 1, 1, 0.5, 1, 1, 1, 1, 1, 1, 1] })
    expect(shapes.count).toBe(3)
    expect(Array.from(shapes.members)).toEqual([5, 3, 2])
    expect(Array.from(shapes.weight)).toEqual([4.5, 3, 2])
    expect([shapes.centreX[0], shapes.centreY[0]]).toEqual([1.8, 2])
    expect(Array.from(shapes.medoid)).toEqual([4, 7, 8])
    expect(shapes.spread[1]).toBeCloseTo(Math.sqrt(10 / 3), 15)
    expect(shapes.spread[2]).toBe(0)
    expect([0, 1, 2].map((c) => ringOf(shapes.hull, c))).toEqual([[0, 1, 2, 3], [5, 6], [8]])
    expect(Array.from(shapes.hullArea)).toEqual([16, 0, 0])
    expect(Array.from(shapes.outlineArea)).toEqual([16, 0, 0])
    expect(Array.from(shapes.first)).toEqual([3, 1, NaN])
    expect(Array.from(shapes.last)).toEqual([9, 2, NaN])
  })

  test('a horseshoe: the outline follows it, the hull fills it', () => {
    const x: number[] = []
    const y: number[] = []
    for (let k = 0; k <= 60; k++) {
      const angle = (k / 60) * 1.5 * Math.PI
      for (const radius of [90, 100, 110]) {
        x.push(radius * Math.cos(angle))
        y.push(radius * Math.sin(angle))
      }
    }
    const shapes = clusterShapes(x.map(() => 0), x, y, { longest: 20 })
    const band = (0.75 * Math.PI) * (110 ** 2 - 90 ** 2)
    expect(shapes.hullArea[0]).toBeGreaterThan(2 * band)
    expect(shapes.outlineArea[0]).toBeGreaterThan(0.9 * band)
    expect(shapes.outlineArea[0]).toBeLessThan(1.2 * band)
  })

  test('labels without members, and no labels', () => {
    const shapes = clusterShapes([2, 2, 2, -1], [0, 1, 0, 5], [0, 0, 1, 5])
    expect(Array.from(shapes.members)).toEqual([0, 0, 3])
    expect([shapes.centreX[0], shapes.hullArea[1], shapes.medoid[0], shapes.hullArea[2]]).toEqual([NaN, NaN, -1, 0.5])
    expect(ringOf(shapes.hull, 0)).toEqual([])
    expect(clusterShapes([], [], []).count).toBe(0)
    expect(clusterShapes([-1, -1], [0, 1], [0, 1]).count).toBe(0)
  })

  test('law: hull and outline hold every member, turn left, cross nothing; the outline lies in the hull', () => {
    fc.assert(
      fc.property(lattice, fc.constantFrom(0.5, 2, 4, Infinity), (points, longest) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const shapes = clusterShapes(x.map(() => 0), x, y, { longest })
        const hull = ringOf(shapes.hull, 0)
        const outline = ringOf(shapes.outline, 0)
        fc.pre(hull.length > 2)
        hull.forEach((a, k) => expect(cross(x, y, a, hull[(k + 1) % hull.length]!, hull[(k + 2) % hull.length]!)).toBeGreaterThan(0))
        expect(isSimple(x, y, outline)).toBe(true)
        expect(new Set(outline).size).toBe(outline.length)
        points.forEach((_, q) => {
          expect(isInside(x, y, hull, q)).toBe(true)
          expect(isInside(x, y, outline, q)).toBe(true)
        })
        expect(shapes.outlineArea[0]).toBeLessThanOrEqual(shapes.hullArea[0]!)
        expect(shapes.outlineArea[0]).toBeGreaterThanOrEqual(0)
        expect(clusterShapes(x.map(() => 0), x, y).outline.rows).toEqual(shapes.hull.rows)
      }),
      { numRuns: 300 },
    )
  })

  test('law: another order of rows, the same shapes', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed)
        const x = Array.from({ length: 60 }, () => random.next() * 100)
        const y = Array.from({ length: 60 }, () => random.next() * 100)
        const labels = x.map(() => random.below(3) - 1)
        const order = x.map((_, i) => i)
        shuffle(order, random)
        const pick = (v: number[]): number[] => order.map((i) => v[i]!)
        const a = clusterShapes(labels, x, y, { longest: 20, times: x })
        const b = clusterShapes(pick(labels), pick(x), pick(y), { longest: 20, times: pick(x) })
        const original = (shapes: ClusterShapes, ring: 'hull' | 'outline', c: number, rows?: number[]): number[] =>
          ringOf(shapes[ring], c).map((row) => rows?.[row] ?? row)
        expect(b.members).toEqual(a.members)
        for (let c = 0; c < a.count; c++) {
          expect(original(b, 'hull', c, order)).toEqual(original(a, 'hull', c))
          expect(original(b, 'outline', c, order)).toEqual(original(a, 'outline', c))
          expect(b.centreX[c]).toBeCloseTo(a.centreX[c]!, 10)
          expect(b.outlineArea[c]).toBeCloseTo(a.outlineArea[c]!, 8)
          expect(order[b.medoid[c]!]).toBe(a.medoid[c])
          expect([b.first[c], b.last[c]]).toEqual([a.first[c], a.last[c]])
        }
      }),
    )
  })

  test('bad parameters are refused by name', () => {
    expect(() => clusterShapes([0.5], [0], [0])).toThrow(/^labels\[0\]/)
    expect(() => clusterShapes([1e9], [0], [0])).toThrow(/^labels go up to/)
    expect(() => clusterShapes([0], [0, 1], [0, 1])).toThrow(/^x has 2 values for 1 labels/)
    expect(() => clusterShapes([0], [0], [0], { times: [] })).toThrow(/^times has 0/)
    expect(() => clusterShapes([0], [0], [0], { weights: [1, 2] })).toThrow(/^weights has 2/)
    expect(() => clusterShapes([0], [0], [0], { longest: 0 })).toThrow(/^longest/)
    expect(() => clusterShapes([0], [NaN], [0])).toThrow('x[0] is NaN')
  })
})
