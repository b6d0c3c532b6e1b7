import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { buildClientIfStale } from '../../server/clientBuild.ts'
import type { PlaceLedger } from '../../server/contract/places.ts'
import { ROOT } from '../../server/services.ts'
import { placeDecisions } from '../../server/store/placeDecisions.ts'
import { launchBrowser } from '../support/browser.ts'
import type { Launched } from '../support/browser.ts'
import { axeFaults, watchedPage } from '../support/mapPage.ts'
import { istvText } from '../support/placeTexts.ts'
import { countOf, openRoad } from '../support/road.ts'
import type { Road } from '../support/road.ts'

/** Software WebGL on two shared cores: a first frame can take many seconds. */
const PATIENCE = 60_000
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

let road: Road
let launched: Launched
let browser: Browser

beforeAll(async () => {
  await buildClientIfStale(ROOT, () => {})
  road = await openRoad()
  const text = istvText([{ text: 'the gaff', times: 6 }, { text: 'Parsons', times: 4 }, { text: 'GAFF', times: 2 }, { text: 'Chelmsford', times: 3 }, { text: 'behind the bins', times: 2 }])
  const { status, text: said } = await road.upload(text, 'profile=istv&file=places.csv')
  if (status !== 201) throw new Error(`not taken in: ${said}`)
  launched = await launchBrowser()
  browser = launched.browser
})
afterAll(async () => {
  await launched.close()
  await road.close()
})
// Each journey begins with nothing decided.
beforeEach(async () => {
  for (const { key, invented } of await placeDecisions(road.knex)) await road.services.places.decide({ key, invented, decision: null })
})

const open = async (path = '/places', options: BrowserContextOptions = {}) => {
  const watched = await watchedPage(browser, road.url, options)
  await watched.page.goto(road.url + path)
  await watched.page.getByRole('region', { name: /^“/ }).waitFor({ timeout: PATIENCE })
  return watched
}
const mapDrawn = (page: Page) => page.waitForFunction(() => document.querySelector<HTMLElement>('.place-map-canvas')?.dataset['ready'] === 'true', null, { timeout: PATIENCE })
const placed = (key: string) => countOf(road, `cases where place_key = ? and unplaced is null and superseded_at is null`, [key])
const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '')
const headingFocused = (page: Page, text: string) => page.waitForFunction((wanted) => document.activeElement?.textContent === wanted, text)
const tabTo = async (page: Page, wanted: RegExp, most = 40): Promise<void> => {
  for (let i = 0; i < most; i++) {
    if (wanted.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${wanted}, last at "${await focused(page)}"`)
}

test('texts that wait are listed, most frequent first, with the reason in plain words', async () => {
  const { page, faults, close } = await open()
  expect(await page.getByRole('heading', { name: '4 texts with 17 cases' }).count()).toBe(1)
  const items = await page.locator('.place-group').allInnerTexts()
  expect(items.map((text) => text.split('\n')[0])).toEqual(['the gaff', 'Parsons', 'Chelmsford', 'behind the bins'])
  expect(items[0]).toMatch(/8\s+The words fit nothing in the gazetteer/)
  await page.getByRole('button', { name: /^Parsons/ }).click()
  const chances = await page.locator('.chance-words').allInnerTexts()
  expect(chances.length).toBeGreaterThan(1)
  for (const words of chances) expect(words).toMatch(/\d in \d|nearly certain/)
  expect(new URL(page.url()).searchParams.get('text')).toBe('parsons')
  await headingFocused(page, '“Parsons”')
  await page.getByLabel('Why they wait').selectOption('too-coarse')
  await page.getByRole('heading', { name: '1 text with 3 cases' }).waitFor()
  expect(faults).toEqual([])
  await close()
})

test('one click decides for all like texts, says how many moved, and can be undone', async () => {
  const { page, faults, close } = await open('/places?text=parsons')
  const first = (await page.locator('.candidate strong').first().innerText()).trim()
  await page.getByRole('button', { name: `It is this one: ${first}` }).first().click()
  await page.getByText(`4 cases moved: “Parsons” is ${first}.`).waitFor()
  expect(await placed('parsons')).toBe(4)
  expect(await page.getByRole('button', { name: /^Parsons/ }).count()).toBe(0)
  expect(await page.getByRole('rowheader', { name: '“Parsons”' }).count()).toBe(1)
  await page.getByText('One decision that names a place so far: too few to say').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('Taken back. 4 cases moved').waitFor()
  await page.getByRole('button', { name: /^Parsons/ }).waitFor()
  expect((await road.get<PlaceLedger>('/api/places/decisions')).json.decisions).toEqual([])
  expect(faults).toEqual([])
  await close()
})

test('without a mouse: from the list to a point typed as a grid reference, and on to the next text', async () => {
  const { page, faults, close } = await open()
  await tabTo(page, /^the gaff/)
  await page.keyboard.press('Enter')
  await headingFocused(page, '“the gaff”')
  for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement instanceof HTMLInputElement)); i++) await page.keyboard.press('Tab')
  await page.keyboard.type('TL 7060 0690')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Set the point there' }).waitFor()
  await tabTo(page, /^Set the point there/)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.id === 'point-title')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await tabTo(page, /^It is here/)
  await page.keyboard.press('Enter')
  await page.getByText('8 cases moved: “the gaff” is A point set on the map.').waitFor()
  const [kept] = await placeDecisions(road.knex)
  expect(kept?.decision).toMatchObject({ kind: 'place', level: 'street', radiusM: 150 })
  // The outcome has the focus; undo is one step on, the next text just behind.
  await tabTo(page, /^Undo/, 2)
  await tabTo(page, /^It is this one/, 2)
  await page.getByRole('region', { name: '“Parsons”' }).waitFor()
  expect(faults).toEqual([])
  await close()
})

test('a point on the map, by click and by Enter; what is looked up is lettered; what cannot be placed leaves the list', async () => {
  const { page, faults, close } = await open()
  await mapDrawn(page)
  await page.locator('.place-map canvas').click({ position: { x: 120, y: 140 } })
  const title = page.locator('#point-title')
  await title.waitFor()
  const clicked = await title.innerText()
  expect(await page.getByRole('radio', { name: /Somewhere around here/ }).isChecked()).toBe(true)
  await page.locator('.place-map canvas').focus()
  await page.keyboard.press('Enter')
  await page.waitForFunction((before) => document.querySelector('#point-title')?.textContent !== before, clicked)
  await page.getByLabel(/Name of the place/).fill('parsons braintree')
  await page.keyboard.press('Enter')
  const found = page.getByRole('list', { name: 'Places found' })
  await found.waitFor()
  expect(await found.locator('.rank').first().innerText()).toBe('A')
  await page.getByRole('button', { name: 'Cannot be placed' }).click()
  await page.getByText('8 cases moved: “the gaff” cannot be placed.').waitFor()
  expect(await page.getByRole('button', { name: /^the gaff/ }).count()).toBe(0)
  await page.getByRole('button', { name: 'Take back: the gaff' }).click()
  await page.getByText('Taken back. 8 cases moved').waitFor()
  await page.getByRole('region', { name: '“the gaff”' }).waitFor()
  expect(faults).toEqual([])
  await close()
})

test('without WebGL the lists stand and decide all the same', async () => {
  const { page, close } = await watchedPage(browser, road.url)
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext as (...of: unknown[]) => unknown
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, ...of: unknown[]) {
      return /webgl/.test(String(of[0])) ? null : own.apply(this, of)
    } as typeof HTMLCanvasElement.prototype.getContext
  })
  await page.goto(`${road.url}/places?text=parsons`)
  await page.getByText('This browser cannot draw maps.').waitFor({ timeout: PATIENCE })
  await page.getByRole('button', { name: /^It is this one/ }).first().click()
  await page.getByText(/4 cases moved/).waitFor()
  expect(await placed('parsons')).toBe(4)
  await close()
})

describe('axe finds nothing', () => {
  test.each<[string, BrowserContextOptions]>([['light', {}], ['dark', { colorScheme: 'dark' }], ['a phone', PHONE], ['a phone in the dark', { ...PHONE, colorScheme: 'dark' }]])('%s', async (_name, options) => {
    await road.services.places.decide({ key: 'chelmsford', invented: true, decision: { kind: 'unplaceable' } })
    const { page, faults, close } = await open('/places?text=parsons', options)
    await mapDrawn(page)
    expect(await axeFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    await page.getByLabel(/Name of the place/).fill('51.7357, 0.4695')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Set the point there' }).click()
    await page.getByRole('button', { name: 'It is here' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'It is here' }).click()
    await page.getByText(/4 cases moved/).waitFor()
    expect(await axeFaults(page)).toEqual([])
    expect(faults).toEqual([])
    await close()
  })
})
