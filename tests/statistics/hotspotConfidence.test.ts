import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digamma, gammaPrior } from '../../server/statistics/gammaPrior.ts'
import { drawGamma } from '../../server/statistics/gammaDraws.ts'
import { cellAt, createHexLattice } from '../../server/statistics/hexLattice.ts'
import { confidenceOf, DOUBT, emptyConfidence, mergeConfidence, prepareConfidence, simulateConfidence } from '../../server/statistics/hotspotConfidence.ts'
import type { ConfidenceTask, LatticeCells, PlacedEntries } from '../../server/statistics/hotspotConfidence.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { withinRings } from './support.ts'

const STEP = 300
/** A rhombus of side × side cells, STEP metres apart; axes 120° apart as H3's. */
const rhombus = (side: number): LatticeCells & { side: number } => {
  const at = Array.from({ length: side * side }, (_, n) => [Math.floor(n / side), n % side] as const)
  return { side, i: at.map(([i]) => i), j: at.map(([, j]) => j), x: at.map(([i, j]) => STEP * (i - j / 2)), y: at.map(([, j]) => STEP * j * Math.sqrt(0.75)) }
}
const neighboursOf = ({ i, j }: LatticeCells) => withinRings(Array.from(i, (row, n): [number, number] => [row, j[n]!]), 1)
type Entry = { incident: number; cell: number; weight?: number; dx?: number; dy?: number; radius?: number }
const entriesOf = (cells: LatticeCells, entries: Entry[]): PlacedEntries => ({
  incident: entries.map((e) => e.incident), cell: entries.map((e) => e.cell), weight: entries.map((e) => e.weight ?? 1),
  x: entries.map((e) => cells.x[e.cell]! + (e.dx ?? 0)), y: entries.map((e) => cells.y[e.cell]! + (e.dy ?? 0)), radius: entries.map((e) => e.radius ?? 0),
})
/** So many incidents in the middle of each cell. */
const counted = (cells: LatticeCells, counts: readonly number[]): PlacedEntries => {
  let incident = 0
  return entriesOf(cells, counts.flatMap((count, cell) => Array.from({ length: count }, () => ({ incident: incident++, cell }))))
}
const probabilities = (task: ConfidenceTask, worlds = 400, seed = 1): Float64Array => confidenceOf(task, simulateConfidence(task, seed, 0, worlds)).probability
const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0)
const CERTAIN = { seenShare: 1, unequalSeeing: 0, gridShift: 0 }

describe('confidence that a cell is among the top k', () => {
  test('law: probabilities lie in 0..1 and sum to k where at least k cells are filled; near is at least as much', () => {
    const cells = rhombus(5)
    const neighbours = neighboursOf(cells)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 25, maxLength: 25 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 99 }), (counts, k, seed) => {
        fc.pre(counts.filter((count) => count > 0).length >= k)
        const task = prepareConfidence({ cells, entries: counted(cells, counts), ks: [k], neighbours })
        const { probability, near } = confidenceOf(task, simulateConfidence(task, seed, 0, 20))
        expect(sum(probability)).toBeCloseTo(k, 9)
        for (let n = 0; n < 25; n++) {
          expect(probability[n]!).toBeGreaterThanOrEqual(0)
          expect(near[n]!).toBeGreaterThanOrEqual(probability[n]!)
          expect(near[n]!).toBeLessThanOrEqual(1)
        }
      }), { numRuns: 60 },
    )
  })

  test('law: worlds of any stretches add up to the same bytes', () => {
    const cells = rhombus(4)
    const entries = counted(cells, [5, 4, 3, 3, 0, 0, 1, 2, 9, 4, 4, 0, 1, 1, 2, 3])
    const task = prepareConfidence({ cells, entries, ks: [1, 4], neighbours: neighboursOf(cells) })
    const whole = simulateConfidence(task, 5, 0, 60)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }), (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)]
        const all = emptyConfidence(task)
        for (const [from, to] of [[second, 60], [0, first], [first, second]] as const) mergeConfidence(all, simulateConfidence(task, 5, from, to))
        expect(all).toEqual(whole)
      }), { numRuns: 20 },
    )
  })

  test('with nothing in doubt it is the top k itself', () => {
    const cells = rhombus(6)
    fc.assert(
      fc.property(fc.shuffledSubarray(Array.from({ length: 36 }, (_, n) => n), { minLength: 36 }), fc.integer({ min: 1, max: 36 }), (counts, k) => {
        const p = probabilities(prepareConfidence({ cells, entries: counted(cells, counts), ks: [k], doubt: CERTAIN }), 3)
        expect([...p]).toEqual(counts.map((count) => (count > 0 && count >= 36 - k ? 1 : 0)))
      }), { numRuns: 30 },
    )
  })

  test('a cell with overwhelmingly more is sure, and the emptiest are out; huge exact counts that differ enough are told apart', () => {
    const cells = rhombus(5)
    const counts = Array.from({ length: 25 }, (_, n) => (n === 12 ? 2000 : 10))
    expect(probabilities(prepareConfidence({ cells, entries: counted(cells, counts), ks: [1] }))[12]).toBe(1)
    const steps = Array.from({ length: 9 }, (_, n) => 2 * 4 ** Math.max(0, n - 3))
    const p = probabilities(prepareConfidence({ cells: rhombus(3), entries: counted(rhombus(3), steps), ks: [3] }))
    expect([...p].map(Math.round)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1])
  })

  test('equal cells are equally likely, within the error of the simulation, whatever their row', () => {
    const cells = rhombus(4)
    const worlds = 4000
    const p = probabilities(prepareConfidence({ cells, entries: counted(cells, Array.from({ length: 16 }, () => 20)), ks: [4], doubt: { ...DOUBT, gridShift: 0 } }), worlds)
    const error = Math.sqrt((0.25 * 0.75) / worlds)
    for (const x of p) expect(Math.abs(x - 0.25)).toBeLessThan(4.5 * error)
  })

  test('an incident goes to its places by their probabilities, and what is left of 1 lies nowhere', () => {
    const cells = rhombus(3)
    const entries = entriesOf(cells, [{ incident: 7, cell: 0, weight: 0.5 }, { incident: 7, cell: 8, weight: 0.3 }])
    const worlds = 4000
    const p = probabilities(prepareConfidence({ cells, entries, ks: [1], doubt: CERTAIN }), worlds)
    expect(Math.abs(p[0]! - 0.5)).toBeLessThan(0.04)
    expect(Math.abs(p[8]! - 0.3)).toBeLessThan(0.04)
    expect(Math.abs(sum(p) - 0.8)).toBeLessThan(0.04)
  })

  test('a place beside a border is shared with the neighbour: half when it stands on it, by the radius', () => {
    const cells = rhombus(3)
    const [on, off] = [STEP / 2, STEP / 2 - 30].map((dx) =>
      probabilities(prepareConfidence({ cells, entries: entriesOf(cells, [{ incident: 0, cell: 4, dx, radius: 60 }]), ks: [1], doubt: CERTAIN }), 4000))
    expect(Math.abs(on![4]! - 0.5)).toBeLessThan(0.04)
    expect(Math.abs(on![7]! - 0.5)).toBeLessThan(0.04)
    // 30 m inside with a standard deviation of 60 m / 2.448: 1 - Phi(1.224) = 0.1105
    expect(Math.abs(off![7]! - 0.1105)).toBeLessThan(0.022)
  })

  test('a moved point leaves the cells: it is counted nowhere, and nothing breaks', () => {
    const cells = rhombus(2)
    const task = prepareConfidence({ cells, entries: entriesOf(cells, [{ incident: 0, cell: 0, dx: -5 * STEP }]), ks: [1], doubt: CERTAIN })
    expect([...probabilities(task, 20)]).toEqual([0, 0, 0, 0])
  })

  test('more seeing means more certainty', () => {
    const cells = rhombus(4)
    const entries = counted(cells, Array.from({ length: 16 }, (_, n) => 10 + n))
    const [little, much] = [0.1, 0.9].map((seenShare) => probabilities(prepareConfidence({ cells, entries, ks: [4], doubt: { seenShare, unequalSeeing: 0, gridShift: 0 } }), 2000)[15]!)
    expect(much!).toBeGreaterThan(little! + 0.1)
  })

  test('nothing, one cell, no world: defined answers', () => {
    const cells = rhombus(2)
    expect([...probabilities(prepareConfidence({ cells, entries: counted(cells, []), ks: [2] }), 5)]).toEqual([0, 0, 0, 0])
    expect([...probabilities(prepareConfidence({ cells: rhombus(1), entries: counted(rhombus(1), [1]), ks: [2] }), 5)]).toEqual([1])
    expect([...probabilities(prepareConfidence({ cells: { x: [], y: [], i: [], j: [] }, entries: counted(cells, []), ks: [1] }), 5)]).toEqual([])
    expect([...probabilities(prepareConfidence({ cells, entries: counted(cells, [1]), ks: [1] }), 0)]).toEqual([NaN, NaN, NaN, NaN])
  })

  test.each([
    ['k is 0', { ks: [0] }], ['no k', { ks: [] }], ['seenShare is 0', { doubt: { ...DOUBT, seenShare: 0 } }], ['gridShift is 2', { doubt: { ...DOUBT, gridShift: 2 } }],
    ['unequalSeeing is NaN', { doubt: { ...DOUBT, unequalSeeing: NaN } }],
  ])('refuses what makes no sense: %s', (words, given) => {
    const cells = rhombus(2)
    expect(() => prepareConfidence({ cells, entries: counted(cells, [1]), ks: [1], ...given })).toThrow(words)
  })

  test('refuses entries that cannot be', () => {
    const cells = rhombus(2)
    expect(() => prepareConfidence({ cells, entries: { ...counted(cells, [1]), weight: [1.5] }, ks: [1] })).toThrow('weight of entry 0 is 1.5')
    expect(() => prepareConfidence({ cells, entries: { ...counted(cells, [1]), cell: [4] }, ks: [1] })).toThrow('cell 4 of 4')
    expect(() => simulateConfidence(prepareConfidence({ cells, entries: counted(cells, [1]), ks: [1] }), 1, 5, 2)).toThrow('replicates 5 to 2')
  })
})

describe('what it is made of', () => {
  test('gamma numbers have their mean and variance, for small shapes and large', () => {
    for (const shape of [0.05, 0.7, 1, 3.5, 40, 900]) {
      const random = createRandom(2)
      const n = 40_000
      let [total, squares] = [0, 0]
      for (let i = 0; i < n; i++) {
        const x = drawGamma(shape, random)
        total += x
        squares += (x - shape) ** 2
      }
      expect(Math.abs(total / n - shape)).toBeLessThan(4.5 * Math.sqrt(shape / n))
      expect(Math.abs(squares / n - shape)).toBeLessThan(4.5 * Math.sqrt((2 * shape * shape + 6 * shape) / n))
    }
    expect(() => drawGamma(0, createRandom(1))).toThrow('shape is 0')
  })

  test('the prior: psi of known values; the shape is found again; no shape where there is no more than chance', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12)
    expect(digamma(0.5)).toBeCloseTo(-1.9635100260214235, 12)
    expect(digamma(0)).toBeNaN()
    const random = createRandom(4)
    const counts = Array.from({ length: 20_000 }, () => {
      const mean = drawGamma(0.3, random) * 10
      let [k, left] = [0, random.next() - Math.exp(-mean)]
      for (let p = Math.exp(-mean); left >= 0 && k < 400; left -= p) p *= mean / ++k
      return k
    })
    const { shape, rate } = gammaPrior(counts)
    expect(Math.abs(shape - 0.3)).toBeLessThan(0.02)
    expect(shape / rate).toBeCloseTo(counts.reduce((a, b) => a + b, 0) / 20_000, 9)
    expect(gammaPrior([3, 3, 3]).shape).toBe(1e9)
    expect(gammaPrior([0, 0])).toEqual({ shape: 1, rate: Infinity })
    expect(() => gammaPrior([-1])).toThrow('count 0 is -1')
  })

  test('law: the cell found is the nearest one', () => {
    const cells = rhombus(7)
    const lattice = createHexLattice(cells)
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 40 }), fc.double({ min: -400, max: 400, noNaN: true }), fc.double({ min: -400, max: 400, noNaN: true }), (near, dx, dy) => {
        const [x, y] = [cells.x[near]! + dx, cells.y[near]! + dy]
        const distances = Array.from({ length: 49 }, (_, n) => Math.hypot(cells.x[n]! - x, cells.y[n]! - y))
        const found = cellAt(lattice, x, y, near)
        const nearest = Math.min(...distances)
        // Beyond the last cells there is none; a point of a cell is at most STEP / sqrt(3) from its middle.
        expect(found >= 0 ? distances[found]! - nearest : STEP / 2 - nearest).toBeLessThan(1e-6)
      }),
    )
    expect(cellAt(lattice, NaN, 0, 3)).toBe(-1)
    expect(() => createHexLattice({ x: [0, 1], y: [0, 1], i: [1, 1], j: [2, 2] })).toThrow('stands where another one stands')
    expect(() => createHexLattice({ x: [0, 1], y: [0, 1], i: [0, 1e6], j: [0, 1e6] })).toThrow('more than a raster may have')
  })
})
