import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialInterval, binomialLowerTail, binomialTest, binomialUpperTail, logBinomialPmf } from '../../server/statistics/binomial.ts'
import { drawBinomial, drawPoisson } from '../../server/statistics/draws.ts'
import { logFactorial } from '../../server/statistics/gamma.ts'
import {
  compareCounts,
  logPoissonLowerTail,
  logPoissonPmf,
  logPoissonUpperTail,
  poissonLowerTail,
  poissonPmf,
  poissonUpperTail,
  rateInterval,
} from '../../server/statistics/poisson.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { rootBetween } from '../../server/statistics/root.ts'

const relative = (ours: number, exact: number): number => Math.abs(ours - exact) / Math.abs(exact)

describe('against 40-digit arithmetic (mpmath)', () => {
  test.each([
    [50, 2.5, 2.238698928228896e-46],
    [300, 100, 1.818721816730848e-58],
    [29, 6.62366646229307, 1.2472644275945987e-10],
    [100000, 98000, 9.690835158160487e-11],
    [1000, 1000, 0.5042052441802155],
  ])('P(X >= %d), mean %d', (k, mean, exact) => {
    expect(relative(poissonUpperTail(k, mean), exact)).toBeLessThan(1e-12)
    expect(relative(logPoissonUpperTail(k, mean), Math.log(exact))).toBeLessThan(1e-12)
  })

  test.each([
    [5, 80, 5.252469063518797e-28],
    [1, 700, 6.911633257175599e-302],
    [1200, 2000, 1.7431500951117134e-83],
    [1000, 1000, 0.508409367168506],
  ])('P(X <= %d), mean %d', (k, mean, exact) => {
    expect(relative(poissonLowerTail(k, mean), exact)).toBeLessThan(1e-12)
    expect(relative(logPoissonLowerTail(k, mean), Math.log(exact))).toBeLessThan(1e-12)
  })

  test('binomial tails, also of a small share', () => {
    expect(relative(binomialUpperTail(60, 100, 0.1), 2.1909398776320762e-34)).toBeLessThan(1e-12)
    expect(relative(binomialLowerTail(3, 5000, 0.02), 2.4610648642698075e-39)).toBeLessThan(1e-12)
    expect(relative(binomialUpperTail(900, 1000, 0.5), 6.701717790006296e-162)).toBeLessThan(1e-12)
    expect(relative(binomialLowerTail(0, 346237, 0.0013267988429062553), 2.282202123141119e-200)).toBeLessThan(1e-12)
  })

  test('log factorial', () => {
    expect(relative(logFactorial(1000), 5912.128178488163)).toBeLessThan(1e-14)
    expect(logFactorial(2.5)).toBeNaN()
  })
})

describe('against R and scipy', () => {
  // poisson.test(c(11, 6+8+7), c(800, 1083+1050+878)), an example of R's help page.
  test('two counts with exposures', () => {
    const { ratio, low, high, p } = compareCounts(11, 800, 21, 3011)
    expect(ratio).toBeCloseTo(1.971488, 6)
    expect(p).toBeCloseTo(0.07967, 5)
    expect(low).toBeCloseTo(0.8584264, 6)
    expect(high).toBeCloseTo(4.277266, 5)
  })

  // scipy.stats.binomtest 1.17.1
  test.each([
    [11, 34, 0.3, 0.8516589295903267, 0.173883427493985, 0.5052653008985045],
    [7, 20, 0.6, 0.036990090267779406, 0.1539092047845412, 0.5921885345328283],
    [2, 40, 0.2, 0.015857991148334357, 0.006113646599346682, 0.16919686395941763],
  ])('%d of %d, share %d', (k, n, share, p, low, high) => {
    expect(relative(binomialTest(k, n, share).p, p)).toBeLessThan(1e-12)
    const interval = binomialInterval(k, n)
    expect(relative(interval.low, low)).toBeLessThan(1e-11)
    expect(relative(interval.high, high)).toBeLessThan(1e-11)
  })

  // chi-squared quantiles of scipy
  test.each([[0, 0, 3.6888794541139354], [1, 0.025317807984289876, 5.571643390938898], [10, 4.7953886961324335, 18.39035604201778], [250, 219.9679956309373, 282.98770504231607]])(
    'Garwood interval of %d', (count, low, high) => {
      expect(rateInterval(count).low).toBeCloseTo(low, 11)
      expect(relative(rateInterval(count).high, high)).toBeLessThan(1e-12)
      expect(rateInterval(count, 4).high).toBeCloseTo(high / 4, 11)
    },
  )
})

describe('laws', () => {
  const mean = fc.double({ min: 1e-3, max: 300, noNaN: true })
  const count = fc.nat(400)

  test('tails are sums of probabilities, and meet', () => {
    fc.assert(fc.property(fc.nat(60), fc.double({ min: 1e-3, max: 40, noNaN: true }), (k, m) => {
      let below = 0
      for (let j = 0; j <= k; j++) below += poissonPmf(j, m)
      expect(poissonLowerTail(k, m)).toBeCloseTo(below, 12)
    }))
    fc.assert(fc.property(count, mean, (k, m) => {
      expect(poissonLowerTail(k, m) + poissonUpperTail(k + 1, m)).toBeCloseTo(1, 12)
      expect(poissonUpperTail(k + 1, m)).toBeLessThanOrEqual(poissonUpperTail(k, m) * (1 + 1e-12))
    }))
  })

  test('P(X = k + 1) / P(X = k) = m / (k + 1), across all the forms', () => {
    fc.assert(fc.property(count, mean, (k, m) => {
      expect(logPoissonPmf(k + 1, m) - logPoissonPmf(k, m)).toBeCloseTo(Math.log(m / (k + 1)), 10)
    }))
    fc.assert(fc.property(fc.nat(50), fc.integer({ min: 1, max: 50 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (k, more, p) => {
      const n = k + more
      expect(logBinomialPmf(k + 1, n, p) - logBinomialPmf(k, n, p)).toBeCloseTo(Math.log(((n - k) / (k + 1)) * (p / (1 - p))), 10)
    }))
  })

  test('two-sided p: by listing every outcome', () => {
    fc.assert(fc.property(fc.nat(25), fc.nat(25), fc.constantFrom(0.1, 0.25, 0.5, 0.7), (k, rest, share) => {
      const n = k + rest
      const chance = (j: number): number => Math.exp(logBinomialPmf(j, n, share))
      let p = 0
      for (let j = 0; j <= n; j++) if (chance(j) <= chance(k) * (1 + 1e-7)) p += chance(j)
      expect(binomialTest(k, n, share).p).toBeCloseTo(Math.min(1, p), 10)
    }))
  })

  test('the ends of an interval are where the tails are alpha / 2; mid-p lies inside', () => {
    fc.assert(fc.property(fc.nat(500), fc.double({ min: 0.5, max: 0.999, noNaN: true }), (k, confidence) => {
      const { low, high } = rateInterval(k, 1, confidence)
      expect(poissonLowerTail(k, high)).toBeCloseTo((1 - confidence) / 2, 10)
      expect(k > 0 ? poissonUpperTail(k, low) : (1 - confidence) / 2).toBeCloseTo((1 - confidence) / 2, 10)
      const middle = rateInterval(k, 1, confidence, 'mid-p')
      expect(middle.low).toBeGreaterThanOrEqual(low)
      expect(middle.high).toBeLessThan(high)
      expect(poissonLowerTail(k, middle.high) - poissonPmf(k, middle.high) / 2).toBeCloseTo((1 - confidence) / 2, 10)
    }), { numRuns: 60 })
  })

  test('comparing two counts does not hang on which comes first', () => {
    fc.assert(fc.property(fc.nat(60), fc.nat(60), fc.constantFrom(1, 2, 5), (x, y, s) => {
      const there = compareCounts(x, s, y, 1)
      const back = compareCounts(y, 1, x, s)
      expect(there.p).toBeCloseTo(back.p, 11)
      expect(there.pGreater).toBeCloseTo(back.pLess, 11)
      expect(y > 0 ? there.high * back.low : 1).toBeCloseTo(1, 8)
    }), { numRuns: 60 })
  })
})

describe('edges', () => {
  test('nothing expected, nothing seen, nonsense', () => {
    expect([poissonUpperTail(0, 0), poissonUpperTail(1, 0), poissonLowerTail(0, 0)]).toEqual([1, 0, 1])
    expect([poissonUpperTail(2.5, 3), poissonLowerTail(2.5, 3)]).toEqual([poissonUpperTail(3, 3), poissonLowerTail(2, 3)])
    expect(poissonUpperTail(3, NaN)).toBeNaN()
    expect(poissonLowerTail(3, -1)).toBeNaN()
    expect(poissonUpperTail(NaN, 3)).toBeNaN()
    expect(logPoissonUpperTail(5000, 100)).toBeCloseTo(-14665.27, 1) // far below the least double
    expect(compareCounts(0, 1, 0, 1)).toEqual({ ratio: NaN, low: 0, high: Infinity, p: 1, pGreater: 1, pLess: 1 })
  })

  test('a parameter out of range is named', () => {
    expect(() => rateInterval(-1)).toThrow('count is -1')
    expect(() => rateInterval(1, 0)).toThrow('exposure is 0')
    expect(() => rateInterval(1, 1, 1)).toThrow('confidence is 1')
    expect(() => compareCounts(1.5, 1, 0, 1)).toThrow('x is 1.5')
    expect(() => binomialTest(3, 2, 0.5)).toThrow('k is 3')
    expect(() => drawPoisson(NaN, createRandom(1))).toThrow('mean is NaN')
    expect(() => drawBinomial(3, 1.1, createRandom(1))).toThrow('p is 1.1')
    expect(() => rootBetween((x) => x, 1, 2)).toThrow('no root between 1 and 2')
  })
})

describe('draws', () => {
  /** Pearson's chi-squared of counts against a distribution, cells of at least 5 expected; its degrees of freedom. */
  function misfit(draw: () => number, log: (k: number) => number, size: number): { chi: number; cells: number } {
    const seen = new Map<number, number>()
    for (let i = 0; i < size; i++) {
      const k = draw()
      seen.set(k, (seen.get(k) ?? 0) + 1)
    }
    let [chi, cells, restSeen, restExpected] = [0, 0, size, size]
    for (let k = 0; k < 3000; k++) {
      const expected = size * Math.exp(log(k))
      if (expected < 5) continue
      chi += ((seen.get(k) ?? 0) - expected) ** 2 / expected
      cells++
      restSeen -= seen.get(k) ?? 0
      restExpected -= expected
    }
    return { chi: chi + (restExpected > 5 ? (restSeen - restExpected) ** 2 / restExpected : 0), cells }
  }

  test.each([0.4, 9.5, 10, 34.5, 1000])('Poisson, mean %d', (mean) => {
    const random = createRandom(5, 1)
    const { chi, cells } = misfit(() => drawPoisson(mean, random), (k) => logPoissonPmf(k, mean), 60_000)
    expect(chi).toBeLessThan(cells + 5 * Math.sqrt(2 * cells) + 5)
  })

  test.each([[10, 0.3], [400, 0.02], [100, 0.4], [300, 0.93]])('binomial, %d at %d', (n, p) => {
    const random = createRandom(6, 1)
    const { chi, cells } = misfit(() => drawBinomial(n, p, random), (k) => logBinomialPmf(k, n, p), 60_000)
    expect(chi).toBeLessThan(cells + 5 * Math.sqrt(2 * cells) + 5)
  })

  test('nothing can come of nothing, and certainty is certain', () => {
    const random = createRandom(1)
    expect(drawPoisson(0, random)).toBe(0)
    expect([drawBinomial(0, 0.5, random), drawBinomial(7, 0, random), drawBinomial(7, 1, random)]).toEqual([0, 0, 7])
  })
})
