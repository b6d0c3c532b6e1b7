// Runs only where REFERENCE_DIR names the folder of reference results. Figures: its README.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPoints } from '../../scripts/verify/nearRepeatFile.ts'
import { needColumn, numbers, readTable, readText } from '../../scripts/verify/table.ts'
import { verifyReferences } from '../../scripts/verifyReferences.ts'
import { exchangedCounts, planKnox } from '../../server/statistics/knox.ts'
import { knoxTable } from '../../server/statistics/knoxTable.ts'
import { bandsOf, nearRepeatTable, openAlerts, planNearRepeat, riskWindows } from '../../server/statistics/nearRepeat.ts'

const home = process.env['REFERENCE_DIR'] ?? ''
const folder = join(home, 'near-repeat')

/** Chicago arsons as they are in the file: metres at full length, days. */
function arsons(): { x: number[]; y: number[]; day: number[] } {
  const rows = readText(folder, 'chicago_arson.csv').trim().split('\n').map((line) => line.split(','))
  return { x: rows.map(([x]) => Number(x)), y: rows.map(([, y]) => Number(y)), day: rows.map(([, , date]) => Date.parse(date ?? '') / 86_400_000) }
}

describe('Near Repeat Calculator 1.3, Chicago arsons', () => {
  const options = { distances: [200, 400, 600], times: [1, 2, 3] }

  test('both of its files', () => {
    const { lines, ok } = verifyReferences(folder)
    expect(lines.map((line) => line.slice(0, 24))).toEqual(['ok  chicago_arson_NRsumm', 'ok  chicago_arson_NRverb'])
    expect(ok).toBe(true)
  })

  test('its observed counts; from coordinates at full length one pair falls the other side of an edge', () => {
    const theirs = [0, 2, 0, 8, 9, 1, 1, 45, 4, 0, 0, 140, 6, 0, 0, 234, 393, 710, 770, 133658]
    const rounded = readPoints(folder, 'chicago_arson.csv')
    expect([...nearRepeatTable(planNearRepeat(rounded.x, rounded.y, rounded.day, options)).observed]).toEqual(theirs)
    const { x, y, day } = arsons()
    const apart = nearRepeatTable(planNearRepeat(x, y, day, options)).observed.map((count, c) => count - (theirs[c] ?? NaN))
    expect([...apart]).toEqual([...Array<number>(11).fill(0), 1, 0, 0, 0, -1, 0, 0, 0, 0])
  })

  test('its finding: up to 200, 400 and 600 m for one day, and alerts of the last days', () => {
    const { x, y, day } = arsons()
    const plan = planNearRepeat(x, y, day, options)
    const windows = riskWindows(nearRepeatTable(plan, exchangedCounts(plan, 1, 0, 999)), bandsOf(options))
    expect(windows.map((window) => [window.distance.to, window.days.from, window.days.to])).toEqual([[0, 1, 2], [200, 0, 1], [400, 0, 1], [600, 0, 1]])
    const last = Math.max(...day)
    const alerts = openAlerts(windows, day, last)
    const recent = day.flatMap((of, incident) => (of >= last - 1 ? [incident] : []))
    expect(new Set(alerts.map(({ incident }) => incident))).toEqual(new Set(recent))
  })
})

describe('surveillance::knox', () => {
  test.each([[1000, 2, 41, 21.7652172, 7.641e-5], [500, 14, 58, 39.3071532, 0.00200625]])(
    'Chicago arsons within %d m and %d days', (metres, days, close, expected, p) => {
      const { x, y, day } = arsons()
      const table = knoxTable(planKnox(x, y, day, { distances: [metres], times: [days] }))
      expect(table.observed[0]).toBe(close)
      expect(table.expected[0]).toBeCloseTo(expected, 7)
      expect(Math.abs((table.poissonMore[0] ?? NaN) / p - 1)).toBeLessThan(1e-4)
    },
  )

  test('Memphis robberies within 500 m and 7 days', () => {
    const table = readTable(join(home, 'spdep'), 'memphis_dbscan_hdbscan_knox.csv')
    const of = (name: string): Float64Array => numbers(table, needColumn(table, name))
    const knox = knoxTable(planKnox(of('utme'), of('utmn'), of('day'), { distances: [500], times: [7] }))
    expect(knox.observed[0]).toBe(469)
    expect(knox.expected[0]).toBeCloseTo(403.392355, 6)
  })
})
