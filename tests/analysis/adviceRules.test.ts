import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { radiusFacts } from '../../server/analysis/adviceFacts.ts'
import type { AdviceFacts } from '../../server/analysis/adviceFacts.ts'
import { adviseMethod, refusalOf, RULES } from '../../server/analysis/adviceRules.ts'
import type { Advice } from '../../server/analysis/adviceRules.ts'
import { ANALYSIS_KINDS } from '../../server/contract/methodGuide.ts'

/** A county year of police data, of which nothing need be said. */
const good: Omit<AdviceFacts, 'kind'> = {
  incidents: 100_000, cells: 40_000, resolution: 9, k: 1, perNeighbourhood: 17, otherIncidents: 140_000, coarseShare: 0.02,
  radiusMedianM: 40, radiusP90M: 90, radiusKnownShare: 1, snapPoints: false, sources: 1, months: 12, monthsReceived: 12,
  otherMonths: 12, otherMonthsReceived: 12, sameSeason: true, monthOnlyShare: 0, weighted: false, harm: false, timeSteps: 12, step: 'month',
  windowMonths: 6, zeroDenominators: 0, incidentsWithoutDenominator: 0, bandwidthM: 400, epsM: 150, firstBandM: 100, minPoints: 10,
  hotCells: 300, otherHotCells: 200, top: 20, share: 0.01, replicates: 9999, alpha: 0.05, adjustment: 'benjamini-hochberg', pFromReplicates: false,
}
type Change = { [name in keyof AdviceFacts]?: AdviceFacts[name] | undefined }
const told = (kind: AdviceFacts['kind'], change: Change): string[] =>
  adviseMethod({ kind, ...good, ...change } as AdviceFacts).map(({ code, severity }) => `${severity} ${code}`)

/** What each fact, changed alone, makes the rules say. */
const CASES: [AdviceFacts['kind'], Change, string[]][] = [
  ['gi-star', { monthsReceived: 0, months: 12 }, ['refuse nothing-received']],
  ['change', { otherMonthsReceived: 0 }, ['refuse nothing-received']],
  ['change', { otherMonthsReceived: 11 }, ['caution months-missing']],
  ['dbscan', { incidents: 0 }, ['refuse no-incidents', 'refuse fewer-than-a-group', 'caution few-incidents']],
  ['agreement', { otherIncidents: 0 }, ['refuse no-incidents', 'caution few-incidents-to-compare', 'caution uneven-sides']],
  ['rates', { monthsReceived: 9 }, ['caution months-missing']],
  ['gi-star', { incidents: 4 }, ['refuse few-incidents']],
  ['gi-star', { incidents: 5 }, ['caution few-incidents']],
  ['gi-star', { incidents: 30 }, []],
  ['relative-density', { otherIncidents: 29 }, ['caution few-incidents-to-compare']],
  ['agreement', { otherIncidents: 9_000 }, ['caution uneven-sides']],
  ['gi-star', { perNeighbourhood: 0.99 }, ['caution thin']],
  ['gi-star', { perNeighbourhood: 1 }, []],
  ['emerging-hotspots', { perNeighbourhood: 11 }, ['caution thin-steps']],
  ['concentration', { incidents: 39_999 }, ['caution thin-curve']],
  ['change', { incidents: 100_001 }, []],
  ['global-autocorrelation', { cells: 9 }, ['refuse few-areas']],
  ['global-autocorrelation', { cells: 10 }, ['caution few-areas']],
  ['spatial-scan', { cells: 2 }, ['refuse few-areas']],
  ['gi-star', { cells: 91, k: 5 }, ['refuse wide-neighbourhood']],
  ['gi-star', { cells: 92, k: 5 }, ['caution wide-neighbourhood']],
  ['hotspot-confidence', { top: 40_000, incidents: 40_000 }, ['refuse top-of-all']],
  ['stability', { top: 9_000 }, ['caution top-beyond-data']],
  ['prediction-accuracy', { share: 0.00002 }, ['refuse nothing-picked']],
  ['prediction-accuracy', { share: 0.0001 }, ['caution nothing-picked']],
  ['agreement', { otherHotCells: 0 }, ['caution no-hot-cells']],
  ['density', { coarseShare: 0.31 }, ['caution coarse-places']],
  ['density', { coarseShare: 0.06 }, ['note coarse-places']],
  ['concentration', { radiusMedianM: 523 }, ['refuse finer-than-places']], // 1.5 · sqrt 3 · 201 m
  ['concentration', { radiusMedianM: 522 }, ['caution finer-than-places']],
  ['concentration', { radiusMedianM: 174 }, []],
  ['concentration', { radiusMedianM: 175 }, ['caution finer-than-places']],
  ['gi-star', { radiusMedianM: 600, k: 2 }, ['caution finer-than-places']],
  ['dbscan', { epsM: 39 }, ['refuse reach-below-precision']],
  ['dbscan', { epsM: 89 }, ['caution reach-below-precision']],
  ['dbscan', { epsM: 90 }, []],
  ['density', { epsM: undefined, bandwidthM: 30 }, ['refuse reach-below-precision', 'caution bandwidth-below-cell']],
  ['relative-density', { epsM: undefined, bandwidthM: 200 }, ['caution bandwidth-below-cell']],
  ['near-repeat', { epsM: undefined, bandwidthM: undefined, firstBandM: 20 }, ['refuse reach-below-precision']],
  ['hdbscan', { radiusP90M: 501 }, ['caution places-too-coarse-for-groups']],
  ['gi-star', { snapPoints: true }, ['note snap-points']],
  ['gi-star', { snapPoints: true, resolution: 10 }, ['refuse snap-points']],
  ['patrol-zones', { snapPoints: true }, ['refuse snap-points']],
  ['dbscan', { snapPoints: true }, ['caution snap-points']],
  ['dbscan', { snapPoints: true, epsM: 75, radiusMedianM: undefined, radiusP90M: undefined }, ['refuse snap-points']],
  ['dbscan', { snapPoints: true, epsM: 201 }, ['note snap-points']],
  ['hdbscan', { snapPoints: true, epsM: undefined, bandwidthM: undefined, firstBandM: undefined }, ['caution snap-points']],
  ['hotspot-confidence', { radiusKnownShare: 0.4 }, ['caution doubt-not-told']],
  ['rates', { zeroDenominators: 1 }, ['refuse zero-denominators']],
  ['rates', { zeroDenominators: 0.2, incidentsWithoutDenominator: 3 }, ['caution zero-denominators']],
  ['spatial-scan', { zeroDenominators: 0.2 }, ['note zero-denominators']],
  ['dbscan', { incidents: 30, minPoints: 31 }, ['refuse fewer-than-a-group']],
  ['hdbscan', { incidents: 39, minPoints: 20 }, ['caution fewer-than-a-group']],
  ['emerging-hotspots', { timeSteps: 9 }, ['refuse few-steps']],
  ['space-time-permutation', { timeSteps: 1 }, ['refuse few-steps']],
  ['near-repeat', { monthOnlyShare: 1 }, ['refuse months-not-days']],
  ['near-repeat', { monthOnlyShare: 0.3 }, ['caution months-not-days']],
  ['emerging-hotspots', { monthOnlyShare: 1, step: 'week' }, ['refuse months-not-days']],
  ['emerging-hotspots', { monthOnlyShare: 1, step: 'month' }, []],
  ['space-time-scan', { windowMonths: 7 }, ['refuse window-too-long']],
  ['space-time-permutation', { months: 25, monthsReceived: 25 }, ['note long-permutation']],
  ['prediction-accuracy', { sameSeason: false }, ['caution season']],
  ['spatial-scan', { weighted: true }, ['refuse weighted']],
  ['rates', { weighted: true }, []],
  ['rates', { weighted: true, harm: true }, ['refuse harm']],
  ['dbscan', { weighted: true }, ['refuse weighted']],
  ['local-moran', { pFromReplicates: true, replicates: 999 }, ['caution few-replicates']], // 40,000 / 1,000 = 40 > 0.05
  ['local-moran', { pFromReplicates: true, replicates: 999, cells: 40 }, []],
  ['spatial-scan', { replicates: 99 }, ['note few-replicates']],
  ['gi-star', { adjustment: 'none' }, ['note not-adjusted']],
  ['gi-star', { sources: 3 }, ['note not-linked']],
]

describe('what the data can bear', () => {
  test.each(ANALYSIS_KINDS)('%s: of good data nothing is said', (kind) => {
    expect(told(kind, {})).toEqual([])
  })

  test.each(CASES)('%s %j', (kind, change, expected) => {
    expect(told(kind, change)).toEqual(expected)
  })

  test('every rule is met by one of the cases', () => {
    const met = new Set(CASES.flatMap(([, , expected]) => expected))
    expect(RULES.map(({ code, severity }) => `${severity} ${code}`).filter((rule) => !met.has(rule))).toEqual([])
  })

  test.each(ANALYSIS_KINDS)('%s: refuses what is meaningless, and says nothing of what it does not know', (kind) => {
    expect(refusalOf(adviseMethod({ kind, incidents: 0 }))).toBe('No incident on the map matches this question, so nothing can be said about places.')
    expect(adviseMethod({ kind, incidents: 1000 })).toEqual([])
    expect(RULES.filter(({ kinds, severity }) => kinds.includes(kind) && severity === 'refuse').length).toBeGreaterThan(2)
  })

  const amount = fc.oneof(fc.constant(undefined), fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 100_000 }))
  const whatever = fc.record({
    kind: fc.constantFrom(...ANALYSIS_KINDS), incidents: fc.nat({ max: 1000 }), resolution: fc.constantFrom(undefined, 7, 8, 9, 10), k: fc.constantFrom(undefined, 1, 5),
    snapPoints: fc.boolean(), sameSeason: fc.boolean(), weighted: fc.boolean(), harm: fc.boolean(), pFromReplicates: fc.boolean(), step: fc.constantFrom(undefined, 'week', 'month', 'quarter'),
    adjustment: fc.constantFrom(undefined, 'none', 'holm'), alpha: fc.constantFrom(undefined, 0.001, 0.2), share: fc.constantFrom(undefined, 0.0001, 0.5),
    ...Object.fromEntries((['cells', 'perNeighbourhood', 'otherIncidents', 'coarseShare', 'radiusMedianM', 'radiusP90M', 'radiusKnownShare', 'sources', 'months', 'monthsReceived', 'otherMonths',
      'otherMonthsReceived', 'monthOnlyShare', 'timeSteps', 'windowMonths', 'zeroDenominators', 'incidentsWithoutDenominator', 'bandwidthM', 'epsM', 'firstBandM', 'minPoints',
      'hotCells', 'otherHotCells', 'top', 'replicates'] as const).map((name) => [name, amount])),
  }).map((facts) => facts as AdviceFacts)

  test('laws: plain sentences whatever the facts, one a code, gravest first; a refusal stays one when fewer incidents come', () => {
    const gravity: Advice['severity'][] = ['refuse', 'caution', 'note']
    fc.assert(
      fc.property(whatever, (facts) => {
        const advice = adviseMethod(facts)
        for (const { sentence } of advice) {
          expect(sentence).toMatch(/^[^\n]{20,}\.$/)
          expect(sentence).not.toMatch(/NaN|undefined|Infinity|∞|null|\[object/)
        }
        expect(new Set(advice.map(({ code }) => code)).size).toBe(advice.length)
        const order = advice.map(({ severity }) => gravity.indexOf(severity))
        expect(order).toEqual(order.toSorted((a, b) => a - b))
        const refused = advice.some(({ severity }) => severity === 'refuse')
        expect(refusalOf(advice) !== null).toBe(refused)
        expect(!refused || refusalOf(adviseMethod({ ...facts, incidents: Math.floor(facts.incidents / 2) })) !== null).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('how exact places are', () => {
  test('half and nine tenths are placed at least as well', () => {
    expect(radiusFacts([10, 20, 30, 40, NaN, NaN, NaN, NaN])).toEqual({ radiusMedianM: 20, radiusP90M: 40, radiusKnownShare: 0.5 })
    expect(radiusFacts([7])).toEqual({ radiusMedianM: 7, radiusP90M: 7, radiusKnownShare: 1 })
    expect(radiusFacts([NaN])).toEqual({ radiusKnownShare: 0 })
    expect(radiusFacts([])).toEqual({})
  })

  test('law: the least radius that holds for as many', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 40 }), (radii) => {
        const { radiusMedianM, radiusP90M } = radiusFacts(radii)
        const holds = (limit: number): number => radii.filter((r) => r <= limit).length / radii.length
        for (const [found, share] of [[radiusMedianM!, 0.5], [radiusP90M!, 0.9]] as const) {
          expect(holds(found)).toBeGreaterThanOrEqual(share)
          expect(holds(found - 1)).toBeLessThan(share)
        }
      }),
    )
  })
})
