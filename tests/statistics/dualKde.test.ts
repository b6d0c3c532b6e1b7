import { describe, expect, test } from 'vitest'
import { dualKde, thinDensity } from '../../server/statistics/dualKde.ts'
import { kdeAt } from '../../server/statistics/kde.ts'
import { centres } from '../../server/statistics/kdeRaster.ts'
import { createRandom } from '../../server/statistics/random.ts'

const options = { bandwidth: 100, totals: { numerator: 20, denominator: 40 }, floor: 0.5 }

describe('two densities', () => {
  test('ratio, log risk against the overall share, and thin places', () => {
    const { ratio, logRisk, standardError, thin } = dualKde([1, 2, 0, 1, NaN], [2, 1, 1, 0.4, 1], options)
    expect(Array.from(ratio)).toEqual([0.5, 2, 0, NaN, NaN])
    expect(Array.from(logRisk)).toEqual([0, Math.log(4), -Infinity, NaN, NaN])
    expect(standardError[0]).toBeCloseTo(Math.sqrt(1.5 / (4 * Math.PI * 1e4)), 15)
    expect(standardError[2]).toBe(Infinity)
    expect(thin).toBe(1)
  })

  test('the integral of the squared kernel is that of the kernels themselves', () => {
    for (const kernel of ['gaussian', 'quartic'] as const) {
      const { placesX, placesY } = centres({ left: -50, bottom: -50, size: 0.25, columns: 400, rows: 400 })
      const heights = kdeAt(placesX, placesY, [0], [0], { kernel, bandwidth: 6 })
      const integral = heights.reduce((sum, k) => sum + k * k, 0) / 16
      expect(thinDensity({ kernel, bandwidth: 6 }, 1)).toBeCloseTo(integral, 6)
      expect(thinDensity({ kernel, bandwidth: 6 }, 10)).toBeCloseTo(10 * thinDensity({ kernel, bandwidth: 6 }, 1), 12)
    }
  })

  test('the standard error is that of repeated draws', () => {
    // Two Poisson-like crowds of equal shape about one place, drawn 400 times; ln of the ratio at the place.
    const spread = 400
    const bandwidth = 120
    const draws = Array.from({ length: 400 }, (_, stream) => {
      const random = createRandom(12, stream)
      const crowd = (n: number): number => {
        const x = Float64Array.from({ length: n }, () => random.normal() * spread)
        const y = Float64Array.from({ length: n }, () => random.normal() * spread)
        return kdeAt([0], [0], x, y, { bandwidth })[0]!
      }
      const answer = dualKde([crowd(400)], [crowd(900)], { bandwidth, totals: { numerator: 400, denominator: 900 }, floor: 1e-9 })
      return [answer.logRisk[0]!, answer.standardError[0]!] as const
    })
    const mean = draws.reduce((sum, [risk]) => sum + risk, 0) / draws.length
    const deviation = Math.sqrt(draws.reduce((sum, [risk]) => sum + (risk - mean) ** 2, 0) / (draws.length - 1))
    const stated = draws.reduce((sum, [, se]) => sum + se, 0) / draws.length
    expect(Math.abs(mean)).toBeLessThan(0.05)
    // Totals are fixed here, not Poisson, so the draws vary a little less than stated.
    expect(deviation / stated).toBeGreaterThan(0.8)
    expect(deviation / stated).toBeLessThan(1.1)
  })

  test('swapping numerator and denominator changes the sign of the log risk alone', () => {
    const f = [1, 2, 3, 0.7]
    const g = [2, 0.9, 5, 0.6]
    const there = dualKde(f, g, options)
    const back = dualKde(g, f, { ...options, totals: { numerator: 40, denominator: 20 } })
    there.logRisk.forEach((risk, i) => expect(back.logRisk[i]).toBeCloseTo(-risk, 14))
    expect(back.standardError).toEqual(there.standardError)
  })

  test('bad parameters are refused by name', () => {
    expect(() => dualKde([1], [1, 2], options)).toThrow(/^denominator has 2/)
    expect(() => dualKde([1], [1], { ...options, floor: 0 })).toThrow(/^floor/)
    expect(() => dualKde([1], [1], { ...options, bandwidth: -1 })).toThrow(/^bandwidth/)
    expect(() => dualKde([-1], [1], options)).toThrow(/^numerator\[0\]/)
    expect(() => dualKde([1], [1], { ...options, totals: { numerator: 1, denominator: 0 } })).toThrow(/^totals.denominator/)
    expect(() => dualKde([1], [1], { ...options, totals: { numerator: NaN, denominator: 1 } })).toThrow(/^totals.numerator/)
    expect(() => thinDensity({ bandwidth: 1 }, 0)).toThrow(/^incidents/)
    expect(dualKde([], [], options).thin).toBe(0)
  })
})
