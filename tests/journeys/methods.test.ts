// The methods as people meet them: a question chosen, put, answered, sent on, put wrongly, broken off; with and without a mouse.
// SCREENSHOTS=keep renews the picture of the README.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Analysis } from '../../server/contract/analysis.ts'
import { launchBrowser, type Launched } from '../support/browser.ts'
import { axeFaults, openCounty, watchedPage } from '../support/mapPage.ts'

const pictures = fileURLToPath(new URL('screenshots', import.meta.url))
/** Two shared cores: a table of every cell may take its time. */
const PATIENCE = 60_000

let road: Awaited<ReturnType<typeof openCounty>>
let launched: Launched
let browser: Browser
let hot: Analysis

beforeAll(async () => {
  road = await openCounty()
  hot = (await road.post<Analysis>('/api/analyses', { kind: 'gi-star', parameters: { resolution: 8 } })).json
  launched = await launchBrowser()
  browser = launched.browser
})
afterAll(async () => {
  await launched?.close()
  await road?.close()
})

const open = async (path: string, heading: string, options?: BrowserContextOptions) => {
  const watched = await watchedPage(browser, road.url, options)
  watched.page.setDefaultTimeout(PATIENCE)
  await watched.page.goto(road.url + path)
  await watched.page.getByRole('heading', { name: heading, exact: true }).waitFor()
  return watched
}
const answered = (page: Page) => page.getByRole('heading', { name: 'Answer', exact: true }).waitFor()
const fits = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
const idIn = (page: Page): string | null => new URL(page.url()).searchParams.get('analysis')

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
const states: { name: string; options?: BrowserContextOptions }[] = [
  { name: 'light' },
  { name: 'in the dark', options: { colorScheme: 'dark' } },
  { name: 'on a tablet', options: { viewport: { width: 820, height: 1180 } } },
  { name: 'on a phone', options: PHONE },
  { name: 'on a phone in the dark', options: { ...PHONE, colorScheme: 'dark' } },
]

test.each(states)('axe finds nothing, with all parts open: $name', async ({ options }) => {
  const index = await open('/methods', 'Where is it', options)
  expect(await axeFaults(index.page)).toEqual([])
  expect(await fits(index.page)).toBe(true)
  await index.close()

  const { page, faults, close } = await open(`/methods?method=gi-star&analysis=${hot.id}`, 'Answer', options)
  await page.getByRole('table', { name: 'Every cell' }).waitFor()
  await page.evaluate(() => document.querySelectorAll('details').forEach((part) => (part.open = true)))
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  expect(await fits(page)).toBe(true)
  await close()
})

test('a question is chosen, put, and its answer sent on; the way back leads through both answers', async () => {
  const { page, faults, close } = await open('/methods', 'Where is it')
  await page.getByRole('link', { name: 'Concentration' }).click()
  await page.getByRole('heading', { name: 'Concentration', exact: true }).waitFor()
  expect(page.url()).toContain('?method=concentration')
  await page.getByLabel('Size of a cell').selectOption('8')
  await page.getByText('More settings').click()
  await page.getByLabel('Simulated worlds').fill('99')
  await page.getByRole('button', { name: 'Compute' }).click()
  await answered(page)
  const first = idIn(page)
  const { json } = await road.get<Analysis>(`/api/analyses/${first}`)
  expect(json).toMatchObject({ kind: 'concentration', parameters: { resolution: 8, replicates: 99 } })
  expect(await page.locator('.sentence').textContent()).toBe(json.sentence)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('answer')

  await page.getByLabel('Size of a cell').selectOption('7')
  await page.getByRole('button', { name: 'Compute' }).click()
  await page.waitForFunction((id) => new URL(location.href).searchParams.get('analysis') !== id, first)
  await answered(page)
  expect(await page.locator('.sentence').textContent()).not.toBe(json.sentence)

  await page.goBack()
  await page.waitForFunction((sentence) => document.querySelector('.sentence')?.textContent === sentence, json.sentence)
  expect(await page.getByLabel('Size of a cell').inputValue()).toBe('8')
  await page.goBack()
  await page.waitForFunction(() => !document.querySelector('.sentence'))
  await page.goBack()
  await page.getByRole('heading', { name: 'Where is it' }).waitFor()
  expect(faults).toEqual([])
  await close()

  const reader = await open(`/methods?method=concentration&analysis=${first}`, 'Answer')
  expect(await reader.page.locator('.sentence').textContent()).toBe(json.sentence)
  expect(await reader.page.getByLabel('Size of a cell').inputValue()).toBe('8')
  expect(await reader.page.getByText('More settings, 1 changed').count()).toBe(1)
  await reader.close()
})

test('what is out of range is told at its field, with the range; the field is in sight and in focus', async () => {
  const { page, close } = await open('/methods?method=concentration', 'Concentration')
  await page.getByText('More settings').click()
  await page.getByLabel('Simulated worlds').fill('10000000')
  await page.getByText('More settings').click() // folded away again
  await page.getByRole('button', { name: 'Compute' }).click()
  const field = page.getByLabel('Simulated worlds')
  await page.getByText('Must be a whole number from 99 to 99,999').waitFor()
  expect(await field.isVisible()).toBe(true)
  expect(await field.getAttribute('aria-invalid')).toBe('true')
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-describedby'))).toBe('fault-replicates')
  expect(await axeFaults(page)).toEqual([])
  await field.fill('99')
  await page.getByRole('button', { name: 'Compute' }).click()
  await answered(page)
  expect(await page.getByText('Must be a whole number').count()).toBe(0)

  await page.getByLabel('Police').uncheck()
  await page.getByRole('button', { name: 'Compute' }).click()
  await page.getByText('Choose one at least.').waitFor()
  await close()
})

test('what the data do not bear is said as the answer, without figures', async () => {
  const { page, faults, close } = await open('/methods?method=near-repeat', 'Near repeats (Knox)')
  await page.getByRole('button', { name: 'Compute' }).click()
  await page.getByRole('heading', { name: 'The data do not bear this question' }).waitFor()
  const { json } = await road.get<Analysis>(`/api/analyses/${idIn(page)}`)
  expect(json.refused).toContain('day')
  expect(await page.locator('.sentence').textContent()).toBe(json.refused)
  expect(await page.getByRole('table').count()).toBe(0)
  expect(faults).toEqual([])
  await close()
})

test('long work shows how far it is, and can be broken off', async () => {
  const { page, close } = await open('/methods?method=concentration', 'Concentration')
  await page.getByText('More settings').click()
  await page.getByLabel('Simulated worlds').fill('99,999')
  await page.getByRole('button', { name: 'Compute' }).click()
  await page.getByText('Ask for fewer replicates').waitFor() // a minute is allowed here; told before it begins, at the field
  await page.getByLabel('Simulated worlds').fill('20,000')
  await page.getByRole('button', { name: 'Compute' }).click()
  await page.getByRole('progressbar', { name: 'Share of the work done' }).waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('Cancelled. Nothing was kept.').waitFor()
  expect(idIn(page)).toBeNull()
  expect(await page.getByRole('progressbar').count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Compute' }).isEnabled()).toBe(true)
  await close()
})

test('a table: the strongest first, sorted without a mouse, a cell opens on the map, the whole to take away', async () => {
  const fine = (await road.post<Analysis>('/api/analyses', { kind: 'gi-star' })).json
  const { page, close } = await open(`/methods?method=gi-star&analysis=${fine.id}`, 'Answer')
  const table = page.getByRole('table', { name: 'Every cell' })
  await table.waitFor()
  const { json } = await road.get<{ rows: (string | number)[][] }>(`/api/analyses/${fine.id}/cells.json`)
  const most = json.rows.toSorted((a, b) => Number(b[1]) - Number(a[1]))[0]!
  const column = table.getByRole('columnheader', { name: 'Incidents' })
  await column.getByRole('button').focus()
  await page.keyboard.press('Enter')
  expect(await column.getAttribute('aria-sort')).toBe('descending')
  expect(await table.getByRole('row').nth(1).getByRole('cell').first().textContent()).toBe(Number(most[1]).toLocaleString('en-GB'))
  const link = table.getByRole('row').nth(1).getByRole('link')
  expect(await link.getAttribute('href')).toContain(`cell=${String(await link.textContent())}`)
  const csv = await page.getByRole('link', { name: 'CSV' }).getAttribute('href')
  expect((await road.get(csv!)).text.split('\n').length).toBeGreaterThan(json.rows.length)
  await close()
})

test('links that lead nowhere say so', async () => {
  const lost = await open(`/methods?method=gi-star&analysis=${'0'.repeat(24)}`, 'Getis–Ord Gi* and Gi')
  await lost.page.getByText('This answer is not kept here').waitFor()
  await lost.close()
  const other = await open(`/methods?method=rates&analysis=${hot.id}`, 'Empirical Bayes rates')
  await other.page.getByRole('link', { name: 'Open it: Getis–Ord Gi* and Gi' }).click()
  await answered(other.page)
  await other.close()
  await (await open('/methods?method=astrology', 'Where is it')).close()
})

test('the picture of the page', async () => {
  const { page, close } = await open(`/methods?method=gi-star&analysis=${hot.id}`, 'Answer')
  await page.getByRole('table', { name: 'Every cell' }).waitFor()
  await page.evaluate(() => document.querySelector('.page-scroll')?.scrollTo(0, 0))
  expect((await page.screenshot()).length).toBeGreaterThan(40_000)
  if (process.env['SCREENSHOTS'] === 'keep') {
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, 'methods-1440x900.png') })
  }
  await close()
})
