// A data officer at work: a file tried out, taken in, mended; and a file whose columns nobody knows.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildClientIfStale } from '../../server/clientBuild.ts'
import type { IngestReport } from '../../server/contract/ingest.ts'
import { ROOT } from '../../server/services.ts'
import { launchBrowser } from '../support/browser.ts'
import type { Launched } from '../support/browser.ts'
import { cad, istv } from '../support/feeds.ts'
import { axeFaults, watchedPage } from '../support/mapPage.ts'
import { openRoad, type Road } from '../support/road.ts'

let road: Road
let launched: Launched
let browser: Browser

beforeAll(async () => {
  await buildClientIfStale(ROOT, () => {})
  road = await openRoad()
  launched = await launchBrowser()
  browser = launched.browser
  const month = (n: number) => ({ from: `01/0${n}/2025`, to: `28/0${n}/2025`, arrival: `08/0${n}/2025 23:47`, assault: `08/0${n}/2025 22:41`, text: 'High Street, Chelmsford' })
  await sent('istv', istv([month(1), month(1)]), 'north-january.csv')
  await sent('istv', istv([month(3)]), 'north-march.csv')
  // The other hospital tells the same evening: a pair to propose.
  await sent('istv', istv([{ ...month(3), site: 'XH102' }]), 'mid-march.csv')
  await sent('ambulance-cad', cad([{}, {}]), 'calls-march.csv')
})
afterAll(async () => {
  await launched.close()
  await road.close()
})

const sent = async (profile: string, body: string, file: string): Promise<IngestReport> => {
  const { status, json, text } = await road.upload(body, `profile=${profile}&file=${file}`)
  if (status !== 201) throw new Error(`not taken in: ${text}`)
  return json
}
const choose = (page: Page, name: string, text: string): Promise<void> => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
const rowOf = (page: Page, file: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: file, exact: true }) })
/** The balance sheet on the page of a file, as numbers. */
const balanceOf = async (page: Page): Promise<Record<string, number>> =>
  Object.fromEntries(
    await page.locator('.balance tbody tr').evaluateAll((rows) => rows.map((row) => [row.querySelector('th')!.textContent!.replace(/^[^a-z]+/i, ''), Number(row.querySelector('.number')!.textContent!.replaceAll(',', ''))] as const)),
  )

const BAD = istv([
  { from: '01/02/2025', to: '28/02/2025', arrival: '08/02/2025 23:47', assault: '08/02/2025 22:41', text: 'High Street, Chelmsford' },
  { from: '01/02/2025', to: '28/02/2025', arrival: '31/02/2025 23:47', assault: '08/02/2025 22:41', text: 'High Street, Chelmsford' },
  { from: '01/02/2025', to: '28/02/2025', arrival: '09/02/2025 23:47', assault: 'about ten', text: 'High Street, Chelmsford' },
])

test('files stand under who sent them, with the months that are missing and sums that add up', async () => {
  const { page, faults, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/files`)
  const north = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Demo Hospital North (invented)' }) })
  await north.getByText('2 of 3 months in force. Missing: Feb 2025.').waitFor()
  const cells = await rowOf(page, 'north-january.csv').getByRole('cell').allTextContents()
  expect(cells.map((text) => text.replace(/^.*✓/, '✓'))).toEqual(['2', '2', '0', '0', '0', '✓ adds up', '2', '2', expect.any(String)])
  await page.getByText('two organisations, same place, age band and sex, within 6 hours').waitFor()
  expect(faults).toEqual([])
  await close()
})

test('a file is tried out, which changes nothing, then taken in, then mended until nothing is set aside', async () => {
  const { page, faults, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/files`)
  await choose(page, 'north-february.csv', BAD)
  await page.getByLabel('How to read it').selectOption('istv')
  await page.getByRole('button', { name: 'Try it out first' }).click()
  await page.getByText('Tried out: nothing has been taken in yet').waitFor()
  expect(await balanceOf(page)).toEqual({ Accepted: 1, Quarantined: 2, Duplicate: 0, Superseded: 0, Read: 3, Cases: 1, Incidents: 1 })
  await page.getByText('Not a date or time that the profile knows: set aside').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect((await road.get<{ ingests: IngestReport[] }>('/api/ingests')).json.ingests.map(({ file }) => file)).not.toContain('north-february.csv')

  await page.locator('.upload-outcome').getByRole('button', { name: 'Take it in' }).click()
  await page.getByText('The file has been taken in').last().waitFor()
  await rowOf(page, 'north-february.csv').waitFor() // the list has been asked again
  await page.getByRole('link', { name: /^Open the page of the file/ }).click()
  await page.getByRole('heading', { name: 'north-february.csv' }).waitFor()
  expect(await balanceOf(page)).toMatchObject({ Accepted: 1, Quarantined: 2, Read: 3 })
  expect(await axeFaults(page)).toEqual([])

  const row = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Line 3' }) })
  const arrival = row.getByLabel('Arrival at the hospital, date and time')
  expect(await arrival.getAttribute('aria-invalid')).toBe('true')
  expect(await arrival.inputValue()).toBe('31/02/2025 23:47')
  await arrival.fill('31/02/2025 01:00')
  await row.getByRole('button', { name: 'Try again' }).click()
  await row.getByText('Still set aside:').waitFor()
  await arrival.fill('08/02/2025 23:47')
  await arrival.press('Enter')
  await page.getByRole('heading', { name: 'Line 3: taken in' }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('1 still set aside')
  await expect.poll(() => balanceOf(page)).toEqual({ Accepted: 2, Quarantined: 1, Duplicate: 0, Superseded: 0, Read: 3, Cases: 2, Incidents: 2 })

  await page.getByLabel('Happened at: date and time').fill('09/02/2025 22:00')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByText('No row of this file is set aside any more.').waitFor()
  await expect.poll(() => balanceOf(page)).toMatchObject({ Accepted: 3, Quarantined: 0, Read: 3 })
  expect(await axeFaults(page)).toEqual([])
  expect(faults).toEqual([])
  await close()
})

test('lines to fix are a CSV file; a file tells what it replaced, and what replaced it', async () => {
  const { page, close } = await watchedPage(browser, road.url)
  const first = await sent('istv', istv([{ site: 'XL201', text: 'High Street, Chelmsford' }, { site: 'XL201', text: '' }]), 'london-first.csv')
  const second = await sent('istv', istv([{ site: 'XL201', text: 'High Street, Chelmsford' }]), 'london-second.csv')
  await page.goto(`${road.url}/files/${first.id}`)
  await page.getByRole('link', { name: 'london-second.csv' }).waitFor()
  expect(await balanceOf(page)).toMatchObject({ Accepted: 0, Superseded: 2, Read: 2 })
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Lines to fix as CSV: Nothing said about the place: kept, not mapped' }).click()])
  const lines = await (await fetch(download.url())).text()
  expect(lines.trim().split(/\r?\n/)).toEqual([expect.stringMatching(/^.?line,field,kind,meaning$/), expect.stringMatching(/^3,place,no-place-text,/)])
  await page.getByRole('link', { name: 'london-second.csv' }).click()
  await page.waitForURL(`**/files/${second.id}`)
  await page.getByRole('link', { name: 'london-first.csv' }).waitFor()
  await close()
})

test('a long file says how far it is; a refused one says why', async () => {
  const { page, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/files`)
  const many = Array.from({ length: 12_000 }, (_, i) => ({ text: `High Street, Chelmsford near number plate ${i % 700}` }))
  await choose(page, 'long.csv', istv(many))
  await page.getByLabel('How to read it').selectOption('istv')
  await page.evaluate(() => {
    const seen = new Set<string>()
    Object.assign(globalThis, { seen })
    new MutationObserver(() => seen.add(document.querySelector('.upload-progress p')?.textContent ?? '')).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  await page.getByRole('button', { name: 'Try it out first' }).click()
  await page.getByText('Tried out: nothing has been taken in yet').waitFor({ timeout: 120_000 })
  const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: Set<string> }).seen])
  expect(seen.join('\n')).toMatch(/^Trying it out: [\d,]+ of about 1[12],\d{3} rows read/m)

  await page.getByLabel('How to read it').selectOption('ecds')
  await page.getByRole('button', { name: 'Take it in' }).click()
  const refusal = page.getByRole('alert')
  await refusal.waitFor()
  expect(await refusal.textContent()).toMatch(/This file was not taken in.*long\.csv, line 1: the header is not that of profile ecds.*Nothing was changed/)
  expect(await axeFaults(page)).toEqual([])
  await close()
})

const ODD = `Patient Name,Hosp Code,Attendance Date,Attendance Time,When,Weapon Used,Where did it happen?,Gender,Age in yrs
Zbigniew Canaryman,RDEE4,05/01/2025,22:15,05/01/2025 21:00,01,High Street Chelmsford,M,33
Jane Canaryman,RDEE4,06/01/2025,02:15,06/01/2025 01:30,06,High Street Colchester,F,48
`

test('unknown columns: a mapping is proposed, corrected, saved, and the same file goes in with it', async () => {
  const { page, faults, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/files`)
  await choose(page, 'Odd ED.csv', ODD)
  await page.getByLabel('How to read it').selectOption('I do not know: suggest one')
  await page.getByRole('button', { name: 'Suggest how to read it' }).click()
  await page.waitForURL('**/profiles/new')
  await page.getByText('the name means "weapon used"').waitFor()
  expect(await page.locator('.mapping').textContent()).not.toContain('Canaryman')
  const field = (column: string) => page.getByLabel(`Field that the column ${column} tells`)
  expect(await field('Attendance Date').inputValue()).toBe('arrivalDate')
  expect(await field('Patient Name').inputValue()).toBe('')
  expect(await axeFaults(page)).toEqual([])

  // "When" tells nobody of what: the page says what is missing, and does not save without it.
  await page.locator('output').filter({ hasText: 'Nothing tells: happened at: date and time' }).waitFor()
  await page.getByRole('button', { name: 'Save the profile' }).click()
  await page.getByRole('heading', { name: 'It cannot be saved yet' }).waitFor()
  await field('When').selectOption('occurred')
  await page.getByText('Nothing that this kind of file needs is missing.').waitFor()
  await page.getByLabel('Hospital, by name').fill('Odd Hospital')
  expect(await page.getByLabel('Short name').inputValue()).toBe('odd-ed')
  await page.getByLabel('Title, as people read it').fill('Odd emergency department')
  expect(await page.getByLabel('Short name').inputValue()).toBe('odd-emergency-department')
  await page.getByLabel('Short name').fill('odd-ed')
  await page.getByRole('button', { name: 'Save the profile' }).click()
  await page.getByRole('heading', { name: 'Saved: Odd emergency department' }).waitFor()
  await page.getByRole('button', { name: 'Take the file in with it' }).click()
  await page.getByRole('link', { name: /^Open the page of the file/ }).click()
  await page.getByRole('heading', { name: 'Odd ED.csv' }).waitFor()
  expect(await balanceOf(page)).toMatchObject({ Accepted: 2, Quarantined: 0, Read: 2 })
  expect(await page.locator('.facts').textContent()).toMatch(/Odd Hospital.*odd-ed.*Patient Name/)
  expect(faults).toEqual([])

  await page.goto(`${road.url}/files`)
  await page.getByLabel('How to read it').selectOption('Odd emergency department')
  await close()
})

test('without a mouse: a profile is chosen and a file tried out', async () => {
  const { page, close } = await watchedPage(browser, road.url)
  await page.goto(`${road.url}/files`)
  await choose(page, 'keys.csv', istv([{ text: 'High Street, Chelmsford', from: '01/05/2025', to: '31/05/2025', arrival: '08/05/2025 23:47', assault: '08/05/2025 22:41' }]))
  await page.getByLabel('How to read it').and(page.locator(':enabled')).focus()
  await page.keyboard.type('ISTV')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Try it out first')
  await page.keyboard.press('Enter')
  await page.getByText('Tried out: nothing has been taken in yet').waitFor()
  await close()
})

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
test.each([
  { name: 'light', options: {} },
  { name: 'in the dark', options: { colorScheme: 'dark' } },
  { name: 'a phone', options: PHONE },
  { name: 'a phone in the dark', options: { ...PHONE, colorScheme: 'dark' } },
] as { name: string; options: object }[])('axe finds nothing, and nothing is wider than the window: $name', async ({ options }) => {
  const bad = await sent('istv', istv([{ site: 'XH102', from: '01/06/2025', to: '30/06/2025', arrival: 'never', assault: JSON.stringify(options) }]), 'axe.csv')
  const { page, faults, close } = await watchedPage(browser, road.url, options)
  const check = async (): Promise<void> => {
    expect(await axeFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    expect(await page.evaluate(() => { const box = document.querySelector('.page-scroll')!; return box.scrollWidth - box.clientWidth })).toBeLessThanOrEqual(0)
  }
  await page.goto(`${road.url}/files`)
  await page.getByRole('link', { name: 'calls-march.csv' }).waitFor()
  await page.locator('.pairs').waitFor()
  await check()
  await page.goto(`${road.url}/files/${bad.id}`)
  await page.locator('.quarantined').waitFor()
  await check()
  await page.goto(`${road.url}/profiles/new`)
  await page.getByRole('heading', { name: 'A new profile' }).waitFor()
  await check()
  await choose(page, 'odd.csv', ODD)
  await page.locator('.mapping').waitFor()
  await check()
  expect(faults).toEqual([])
  await close()
})
