import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aliasTable, drawRow } from '../../server/statistics/alias.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { exposureBetween, standardisedExpected } from '../../server/statistics/scan/expected.ts'
import { climb, createLadder, logLikelihoodRatio, rungOf, upperBound } from '../../server/statistics/scan/likelihood.ts'
import { finishScan, observedWindows, prepareScan, replicateMaxima, type ScanInput } from '../../server/statistics/scan/scan.ts'
import { gumbelP, monteCarloP, sequentialP, stoppingPoint } from '../../server/statistics/scan/significance.ts'
import { scanned } from './scanWorld.ts'

describe('likelihood ratio', () => {
  test('by hand, and zero for windows of the other kind', () => {
    expect(logLikelihoodRatio(10, 5, 100, 'high')).toBeCloseTo(10 * Math.log(2) + 90 * Math.log(90 / 95), 12)
    expect(logLikelihoodRatio(10, 5, 100, 'low')).toBe(0)
    expect(logLikelihoodRatio(0, 5, 100, 'low')).toBeCloseTo(100 * Math.log(100 / 95), 12)
    expect(logLikelihoodRatio(0, 5, 100, 'high')).toBe(0)
    expect(logLikelihoodRatio(100, 40, 100, 'both')).toBeCloseTo(100 * Math.log(2.5), 12)
    expect(logLikelihoodRatio(5, 5, 100, 'both')).toBe(0)
  })

  const counts = fc.record({ total: fc.integer({ min: 2, max: 5000 }), c: fc.double({ min: 0, max: 1, noNaN: true }), e: fc.double({ min: 1e-6, max: 0.5, noNaN: true }) })

  test('the cheap bound is never below it; it grows with cases and falls with what is expected', () => {
    fc.assert(
      fc.property(counts, ({ total, c, e }) => {
        const cases = Math.max(1, Math.round(c * total))
        const expected = e * total
        const llr = logLikelihoodRatio(cases, expected, total, 'high')
        expect(cases > expected ? upperBound(cases, expected, total) : Infinity).toBeGreaterThanOrEqual(llr - 1e-11)
        const slack = 1e-9 * (1 + llr)
        expect(logLikelihoodRatio(Math.min(total, cases + 1), expected, total, 'high')).toBeGreaterThanOrEqual(llr - slack)
        expect(logLikelihoodRatio(cases, expected * 1.01, total, 'high')).toBeLessThanOrEqual(llr + slack)
      }),
    )
  })

  test('the ladder never hides a window that beats the bar', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0, max: 30, noNaN: true }), ({ total, c, e }, bar) => {
        const cases = Math.max(2, Math.round(c * total))
        const expected = e * total
        const ladder = createLadder(total, 2, expected)
        climb(ladder, bar)
        fc.pre(logLikelihoodRatio(cases, expected, total, 'high') > bar)
        expect(cases).toBeGreaterThanOrEqual(ladder.smallest[rungOf(expected)]!)
      }),
    )
  })
})

describe('p', () => {
  const maxima = Float64Array.of(5, 3, 8, 5, 1, 9, 2, 4, 7)

  test('standard: ranks, ties count as reached', () => {
    expect(monteCarloP(maxima, 5)).toBe(6 / 10)
    expect(monteCarloP(maxima, 5 + 1e-12)).toBe(6 / 10)
    expect(monteCarloP(maxima, 10)).toBe(1 / 10)
    expect(monteCarloP(maxima, 0)).toBe(1)
  })

  test('sequential: stops where the h-th replicate reaches it, standard when it never does', () => {
    expect(stoppingPoint(maxima, 5, 2)).toBe(3)
    expect(sequentialP(maxima, 5, 2)).toBe(2 / 3)
    expect(stoppingPoint(maxima, 8.5, 2)).toBeUndefined()
    expect(sequentialP(maxima, 8.5, 2)).toBe(2 / 10)
    expect(() => stoppingPoint(maxima, 5, 0)).toThrow('exceedances')
  })

  test('Gumbel: the fit gives back the distribution, far into its tail', () => {
    const random = createRandom(4)
    const drawn = Float64Array.from({ length: 20_000 }, () => 9 - 1.3 * Math.log(-Math.log(1 - random.next())))
    for (const llr of [8, 12, 20, 40]) {
      const truth = -Math.expm1(-Math.exp(-(llr - 9) / 1.3))
      expect(Math.log(gumbelP(drawn, llr)) / Math.log(truth)).toBeCloseTo(1, 1)
    }
    expect(gumbelP(Float64Array.of(3), 5)).toBeNaN()
    expect(gumbelP(new Float64Array(), 5)).toBeNaN()
    expect(gumbelP(Float64Array.of(3, 3, 3), 5)).toBeNaN()
  })

  test('a sequential scan in portions: the p of all maxima at once, and fewer replicates', () => {
    const random = createRandom(8)
    const x = Array.from({ length: 30 }, () => random.next())
    const y = Array.from({ length: 30 }, () => random.next())
    const plan = prepareScan({
      model: 'poisson',
      coordinates: { kind: 'planar', x, y },
      cases: { location: Array.from({ length: 200 }, () => random.below(30)) },
      exposure: Array.from({ length: 30 }, () => 1),
    })
    const windows = observedWindows(plan)
    let maxima = new Float64Array()
    while (maxima.length < 999 && stoppingPoint(maxima, windows[0]?.llr ?? NaN, 10) === undefined) {
      maxima = Float64Array.from([...maxima, ...replicateMaxima(plan, 1, maxima.length, maxima.length + 96)])
    }
    const early = finishScan(windows, maxima, { exceedances: 10 })
    const all = finishScan(windows, replicateMaxima(plan, 1, 0, 999), { exceedances: 10 })
    expect(early).toEqual(all)
    expect(early.replicates).toBeLessThan(999)
    expect(early.clusters[0]?.p).toBe(10 / early.replicates)
    const standard = scanned(plan, 1, 999)
    expect(standard.replicates).toBe(999)
    expect(standard.clusters.map((c) => c.p)).toEqual(standard.clusters.map((c) => c.p).sort((a, b) => a - b))
  })
})

describe('expected cases', () => {
  test('population is a straight line between its dates and stays before and after', () => {
    const exposure = exposureBetween([10, 20], [100, 200], [0, 10, 15, 20, 30])
    expect(Array.from(exposure)).toEqual([1000, 5 * 125, 5 * 175, 2000])
    expect(Array.from(exposureBetween([5], [7], [0, 10]))).toEqual([70])
    const fine = exposureBetween([10, 20, 26], [100, 200, 20], Array.from({ length: 41 }, (_, k) => k))
    const coarse = exposureBetween([10, 20, 26], [100, 200, 20], [0, 40])
    expect(fine.reduce((a, b) => a + b, 0)).toBeCloseTo(coarse[0] ?? NaN, 9)
    expect(() => exposureBetween([], [], [0, 1])).toThrow('dates')
    expect(() => exposureBetween([2, 1], [1, 1], [0, 1])).toThrow('dates')
    expect(() => exposureBetween([1], [1], [0, 0])).toThrow('bounds')
  })

  test('indirect standardisation: each category keeps its cases, shared out by its own exposure', () => {
    const expected = standardisedExpected([[1, 3], [5, 5]], [8, 2])
    expect(Array.from(expected)).toEqual([2 + 1, 6 + 1])
    expect(() => standardisedExpected([[0, 0]], [1])).toThrow('category 0')
    expect(() => standardisedExpected([[1, 1], [1]], [1, 1])).toThrow('category 1')
  })
})

test('the alias table draws in proportion, never what has no weight', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 12 }), fc.nat(), (weights, seed) => {
      fc.pre(weights.some((w) => w > 0))
      const table = aliasTable(Float64Array.from(weights))
      const random = createRandom(seed)
      const seen = new Float64Array(weights.length)
      for (let k = 0; k < 2000; k++) seen[drawRow(table, random)]!++
      const sum = weights.reduce((a, b) => a + b, 0)
      weights.forEach((w, i) => {
        const p = w / sum
        expect(Math.abs(seen[i]! / 2000 - p)).toBeLessThanOrEqual(6 * Math.sqrt((p * (1 - p)) / 2000))
      })
    }),
    { numRuns: 50 },
  )
})

describe('input that makes no sense', () => {
  const good: ScanInput = {
    model: 'poisson',
    coordinates: { kind: 'planar', x: [0, 1, 2], y: [0, 1, 0] },
    cases: { location: [0, 0, 1], interval: [0, 1, 2] },
    exposure: [1, 1, 1],
    intervals: 3,
  }

  test.each<[string, Partial<ScanInput>]>([
    ['maxShare', { maxShare: 0 }],
    ['maxShare', { maxShare: 0.6 }],
    ['maxShare', { maxShare: NaN }],
    ['maxRadius', { maxRadius: -1 }],
    ['maxRadius', { maxRadius: NaN }],
    ['intervals', { intervals: 0 }],
    ['minIntervals', { minIntervals: 3, maxIntervals: 2 }],
    ['maxIntervals', { maxIntervals: 4 }],
    ['minCases', { minCases: 0 }],
    ['cases.location', { cases: { location: [3], interval: [0] } }],
    ['cases.interval', { cases: { location: [0], interval: [3] } }],
    ['cases.interval', { cases: { location: [0] } }],
    ['cases.count', { cases: { location: [0], interval: [0], count: [0.5] } }],
    ['cases.count', { cases: { location: [0], interval: [0], count: [] } }],
    ['exposure', { exposure: [1, 1] }],
    ['exposure', { exposure: [1, NaN, 1] }],
    ['exposure', { exposure: [1, -1, 1] }],
    ['exposure is zero', { exposure: [0, 0, 0] }],
    ['exposure is zero where', { exposure: [0, 1, 1] }],
    ['intervalLengths', { intervalLengths: [1, 2] }],
    ['exposure', { model: 'space-time-permutation' }],
    ['exposure', { model: 'space-time-permutation', intervalLengths: [1, 1, 1] }],
    ['coordinates', { coordinates: { kind: 'planar', x: [0, NaN, 1], y: [0, 0, 0] } }],
    ['coordinates', { coordinates: { kind: 'planar', x: [0, 1], y: [0] } }],
    ['latitude', { coordinates: { kind: 'spherical', lat: [0, 91, 1], lng: [0, 0, 0] } }],
  ])('%s is named', (name, wrong) => {
    expect(() => prepareScan({ ...good, ...wrong })).toThrow(RangeError)
    expect(() => prepareScan({ ...good, ...wrong })).toThrow(name)
  })

  test('the Poisson model without exposure, the permutation model without time', () => {
    expect(() => prepareScan({ model: 'poisson', coordinates: good.coordinates, cases: { location: [0] } })).toThrow('exposure')
    expect(() => prepareScan({ model: 'space-time-permutation', coordinates: good.coordinates, cases: { location: [0] } })).toThrow('intervals')
  })

  test('replicates and seed', () => {
    const plan = prepareScan(good)
    expect(() => replicateMaxima(plan, 1, 3, 2)).toThrow('replicates')
    expect(() => replicateMaxima(plan, -1, 0, 2)).toThrow('seed')
    expect(replicateMaxima(plan, 1, 5, 5)).toHaveLength(0)
  })

  test('nothing to find is an empty answer', () => {
    const none = { model: 'poisson', exposure: [1], cases: { location: [] } } as const
    const empty: ScanInput[] = [
      { model: 'poisson', coordinates: { kind: 'planar', x: [], y: [] }, cases: { location: [] }, exposure: [] },
      { ...none, coordinates: { kind: 'planar', x: [3], y: [4] } },
      { ...none, coordinates: { kind: 'planar', x: [3], y: [4] }, cases: { location: [0], count: [7] } },
      { ...none, coordinates: { kind: 'planar', x: [3, 3], y: [4, 4] }, exposure: [1, 1], cases: { location: [0, 1], count: [7, 1] } },
      { model: 'space-time-permutation', coordinates: { kind: 'planar', x: [0, 1], y: [0, 0] }, intervals: 4, cases: { location: [0], interval: [1] } },
    ]
    for (const input of empty) {
      const result = scanned(prepareScan(input), 1, 20)
      expect(result.clusters).toEqual([])
    }
  })
})
