// Runs only where REFERENCE_DIR names the folder of reference results (npm test says so when it does not).
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../scripts/verify/satscan.ts'
import { readReport } from '../../scripts/verify/satscanFiles.ts'
import { verifyReferences } from '../../scripts/verifyReferences.ts'
import { finishScan, observedWindows, replicateMaxima, type ScanPlan, type ScanWindow } from '../../server/statistics/scan/scan.ts'

const satscan = join(process.env['REFERENCE_DIR'] ?? '', 'satscan')

function load(file: string): { plan: ScanPlan; windows: ScanWindow[]; names: (window: ScanWindow | undefined) => string[] } {
  const { plan, ids } = planOf(satscan, readReport(satscan, file))
  return { plan, windows: observedWindows(plan), names: (window) => Array.from(window?.members ?? [], (row) => ids[row] ?? '') }
}

test('SaTScan 10.3.2: every cluster of every result', { timeout: 300_000 }, () => {
  const { lines, ok } = verifyReferences(satscan)
  expect(lines).toHaveLength(4)
  expect(lines.filter((line) => !line.startsWith('ok'))).toEqual([])
  expect(ok).toBe(true)
})

describe('figures of the reference README', () => {
  test('New Mexico brain cancer, space-time Poisson: nine counties 1985-89', () => {
    const { plan, windows, names } = load('nm_space_time_poisson.txt')
    const [top] = windows
    expect(top?.llr).toBeCloseTo(10.979758, 6)
    expect(top?.observed).toBe(236)
    expect(top?.expected).toBeCloseTo(176.22, 2)
    expect([top?.from, top?.to]).toEqual([1985 - 1973, 1990 - 1973])
    expect(names(top)).toEqual(['Torrance', 'Bernalillo', 'Valencia', 'SantaFe', 'Guadelupe', 'Socorro', 'Sandoval', 'SanMiguel', 'LosAlamos'])
    const [cluster] = finishScan(windows, replicateMaxima(plan, 1, 0, 999)).clusters
    expect(Math.abs((cluster?.p ?? NaN) - 0.014)).toBeLessThan(4 * Math.sqrt((0.014 * 0.986) / 999) + 1 / 1000)
  })

  test('New Mexico, purely spatial', () => {
    const [top] = load('nm_spatial_poisson.txt').windows
    expect(top?.llr).toBeCloseTo(6.890841, 6)
    expect(top?.observed).toBe(576)
    expect(top?.expected).toBeCloseTo(512.66, 2)
  })

  test('Essex LSOA violence: Southend, E01021649, Chelmsford', () => {
    const { windows, names } = load('essex_lsoa_violence_2018H1_spatial_poisson_max10pct.txt')
    expect(windows.slice(0, 3).map((w) => w.llr.toFixed(6))).toEqual(['1111.613593', '645.567812', '645.299444'])
    expect(windows[0]).toMatchObject({ observed: 1202 })
    expect(names(windows[0])).toHaveLength(6)
    expect(windows[0]?.radius).toBeCloseTo(829.72, 2)
    expect(windows[0]?.expected).toBeCloseTo(211.98, 2)
    expect(names(windows[1])).toEqual(['E01021649'])
  })

  test('Memphis robberies, space-time permutation: 56 locations, 12-17 June 2019', { timeout: 60_000 }, () => {
    const { windows, names } = load('memphis_robberies_space_time_permutation_3km_7d_99reps.txt')
    const [top] = windows
    expect(top?.llr).toBeCloseTo(12.692859, 6)
    expect(names(top)).toHaveLength(56)
    expect(top?.observed).toBe(12)
    expect(top?.expected).toBeCloseTo(1.78, 2)
    const day = (t: number): string => new Date(Date.UTC(2019, 0, 1 + t)).toISOString().slice(0, 10)
    expect([day(top?.from ?? NaN), day((top?.to ?? NaN) - 1)]).toEqual(['2019-06-12', '2019-06-17'])
  })
})
