import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CellDetail, Run } from '../../server/contract/results.ts'
import { launchBrowser } from '../support/browser.ts'
import type { Launched } from '../support/browser.ts'
import { mapReady, openCounty, shownRun, watchedPage } from '../support/mapPage.ts'
import type { Watched } from '../support/mapPage.ts'

// A planner at the map: the same numbers everywhere, a link that reproduces the view, and nothing asked of any other host.
// SCREENSHOTS=keep renews the pictures of the README.

const pictures = fileURLToPath(new URL('screenshots', import.meta.url))

let road: Awaited<ReturnType<typeof openCounty>>
let launched: Launched
let browser: Browser
let open: Watched[] = []

const visit = async (path: string, options: Parameters<typeof watchedPage>[2] = {}): Promise<Watched> => {
  const watched = await watchedPage(browser, road.url, options)
  open.push(watched)
  await watched.page.goto(road.url + path)
  return watched
}
const picture = async ({ page }: Watched, name: string): Promise<void> => {
  const shot = await page.screenshot()
  expect(shot.length).toBeGreaterThan(40_000) // a blank page is far smaller
  if (process.env['SCREENSHOTS'] !== 'keep') return
  await mkdir(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, name) })
}

beforeAll(async () => {
  road = await openCounty()
  launched = await launchBrowser()
  browser = launched.browser
})
afterAll(async () => {
  await launched.close()
  await road.close()
})

describe('a planner at a desk', () => {
  let desk: Watched
  let run: Run

  beforeAll(async () => {
    desk = await visit('/')
    await mapReady(desk.page)
    run = (await road.run({})).json
  })
  afterAll(async () => {
    for (const watched of open) await watched.close()
    open = []
  })

  test('sees the map of the default run, with nothing wrong on the console and nothing asked elsewhere', async () => {
    expect(await shownRun(desk.page)).toBe(run.id)
    expect(desk.faults).toEqual([])
    expect(await desk.page.getByText('Demo: invented data').isVisible()).toBe(true)
    expect(await desk.page.getByRole('region', { name: 'Legend' }).textContent()).toContain(`n = ${run.incidents.toLocaleString('en-GB')} incidents`)
    await picture(desk, 'map-1440x900.png')
  })

  test('reads the same hotspots in the table as in the API', async () => {
    const rows = await desk.page.getByRole('grid', { name: 'Hotspots, ranked' }).getByRole('row').allTextContents()
    const first = run.hotspots[0]!
    expect(rows.length - 1).toBe(Math.min(20, run.hotspots.length))
    expect(rows[1]).toContain(first.place)
    expect(rows[1]).toContain(first.incidents.toLocaleString('en-GB'))
    expect(rows[1]).toContain(first.z.toFixed(1))
  })

  test('chooses a hotspot and reads why, in words first; the link opens the same for a colleague', async () => {
    const first = run.hotspots[0]!
    await desk.page.getByRole('row', { name: new RegExp(first.place) }).first().click()
    await mapReady(desk.page)
    const why = desk.page.getByRole('region', { name: 'Why here' })
    const said = await why.textContent()
    expect(said).toContain(`${first.incidents.toLocaleString('en-GB')} incidents in`)
    expect(new URL(desk.page.url()).searchParams.get('hotspot')).toBe('1')

    const colleague = await visit(new URL(desk.page.url()).pathname + new URL(desk.page.url()).search)
    await mapReady(colleague.page)
    expect(await colleague.page.getByRole('region', { name: 'Why here' }).textContent()).toBe(said)
    expect(colleague.page.url()).toBe(desk.page.url())
    expect(await shownRun(colleague.page)).toBe(run.id)
  })

  test('clicks a cell on the map and gets the figures of just that cell', async () => {
    const { lat, lng, peakCell } = run.hotspots[0]!
    const view = await visit(`/?lat=${lat}&lng=${lng}&zoom=12`)
    await mapReady(view.page)
    const box = (await view.page.locator('canvas').first().boundingBox())!
    await view.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await view.page.getByRole('region', { name: 'Why here' }).getByText(peakCell).waitFor()
    const { json: detail } = await road.get<CellDetail>(`/api/runs/${run.id}/cells/${peakCell}`)
    const said = await view.page.getByRole('region', { name: 'Why here' }).textContent()
    expect(said).toContain(detail.sentence)
    expect(new URL(view.page.url()).searchParams.get('cell')).toBe(peakCell)
    expect(view.faults).toEqual([])
  })

  test('switches to significance and filters; map, legend, table and link follow', async () => {
    const view = await visit('/')
    await mapReady(view.page)
    await view.page.getByText('Hotspot significance', { exact: true }).click()
    await view.page.getByRole('heading', { name: 'More or fewer than chance' }).waitFor()
    await mapReady(view.page)
    await picture(view, 'significance-1440x900.png')
    await view.page.getByRole('checkbox', { name: /^Robbery/ }).click({ force: true })
    const other = await shownRun(view.page, run.id)
    const filtered = (await road.get<Run>(`/api/runs/${other}`)).json
    expect(filtered.query.categories).toEqual(['violence-and-sexual-offences', 'robbery'])
    await view.page.getByRole('button', { name: 'Last month' }).click()
    const month = (await road.get<Run>(`/api/runs/${await shownRun(view.page, other)}`)).json
    expect(month.query.period).toEqual({ from: '2023-12-01', to: '2024-01-01' })
    await view.page.getByText(`n = ${month.incidents.toLocaleString('en-GB')} incidents`).waitFor()
    const { searchParams } = new URL(view.page.url())
    expect(Object.fromEntries(searchParams)).toMatchObject({ measure: 'significance', from: '2023-12', categories: 'violence-and-sexual-offences,robbery' })
    await view.page.goBack()
    expect(await shownRun(view.page, month.id)).toBe(other)
    expect(view.faults).toEqual([])
  })

  test('on a phone has the map on top and the table in a sheet', async () => {
    const phone = await visit('/', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 })
    await mapReady(phone.page)
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await picture(phone, 'map-390x844.png')
    expect(phone.faults).toEqual([])
  })
})

describe('when things fail', () => {
  test('a map that loses its WebGL context comes back', async () => {
    const view = await visit('/')
    await mapReady(view.page)
    await view.page.evaluate(() => {
      const gl = document.querySelector('canvas')?.getContext('webgl2')
      gl?.getExtension('WEBGL_lose_context')?.loseContext()
      document.documentElement.dataset['mapReady'] = 'false'
    })
    await mapReady(view.page)
    expect(await view.page.locator('canvas').count()).toBe(1)
    await view.close()
  })

  test('without WebGL the table and the figures still serve', async () => {
    const view = await watchedPage(browser, road.url)
    await view.page.addInitScript(() => {
      HTMLCanvasElement.prototype.getContext = () => null
    })
    await view.page.goto(road.url)
    await view.page.getByText('The map cannot be drawn in this browser').waitFor()
    expect(await view.page.getByRole('grid', { name: 'Hotspots, ranked' }).getByRole('row').count()).toBeGreaterThan(3)
    await view.close()
  })

  test('a service that is gone for a while is waited for', async () => {
    const view = await watchedPage(browser, road.url)
    let down = true
    await view.page.route('**/api/catalogue', (route) => (down ? route.abort() : route.continue()))
    await view.page.goto(road.url)
    await view.page.getByRole('alert').waitFor()
    down = false
    await mapReady(view.page)
    await view.close()
  })

  test('a period without data says so, and is no fault', async () => {
    const view = await watchedPage(browser, road.url)
    await view.page.goto(`${road.url}/?k=5`)
    await mapReady(view.page)
    await view.page.goto(`${road.url}/?from=2031-01&to=2031-02`)
    await view.page.getByText('No incident on the map matches these filters.').waitFor()
    await view.close()
  })
})
