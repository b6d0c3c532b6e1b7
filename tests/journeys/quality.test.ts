// The page of data quality and the letters, as people meet them: read, sorted and chosen without a mouse, printed, sent.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClientIfStale } from '../../server/clientBuild.ts'
import type { Quality, Scorecard } from '../../server/contract/quality.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { ROOT } from '../../server/services.ts'
import { ground } from '../demo/readWorld.ts'
import { textOf } from '../publish/pdfText.ts'
import { launchBrowser, type Launched } from '../support/browser.ts'
import { axeFaults, watchedPage } from '../support/mapPage.ts'
import { openRoad, type Road } from '../support/road.ts'

let road: Road
let launched: Launched
let browser: Browser
let quality: Quality
let north: Quality['sites'][number]

beforeAll(async () => {
  await buildClientIfStale(ROOT, () => {})
  road = await openRoad()
  for (const { path, profile, text } of demoFiles({ seed: 5, months: 5, incidents: 3000, sources: ['istv', 'ecds', 'ambulance-cad'] }, ground)) {
    const bytes = Buffer.from(text)
    const file = path.replaceAll('/', ' ')
    await road.services.ingest.ingestFile({ profile, file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), open: () => Readable.from([bytes]) })
  }
  quality = (await road.get<Quality>('/api/quality')).json
  north = quality.sites.find(({ organisation }) => organisation.startsWith('Demo Hospital North'))!
  launched = await launchBrowser()
  browser = launched.browser
})
afterAll(async () => {
  await launched?.close()
  await road?.close()
})

const open = async (path: string, options?: BrowserContextOptions) => {
  const watched = await watchedPage(browser, road.url, options)
  await watched.page.goto(road.url + path)
  await watched.page.getByRole('heading', { name: 'By month' }).waitFor()
  return watched
}

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

describe('the interface', () => {
  test('all sites, with the months they have; no site is asked for more than it sends', () => {
    expect(quality.sites.map(({ source }) => source)).toEqual(['ambulance', ...Array.from({ length: 4 }, () => 'emergency-department')])
    expect(quality).toMatchObject({ from: '2022-06', to: '2023-06', held: { from: '2023-01', to: '2023-06' } })
    expect(quality.sites.every(({ invented, cases }) => invented && cases > 20)).toBe(true)
    expect(quality.sites[0]?.figures.find(({ key }) => key === 'arrival-time')?.grade).toBe('not-asked')
  })

  test('a scorecard counts every case in force of its site', async () => {
    const { json } = await road.get<Scorecard>(`/api/quality/${north.id}?from=2023-01&to=2023-06`)
    const { rows } = await road.knex.raw<{ rows: { n: number }[] }>(
      `select count(*)::int as n from cases c join organisations o on o.id = c.organisation_id where o.name = ? and c.superseded_at is null and c.pathway = 'counted'`, [north.organisation])
    expect(json.site.cases).toBe(rows[0]?.n)
    expect(json.casesByMonth.reduce((sum, { cases }) => sum + cases, 0)).toBe(rows[0]?.n)
    expect(json.casesByMonth.map(({ received }) => received)).toEqual([true, true, true, true, true])
  })

  test.each(['/api/quality/999999', '/api/quality/999999/letter.pdf', '/api/quality/999999/letter.html'])('%s: no such site', async (path) => {
    expect((await road.get(path)).status).toBe(404)
  })

  test.each(['/api/quality?from=2024-02&to=2024-01', '/api/quality?from=2024-13', '/api/quality?site=1', '/api/quality/x', `/api/quality/1/letter.pdf?date=2024-02-30`, `/api/quality/1/letter.html?marking=${'x'.repeat(61)}`])('%s makes no sense', async (path) => {
    expect((await road.get(path)).status).toBe(400)
  })
})

const states: { name: string; options?: BrowserContextOptions }[] = [
  { name: 'as it opens' },
  { name: 'in the dark', options: { colorScheme: 'dark' } },
  { name: 'on a phone', options: PHONE },
  { name: 'on a phone in the dark', options: { ...PHONE, colorScheme: 'dark' } },
]
test.each(states)('axe finds nothing, with all parts open: $name', async ({ options }) => {
  const { page, faults, close } = await open(`/quality?site=${north.id}`, options)
  await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)))
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  await close()
})

const namesIn = (page: Page): Promise<string[]> => page.getByRole('table', { name: 'Emergency departments' }).getByRole('rowheader').allTextContents()

test('without a mouse: sorted by a figure, a site chosen, its scorecard reached, the way back', async () => {
  const { page, close } = await open('/quality')
  const byName = await namesIn(page)
  const heading = page.getByRole('columnheader', { name: 'Usable location' }).first()
  await heading.getByRole('button').focus()
  await page.keyboard.press('Enter')
  expect(await heading.getAttribute('aria-sort')).toBe('descending')
  const hospitals = quality.sites.filter(({ source }) => source === 'emergency-department')
  const usable = (name: string) => hospitals.find(({ organisation }) => organisation === `${name} (invented)`)?.figures.find(({ key }) => key === 'usable-place')?.value ?? 0
  const sorted = await namesIn(page)
  expect(sorted).toEqual(byName.toSorted((a, b) => usable(b) - usable(a)))
  await page.keyboard.press('Enter')
  expect(await heading.getAttribute('aria-sort')).toBe('ascending')
  expect(await namesIn(page)).toEqual(sorted.toReversed())

  await page.getByRole('button', { name: 'Demo Hospital South' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Demo Hospital South (invented)' }).waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'chosen-site')
  const chosen = new URL(page.url()).searchParams.get('site')
  expect(chosen).toBe(hospitals.find(({ organisation }) => organisation.startsWith('Demo Hospital South'))?.id)
  await page.goBack()
  await page.getByRole('heading', { name: `${byName[0]} (invented)` }).waitFor()
  await close()
})

test('another period changes the figures, and stands in the address', async () => {
  const { page, close } = await open(`/quality?site=${north.id}&from=2023-01&to=2023-05`)
  const summary = page.locator('.scorecard-summary')
  const before = await summary.textContent()
  await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('2023-02')
  await page.waitForFunction((text) => document.querySelector('.scorecard-summary')?.textContent !== text, before)
  expect(new URL(page.url()).search).toContain('to=2023-02')
  const { json } = await road.get<Scorecard>(`/api/quality/${north.id}?from=2023-01&to=2023-03`)
  expect(await summary.textContent()).toBe(json.site.summary)
  await close()
})

describe('the letter', () => {
  const letter = (kind: string) => `/api/quality/${north.id}/letter.${kind}?from=2023-01&to=2023-06&date=2025-02-03`

  test('as a page: nothing wrong with it, in its own style, on one sheet of paper', async () => {
    const { page, faults, close } = await watchedPage(browser, road.url)
    await page.goto(road.url + letter('html'))
    expect(await axeFaults(page)).toEqual([])
    expect(faults).toEqual([])
    expect(await page.evaluate(() => getComputedStyle(document.querySelector('.marking')!).textAlign)).toBe('center')
    const paper = await page.pdf({ preferCSSPageSize: true })
    expect(paper.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1)
    await close()
  })

  test('as a file: the same words as the page, the same bytes each time, marked as it was asked', async () => {
    const [pdf, again, html] = await Promise.all([road.bytes(letter('pdf')), road.bytes(letter('pdf')), road.get(letter('html'))])
    expect(Buffer.from(pdf).equals(Buffer.from(again))).toBe(true)
    const text = textOf(pdf)
    const paragraphs = [...html.text.matchAll(/<p(?: class="(?:counted|invented|marking)")?>([^<]+)<\/p>/g)].map(([, words = '']) => words)
    expect(paragraphs.length).toBeGreaterThan(8)
    for (const words of paragraphs) expect(text).toContain(words.replaceAll('&amp;', '&').replaceAll(/\s/g, ''))
    expect(text).toContain('Examplefrominventeddata')
    expect((await road.get(`${letter('html')}&marking=OFFICIAL`)).text).toContain('<p class="marking">OFFICIAL</p>')
  })

  test('is offered on the page for the months that are shown', async () => {
    const { page, close } = await open(`/quality?site=${north.id}&from=2023-01&to=2023-05`)
    const link = page.getByRole('link', { name: 'Letter to this site, PDF' })
    expect(await link.getAttribute('href')).toBe(`/api/quality/${north.id}/letter.pdf?from=2023-01&to=2023-06`)
    await page.getByLabel('Protective marking').fill('OFFICIAL')
    expect(await link.getAttribute('href')).toContain('marking=OFFICIAL')
    await close()
  })
})
