import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AGREEMENT_NUMBERS, agreement, bootstrapAgreement, overlapOf, unseenShare } from '../../server/statistics/agreement.ts'
import { resampleCounts } from '../../server/statistics/bootstrap.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { summarise } from '../../server/statistics/replicates.ts'

const cells = (...groups: [times: number, first: number, second: number][]) => {
  const rows = groups.flatMap(([times, first, second]) => Array.from({ length: times }, () => [first, second] as const))
  return [rows.map(([first]) => first), rows.map(([, second]) => second)] as const
}

describe('agreement of two masks', () => {
  test('20 both, 5, 10, 15 neither: kappa 0.4 (agreed 0.7, by chance 0.5)', () => {
    const found = overlapOf(...cells([20, 1, 1], [5, 1, 0], [10, 0, 1], [15, 0, 0]))
    expect(found).toEqual({ both: 20, firstOnly: 5, secondOnly: 10, neither: 15, kappa: 0.4, expectedBoth: 15, overlapRatio: 20 / 15 })
  })

  test('the same marginal agreement, different kappa: 45/15/25/15 and 25/35/5/35 in a hundred', () => {
    // 60 % agree in both; chance gives 54 % and 46 %.
    expect(overlapOf(...cells([45, 1, 1], [15, 1, 0], [25, 0, 1], [15, 0, 0])).kappa).toBeCloseTo(0.06 / 0.46, 14)
    expect(overlapOf(...cells([25, 1, 1], [35, 1, 0], [5, 0, 1], [35, 0, 0])).kappa).toBeCloseTo(0.14 / 0.54, 14)
  })

  test('what has no answer', () => {
    expect(overlapOf([0, 0], [0, 0]).kappa).toBeNaN()
    expect(overlapOf([1, 1], [1, 1]).kappa).toBeNaN()
    expect(overlapOf([], []).kappa).toBeNaN()
    expect(overlapOf([1, 0], [0, 0]).kappa).toBe(0)
    expect(overlapOf([1, 0], [0, 0]).overlapRatio).toBeNaN()
    expect(() => overlapOf([1], [1, 0])).toThrow(RangeError)
    expect(unseenShare([0, 0], [1, 0])).toBeNaN()
    expect(() => unseenShare([0], [1, 0])).toThrow(RangeError)
  })

  test('incidents in cells the other does not call hot', () => {
    expect(unseenShare([5, 3, 2], [1, 0, 0])).toBe(0.5)
    const found = agreement([5, 3, 2], [1, 0, 9], [1, 0, 0], [0, 0, 1])
    expect([found.firstUnseen, found.secondUnseen, found.spearman]).toEqual([0.8, 0.9, -0.5])
  })

  const masks = fc.array(fc.tuple(fc.boolean(), fc.boolean()), { minLength: 2, maxLength: 40 })
  test('laws: symmetric, -1..1, 1 where the masks are equal, turned round with one mask', () => {
    fc.assert(
      fc.property(masks, (pairs) => {
        const first = pairs.map(([x]) => x)
        const second = pairs.map(([, y]) => y)
        const { kappa } = overlapOf(first, second)
        expect(overlapOf(second, first).kappa).toEqual(kappa)
        expect(Number.isNaN(kappa) || (kappa >= -1 && kappa <= 1)).toBe(true)
        expect(overlapOf(first, first).kappa).toBe(new Set(first).size === 2 ? 1 : NaN)
        expect(overlapOf(first.map((x) => !x), second.map((x) => !x)).kappa).toEqual(kappa)
      }),
    )
  })
})

describe('resampled incidents', () => {
  test('laws: as many as before, empty cells stay empty', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 30 }), fc.nat(), (counts, seed) => {
        const again = resampleCounts(counts, createRandom(seed))
        expect(again.reduce((a, b) => a + b, 0)).toBe(counts.reduce((a, b) => a + b, 0))
        expect(again.every((x, i) => x === 0 || counts[i]! > 0)).toBe(true)
      }),
    )
    expect(() => resampleCounts([0.5], createRandom(1))).toThrow('counts[0]')
  })

  test('mean and variance of each cell are those of the multinomial', () => {
    const counts = [1, 5, 14, 0, 80]
    const B = 4000
    const sums = counts.map(() => 0)
    const squares = counts.map(() => 0)
    for (let replicate = 0; replicate < B; replicate++) {
      resampleCounts(counts, createRandom(11, replicate)).forEach((x, i) => {
        sums[i]! += x
        squares[i]! += x * x
      })
    }
    counts.forEach((count, i) => {
      const variance = count * (1 - count / 100)
      expect(Math.abs(sums[i]! / B - count)).toBeLessThanOrEqual(4 * Math.sqrt(variance / B))
      expect(Math.abs(squares[i]! / B - (sums[i]! / B) ** 2 - variance)).toBeLessThanOrEqual(0.15 * variance)
    })
  })

  test('bootstrap: the same bytes however split; each source has its own stream; an interval round the observed share', () => {
    const first = Array.from({ length: 60 }, (_, i) => (i < 10 ? 12 : i % 4))
    const second = Array.from({ length: 60 }, (_, i) => (i < 7 ? 20 : i % 3))
    const hotOf = (counts: Float64Array) => counts.map((x) => (x >= 9 ? 1 : 0))
    const options = { first, second, hotOf, seed: 2 }
    const whole = bootstrapAgreement(options, 0, 200)
    expect([...bootstrapAgreement(options, 0, 50), ...bootstrapAgreement(options, 50, 200)]).toEqual(Array.from(whole))
    // The same field on both sides is not resampled the same way.
    const twins = bootstrapAgreement({ ...options, second: first }, 0, 5)
    expect(twins[AGREEMENT_NUMBERS.indexOf('spearman')]).toBeLessThan(1)
    const observed = agreement(first, second, hotOf(Float64Array.from(first)), hotOf(Float64Array.from(second)))
    for (const [column, name] of AGREEMENT_NUMBERS.entries()) {
      const { low, high, missing } = summarise(whole, AGREEMENT_NUMBERS.length, column, observed[name])
      expect(missing).toBe(0)
      expect(low).toBeLessThan(high)
    }
    const unseen = summarise(whole, AGREEMENT_NUMBERS.length, AGREEMENT_NUMBERS.indexOf('firstUnseen'), observed.firstUnseen)
    expect(unseen.low <= observed.firstUnseen && observed.firstUnseen <= unseen.high).toBe(true)
    expect(() => bootstrapAgreement(options, 3, 2)).toThrow('replicates')
  })
})
