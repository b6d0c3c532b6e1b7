// The map page as the journeys use it: opened, waited for, watched.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { buildClientIfStale } from '../../server/clientBuild.ts'
import { ROOT } from '../../server/services.ts'
import { countyTexts } from './policeUk.ts'
import { openRoad } from './road.ts'

/** Software WebGL on two shared cores: a first frame can take many seconds. */
const PATIENCE = 60_000

/** The service with its pages and a quarter of the invented county. */
export const openCounty = async () => {
  await buildClientIfStale(ROOT, () => {})
  const road = await openRoad()
  for (const text of countyTexts({ firstMonth: '2023-10', months: 3, rows: 9000 })) await road.take(text)
  return road
}

export type Watched = { page: Page; faults: string[]; close: () => Promise<void> }

/** A page whose console errors, policy violations, uncaught errors and requests to other hosts are written down. */
export const watchedPage = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Watched> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy/i.test(message.text())) faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const asked = request.url()
    if (!asked.startsWith(url) && !asked.startsWith('blob:') && !asked.startsWith('data:')) faults.push(`asked ${asked}`)
  })
  return { page, faults, close: () => context.close() }
}

export const mapReady = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => document.documentElement.dataset['mapReady'] === 'true', null, { timeout: PATIENCE })
}

/** The run that the page shows; waits until it is another one than `not`. */
export const shownRun = async (page: Page, not = ''): Promise<string> => {
  const found = await page.waitForFunction(
    (other) => {
      const run = document.documentElement.dataset['run']
      return run && run !== other ? run : null
    },
    not,
    { timeout: PATIENCE },
  )
  return String(await found.jsonValue())
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe-core calls wrong on the page as it stands, one line each. */
export const axeFaults = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    type Axe = { run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }> }
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map((node) => `${String(node.target)} ${node.failureSummary ?? ''}`).join(' | ').slice(0, 400)}`)
  })
}
