import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countBreaks } from '../../server/statistics/breaks.ts'

/** Within-class squares of log counts for given lower bounds. */
function loss(counts: number[], bounds: number[]): number {
  const classes = bounds.map((low, c) => counts.filter((x) => x >= low && x < (bounds[c + 1] ?? Infinity)).map(Math.log))
  return classes.reduce((sum, logs) => {
    const mean = logs.reduce((a, b) => a + b, 0) / logs.length
    return sum + logs.reduce((a, x) => a + (x - mean) ** 2, 0)
  }, 0)
}

function* choices(of: number[], k: number): Generator<number[]> {
  if (k === 0) yield []
  else for (let i = 0; i + k <= of.length; i++) for (const rest of choices(of.slice(i + 1), k - 1)) yield [of[i]!, ...rest]
}

describe('classes of a legend of counts', () => {
  test('few distinct counts are their own classes; zeros and missing are none', () => {
    expect(countBreaks([0, 3, 1, 1, 0, NaN, 9])).toEqual([1, 3, 9])
    expect(countBreaks([0, 0])).toEqual([])
    expect(countBreaks([])).toEqual([])
    expect(() => countBreaks([1], 0)).toThrow(RangeError)
  })

  test('a skewed field: most cells hold one or two, one holds five hundred', () => {
    const counts = [...Array(700).fill(1), ...Array(200).fill(2), ...Array(60).fill(3), 5, 6, 8, 9, 12, 15, 40, 60, 500]
    expect(countBreaks(counts, 6)).toEqual([1, 2, 3, 6, 40, 500])
  })

  test('a county of cells takes milliseconds', () => {
    const counts = Float64Array.from({ length: 72_000 }, (_, i) => Math.floor(20_000 / (1 + i)) + (i % 977))
    const started = performance.now()
    expect(countBreaks(counts)).toHaveLength(6)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('law: ascending, unique, from the least positive count, as many as asked or as there are, each class used', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 80 }), fc.integer({ min: 1, max: 7 }), (counts, k) => {
        const bounds = countBreaks(counts, k)
        const positive = [...new Set(counts.filter((x) => x > 0))].sort((a, b) => a - b)
        expect(bounds).toHaveLength(Math.min(k, positive.length))
        expect(bounds[0]).toBe(positive[0])
        expect(bounds.every((x, i) => i === 0 || x > bounds[i - 1]!)).toBe(true)
        expect(bounds.every((x) => positive.includes(x))).toBe(true)
        expect(countBreaks([...counts].reverse(), k)).toEqual(bounds)
      }),
    )
  })

  test('law: no other choice of bounds fits better', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 5, maxLength: 12 }), (counts) => {
        const distinct = [...new Set(counts)].sort((a, b) => a - b)
        fc.pre(distinct.length > 3)
        const ours = loss(counts, countBreaks(counts, 3))
        for (const rest of choices(distinct.slice(1), 2)) {
          expect(ours).toBeLessThanOrEqual(loss(counts, [distinct[0]!, ...rest]) + 1e-9)
        }
      }),
    )
  })
})
