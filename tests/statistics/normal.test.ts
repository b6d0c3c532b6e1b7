import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { twoSidedP, twoSidedPs } from '../../server/statistics/normal.ts'

// erfc(z / sqrt 2) by mpmath at 50 digits.
const known: [z: number, p: number][] = [
  [1, 0.3173105078629141],
  [1.96, 0.04999579029644087],
  [5, 5.733031437583878e-7],
  [10, 1.523970604832105e-23],
  [20, 5.5072482372124675e-89],
  [30, 9.813427854296374e-198],
  [37, 1.1451142445049154e-299],
]

describe('two-sided p', () => {
  test.each(known)('of z = %d', (z, p) => {
    expect(Math.abs(twoSidedP(z) / p - 1)).toBeLessThan(2e-15)
    expect(twoSidedP(-z)).toBe(twoSidedP(z))
  })

  test('below the smallest normal double only the last bit is lost, then 0', () => {
    expect(Math.abs(twoSidedP(38) - 5.7708567e-316)).toBeLessThanOrEqual(2 * Number.MIN_VALUE)
    expect(twoSidedP(38.4) / Number.MIN_VALUE).toBeCloseTo(1.33e-322 / Number.MIN_VALUE, -1)
    expect(twoSidedP(39)).toBe(0)
    expect(twoSidedP(-Infinity)).toBe(0)
  })

  test('of no deviation is 1, of no number no number', () => {
    expect(twoSidedP(0)).toBe(1)
    expect(twoSidedP(NaN)).toBeNaN()
    expect(Array.from(twoSidedPs(Float64Array.of(0, NaN, 40)))).toEqual([1, NaN, 0])
  })

  test('falls as |z| grows, also where one approximation takes over from another', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.67448975, Math.sqrt(32), 3, 20), fc.double({ min: 1e-9, max: 0.3, noNaN: true }), (z, step) => {
        expect(twoSidedP(z + step)).toBeLessThan(twoSidedP(z - step))
      }),
    )
  })
})
