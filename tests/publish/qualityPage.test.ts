// What the page of data quality says, from scorecards made by hand and rendered without a browser.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { QualityPage } from '../../client/pages/quality/QualityPage.tsx'
import { qualityOf, scorecardOf } from '../../server/publish/quality/published.ts'
import { siteFacts, siteMonth } from './qualityFacts.ts'

beforeAll(() => void vi.stubGlobal('location', new URL('http://localhost/quality')))
afterAll(() => void vi.unstubAllGlobals())

const page = ({ real = true, cases = 100, organisation = 'Real Hospital' }): string => {
  const facts = [siteFacts(1, { organisation, months: [siteMonth('2024-01', cases, { unknownWords: 10 })], texts: [{ text: 'Palace', cases: 10, placed: 0, ownPlace: 0 }] })]
  const found = { facts, period: { from: '2024-01', to: '2024-02', held: { from: '2024-01', to: '2024-02' } }, dataVersion: 'x', placesKnown: { real } }
  const client = new QueryClient()
  client.setQueryData(['quality', null], qualityOf(found))
  client.setQueryData(['scorecard', '1', null], scorecardOf(found, '1'))
  return renderToStaticMarkup(createElement(QueryClientProvider, { client }, createElement(QualityPage)))
}

const NOTICE = 'Places are not judged'
const FEW = 'Too few cases to write a letter about'

test('a notice says that places are not judged, and no words are said to lead to no place', () => {
  const html = page({ real: false })
  expect(html).toContain(NOTICE)
  expect(html).toContain('npm run geo-data -- load')
  expect(html).toContain('Palace')
  expect(html).not.toContain('leads to no place')
})

test.each([{ real: true }, { real: false, organisation: 'Demo Hospital (invented)' }])('no notice where places are judged: %o', (given) => {
  const html = page(given)
  expect(html).not.toContain(NOTICE)
  expect(html).toContain('leads to no place')
})

test('below twenty the page says why there is no letter, and has no link to one', () => {
  const few = page({ cases: 19 })
  expect(few).toContain(`${FEW}: 19 incidents in these months, and a letter needs at least 20.`)
  expect(few).not.toMatch(/letter\.(pdf|html)/)
  const enough = page({ cases: 20 })
  expect(enough).not.toContain(FEW)
  expect(enough).toMatch(/letter\.pdf/)
})

test('the column and the lead name what is counted: incidents', () => {
  const html = page({})
  expect(html).toMatch(/<th[^>]*col-cases[^>]*><button[^>]*>Incidents</)
  expect(html).toContain('Every figure counts incidents')
  expect(html).not.toContain('>Cases<')
})
