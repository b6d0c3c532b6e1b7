import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { kdeAt, kdeAtPoints, type KdeOptions, kernelPeak, kernelReach } from '../../server/statistics/kde.ts'
import { centres, kdeRaster, type Raster, sampleRaster } from '../../server/statistics/kdeRaster.ts'
import { createRandom, shuffle } from '../../server/statistics/random.ts'
import { apart } from './support.ts'

/** The formula, over every incident. */
function byFormula(px: number, py: number, x: ArrayLike<number>, y: ArrayLike<number>, options: KdeOptions, skip = -1): number {
  const { kernel = 'gaussian', bandwidth: b, weights } = options
  let sum = 0
  for (let i = 0; i < x.length; i++) {
    if (i === skip) continue
    const d2 = (x[i]! - px) ** 2 + (y[i]! - py) ** 2
    const value = kernel === 'gaussian' ? Math.exp(-d2 / (2 * b * b)) / (2 * Math.PI * b * b) : d2 < b * b ? (3 / (Math.PI * b * b)) * (1 - d2 / (b * b)) ** 2 : 0
    sum += value * (weights?.[i] ?? 1)
  }
  return sum
}

const coordinate = fc.integer({ min: -40, max: 40 }).map((k) => k / 4)
const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 30 })
const kernels = fc.constantFrom('gaussian' as const, 'quartic' as const)

describe('kernel density', () => {
  test('one incident: the height of its kernel, and its fall with distance', () => {
    expect(kdeAtPoints([5], [7], { bandwidth: 2 })[0]).toBeCloseTo(1 / (8 * Math.PI), 15)
    expect(kdeAtPoints([5], [7], { bandwidth: 2, leaveOneOut: true })[0]).toBe(0)
    expect(kdeAt([7], [7], [5], [7], { bandwidth: 2 })[0]).toBeCloseTo(Math.exp(-0.5) / (8 * Math.PI), 15)
    expect(kdeAt([6, 7, 8], [7, 7, 7], [5], [7], { bandwidth: 2, kernel: 'quartic' })).toEqual(
      Float64Array.of((3 / (4 * Math.PI)) * 0.75 ** 2, 0, 0),
    )
  })

  test('each kernel holds one incident: its sum over the plane is 1', () => {
    for (const kernel of ['gaussian', 'quartic'] as const) {
      const raster = { left: -40, bottom: -40, size: 0.25, columns: 320, rows: 320 }
      const { placesX, placesY } = centres(raster)
      const mass = kdeAt(placesX, placesY, [0.1], [-0.2], { bandwidth: 4, kernel }).reduce((a, b) => a + b, 0) / 16
      expect(mass).toBeCloseTo(1, kernel === 'gaussian' ? 12 : 4)
    }
  })

  test('beyond the cut-off there is nothing, within it every digit', () => {
    expect(kdeAt([16], [0], [0], [0], { bandwidth: 2 })[0]).toBeCloseTo(Math.exp(-32) / (8 * Math.PI), 28)
    expect(kdeAt([16.001], [0], [0], [0], { bandwidth: 2 })[0]).toBe(0)
    expect(kdeAt([6.1], [0], [0], [0], { bandwidth: 2, cutoff: 3 })[0]).toBe(0)
  })

  test('law: the formula, at places and at the incidents, each left out', () => {
    fc.assert(
      fc.property(places, places, kernels, fc.constantFrom(0.7, 1.5, 6), fc.nat(), (points, asked, kernel, bandwidth, seed) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const random = createRandom(seed)
        const weights = points.map(() => random.below(5) / 2)
        const options = { kernel, bandwidth, weights, cutoff: 100 }
        const at = kdeAt(asked.map(([u]) => u), asked.map(([, v]) => v), x, y, options)
        expect(apart(at, asked.map(([u, v]) => byFormula(u, v, x, y, options)))).toBeLessThan(1e-13)
        expect(apart(kdeAtPoints(x, y, options), points.map(([u, v]) => byFormula(u, v, x, y, options)))).toBeLessThan(1e-13)
        const leftOut = kdeAtPoints(x, y, { ...options, leaveOneOut: true })
        expect(apart(leftOut, points.map(([u, v], i) => byFormula(u, v, x, y, options, i)))).toBeLessThan(1e-13)
      }),
    )
  })

  test('law: order of rows, unions and scaling', () => {
    fc.assert(
      fc.property(places, places, kernels, fc.nat(), (a, b, kernel, seed) => {
        const [ax, ay, bx, by] = [a.map(([u]) => u), a.map(([, v]) => v), b.map(([u]) => u), b.map(([, v]) => v)]
        const options = { kernel, bandwidth: 2.5 }
        const of = (x: number[], y: number[]): Float64Array => kdeAt(bx, by, x, y, options)
        const order = a.map((_, i) => i)
        shuffle(order, createRandom(seed))
        const shuffled = of(order.map((i) => ax[i]!), order.map((i) => ay[i]!))
        expect(apart(shuffled, of(ax, ay))).toBeLessThan(1e-14)
        const both = of([...ax, ...bx], [...ay, ...by])
        const sum = of(ax, ay).map((d, i) => d + of(bx, by)[i]!)
        expect(apart(both, sum)).toBeLessThan(1e-14)
        const tenfold = (v: number[]): number[] => v.map((u) => 16 * u)
        const larger = kdeAt(tenfold(bx), tenfold(by), tenfold(ax), tenfold(ay), { kernel, bandwidth: 40 })
        expect(apart(larger.map((d) => d * 256), of(ax, ay))).toBeLessThan(1e-14)
      }),
    )
  })

  test('nothing to sum, and what is refused by name', () => {
    expect(kdeAtPoints([], [], { bandwidth: 1 })).toEqual(new Float64Array(0))
    expect(kdeAt([1, 2], [1, 2], [], [], { bandwidth: 1 })).toEqual(new Float64Array(2))
    expect(kdeAt([], [], [1], [1], { bandwidth: 1 })).toEqual(new Float64Array(0))
    for (const bandwidth of [0, -1, NaN, Infinity]) expect(() => kdeAtPoints([1], [1], { bandwidth })).toThrow(/^bandwidth is/)
    expect(() => kdeAtPoints([1], [1], { bandwidth: 1, cutoff: 0 })).toThrow(/^cutoff is/)
    expect(() => kdeAtPoints([NaN], [1], { bandwidth: 1 })).toThrow('x[0] is NaN')
    expect(() => kdeAt([1], [Infinity], [1], [1], { bandwidth: 1 })).toThrow('placesY[0] is Infinity')
    expect(() => kdeAtPoints([1], [1], { bandwidth: 1, weights: [] })).toThrow(/^weights has 0/)
    expect(() => kdeAtPoints([1], [1], { bandwidth: 1, weights: [NaN] })).toThrow(/^weights\[0\]/)
  })
})

const raster: Raster = { left: -3000, bottom: -2000, size: 100, columns: 60, rows: 40 }

/** A town in the middle, a street out of the raster, a few far away. */
function town(n: number): { x: Float64Array; y: Float64Array } {
  const random = createRandom(8)
  const spread = (i: number): number => (i % 10 === 0 ? 4000 : i % 3 === 0 ? 1200 : 300)
  const x = Float64Array.from({ length: n }, (_, i) => random.normal() * spread(i))
  const y = Float64Array.from({ length: n }, (_, i) => random.normal() * spread(i))
  return { x, y }
}

describe('kernel density on a raster', () => {
  const { x, y } = town(4000)
  const { placesX, placesY } = centres(raster)

  test.each([
    ['gaussian', 300, 0.002],
    ['gaussian', 120, 0.003],
    ['gaussian', 1000, 0.002],
    ['quartic', 800, 0.002],
    ['quartic', 250, 0.004],
  ] as const)('%s %d m: the exact sums within %d of the maximum, and within the bound it states', (kernel, bandwidth, share) => {
    const options = { kernel, bandwidth }
    const exact = kdeAt(placesX, placesY, x, y, options)
    const { values, largestErrorPerIncident } = kdeRaster(x, y, raster, options)
    const most = Math.max(...exact)
    const largest = Math.max(...values.map((value, i) => Math.abs(value - exact[i]!)))
    expect(largest).toBeLessThan(share * most)
    expect(largest).toBeGreaterThan(0)
    // The bound: so much per incident within reach of the place.
    const reach = kernelReach(options) + 100
    values.forEach((value, i) => {
      const error = Math.abs(value - exact[i]!)
      if (error <= largestErrorPerIncident) return
      let within = 0
      for (let k = 0; k < x.length; k++) if ((x[k]! - placesX[i]!) ** 2 + (y[k]! - placesY[i]!) ** 2 < reach * reach) within++
      expect(error).toBeLessThanOrEqual(within * largestErrorPerIncident)
    })
  })

  test('one incident anywhere keeps to the bound', () => {
    const random = createRandom(9)
    for (let i = 0; i < 300; i++) {
      const options = { kernel: i % 2 ? ('quartic' as const) : ('gaussian' as const), bandwidth: 150 + 700 * random.next() }
      const at = [[-3500 + 7000 * random.next()], [-2500 + 5000 * random.next()]] as const
      const small = { left: -500, bottom: -400, size: 100, columns: 10, rows: 8 }
      const { placesX: px, placesY: py } = centres(small)
      const { values, largestErrorPerIncident } = kdeRaster(at[0], at[1], small, options)
      const exact = kdeAt(px, py, at[0], at[1], options)
      expect(largestErrorPerIncident).toBeLessThan(0.009 * kernelPeak(options))
      values.forEach((value, k) => expect(Math.abs(value - exact[k]!)).toBeLessThanOrEqual(largestErrorPerIncident))
    }
  })

  test('incidents on centres are exact, whatever the lattice', () => {
    const at = [7, 345, 1200, 2399].map((i) => i)
    const on = { x: at.map((i) => placesX[i]!), y: at.map((i) => placesY[i]!) }
    for (const kernel of ['gaussian', 'quartic'] as const) {
      const options = { kernel, bandwidth: 777, weights: [1, 2, 0.5, 3], nodesPerBandwidth: 1 }
      const { values } = kdeRaster(on.x, on.y, raster, options)
      expect(apart(values.map((v) => v * 1e6), kdeAt(placesX, placesY, on.x, on.y, options).map((v) => v * 1e6))).toBeLessThan(1e-12)
    }
  })

  test('a lattice finer by two has a quarter of the error', () => {
    const exact = kdeAt(placesX, placesY, x, y, { bandwidth: 400 })
    const [coarse = 0, fine = 0] = [4, 8].map((nodesPerBandwidth) => {
      const { values } = kdeRaster(x, y, raster, { bandwidth: 400, nodesPerBandwidth })
      return Math.max(...values.map((value, i) => Math.abs(value - exact[i]!)))
    })
    expect(coarse / fine).toBeGreaterThan(3)
    expect(coarse / fine).toBeLessThan(5)
  })

  test('cells far larger than the bandwidth are summed exactly', () => {
    const wide = { left: -1e5, bottom: -1e5, size: 1000, columns: 200, rows: 200 }
    const { values, largestErrorPerIncident } = kdeRaster(x, y, wide, { bandwidth: 8 })
    expect(largestErrorPerIncident).toBe(0)
    const places = centres(wide)
    expect(apart(values, kdeAt(places.placesX, places.placesY, x, y, { bandwidth: 8 }))).toBe(0)
    expect(values.some((value) => value > 0)).toBe(true)
  })

  test('a lattice of many strips, with cells larger than the bandwidth', () => {
    const wide = { left: -6000, bottom: -5000, size: 400, columns: 30, rows: 25 }
    const options = { bandwidth: 60, nodesPerBandwidth: 12 } // 2,500 nodes across: strips of 840 rows
    const { values } = kdeRaster(x, y, wide, options)
    const places = centres(wide)
    const exact = kdeAt(places.placesX, places.placesY, x, y, options)
    const most = Math.max(...exact)
    expect(apart(values.map((v) => v / most), exact.map((v) => v / most))).toBeLessThan(2e-3)
  })

  test('between centres a raster is linear; outside it there is nothing to say', () => {
    const plane = { left: 0, bottom: 10, size: 2, columns: 4, rows: 3 }
    const { placesX: px, placesY: py } = centres(plane)
    const values = px.map((u, i) => 3 * u - 2 * py[i]! + 1)
    const sampled = sampleRaster(values, plane, [1, 2.5, 7, 0.9, 4, NaN], [11, 12.25, 15, 12, 15.1, 12])
    expect(Array.from(sampled)).toEqual([-18, -16, -8, NaN, NaN, NaN])
    expect(Array.from(sampleRaster([5], { left: 0, bottom: 0, size: 2, columns: 1, rows: 1 }, [1, 1.5], [1, 1]))).toEqual([5, NaN])
    expect(() => sampleRaster([1, 2], plane, [1], [1])).toThrow(/^values has 2/)
  })

  test('what is refused by name', () => {
    expect(() => kdeRaster([1], [1], { ...raster, size: 0 }, { bandwidth: 1 })).toThrow(/^raster.size/)
    expect(() => kdeRaster([1], [1], { ...raster, columns: 0 }, { bandwidth: 1 })).toThrow(/^raster of 0/)
    expect(() => kdeRaster([1], [1], { ...raster, left: NaN }, { bandwidth: 1 })).toThrow(/^raster: left/)
    expect(() => kdeRaster([1], [1], raster, { bandwidth: 0 })).toThrow(/^bandwidth/)
    expect(() => kdeRaster([1], [NaN], raster, { bandwidth: 1 })).toThrow('y[0] is NaN')
    expect(() => kdeRaster([1], [1], raster, { bandwidth: 1, nodesPerBandwidth: 0 })).toThrow(/^nodesPerBandwidth/)
    expect(() => kdeRaster([1], [1], raster, { bandwidth: 1, weights: [1, 2] })).toThrow(/^weights/)
    expect(kdeRaster([], [], raster, { bandwidth: 100 }).values).toEqual(new Float64Array(2400))
  })
})
