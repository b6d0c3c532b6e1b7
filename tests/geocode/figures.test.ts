// The figures that the geocoder is held to, on worlds and texts that its weights have never seen, with room for their small size.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGround } from '../../scripts/demo/ground.ts'
import { writeParts } from '../../scripts/demo/writeParts.ts'
import { readCorpus, type Labelled } from '../../scripts/geocode/corpus.ts'
import { createDemoGround } from '../../scripts/geocode/demoGround.ts'
import { measure, type Measured } from '../../scripts/geocode/measure.ts'
import { writeTexts } from '../../scripts/geocode/secondPen.ts'
import { countyParts } from '../../server/demo/demoFiles.ts'
import type { Accuracy } from '../../server/geocode/accuracy.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const ground = createDemoGround()

/** Mean distance between what is stated and what is right, over all texts; and the same for the middle of the scale. */
function calibration({ calibration: bins }: Accuracy, from: number, to: number): { n: number; stated: number; right: number; error: number } {
  const within = bins.filter((bin) => bin.n > 0 && bin.from >= from - 0.01 && bin.to <= to + 0.01)
  const sum = (of: (bin: (typeof bins)[number]) => number) => within.reduce((total, bin) => total + of(bin), 0)
  const n = sum((bin) => bin.n)
  return { n, stated: sum((bin) => bin.n * bin.stated) / n, right: sum((bin) => bin.right) / n, error: sum((bin) => Math.abs(bin.n * bin.stated - bin.right)) / n }
}

function holds({ all, distinctPerSecond }: Measured): void {
  expect(all.mappable).toBeGreaterThan(1000)
  expect(all.streetAndVenue.right / all.streetAndVenue.placed).toBeGreaterThan(0.93)
  expect(all.mappablePlaced / all.mappable).toBeGreaterThan(0.92)
  expect(all.mappablePlacedRight / all.mappablePlaced).toBeGreaterThan(0.95)
  expect(calibration(all, 0, 1).error).toBeLessThan(0.03)
  const middle = calibration(all, 0.55, 0.95)
  expect(Math.abs(middle.stated - middle.right)).toBeLessThan(0.14)
  expect(distinctPerSecond).toBeGreaterThan(1500) // on a machine that does other things; npm run geocode-report tells the figure
}

describe('a small demo county, seed 2', () => {
  let dir = ''
  let measured: ReturnType<typeof measure>
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'geocode-'))
    writeParts(dir, countyParts({ seed: 2, months: 12, incidents: 2000, files: 'year' }, readGround()), () => {})
    measured = measure(ground.geocoder, await readCorpus(dir, ground))
  }, 60_000)
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  it('holds the figures', () => holds(measured))

  it('keeps homes to areas that are right, and fillers out', () => {
    const homes = measured.judged.filter(({ found }) => found.outcome === 'home')
    expect(homes.length).toBeGreaterThan(100)
    expect(homes.flatMap(({ found }) => found.candidates).every(({ level, radiusM }) => level === 'home' && radiusM >= 600)).toBe(true)
    const fillers = measured.judged.filter(({ style, text }) => style === 'default' && /^(?:A&E|ED)$/i.test(text))
    expect(fillers.length).toBeGreaterThan(5)
    // beside the code of a home they are a home, of which nothing is known
    expect(fillers.filter(({ found }) => found.outcome !== 'default' && !(found.outcome === 'home' && found.candidates.length === 0))).toEqual([])
  })

  it('texts that say nothing are given no place', () => {
    const nothing = measured.judged.filter(({ describes }) => describes === 'nothing')
    expect(nothing.filter(({ found }) => found.outcome === 'placed').length / nothing.length).toBeLessThan(0.03)
  })

  it('the command prints the same as data', () => {
    const run = (...args: string[]) => execFileSync(process.execPath, ['--import', 'tsx', 'scripts/geocodeReport.ts', ...args], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const data = JSON.parse(run(dir, '--json')) as Measured
    expect(data.all).toEqual(JSON.parse(JSON.stringify(measured.all)))
    expect(data.styles).toEqual(measured.styles)
    expect(() => run('/nowhere')).toThrow(/status|failed/i)
  }, 60_000)
})

describe('the second pen, seed 12', () => {
  const texts = writeTexts(ground.gazetteer, ground.hospitals.slice(0, 3), 12, 3000).map((one): Labelled => ({ ...one, feed: 'second pen', describes: '', style: '' }))
  it('holds the figures', () => holds(measure(ground.geocoder, texts)))
})
