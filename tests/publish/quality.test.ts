// Scorecards worked out on paper, and the laws that every scorecard keeps.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { qualitySchema, scorecardSchema } from '../../server/contract/quality.ts'
import type { Figure, Site } from '../../server/contract/quality.ts'
import { ENOUGH, FIGURE_KEYS } from '../../server/contract/qualityWords.ts'
import type { FigureKey } from '../../server/contract/qualityWords.ts'
import type { SiteFacts, SiteMonth } from '../../server/domain/quality.ts'
import { arrivalFigures, arrivals } from '../../server/publish/quality/arrival.ts'
import { median, wilson } from '../../server/publish/quality/interval.ts'
import { periodOf, qualityOf, scorecardOf } from '../../server/publish/quality/published.ts'
import { gradeOf, ruleOf, RULES } from '../../server/publish/quality/rules.ts'
import { monthsBetween, sitesOf } from '../../server/publish/quality/scorecard.ts'
import { percent } from '../../server/publish/quality/words.ts'
import { monthFile, siteFacts, siteMonth, threeHospitals } from './qualityFacts.ts'

const KNOWN = { real: true }
const YEAR = { from: '2024-01', to: '2025-01', held: null }
const figure = (site: Site | undefined, key: FigureKey): Figure => {
  const found = site?.figures.find((f) => f.key === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}
const one = (months: SiteMonth[], more: Partial<SiteFacts> = {}): Site => {
  const [site] = sitesOf([siteFacts(1, { months, ...more })], months.map(({ month }) => month), KNOWN)
  if (!site) throw new Error('no site')
  return site
}

describe('intervals', () => {
  // By the formula of Wilson (1927), as R's prop.test(correct = FALSE) gives them.
  test.each([
    [10, 100, 0.05523, 0.17437],
    [0, 20, 0, 0.16113],
    [20, 20, 0.83887, 1],
    [7, 13, 0.29145, 0.76794],
  ])('%i of %i', (k, n, low, high) => {
    expect(wilson(k, n)?.low).toBeCloseTo(low, 4)
    expect(wilson(k, n)?.high).toBeCloseTo(high, 4)
  })

  test('hold the share, keep to 0–1, and narrow with n', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share)
        const at = wilson(k, n)!
        const ten = wilson(k * 10, n * 10)!
        expect(at.low).toBeGreaterThanOrEqual(0)
        expect(at.high).toBeLessThanOrEqual(1)
        expect(at.low).toBeLessThanOrEqual(k / n)
        expect(at.high).toBeGreaterThanOrEqual(k / n)
        expect(ten.high - ten.low).toBeLessThan(at.high - at.low)
      }),
    )
  })

  test('the middle value', () => {
    expect([median([]), median([3]), median([1, 9]), median([5, 1, 2])]).toEqual([null, 3, 5, 2])
  })
})

describe('a scorecard on paper', () => {
  const [north] = sitesOf(threeHospitals(), monthsBetween('2024-01', '2025-01'), KNOWN)

  test('usable locations are counted among those that are not at home', () => {
    // 12 × 100 cases, 240 at home. Not placed: 14 blank, 3 ambiguous, 5 unknown words, 2 own place a month; coarse 20, 19 … 9.
    const coarse = Array.from({ length: 12 }, (_, i) => 20 - i).reduce((a, b) => a + b, 0)
    const usable = 960 - 12 * (14 + 3 + 5 + 2) - coarse
    expect(usable).toBe(498)
    expect(figure(north, 'usable-place')).toMatchObject({ count: 498, n: 960, value: 498 / 960, grade: 'fair', others: { sites: 2 } })
    // Mid: (64 − 8) / 64; South: (48 − 16) / 48.
    expect(figure(north, 'usable-place').others.median).toBeCloseTo((56 / 64 + 32 / 48) / 2, 12)
    expect(figure(north, 'usable-place').comparison).toBe('Worse than the other 2 emergency departments (77% in the middle).')
  })

  test.each<[FigureKey, number, number, string]>([
    ['blank-place', 168, 960, 'fair'],
    ['coarse-place', 174, 960, 'fair'],
    ['ambiguous-place', 36, 960, 'good'],
    ['own-place', 24, 960, 'fair'],
    ['no-time', 96, 1200, 'fair'],
    ['heaped-time', 480, 960, 'poor'],
    ['arrival-time', 144, 1200, 'fair'],
    ['method-unsaid', 48, 1200, 'good'],
    ['place-type-against', 12, 1200, 'good'],
    ['personal-data', 24, 1200, 'fair'],
    ['rows-aside', 0, 1200, 'good'],
  ])('%s: %i of %i, %s', (key, count, n, grade) => {
    expect(figure(north, key)).toMatchObject({ count, n, grade })
  })

  test('the last three months against those before: a change only beyond chance', () => {
    expect(figure(north, 'coarse-place').change).toBe('steady')
    const sharp = threeHospitals().map((site) => ({ ...site, months: site.months.map((m, i) => siteMonth(m.month, 100, { coarse: i < 9 ? 40 : 5 })) }))
    const [changed] = sitesOf(sharp, monthsBetween('2024-01', '2025-01'), KNOWN)
    expect(figure(changed, 'coarse-place').change).toBe('better')
    expect(figure(changed, 'usable-place').change).toBe('better')
  })

  test('in words', () => {
    expect(north?.figures.map(({ key, grade, sentence, comparison }) => `${key}, ${grade}: ${sentence} ${comparison}`.trim()).join('\n')).toMatchInlineSnapshot(`
      "usable-place, fair: 52% of the 960 cases that are not at somebody's home can be put on the map: a street, venue, landmark or postcode is named. Worse than the other 2 emergency departments (77% in the middle).
      blank-place, fair: Of the 960 cases that are not at somebody's home, 18% say nothing of the place, or “unknown”. Worse than the other 2 emergency departments (11% in the middle).
      coarse-place, fair: Of the 960 cases that are not at somebody's home, 18% name only a town or a part of a postcode. Worse than the other 2 emergency departments (9.4% in the middle).
      ambiguous-place, good: Of the 960 cases that are not at somebody's home, 3.8% have words that fit several places. Worse than the other 2 emergency departments (2.1% in the middle).
      unknown-place, good: Of the 960 cases that are not at somebody's home, 6.3% have words that fit no place we know. Worse than the other 2 emergency departments (0% in the middle).
      own-place, fair: Of the 960 cases that are not at somebody's home, 2.5% give the site itself, or another filler, as the place. Worse than the other 2 emergency departments (0% in the middle).
      filler-text, good: No words that lead to no place stand out. About the same as the other 2 emergency departments (0% in the middle).
      no-time, fair: 8.0% of 1,200 cases have no time of day. Worse than the other 2 emergency departments (0% in the middle).
      heaped-time, poor: 50% of 960 times to the minute stand on the whole or half hour; chance alone would put 3.3% there. Worse than the other 2 emergency departments (32% in the middle).
      arrival-time, fair: In 12% of 1,200 cases the time of the assault is the time of arrival. Worse than the other 2 emergency departments (0% in the middle).
      late-time, good: In none of 1,200 cases the assault is later than the arrival. About the same as the other 2 emergency departments (0% in the middle).
      method-unsaid, good: In 4.0% of 1,200 cases nothing says how the person was hurt. Worse than the other 2 emergency departments (0% in the middle).
      place-type-unsaid, good: In 3.0% of 1,200 cases nothing says what kind of place it was. Worse than the other 2 emergency departments (0% in the middle).
      place-type-against, good: In 1.0% of 1,200 cases the kind of place and the words speak against each other. Worse than the other 2 emergency departments (0% in the middle).
      days-late, good: Half of 11 months were here within 8 days of their end; the slowest took 8 days.
      months-missing, good: All 12 months that were due are here.
      months-again, none: No month was sent twice.
      personal-data, fair: In 2.0% of 1,200 rows something like a name, number or address of a person had to be removed. Worse than the other 2 emergency departments (0% in the middle).
      rows-aside, good: All 1,200 rows could be used as they came. About the same as the other 2 emergency departments (0% in the middle)."
    `)
  })
})

describe('what cannot be said is not said', () => {
  test('fewer than twenty are not judged and not shown by month', () => {
    const site = one([siteMonth('2024-01', ENOUGH - 1, { blank: 10 })])
    expect(figure(site, 'blank-place')).toMatchObject({ grade: 'too-few', n: 19 })
    expect(figure(one([siteMonth('2024-01', ENOUGH, { blank: 10 })]), 'blank-place').grade).toBe('poor')
    const card = scorecardOf({ facts: [siteFacts(1, { months: [siteMonth('2024-01', 19), siteMonth('2024-02', 20)] })], period: { from: '2024-01', to: '2024-03', held: null }, dataVersion: null, placesKnown: KNOWN }, '1')
    expect(card?.trends.find(({ key }) => key === 'usable-place')?.months.map(({ value }) => value)).toEqual([null, 1])
  })

  test('a feed without a column was not asked; one that leaves it blank was', () => {
    expect(figure(one([siteMonth('2024-01', 100, { placeTypeAsked: 0 })]), 'place-type-unsaid').grade).toBe('not-asked')
    // Other codes imply the method of some rows, and no row lacks one: there is no column to fill in.
    expect(figure(one([siteMonth('2024-01', 100, { methodAsked: 30 })]), 'method-unsaid')).toMatchObject({ grade: 'not-asked', n: 0 })
    expect(figure(one([siteMonth('2024-01', 100, { methodAsked: 100, methodUnsaid: 90 })]), 'method-unsaid').grade).toBe('poor')
  })

  test('only a feed with arrivals can have its times filled in with them', () => {
    expect(figure(one([siteMonth('2024-01', 100)], { source: 'police' }), 'arrival-time').grade).toBe('not-asked')
    expect(figure(one([siteMonth('2024-01', 100)]), 'arrival-time').grade).toBe('good')
  })

  test('one site of its kind is compared with nobody', () => {
    expect(figure(one([siteMonth('2024-01', 100)]), 'usable-place')).toMatchObject({ others: { median: null, sites: 0 }, comparison: '' })
  })

  test('rare words for a place are not printed, frequent ones that lead nowhere are a filler above 10%', () => {
    const filler = (cases: number, placed: number, text: string | null) =>
      figure(one([siteMonth('2024-01', 100)], { texts: [{ text, cases, placed, ownPlace: 0 }] }), 'filler-text')
    expect(filler(11, 0, 'town')).toMatchObject({ grade: 'poor', count: 11, sentence: expect.stringContaining('“town” stands for 11%') })
    expect(filler(10, 0, 'town').grade).toBe('fair')
    expect(filler(40, 40, 'The Palace')).toMatchObject({ grade: 'good', count: 0 })
    expect(filler(4, 0, null).sentence).toMatch(/^One form of words/)
    const card = scorecardOf({ facts: [siteFacts(1, { months: [siteMonth('2024-01', 100)], texts: [{ text: null, cases: 4, placed: 0, ownPlace: 0 }] })], period: YEAR, dataVersion: null, placesKnown: KNOWN }, '1')
    expect(card?.texts).toEqual([])
  })

  test('no cases, no figures', () => {
    const site = one([], { files: [], firstMonth: null })
    expect(site).toMatchObject({ cases: 0, summary: 'No incidents in these months.', grades: { good: 0, fair: 0, poor: 0 } })
  })
})

describe('arrival of the files', () => {
  const months = ['2024-01', '2024-02', '2024-03', '2024-04']
  const late = (site: SiteFacts) => arrivals(site, months).map(({ daysLate }) => daysLate)

  test('days from the end of the month, by the clock in London; history loaded on the first day tells nothing', () => {
    // 23:30 GMT on 8 March is the 8th in London; 23:30 UTC on 9 April is the 10th.
    const files = [monthFile(1, '2024-01', '2024-02-20'), { ...monthFile(2, '2024-02', ''), receivedAt: '2024-03-08T23:30:00Z' }, { ...monthFile(3, '2024-03', ''), receivedAt: '2024-04-09T23:30:00Z' }]
    const site = siteFacts(1, { files, firstReceivedAt: '2024-02-20T09:00:00Z', firstMonth: '2024-01' })
    expect(late(site)).toEqual([null, 7, 9, null])
    expect(arrivalFigures(site, arrivals(site, months))).toMatchObject({ due: 4, missing: ['2024-04'], again: 0, medianLate: 8, mostLate: 9 })
  })

  test('a month is here when its last part is; two parts are not twice', () => {
    const files = [
      monthFile(1, '2024-01', '2024-01-20'),
      { ...monthFile(2, '2024-02', '2024-02-20'), to: '2024-02-15' },
      { ...monthFile(3, '2024-02', '2024-03-11'), from: '2024-02-15' },
      { ...monthFile(4, '2024-03', '2024-04-05'), to: '2024-03-20' },
    ]
    const site = siteFacts(1, { files, firstReceivedAt: '2023-01-01T09:00:00Z', firstMonth: '2024-01' })
    expect(late(site)).toEqual([0, 10, null, null])
    expect(arrivalFigures(site, arrivals(site, months))).toMatchObject({ missing: ['2024-03', '2024-04'], again: 0 })
  })

  test('a month sent again counts once, is as late as its first file, and is not missing', () => {
    const files = [monthFile(1, '2024-01', '2024-02-10', { inForce: false }), monthFile(2, '2024-01', '2024-06-10')]
    const site = siteFacts(1, { files, firstReceivedAt: '2023-01-01T09:00:00Z', firstMonth: '2024-01' })
    expect(arrivalFigures(site, arrivals(site, ['2024-01']))).toMatchObject({ again: 1, missing: [], late: [9] })
  })

  test('what lies before the first month of a site is not missing', () => {
    const site = siteFacts(1, { months: [siteMonth('2024-03', 50), siteMonth('2024-04', 50)] })
    expect(arrivalFigures(site, arrivals(site, months))).toMatchObject({ due: 2, missing: [] })
  })
})

test('grades follow the table, on its edges too', () => {
  const rule = ruleOf('usable-place')
  expect([0.7, 0.699, 0.5, 0.499].map((value) => gradeOf(rule, value, 100))).toEqual(['good', 'fair', 'fair', 'poor'])
  const less = ruleOf('blank-place')
  expect([0.1, 0.101, 0.25, 0.251].map((value) => gradeOf(less, value, 100))).toEqual(['good', 'fair', 'fair', 'poor'])
  expect(RULES.map(({ key }) => key)).toEqual([...FIGURE_KEYS])
})

test('the default period is the last twelve months that any site has', () => {
  const data = [{ from: '2023-01-01', to: '2023-02-01' }, { from: '2024-05-01', to: '2024-05-16' }]
  expect(periodOf(data, {})).toEqual({ from: '2023-06', to: '2024-06', held: { from: '2023-01', to: '2024-06' } })
  expect(periodOf(data, { to: '2024-01' })).toMatchObject({ from: '2023-01', to: '2024-01' })
  expect(periodOf(data, { from: '2024-02' })).toMatchObject({ from: '2024-02', to: '2024-06' })
  expect(periodOf([], {}).held).toBeNull()
})

test('never 0% of something, never 100% of less', () => {
  expect([0, 0.00001, 0.0333, 0.0994, 0.25, 0.999, 1].map(percent)).toEqual(['0%', 'less than 0.1%', '3.3%', '9.9%', '25%', '99.9%', '100%'])
})

test('any facts make a scorecard that keeps its schema and its sums', () => {
  const month = fc.record({ cases: fc.nat(200), home: fc.nat(20), blank: fc.nat(20), coarse: fc.nat(20), scrubbed: fc.nat(20) }).map(({ cases, ...m }) => siteMonth('2024-01', cases + 60, m))
  const site = fc.tuple(fc.constantFrom('police', 'ambulance', 'emergency-department'), fc.array(month, { maxLength: 1 }))
  fc.assert(
    fc.property(fc.array(site, { maxLength: 5 }), (sites) => {
      const facts = sites.map(([source, months], i) => siteFacts(i + 1, { source: source as SiteFacts['source'], months }))
      const found = { facts, period: YEAR, dataVersion: 'x', placesKnown: KNOWN }
      const all = qualityOf(found)
      expect(qualitySchema.parse(all)).toEqual(all)
      for (const one of all.sites) {
        expect(one.figures.map(({ key }) => key)).toEqual([...FIGURE_KEYS])
        const parts = one.figures.slice(0, 6).reduce((sum, { count }) => sum + (count ?? 0), 0)
        expect(parts).toBe(one.cases - one.homes)
        const card = scorecardOf(found, one.id)
        expect(scorecardSchema.parse(card)).toEqual(card)
        expect(card?.site).toEqual(one)
      }
    }),
    { numRuns: 40 },
  )
})
