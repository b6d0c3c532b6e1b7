import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { predictionAccuracy, topByArea } from '../../server/statistics/accuracy.ts'

const ones = (n: number): number[] => Array.from({ length: n }, () => 1)

describe('how well a choice of cells foretold', () => {
  test('a quarter of incidents in a tenth of the area: PAI 2.5', () => {
    const found = predictionAccuracy([1, 0, 0], [25, 45, 30], [10, 50, 40])
    expect(found.hitRate).toBe(0.25)
    expect(found.pai).toBeCloseTo(2.5, 14)
    expect(found.searchEfficiency).toBe(2.5)
    expect([found.caught, found.incidents, found.areaKm2, found.wholeKm2]).toEqual([25, 100, 10, 100])
  })

  test('six equal cells; predicted 8 4 4 2 1 0, found 6 7 3 2 1 0; one and two cells picked', () => {
    const found = [6, 7, 3, 2, 1, 0]
    const one = predictionAccuracy([1, 0, 0, 0, 0, 0], found, ones(6))
    expect(one.pai).toBeCloseTo(6 / 19 / (1 / 6), 14)
    expect(one.pei).toBeCloseTo(6 / 7, 14)
    const two = predictionAccuracy([1, 0, 1, 0, 0, 0], found, ones(6), { earlier: [8, 4, 4, 2, 1, 0] })
    expect(two.pei).toBeCloseTo(9 / 13, 14)
    expect(two.peiStar).toBeCloseTo(9 / 13, 14)
    expect(two.rri).toBeCloseTo(9 / 12 / (19 / 19), 14)
  })

  test('PEI*: against the best of all areas allowed, of the cells allowed', () => {
    const found = [6, 7, 3, 2, 1, 0]
    // Three cells picked where one to four may be: the best density is that of one cell, 7.
    const wide = predictionAccuracy([1, 1, 1, 0, 0, 0], found, ones(6), { allowed: { leastKm2: 1, mostKm2: 4 } })
    expect(wide.pei).toBe(1)
    expect(wide.peiStar).toBeCloseTo(16 / 3 / 7, 14)
    expect(wide.bestPai).toBeCloseTo(7 / (19 / 6), 14)
    // The cell with 7 may not be patrolled: of the others, 6 is the best one.
    const barred = predictionAccuracy([1, 0, 0, 0, 0, 0], found, ones(6), { allowed: { cells: [1, 0, 1, 1, 1, 1] } })
    expect(barred.pei).toBeCloseTo(6 / 7, 14)
    expect(barred.peiStar).toBe(1)
    // A choice that is itself not allowed has no PEI*.
    expect(predictionAccuracy([0, 1, 0, 0, 0, 0], found, ones(6), { allowed: { cells: [1, 0, 1, 1, 1, 1] } }).peiStar).toBeNaN()
    expect(predictionAccuracy([0, 1, 0, 0, 0, 0], found, ones(6), { allowed: { leastKm2: 2 } }).peiStar).toBeNaN()
  })

  test('the interval of the hit rate is that of 7 in 10 (R: binom.test(7, 10), 0.3475471 to 0.9332605)', () => {
    const { hitRateLow, hitRateHigh } = predictionAccuracy([1, 0], [7, 3], [1, 1])
    expect(hitRateLow).toBeCloseTo(0.3475471, 7)
    expect(hitRateHigh).toBeCloseTo(0.9332605, 7)
    expect(predictionAccuracy([1, 0], [7.5, 3], [1, 1]).hitRateLow).toBeNaN()
  })

  test('what has no answer is NaN, what is wrong names itself', () => {
    const nothing = predictionAccuracy([1, 0], [0, 0], [1, 1], { earlier: [0, 0] })
    expect([nothing.hitRate, nothing.pai, nothing.pei, nothing.peiStar, nothing.rri]).toEqual([NaN, NaN, NaN, NaN, NaN])
    const none = predictionAccuracy([0, 0], [1, 2], [1, 1])
    expect([none.hitRate, none.pai, none.pei, none.peiStar, none.rri]).toEqual([0, NaN, NaN, NaN, NaN])
    expect(predictionAccuracy([1, 0], [3, 3], [1, 1], { earlier: [0, 5] }).rri).toBeNaN()
    expect(predictionAccuracy([], [], []).pai).toBeNaN()
    expect(() => predictionAccuracy([1], [1, 2], [1, 1])).toThrow('picked')
    expect(() => predictionAccuracy([1], [1], [0])).toThrow('areasKm2[0]')
    expect(() => predictionAccuracy([1], [NaN], [1])).toThrow('later[0]')
    expect(() => predictionAccuracy([1], [1], [1], { earlier: [-1] })).toThrow('earlier[0]')
    expect(() => predictionAccuracy([1], [1], [1], { allowed: { leastKm2: 3, mostKm2: 2 } })).toThrow('mostKm2')
  })

  const worlds = fc.array(
    fc.record({ picked: fc.boolean(), later: fc.nat({ max: 9 }), area: fc.integer({ min: 80, max: 120 }).map((x) => x / 1000) }),
    { minLength: 1, maxLength: 10 },
  ).filter((cells) => cells.some(({ picked }) => picked) && cells.some(({ later }) => later > 0))
  const columns = (cells: { picked: boolean; later: number; area: number }[]) =>
    [cells.map((c) => c.picked), cells.map((c) => c.later), cells.map((c) => c.area)] as const

  test('laws: PEI and PEI* within 0..1; PEI* at most PEI; no whole-cell choice of that area beats n*; PAI at most A / a', () => {
    fc.assert(
      fc.property(worlds, (cells) => {
        const found = predictionAccuracy(...columns(cells))
        const { pei, peiStar } = found
        expect(pei >= 0 && pei <= 1 && peiStar >= 0 && peiStar <= 1).toBe(true)
        const wide = predictionAccuracy(...columns(cells), { allowed: { leastKm2: found.areaKm2 / 2, mostKm2: found.areaKm2 * 2 } })
        expect(wide.peiStar).toBeLessThanOrEqual(pei + 1e-12)
        expect(found.pai).toBeLessThanOrEqual(found.wholeKm2 / found.areaKm2 + 1e-9)
        // Every choice there is.
        let best = 0
        for (let set = 1; set < 1 << cells.length; set++) {
          const chosen = cells.filter((_, i) => set & (1 << i))
          if (chosen.reduce((sum, c) => sum + c.area, 0) <= found.areaKm2 * (1 + 1e-12)) best = Math.max(best, chosen.reduce((sum, c) => sum + c.later, 0))
        }
        expect(found.bestCaught).toBeGreaterThanOrEqual(best - 1e-9)
        expect(found.bestCaught).toBeLessThan(best + Math.max(...cells.map((c) => c.later)) + 1e-9)
      }),
    )
  })

  test('laws: equal areas make n* exact; the order of cells and the unit of area do not matter', () => {
    fc.assert(
      fc.property(worlds, (cells) => {
        const [picked, later] = columns(cells)
        const size = picked.filter(Boolean).length
        const best = later.toSorted((a, b) => b - a).slice(0, size).reduce((a, b) => a + b, 0)
        expect(predictionAccuracy(picked, later, later.map(() => 0.105)).bestCaught).toBe(best)
        const here = predictionAccuracy(...columns(cells), { earlier: later.map((x) => x + 1) })
        const there = predictionAccuracy(...columns(cells.toReversed().map((c) => ({ ...c, area: c.area * 3 }))), { earlier: later.map((x) => x + 1).toReversed() })
        for (const name of ['hitRate', 'pai', 'pei', 'peiStar', 'rri'] as const) expect(there[name]).toBeCloseTo(here[name], 10)
      }),
    )
  })
})

describe('the top of a share of the area', () => {
  test('fills up to the share, equal scores by row, and says how many were tied out', () => {
    expect(topByArea([1, 5, 3, 3, 3], ones(5), 0.6)).toEqual({ picked: Uint8Array.from([0, 1, 1, 1, 0]), cells: 3, areaKm2: 3, tiedOut: 1 })
    expect(topByArea([4, 5], [1, 9], 0.5)).toEqual({ picked: Uint8Array.from([0, 0]), cells: 0, areaKm2: 0, tiedOut: 0 })
    expect(topByArea([NaN, 0, 2], ones(3), 1, 0)).toEqual({ picked: Uint8Array.from([0, 0, 1]), cells: 1, areaKm2: 1, tiedOut: 0 })
    expect(topByArea([-Infinity, Infinity, 2], ones(3), 1).cells).toBe(2)
    expect(() => topByArea([1], [1], 0)).toThrow('share')
    expect(() => topByArea([1], [1, 2], 1)).toThrow('areasKm2')
  })

  test('law: never more than the share, and nothing left out scores above what is in', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat({ max: 9 }), fc.integer({ min: 80, max: 120 })), { minLength: 1, maxLength: 30 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (cells, share) => {
        const scores = cells.map(([score]) => score)
        const areas = cells.map(([, area]) => area)
        const { picked, areaKm2 } = topByArea(scores, areas, share)
        expect(areaKm2).toBeLessThanOrEqual(share * areas.reduce((a, b) => a + b, 0) * (1 + 1e-8))
        const least = Math.min(...scores.filter((_, i) => picked[i]))
        expect(scores.every((score, i) => picked[i] === 1 || score <= least)).toBe(true)
      }),
    )
  })
})
