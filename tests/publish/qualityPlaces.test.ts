// While no gazetteer of streets and venues is loaded, a place that is not found is our fault, and no site is blamed for it.
import { expect, test } from 'vitest'
import { scorecardSchema } from '../../server/contract/quality.ts'
import type { Figure, Site } from '../../server/contract/quality.ts'
import type { FigureKey } from '../../server/contract/qualityWords.ts'
import { scorecardOf } from '../../server/publish/quality/published.ts'
import { placesKnownOf } from '../../server/publish/quality/placesKnown.ts'
import { siteFacts, siteMonth } from './qualityFacts.ts'

const figure = (site: Site | undefined, key: FigureKey): Figure | undefined => site?.figures.find((f) => f.key === key)
const BY_US: FigureKey[] = ['usable-place', 'coarse-place', 'ambiguous-place', 'unknown-place', 'filler-text']
const months = [siteMonth('2024-01', 100, { blank: 30, coarse: 20, ambiguous: 20, unknownWords: 30 })]
const texts = [{ text: 'Palace', cases: 30, placed: 0, ownPlace: 0 }]
const found = (organisation: string, real: boolean) => {
  const facts = [siteFacts(1, { organisation, months, texts }), siteFacts(2, { organisation: 'Other Hospital', months: [siteMonth('2024-01', 100)] })]
  return { facts, period: { from: '2024-01', to: '2024-02', held: null }, dataVersion: null, placesKnown: { real } }
}

test('a real site is not judged by what only a gazetteer could tell, in figures, months or comparison', () => {
  const card = scorecardOf(found('Real Hospital', false), '1')
  for (const key of BY_US) {
    expect(figure(card?.site, key)).toMatchObject({
      grade: 'none', value: null, count: null, low: null, high: null, change: 'too-few', comparison: '', others: { median: null, sites: 0 },
      sentence: 'Not judged: no gazetteer of streets and venues is loaded here (npm run geo-data -- load …).',
    })
    expect(card?.trends.map((trend) => trend.key)).not.toContain(key)
  }
  expect(card?.site).toMatchObject({ placesJudged: false, summary: expect.stringMatching(/^100 incidents; places are not judged here\./) })
  expect(scorecardSchema.parse(card)).toEqual(card)
})

test('a blank is a blank with or without a gazetteer', () => {
  expect(figure(scorecardOf(found('Real Hospital', false), '1')?.site, 'blank-place')).toMatchObject({ grade: 'poor', count: 30, n: 100 })
})

test.each([['Real Hospital', true], ['Demo Hospital (invented)', true], ['Demo Hospital (invented)', false]])('%s, a real gazetteer loaded: %s: judged as ever', (organisation, real) => {
  const card = scorecardOf(found(organisation, real), '1')
  expect(BY_US.map((key) => figure(card?.site, key)?.grade)).toEqual(['poor', 'fair', 'poor', 'poor', 'poor'])
  expect(card?.site.placesJudged).toBe(true)
  expect(card?.trends.map(({ key }) => key)).toContain('usable-place')
})

test('towns alone are no gazetteer; anything finer is', () => {
  expect(placesKnownOf({ real: [] })).toEqual({ real: false })
  expect(placesKnownOf({ real: [{ kind: 'town' }, { kind: 'town' }] })).toEqual({ real: false })
  expect(placesKnownOf({ real: [{ kind: 'town' }, { kind: 'street' }] })).toEqual({ real: true })
})
