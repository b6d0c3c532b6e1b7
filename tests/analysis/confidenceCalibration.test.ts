// Of the cells said to be among the top k with so much probability, so many are: on worlds that the constants were never fitted to.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCounty } from '../../scripts/confidence/county.ts'
import { createMeasure, KS, reliabilityOf, SETS } from '../../scripts/confidence/measure.ts'
import type { Judged } from '../../scripts/confidence/measure.ts'
import type { Bin } from '../../scripts/confidence/reliability.ts'
import { closeSpares } from '../../server/ingest/parse/readRows.ts'
import { geoData, testGround } from '../support/ground.ts'

/** A year of 10,000 incidents is as dense as the counties of the fit; half a year of it is thinner. */
const COUNTY = { months: 12, incidents: 10_000, files: 'year' } as const
const STRETCHES = [{ name: 'a year', from: '2023-01-01', to: '2024-01-01' }, { name: 'half a year', from: '2023-07-01', to: '2024-01-01' }]
const WORLDS = 250

const pooled = (bins: readonly Bin[]): { cells: number; said: number; true: number } => {
  const filled = bins.filter(({ cells }) => cells > 0)
  const cells = filled.reduce((sum, bin) => sum + bin.cells, 0)
  const mean = (of: 'said' | 'true'): number => filled.reduce((sum, bin) => sum + bin.cells * bin[of], 0) / cells
  return { cells, said: mean('said'), true: mean('true') }
}

describe('hotspot confidence on held-out demo counties', () => {
  let judged: Judged[] = []
  beforeAll(async () => {
    const measure = createMeasure(geoData.studyArea)
    for (const seed of [21, 22]) judged.push(...measure(await createCounty({ ...COUNTY, seed }, testGround()), STRETCHES, { worlds: WORLDS, seed: 1 }))
  }, 240_000) // some 25 seconds of one processor
  afterAll(() => {
    judged = []
    void closeSpares()
  })

  it('judges each source alone and all added, three k, two stretches, two counties', () => {
    expect(judged).toHaveLength(2 * STRETCHES.length * SETS.length * KS.length)
    for (const { k, said, truth } of judged) {
      expect(said.reduce((sum, p) => sum + p, 0)).toBeCloseTo(k, 6)
      expect(truth.reduce((sum, t) => sum + t, 0)).toBeCloseTo(k, 6)
    }
  })

  it('of those said 80 %, about 80 % are: within four standard errors and the figure itself', () => {
    const { bins } = reliabilityOf(judged)
    const eighty = pooled([bins[8]!])
    expect(eighty.cells).toBeGreaterThan(40)
    // The same county is judged several times over, so that the cells are not as many witnesses as they are: half of them are counted.
    const error = Math.sqrt((0.8 * 0.2) / (eighty.cells / 2))
    expect(eighty.true).toBeGreaterThan(0.75 - 2 * error)
    expect(eighty.true).toBeLessThan(0.85 + 2 * error)
  })

  it('is true in mean all along the scale', () => {
    const { bins, error } = reliabilityOf(judged)
    for (const part of [bins.slice(1, 4), bins.slice(4, 7), bins.slice(7, 10), bins.slice(1, 10)]) {
      const { cells, said, true: so } = pooled(part)
      expect(cells).toBeGreaterThan(80)
      expect(Math.abs(said - so)).toBeLessThan(0.05 + 3 * Math.sqrt((said * (1 - said)) / (cells / 2)))
    }
    expect(error).toBeLessThan(0.09)
    expect(pooled([bins[10]!]).true).toBeGreaterThan(0.95)
    expect(pooled([bins[0]!]).true).toBeLessThan(0.05)
  })

  it('tells more than the observed order taken for sure', () => {
    const [said, naive] = [reliabilityOf(judged), reliabilityOf(judged, 'naive')]
    expect(said.brier * said.cells).toBeLessThan(0.85 * naive.brier * naive.cells)
  })
})
