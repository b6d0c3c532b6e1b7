import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aliasTable, drawRow } from '../../server/statistics/alias.ts'
import { chanceConcentration, chanceWidth, concentration, lorenzCurve } from '../../server/statistics/concentration.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { quantileOfSorted, summarise } from '../../server/statistics/replicates.ts'

const counts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 40 }).filter((values) => values.some((x) => x > 0))
const zeros = (n: number): number[] => Array.from({ length: n }, () => 0)

describe('concentration', () => {
  // The examples of the authors' own R package (lorenzgini, vignette): three lists of crimes in ten places.
  test.each([
    { crimes: [10, 8, 2, ...zeros(7)], gini: 0.78, generalised: 0.78 }, // (9·10 + 7·8 + 5·2) / (10·20); crimes outnumber places
    { crimes: [5, 2, 1, ...zeros(7)], gini: 0.8, generalised: 0.75 }, // (45 + 14 + 5) / 80; 10/8 (0.8 - 1) + 1
    { crimes: [3, 1, 1, ...zeros(7)], gini: 0.78, generalised: 0.56 }, // (27 + 7 + 5) / 50; 2 (0.78 - 1) + 1
  ])('$crimes', ({ crimes, gini, generalised }) => {
    const found = concentration(crimes)
    expect(found.gini).toBeCloseTo(gini, 14)
    expect(found.generalisedGini).toBeCloseTo(generalised, 14)
  })

  test('cells that hold a quarter, half, four fifths: the fewest', () => {
    // 22 + 18 + 17 + 12 + 11 = 80 of 100
    const { cellsHolding, shareHolding } = concentration([1, 22, 3, 18, 17, 2, 12, 11, 6, 8])
    expect(Array.from(cellsHolding)).toEqual([2, 3, 5])
    expect(Array.from(shareHolding)).toEqual([0.2, 0.3, 0.5])
    expect(Array.from(concentration([0.1, 0.2, 0, 0.3], [0.5, 1]).cellsHolding)).toEqual([1, 3])
  })

  test('nothing to concentrate', () => {
    expect(concentration([0, 0])).toEqual({ gini: NaN, generalisedGini: NaN, cellsHolding: new Uint32Array(3), shareHolding: new Float64Array(3).fill(NaN) })
    expect(concentration([]).gini).toBeNaN()
    expect(concentration([7]).gini).toBe(0)
    expect(() => concentration([1, -1])).toThrow('values[1]')
    expect(() => concentration([1, NaN])).toThrow('values[1]')
    expect(() => concentration([1], [0])).toThrow('parts')
  })

  test('law: Gini is half the mean difference of all pairs over the mean', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const n = values.length
        const total = values.reduce((a, b) => a + b, 0)
        const differences = values.reduce((sum, x) => sum + values.reduce((inner, y) => inner + Math.abs(x - y), 0), 0)
        expect(concentration(values).gini).toBeCloseTo(differences / (2 * n * total), 12)
      }),
    )
  })

  test('laws: all equal 0; all in one 1 - 1/n, generalised 1 - 1/min(n, c); c in c cells generalised 0', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 60 }), (n, c) => {
        expect(concentration(Array.from({ length: n }, () => c)).gini).toBeCloseTo(0, 12)
        const one = concentration([c, ...zeros(n - 1)])
        expect(one.gini).toBeCloseTo(1 - 1 / n, 12)
        expect(one.generalisedGini).toBeCloseTo(1 - 1 / Math.min(n, c), 12)
        expect(concentration(Array.from({ length: n }, (_, i) => (i < c ? 1 : 0))).generalisedGini).toBeCloseTo(0, 12)
      }),
    )
  })

  test('laws: unmoved by the order of cells (to the bit), by scaling and by doubling every cell', () => {
    fc.assert(
      fc.property(counts, fc.double({ min: 0.001, max: 1000, noNaN: true }), (values, scale) => {
        const found = concentration(values)
        expect(concentration(values.toReversed())).toEqual(found)
        const harm = values.map((x) => x * scale)
        expect(concentration(harm.toSorted((a, b) => a - b))).toEqual(concentration(harm))
        expect(concentration(harm).gini).toBeCloseTo(found.gini, 12)
        expect(Array.from(concentration(harm).cellsHolding)).toEqual(Array.from(found.cellsHolding))
        expect(concentration([...values, ...values]).gini).toBeCloseTo(found.gini, 12)
      }),
    )
  })

  test('law: the curve is concave, ends at (1, 1), and the area under it gives the Gini', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const { cells, incidents } = lorenzCurve(values)
        expect([cells[0], incidents[0], cells.at(-1), incidents.at(-1)]).toEqual([0, 0, 1, 1])
        expect(cells.length).toBe(new Set(values).size + 1)
        let area = 0
        let before = Infinity
        for (let k = 1; k < cells.length; k++) {
          const width = cells[k]! - cells[k - 1]!
          const slope = (incidents[k]! - incidents[k - 1]!) / width
          expect(slope).toBeLessThanOrEqual(before + 1e-9)
          before = slope
          area += (width * (incidents[k]! + incidents[k - 1]!)) / 2
        }
        expect(2 * area - 1).toBeCloseTo(concentration(values).gini, 12)
      }),
    )
  })
})

describe('what chance alone would give', () => {
  const options = { cells: 50, incidents: 40, seed: 7 }
  const width = chanceWidth()

  test('the same bytes however the replicates are split', () => {
    const whole = chanceConcentration(options, 0, 20)
    expect([...chanceConcentration(options, 0, 7), ...chanceConcentration(options, 7, 20)]).toEqual(Array.from(whole))
    expect(whole.length).toBe(20 * width)
    expect(Array.from(chanceConcentration({ ...options, seed: 8 }, 0, 20))).not.toEqual(Array.from(whole))
  })

  // Exact mean of the Gini of c incidents in n cells: E sum |x_i - x_j| over pairs, by the distribution of (x_1, x_2).
  const meanGini = (n: number, c: number): number => {
    const logFactorial = (k: number): number => (k < 2 ? 0 : Math.log(k) + logFactorial(k - 1))
    let mean = 0
    for (let a = 0; a <= c; a++) {
      for (let b = 0; a + b <= c; b++) {
        const ways = logFactorial(c) - logFactorial(a) - logFactorial(b) - logFactorial(c - a - b)
        const rest = n === 2 ? (a + b === c ? 0 : -Infinity) : (c - a - b) * Math.log((n - 2) / n)
        mean += Math.abs(a - b) * Math.exp(ways - (a + b) * Math.log(n) + rest)
      }
    }
    return ((n - 1) * mean) / (2 * c)
  }

  // One road for few incidents a cell, one for many; each with equal and with unequal (but equal in fact) chances.
  test.each([
    { cells: 50, incidents: 40 }, { cells: 5, incidents: 60 }, { cells: 2, incidents: 3 },
  ])('the mean Gini of $incidents incidents in $cells cells', ({ cells, incidents }) => {
    for (const chances of [undefined, Array.from({ length: cells }, () => 3.7)]) {
      const numbers = chanceConcentration({ cells, incidents, seed: 3, ...(chances && { chances }) }, 0, 2000)
      const gini = summarise(numbers, width, 0, 0)
      const spread = (gini.high - gini.low) / 4 + 1e-9
      expect(Math.abs(gini.mean - meanGini(cells, incidents))).toBeLessThan((5 * spread) / Math.sqrt(2000))
    }
  })

  test('unequal chances are kept by both roads, and cells without a chance stay empty', () => {
    const chances = [0, 1, 2, 0, 5, 0]
    for (const incidents of [6, 4000]) {
      // All but three of six cells empty: at least half the cells hold nothing, whatever falls.
      const numbers = chanceConcentration({ cells: 6, incidents, chances, seed: 1, parts: [1] }, 0, 300)
      expect(numbers.filter((_, i) => i % 3 === 2).every((share) => share <= 0.5)).toBe(true)
    }
    const many = chanceConcentration({ cells: 6, incidents: 80_000, chances, seed: 1, parts: [0.5] }, 0, 50)
    // Gini of the chances themselves: (5·5 + 3·2 + 1·1) / (6·8)
    expect(summarise(many, 3, 0, 0).mean).toBeCloseTo(32 / 48, 3)
  })

  test('bad input names itself', () => {
    expect(() => chanceConcentration({ ...options, cells: 0 }, 0, 1)).toThrow('cells')
    expect(() => chanceConcentration({ ...options, incidents: 0.5 }, 0, 1)).toThrow('incidents')
    expect(() => chanceConcentration({ ...options, chances: [1] }, 0, 1)).toThrow('chances')
    expect(() => chanceConcentration(options, 2, 1)).toThrow('replicates')
    expect(chanceConcentration({ ...options, incidents: 0 }, 0, 1).every((x) => Number.isNaN(x))).toBe(true)
  })

  test('alias: chances by draws, and exactly by the table', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 30 }).filter((list) => list.some((x) => x > 0)), (chances) => {
        const { keep, alias } = aliasTable(chances)
        const total = chances.reduce((a, b) => a + b, 0)
        const share = zeros(chances.length)
        keep.forEach((part, i) => {
          share[i]! += part / keep.length
          share[alias[i]!]! += (1 - part) / keep.length
        })
        share.forEach((x, i) => expect(x).toBeCloseTo(chances[i]! / total, 12))
        const row = drawRow({ keep, alias }, createRandom(1, total))
        expect(chances[row]).toBeGreaterThan(0)
      }),
    )
    expect(() => aliasTable([0, 0])).toThrow('chances')
    expect(() => aliasTable([1, -1])).toThrow('chances[1]')
  })
})

describe('replicates', () => {
  test('p counts the observed number as one more', () => {
    const found = summarise([1, 9, 2, 9, 3, 9, NaN, 9], 2, 0, 2.5)
    expect(found).toEqual({ mean: 2, low: 1.05, high: 2.95, pGreater: 2 / 4, pLess: 3 / 4, replicates: 3, missing: 1 })
    expect(summarise([1, 2], 1, 0, NaN).pGreater).toBeNaN()
    expect(summarise([], 1, 0, 1)).toEqual({ mean: NaN, low: NaN, high: NaN, pGreater: 1, pLess: 1, replicates: 0, missing: 0 })
    expect(() => summarise([1, 2, 3], 2, 0, 1)).toThrow('width')
    expect(() => summarise([1, 2], 2, 2, 1)).toThrow('column')
  })

  test('quantiles as R type 7: quantile(1:4, .1) is 1.3', () => {
    expect(quantileOfSorted([1, 2, 3, 4], 0.1)).toBeCloseTo(1.3, 15)
    expect(quantileOfSorted([5], 0.9)).toBe(5)
  })
})
