import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../server/statistics/random.ts'
import { logLikelihoodRatio } from '../../server/statistics/scan/likelihood.ts'
import {
  finishScan,
  observedWindows,
  plainMaxima,
  prepareScan,
  replicateMaxima,
  type ScanInput,
} from '../../server/statistics/scan/scan.ts'
import { createWorld, inputOf, type World } from './scanWorld.ts'

/** Every circle and interval by definition, no sums kept: the largest likelihood ratio and how many windows there are. */
function byHand(world: World, model: ScanInput['model'], share: number, longest: number): { llr: number; windows: number } {
  const { x, y, population, location, interval, intervals } = world
  const total = location.length
  const people = population.reduce((a, b) => a + b, 0)
  let llr = 0
  let windows = 0
  const points = [...new Set(x.map((v, i) => `${v} ${y[i]}`))]
  for (const centre of points) {
    const [cx = 0, cy = 0] = centre.split(' ').map(Number)
    const far = (p: string): number => Math.hypot(Number(p.split(' ')[0]) - cx, Number(p.split(' ')[1]) - cy)
    const order = [...points].sort((p, q) => {
      const [px = 0, py = 0] = p.split(' ').map(Number)
      const [qx = 0, qy = 0] = q.split(' ').map(Number)
      return far(p) - far(q) || px - qx || py - qy
    })
    const inside = new Set<string>()
    for (const point of order) {
      inside.add(point)
      const here = x.map((v, i) => inside.has(`${v} ${y[i]}`))
      const inCircle = location.filter((l) => here[l]).length
      const weight = model === 'poisson' ? here.reduce((sum, is, i) => sum + (is ? population[i]! : 0), 0) / people : inCircle / total
      if (weight > share * (1 + 1e-12)) break
      for (let from = 0; from < intervals; from++) {
        for (let to = from + 1; to <= Math.min(intervals, from + longest); to++) {
          windows++
          const cases = location.filter((l, k) => here[l] && interval[k]! >= from && interval[k]! < to).length
          const inTime = interval.filter((t) => t >= from && t < to).length
          const expected = model === 'poisson' ? (total * weight * (to - from)) / intervals : (inCircle * inTime) / total
          if (cases >= 2 && cases > expected) llr = Math.max(llr, logLikelihoodRatio(cases, expected, total, 'high'))
        }
      }
    }
  }
  return { llr, windows }
}

const bytes = (values: Float64Array): string => Array.from(values, (v) => v.toString()).join(' ')

describe('the most likely cluster', () => {
  test.each([
    ['spatial Poisson', 'poisson', 1, 1],
    ['space-time Poisson', 'poisson', 7, 3],
    ['space-time permutation', 'space-time-permutation', 7, 3],
  ] as const)('%s: the largest of all windows taken one by one', (_, model, intervals, longest) => {
    for (const seed of [1, 2, 3, 4]) {
      const world = createWorld(seed, 25, 90, intervals, 6)
      const plan = prepareScan(inputOf(world, model, { maxShare: 0.4, maxIntervals: longest }))
      const expected = byHand(world, model, 0.4, longest)
      expect(expected.windows).toBeGreaterThan(50)
      expect(observedWindows(plan)[0]?.llr).toBeCloseTo(expected.llr, 9)
    }
  })

  test('a hand-made one: 10 of 20 cases where 2 were expected', () => {
    const plan = prepareScan({
      model: 'poisson',
      coordinates: { kind: 'planar', x: [0, 1, 5, 6, 7, 8, 9, 10, 11, 12], y: Array.from({ length: 10 }, () => 0) },
      cases: { location: [0, 2, 3, 4, 5, 6, 7, 8, 9], count: [10, 2, 2, 1, 1, 1, 1, 1, 1] },
      exposure: Array.from({ length: 10 }, () => 300),
    })
    const [top] = observedWindows(plan)
    expect(top).toMatchObject({ centre: 0, radius: 0, from: 0, to: 1, observed: 10, ratio: 5, members: Uint32Array.of(0) })
    expect(top?.expected).toBeCloseTo(2, 12)
    expect(top?.relativeRisk).toBeCloseTo(10 / 2 / (10 / 18), 12)
    expect(top?.llr).toBeCloseTo(10 * Math.log(5) + 10 * Math.log(10 / 18), 12)
  })

  test('low and both: the place without cases, and the larger of the two', () => {
    const world = createWorld(5, 30, 200, 1)
    const ratio = (rates: ScanInput['rates'] & string) => observedWindows(prepareScan(inputOf(world, 'poisson', { rates })))[0]
    const [high, low, both] = [ratio('high'), ratio('low'), ratio('both')]
    expect(high?.ratio).toBeGreaterThan(1)
    expect(low?.ratio).toBeLessThan(1)
    expect(both?.llr).toBe(Math.max(high?.llr ?? 0, low?.llr ?? 0))
  })

  test('clusters share no location in the same time', () => {
    for (const intervals of [1, 6]) {
      const windows = observedWindows(prepareScan(inputOf(createWorld(9, 60, 300, intervals, 20), 'poisson', { maxShare: 0.2 })))
      expect(windows.length).toBeGreaterThan(3)
      windows.forEach((a, i) => {
        for (const b of windows.slice(i + 1)) {
          expect(b.llr).toBeLessThanOrEqual(a.llr + 1e-9)
          if (a.to <= b.from || b.to <= a.from) continue
          expect(a.members.filter((m) => b.members.includes(m))).toHaveLength(0)
        }
      })
    }
  })

  test('distances on the sphere are great circles', () => {
    const plan = prepareScan({
      model: 'poisson',
      coordinates: { kind: 'spherical', lat: [0, 0, 80, -80], lng: [179.5, -179.5, 0, 0] },
      cases: { location: [0, 1, 2, 3], count: [20, 20, 1, 1] },
      exposure: [10, 10, 10, 10],
    })
    const [top] = observedWindows(plan)
    expect(Array.from(top?.members ?? [])).toEqual([0, 1])
    expect(top?.radius).toBeCloseTo((6367 * Math.PI) / 180, 9)
  })
})

describe('replicates', () => {
  const kinds = [
    ['spatial Poisson, lanes of 8 bits', 'poisson', 1, 100],
    ['spatial Poisson, lanes of 10 bits', 'poisson', 1, 400],
    ['spatial Poisson, lanes of 16 bits', 'poisson', 1, 3000],
    ['spatial Poisson, lanes of 32 bits', 'poisson', 1, 40_000],
    ['space-time Poisson', 'poisson', 9, 400],
    ['space-time permutation', 'space-time-permutation', 9, 400],
    ['space-time permutation of few cases', 'space-time-permutation', 60, 70],
    ['space-time Poisson of few cases', 'poisson', 60, 70],
  ] as const

  test.each(kinds)('%s: the short way finds what every window by its logarithm gives, bit for bit', (_, model, intervals, cases) => {
    const plan = prepareScan(inputOf(createWorld(3, 50, cases, intervals, 12), model, { maxIntervals: Math.ceil(intervals / 3) }))
    const count = cases > 10_000 || intervals > 9 ? 10 : 30
    expect(bytes(replicateMaxima(plan, 11, 0, count))).toBe(bytes(plainMaxima(plan, 11, 1, count + 1)))
  })

  test('an exposure for each interval: the same, and the same as one exposure when it does not change', () => {
    const world = createWorld(8, 40, 300, 6, 12)
    const changing = world.population.flatMap((p, i) => Array.from({ length: 6 }, (_, t) => p * (1 + ((i + t) % 3))))
    const plan = prepareScan(inputOf(world, 'poisson', { exposure: changing }))
    expect(bytes(replicateMaxima(plan, 5, 0, 30))).toBe(bytes(plainMaxima(plan, 5, 1, 31)))
    const steady = prepareScan(inputOf(world, 'poisson', { exposure: world.population.flatMap((p) => Array.from({ length: 6 }, () => p)) }))
    const short = observedWindows(prepareScan(inputOf(world, 'poisson')))
    observedWindows(steady).slice(0, 3).forEach((w, k) => expect(w.llr).toBeCloseTo(short[k]?.llr ?? NaN, 9))
  })

  test('random worlds, sizes, limits', () => {
    fc.assert(
      fc.property(
        fc.record({
          seed: fc.integer({ min: 0, max: 1e6 }),
          locations: fc.integer({ min: 1, max: 30 }),
          cases: fc.integer({ min: 1, max: 150 }),
          intervals: fc.integer({ min: 1, max: 8 }),
          share: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
          radius: fc.constantFrom(0, 1, 2.5, Infinity),
          minCases: fc.integer({ min: 1, max: 4 }),
          model: fc.constantFrom('poisson' as const, 'space-time-permutation' as const),
        }),
        ({ seed, locations, cases, intervals, share, radius, minCases, model }) => {
          const world = createWorld(seed, locations, cases, model === 'poisson' ? intervals : intervals + 1)
          const plan = prepareScan(inputOf(world, model, { maxShare: share, maxRadius: radius, minCases }))
          expect(bytes(replicateMaxima(plan, seed, 0, 6))).toBe(bytes(plainMaxima(plan, seed, 1, 7)))
        },
      ),
      { numRuns: 100 },
    )
  })

  test.each([['poisson', 1], ['poisson', 5], ['space-time-permutation', 5]] as const)('%s, %i intervals: any split of the range gives the same bytes', (model, intervals) => {
    const plan = prepareScan(inputOf(createWorld(4, 40, 200, intervals), model))
    const whole = bytes(replicateMaxima(plan, 99, 0, 53))
    for (const cut of [1, 17, 32, 52]) {
      expect(`${bytes(replicateMaxima(plan, 99, 0, cut))} ${bytes(replicateMaxima(plan, 99, cut, 53))}`).toBe(whole)
    }
    expect(bytes(replicateMaxima(plan, 100, 0, 53))).not.toBe(whole)
    // A plan that went to a worker and back.
    expect(bytes(replicateMaxima(structuredClone(plan), 99, 0, 53))).toBe(whole)
  })

  test('replicates hold the null: the p of a replicate taken for the observed is uniform', () => {
    const world = createWorld(2, 40, 300, 1, 20)
    const plan = prepareScan(inputOf(world, 'poisson'))
    const maxima = replicateMaxima(plan, 1, 0, 400)
    // Fresh Poisson data from the same null, scanned as if observed.
    const random = createRandom(77)
    const people = world.population.reduce((a, b) => a + b, 0)
    let below = 0
    for (let k = 0; k < 300; k++) {
      const location = Array.from({ length: 300 }, () => {
        let left = random.below(people)
        return world.population.findIndex((p) => (left -= p) < 0)
      })
      const top = observedWindows(prepareScan(inputOf({ ...world, location, interval: location.map(() => 0) }, 'poisson')), 1)
      if (finishScan(top, maxima).clusters[0]!.p <= 0.2) below++
    }
    expect(below / 300).toBeGreaterThan(0.2 - 4 * Math.sqrt(0.16 / 300))
    expect(below / 300).toBeLessThan(0.2 + 4 * Math.sqrt(0.16 / 300))
  })
})
