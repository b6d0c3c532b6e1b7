import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMERGING, emergingHotspots } from '../../server/statistics/emergingHotspots.ts'
import { giStar } from '../../server/statistics/getisOrd.ts'
import { mannKendallRows } from '../../server/statistics/mannKendall.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { spaceTimeGiStar } from '../../server/statistics/spaceTimeGi.ts'
import { apart, fields } from './support.ts'

/** h hot, c cold, . neither, step by step; the name of the class, cold ones with a minus. */
function named(history: string, trend: number): string {
  const bins = history.split('').map((letter) => ({ h: 1, c: -1 })[letter] ?? 0)
  const [code = NaN] = emergingHotspots(bins, bins.length, [trend])
  return `${code < 0 ? '-' : ''}${EMERGING[Math.abs(code)]}`
}
const mirrored = (history: string): string => history.split('').map((letter) => ({ h: 'c', c: 'h' })[letter] ?? letter).join('')

describe('each class, ten or twenty steps', () => {
  test.each([
    // history, trend z, class
    ['.........h', 0, 'new'],
    ['ccc......h', 0, 'new'],
    ['.........h', 5, 'new'],
    ['h', 0, 'new'],
    ['.......hhh', 0, 'consecutive'],
    ['ccccccchhh', 0, 'consecutive'],
    ['..hhhhhhhh', 3, 'consecutive'], // 80 %: not mostly, whatever the trend
    ['.hhhhhhhhh', 3, 'intensifying'],
    ['hhhhhhhh.h', 1.7, 'intensifying'], // p 0.089, just significant at 0.1
    ['hhhhhhhhhh', 1.6, 'persistent'], // p 0.110
    ['hhhhhhhhhh', NaN, 'persistent'],
    ['chhhhhhhhh', 0, 'persistent'],
    ['hhhhhhhhhh', -1.7, 'diminishing'],
    ['hhhhhhhhh.', -3, 'historical'],
    ['hhhhhhhhhc', 0, 'historical'],
    ['hhhhhhhhhhhhhhhhhh..', 0, 'historical'],
    ['.h.......h', 0, 'sporadic'],
    ['hhhhhhhh.h', 0, 'persistent'], // 9 of 10
    ['hhhhhhh..h', 0, 'sporadic'], // 8 of 10
    ['ch.......h', 0, 'oscillating'],
    ['hhhhhhhc.h', 0, 'oscillating'],
    ['hhhhhhhh..', 0, 'none'],
    ['..........', 4, 'none'],
    ['.h.h.h.h..', 0, 'none'],
  ])('%s (trend %d) is %s', (history, trend, name) => {
    expect(named(history, trend)).toBe(name)
  })

  test('cold is hot seen in a mirror, but for what is asked first', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('h', 'h', '.', 'c'), { minLength: 1, maxLength: 14 }), fc.constantFrom(-3, 0, NaN, 3), (letters, trend) => {
      const history = letters.join('')
      const [there, back] = [named(history, trend), named(mirrored(history), -trend)]
      const opposite = there === 'none' ? there : there.startsWith('-') ? there.slice(1) : `-${there}`
      fc.pre(!(history.endsWith('c') && there === 'historical') && !(history.endsWith('h') && back === 'historical'))
      expect(back).toBe(opposite)
    }))
  })

  test('hot is asked first: mostly cold, hot in the last step', () => {
    expect(named('ccccccccch', 0)).toBe('new')
  })

  test('levels are the caller’s', () => {
    const hot = Array<number>(10).fill(1)
    expect(emergingHotspots(hot, 10, [1.7], { trendLevel: 0.05 })[0]).toBe(EMERGING.indexOf('persistent'))
    expect(emergingHotspots([0, 0, 0, 1, 1, 1, 1, 1, 1, 1], 10, [3], { mostly: 0.7 })[0]).toBe(EMERGING.indexOf('intensifying'))
  })

  test('each cell alone: classes of many are the classes of each', () => {
    const bin = fc.constantFrom(-1, 0, 1, 1)
    fc.assert(fc.property(fc.array(fc.tuple(fc.array(bin, { minLength: 6, maxLength: 6 }), fc.constantFrom(-3, 0, NaN, 3)), { maxLength: 8 }), (cells) => {
      const all = emergingHotspots(cells.flatMap(([bins]) => bins), 6, cells.map(([, z]) => z))
      expect([...all]).toEqual(cells.flatMap(([bins, z]) => [...emergingHotspots(bins, 6, [z])]))
    }))
  })

  test('a parameter out of range is named', () => {
    expect(() => emergingHotspots([1], 0, [])).toThrow('steps is 0')
    expect(() => emergingHotspots([1, 1, 1], 2, [0])).toThrow('3 bins for 1 cells x 2 steps')
    expect(() => emergingHotspots([1], 1, [0], { mostly: 0 })).toThrow('mostly is 0')
    expect(() => emergingHotspots([1], 1, [0], { trendLevel: 2 })).toThrow('trendLevel is 2')
  })
})

describe('space-time Gi*', () => {
  test('one step back by hand: two cells apart, three steps', () => {
    // Cells 0-1 are neighbours, 2 is alone. Bins 3 x 3, all 0 but cell 0 in step 1.
    const near = neighboursFromLists([[1], [0], []])
    const values = [0, 9, 0, 0, 0, 0, 0, 0, 0]
    const z = spaceTimeGiStar(values, 3, near)
    // n = 9, m = 1, s² = 8. Cells 0 and 1: W = 2 in the first step, then 4; cell 2: 1, then 2.
    const at = (sum: number, w: number): number => (sum - w) / Math.sqrt((8 * (9 * w - w * w)) / 8)
    const pair = [at(0, 2), at(9, 4), at(9, 4)]
    expect(apart(z, [...pair, ...pair, at(0, 1), at(0, 2), at(0, 2)])).toBeLessThan(1e-14)
  })

  test('no step back, judged within the step: Gi* of each step', () => {
    fc.assert(fc.property(fields, fc.integer({ min: 1, max: 4 }), ({ n, lists, values }, steps) => {
      const near = neighboursFromLists(lists)
      const cube = Float64Array.from({ length: n * steps }, (_, k) => (values[Math.floor(k / steps)] ?? 0) * (1 + (k % steps)) + (k % steps) ** 2)
      for (const reference of ['step', 'neighbourhood'] as const) {
        const z = spaceTimeGiStar(cube, steps, near, { back: 0, reference })
        for (let t = 0; t < steps; t++) {
          const one = (x: Float64Array): number[] => Array.from({ length: n }, (_, i) => x[i * steps + t] ?? NaN)
          expect(apart(one(z), giStar(one(cube), near))).toBeLessThan(1e-9)
        }
      }
    }))
  })

  test('a cube is a field whose neighbours also stand in time: the same as giStar over all bins', () => {
    fc.assert(fc.property(fields, fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 3 }), ({ n, lists, values }, steps, back) => {
      const cube = Float64Array.from({ length: n * steps }, (_, k) => (values[(k * 7) % n] ?? 0) + (k % 3))
      const bins = Array.from(cube, (_, k) => {
        const [i, t] = [Math.floor(k / steps), k % steps]
        const times = Array.from({ length: t - Math.max(0, t - back) + 1 }, (__, b) => t - b)
        return [i, ...(lists[i] ?? [])].flatMap((j) => times.map((u) => j * steps + u)).filter((bin) => bin !== k)
      })
      expect(apart(spaceTimeGiStar(cube, steps, neighboursFromLists(lists), { back }), giStar(cube, neighboursFromLists(bins)))).toBeLessThan(1e-9)
    }))
  })

  test('no variation, a missing value, all in the neighbourhood: NaN; parameters are named', () => {
    const pair = neighboursFromLists([[1], [0]])
    expect([...spaceTimeGiStar([3, 3, 3, 3], 2, pair)].every(Number.isNaN)).toBe(true)
    expect([...spaceTimeGiStar([3, NaN, 1, 2], 2, pair)].every(Number.isNaN)).toBe(true)
    expect([...spaceTimeGiStar([1, 2, 3, 4], 2, pair)].map(Number.isNaN)).toEqual([false, true, false, true])
    expect(() => spaceTimeGiStar([1, 2, 3], 2, pair)).toThrow('3 values for 2 cells x 2 steps')
    expect(() => spaceTimeGiStar([1, 2], 1, pair, { back: -1 })).toThrow('back is -1')
  })

  test('from counts to classes: one place that grows hot', () => {
    // A row of 40 cells, 12 steps; around cell 20 counts climb from the ninth step on.
    const near = neighboursFromLists(Array.from({ length: 40 }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < 40)))
    const cube = Float64Array.from({ length: 480 }, (_, k) => ((k * 13) % 3) + (Math.abs(Math.floor(k / 12) - 20) <= 1 && k % 12 >= 8 ? 3 * ((k % 12) - 7) : 0))
    const z = spaceTimeGiStar(cube, 12, near)
    const classes = emergingHotspots(z.map((value) => (value > 2.6 ? 1 : value < -2.6 ? -1 : 0)), 12, mannKendallRows(z, 12))
    expect([...classes].map((code) => EMERGING[code])).toEqual(Array.from({ length: 40 }, (_, i) => (Math.abs(i - 20) <= 2 ? 'consecutive' : 'none')))
  })
})
