import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { empiricalBayes, empiricalBayesScores, localEmpiricalBayes } from '../../server/statistics/empiricalBayes.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { apart, fields } from './support.ts'

const everybody = (n: number) =>
  neighboursFromLists(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => j).filter((j) => j !== i)))

describe('by hand', () => {
  test('two cells of 10 with 1 and 9', () => {
    // b = 0.5; a = (10 * 0.16 * 2) / 20 - 0.5/10 = 0.11; weight = 0.11 / (0.11 + 0.05) = 0.6875
    const { raw, estimate, mean, variance } = empiricalBayes([1, 9], [10, 10])
    expect(Array.from(raw)).toEqual([0.1, 0.9])
    expect([mean, variance].map((x) => x.toFixed(12))).toEqual(['0.500000000000', '0.110000000000'])
    expect(apart(estimate, [0.5 - 0.4 * 0.6875, 0.5 + 0.4 * 0.6875])).toBeLessThan(1e-14)
    expect(apart(empiricalBayesScores([1, 9], [10, 10]), [-0.4 / 0.4, 0.4 / 0.4])).toBeLessThan(1e-12)
  })

  test('rates no further apart than chance: all drawn to the mean', () => {
    const { estimate, variance } = empiricalBayes([5, 6], [10, 10])
    expect(variance).toBe(0)
    expect(Array.from(estimate)).toEqual([0.55, 0.55])
  })

  test('local: rates measured from the mean of the cell, or from each neighbour’s own mean', () => {
    // A row of three, 10 each, counts 0 9 0: means of cell and neighbours 0.45 0.3 0.45.
    const row = neighboursFromLists([[1], [0, 2], [1]])
    const marshall = localEmpiricalBayes([0, 9, 0], [10, 10, 10], row, 'cell')
    // First: (10*0.45^2 * 2)/20 - 0.45/10 = 0.1575. Middle: (10*(0.09+0.36+0.09))/30 - 0.03 = 0.15.
    expect(apart(marshall.variance, [0.1575, 0.15, 0.1575])).toBeLessThan(1e-14)
    expect(apart(marshall.mean, [0.45, 0.3, 0.45])).toBeLessThan(1e-14)
    expect(marshall.estimate[1]).toBeCloseTo(0.3 + (0.6 * 0.15) / (0.15 + 0.03), 14)
    const own = localEmpiricalBayes([0, 9, 0], [10, 10, 10], row)
    // First: (10*(0.45^2 + 0.6^2))/20 - 0.045. Middle: (10*(0.45^2 + 0.6^2 + 0.45^2))/30 - 0.03.
    expect(apart(own.variance, [0.28125 - 0.045, 0.255 - 0.03, 0.28125 - 0.045])).toBeLessThan(1e-14)
  })

  test('a cell without denominator has no rate and counts nowhere', () => {
    const { raw, estimate, mean } = empiricalBayes([1, 7, 9, 3], [10, 0, 10, NaN])
    expect([raw[1], estimate[1], raw[3], estimate[3]]).toEqual([NaN, NaN, NaN, NaN])
    expect(mean).toBe(0.5)
    expect(estimate[0]).toBe(empiricalBayes([1, 9], [10, 10]).estimate[0])
    const local = localEmpiricalBayes([1, 7, 9], [10, 0, 10], everybody(3))
    expect([local.estimate[1], local.mean[0]]).toEqual([NaN, 0.5])
    const alone = localEmpiricalBayes([1, 7], [0, 10], neighboursFromLists([[], []]))
    expect(Array.from(alone.mean)).toEqual([NaN, 0.7])
    expect(alone.estimate[1]).toBe(0.7)
  })

  test('no incident at all is a rate of 0; no cell at all is nothing', () => {
    expect(Array.from(empiricalBayes([0, 0], [5, 9]).estimate)).toEqual([0, 0])
    expect(Array.from(empiricalBayesScores([0, 0], [5, 9]))).toEqual([NaN, NaN])
    expect(Array.from(localEmpiricalBayes([0, 0], [5, 9], everybody(2)).estimate)).toEqual([0, 0])
    expect(empiricalBayes([], []).estimate.length).toBe(0)
    expect(empiricalBayes([4], [0]).variance).toBeNaN()
  })

  test('what is not a count or a denominator is refused by name', () => {
    expect(() => empiricalBayes([1, 2], [3])).toThrow(/2 counts for 1 denominators/)
    expect(() => empiricalBayes([1, -2], [3, 3])).toThrow(/count -2 of cell 1/)
    expect(() => empiricalBayes([NaN], [3])).toThrow(/count NaN of cell 0/)
    expect(() => empiricalBayes([1], [-3])).toThrow(/denominator -3 of cell 0/)
    expect(() => empiricalBayes([1], [Infinity])).toThrow(/denominator Infinity/)
    expect(() => localEmpiricalBayes([1], [1], everybody(2))).toThrow(/1 counts for 2 cells/)
  })
})

describe('laws', () => {
  const populated = fields.chain(({ n, lists, values }) =>
    fc.record({
      lists: fc.constant(lists),
      counts: fc.constant(values),
      people: fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: n, maxLength: n }),
    }),
  )

  test('an estimate lies between the raw rate and the mean', () => {
    fc.assert(
      fc.property(populated, ({ counts, people, lists }) => {
        const whole = empiricalBayes(counts, people)
        const local = localEmpiricalBayes(counts, people, neighboursFromLists(lists))
        counts.forEach((_, i) => {
          for (const [raw, mean, estimate] of [
            [whole.raw[i] ?? NaN, whole.mean, whole.estimate[i] ?? NaN],
            [local.raw[i] ?? NaN, local.mean[i] ?? NaN, local.estimate[i] ?? NaN],
          ] as const) {
            const slack = 1e-12 * Math.max(raw, mean)
            expect(estimate).toBeGreaterThanOrEqual(Math.min(raw, mean) - slack)
            expect(estimate).toBeLessThanOrEqual(Math.max(raw, mean) + slack)
          }
        })
      }),
    )
  })

  test('where everybody is a neighbour, local is global', () => {
    fc.assert(
      fc.property(populated, fc.constantFrom('cell', 'neighbour'), ({ counts, people }, about) => {
        const local = localEmpiricalBayes(counts, people, everybody(counts.length), about)
        expect(apart(local.estimate, empiricalBayes(counts, people).estimate)).toBeLessThan(1e-10)
      }),
    )
  })

  test('per thousand instead of per head, only the unit changes; order of cells changes nothing', () => {
    fc.assert(
      fc.property(populated, ({ counts, people }) => {
        const { estimate } = empiricalBayes(counts, people)
        const turned = empiricalBayes([...counts].reverse(), [...people].reverse()).estimate.reverse()
        expect(apart(turned, estimate)).toBeLessThan(1e-12)
        const thousands = empiricalBayes(counts, people.map((d) => d / 1024)).estimate
        expect(apart(thousands.map((rate) => rate / 1024), estimate)).toBeLessThan(1e-12)
      }),
    )
  })
})
