import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import type { Launched } from '../support/browser.ts'
import { axeFaults, mapReady, openCounty, watchedPage } from '../support/mapPage.ts'

// Everybody can use it: axe-core finds nothing in any state, and no mouse is needed.

let road: Awaited<ReturnType<typeof openCounty>>
let launched: Launched
let browser: Browser

beforeAll(async () => {
  road = await openCounty()
  launched = await launchBrowser()
  browser = launched.browser
})
afterAll(async () => {
  await launched.close()
  await road.close()
})

const states: { name: string; path: string; options?: object; then?: (page: Page) => Promise<void> }[] = [
  { name: 'the map as it opens', path: '/' },
  { name: 'in the dark', path: '/?measure=significance', options: { colorScheme: 'dark' } },
  { name: 'a chosen hotspot', path: '/?hotspot=1' },
  { name: 'in the dark, a chosen hotspot', path: '/?hotspot=2', options: { colorScheme: 'dark' } },
  { name: 'a cell outside the area', path: '/?cell=89195da4993ffff' },
  { name: 'the method opened, no hotspot found', path: '/?k=3&adjustment=bonferroni&from=2031-01&to=2031-02' },
  { name: 'a tablet', path: '/', options: { viewport: { width: 1024, height: 768 } } },
  { name: 'a phone', path: '/', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
  { name: 'a phone with a hotspot', path: '/?hotspot=1', options: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } },
]

test.each(states)('axe finds nothing: $name', async ({ path, options }) => {
  const { page, close } = await watchedPage(browser, road.url, options)
  await page.goto(road.url + path)
  await mapReady(page)
  expect(await axeFaults(page)).toEqual([])
  await close()
})

test('axe finds nothing: the API page', async () => {
  const { page, faults, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/api-docs`)
  await page.getByText('/api/runs/{id}/cells.{format}').first().waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
})

test('without a mouse: to the table, to a hotspot, to a cell on the map', async () => {
  const { page, close } = await watchedPage(browser, road.url)
  await page.goto(road.url)
  await mapReady(page)
  // The first stop is the way past the filters.
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the ranked hotspots')
  await page.keyboard.press('Enter')
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('role') ?? document.activeElement?.tagName ?? '')
  for (let i = 0; i < 12 && (await focused()) !== 'row'; i++) {
    await page.keyboard.press('Tab')
    if ((await focused()) === 'columnheader' || (await focused()) === 'grid') await page.keyboard.press('ArrowDown')
  }
  expect(await focused()).toBe('row')
  await page.keyboard.press('Enter')
  await page.getByRole('region', { name: 'Why here' }).waitFor()
  expect(new URL(page.url()).searchParams.get('hotspot')).not.toBeNull()
  await mapReady(page)

  await page.locator('canvas').first().focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(/cell=[0-9a-f]{15}/)
  const before = new URL(page.url()).searchParams.get('lat')
  await page.keyboard.press('ArrowUp')
  await page.waitForFunction((lat) => new URL(location.href).searchParams.get('lat') !== lat, before)
  await close()
})
