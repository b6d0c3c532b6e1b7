import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exchangedCounts } from '../../server/statistics/knox.ts'
import { knoxTable } from '../../server/statistics/knoxTable.ts'
import { bandsOf, nearRepeatTable, type NearRepeatTable, openAlerts, planNearRepeat, riskWindows } from '../../server/statistics/nearRepeat.ts'

describe('the table', () => {
  // Manhattan distances from the first: 0, 100, 200, 250, 5000; days 0, 0, 1, 1, 9.
  const [x, y, days] = [[0, 0, 60, 200, 250, 5000], [0, 0, 40, 0, 0, 0], [0, 0, 0, 1, 1, 9]]
  const options = { distances: [200, 400], times: [1, 2] }

  test('by hand: same location, half-open bands, all that lies beyond', () => {
    const table = nearRepeatTable(planNearRepeat(x, y, days, options))
    // Rows: same place, below 200, below 400, beyond. Columns: same day, the day after, later.
    expect([...table.observed]).toEqual([1, 0, 0, 3, 1, 0, 0, 5, 0, 0, 0, 5])
    // 15 pairs: 4 of the same day, 6 a day apart, 5 later; 1, 4, 5 and 5 by distance.
    expect([...table.expected].map((mean) => Math.round(15 * mean))).toEqual([4, 6, 5, 16, 24, 20, 20, 30, 25, 20, 30, 25])
    expect(table.ratio[0]).toBeCloseTo(15 / 4, 12)
    expect(table.ratio[7]).toBeCloseTo(5 / 2, 12)
  })

  test('with exchanges the ratio is to their mean; the table is that of Knox', () => {
    const plan = planNearRepeat(x, y, days, options)
    const counts = exchangedCounts(plan, 3, 0, 99)
    const { ratio, ...table } = nearRepeatTable(plan, counts)
    expect(table).toEqual(knoxTable(plan, counts))
    expect(ratio[3]).toBe(3 / (table.mean[3] ?? NaN))
  })

  test('nothing observed and nothing expected has no ratio', () => {
    expect(nearRepeatTable(planNearRepeat([0, 900], [0, 0], [0, 0], options)).ratio[0]).toBeNaN()
  })

  test('bands as numbers, one for each row and column', () => {
    const { distances, times } = bandsOf(options)
    expect(distances).toEqual([{ from: 0, to: 0 }, { from: 0, to: 200 }, { from: 200, to: 400 }, { from: 400, to: Infinity }])
    expect(times).toEqual([{ from: 0, to: 1 }, { from: 1, to: 2 }, { from: 2, to: Infinity }])
  })
})

/** A table of 3 x 4 (same place, below 200 m, beyond; four bands of a week, the last beyond) with the p and counts given. */
function tableOf(p: number[], observed: number[], expected: number): NearRepeatTable {
  const same = new Float64Array(12).fill(expected)
  const seen = Float64Array.from(observed)
  const nothing = new Float64Array(12)
  return {
    rows: 3, columns: 4, replicates: 99, observed: seen, expected: same, mean: same, ratio: seen.map((k) => k / expected), p: Float64Array.from(p),
    deviation: nothing, least: nothing, largest: nothing, poissonP: nothing, poissonMore: nothing,
  }
}

describe('windows and alerts', () => {
  const bands = bandsOf({ distances: [200], times: [7, 14, 21] })
  const table = tableOf([0.01, 0.3, 0.02, 0.01, 0.01, 0.05, 0.06, 0.01, 0.01, 0.01, 0.01, 0.01], [9, 9, 9, 9, 10, 6, 9, 9, 9, 9, 9, 9], 4)

  test('a window is a run of bands; nothing beyond the last band is one', () => {
    expect(riskWindows(table, bands)).toEqual([
      { row: 0, distance: { from: 0, to: 0 }, days: { from: 0, to: 7 }, ratio: 9 / 4, p: 0.01 },
      { row: 0, distance: { from: 0, to: 0 }, days: { from: 14, to: 21 }, ratio: 9 / 4, p: 0.02 },
      { row: 1, distance: { from: 0, to: 200 }, days: { from: 0, to: 14 }, ratio: 16 / 8, p: 0.01 },
    ])
  })

  test('level and least ratio decide', () => {
    expect(riskWindows(table, bands, { level: 0.01 }).map(({ row, days }) => [row, days.to])).toEqual([[0, 7], [1, 7]])
    expect(riskWindows(table, bands, { leastRatio: 1.6 }).map(({ row, days }) => [row, days.to])).toEqual([[0, 7], [0, 21], [1, 7]])
    expect(() => riskWindows(table, bandsOf({ distances: [200], times: [7] }))).toThrow('bands: 3 x 2')
  })

  test('open now, to be opened, closed: on their days', () => {
    const windows = riskWindows(table, bands)
    const of = (now: number) => openAlerts(windows, [100], now).map(({ window, opens, closes }) => [window, opens, closes])
    expect(of(99)).toEqual([])
    expect(of(100)).toEqual([[0, 100, 107], [2, 100, 114], [1, 114, 121]])
    expect(of(107)).toEqual([[2, 100, 114], [1, 114, 121]])
    expect(of(121)).toEqual([])
    expect(openAlerts(windows, [100], 121, 'inclusive').map(({ window }) => window)).toEqual([1])
    expect(() => openAlerts(windows, [100], NaN)).toThrow('now is NaN')
  })

  test('the one that closes first comes first; each alert is of a known incident and not over', () => {
    const windows = riskWindows(table, bands)
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }), fc.integer({ min: 0, max: 60 }), (days, now) => {
      const alerts = openAlerts(windows, days, now)
      alerts.forEach(({ incident, window, opens, closes }, i) => {
        const day = days[incident] ?? NaN
        expect(day).toBeLessThanOrEqual(now)
        expect([opens, closes]).toEqual([day + windows[window]!.days.from, day + windows[window]!.days.to])
        expect(closes).toBeGreaterThan(now)
        expect(closes).toBeGreaterThanOrEqual(alerts[i - 1]?.closes ?? 0)
      })
      const known = days.flatMap((day) => (day <= now ? windows.filter(({ days: { to } }) => day + to > now) : []))
      expect(alerts.length).toBe(known.length)
    }))
  })
})
