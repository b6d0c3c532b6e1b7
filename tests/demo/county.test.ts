import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { CATEGORIES, CATEGORY_LABELS } from '../../server/contract/vocabulary.ts'
import { DEMO_DEFAULTS, DEMO_HEADER, demoCounty } from '../../server/demo/county.ts'
import { demoGround } from '../../server/demo/ground.ts'
import { CATEGORY_MIX } from '../../server/demo/mix.ts'
import { DEMO_ORGANISATION } from '../../server/domain/demo.ts'
import { loadGeoData } from '../../server/geoData.ts'

const { studyArea, places, files } = loadGeoData(fileURLToPath(new URL('../../geo-data', import.meta.url)))
const ground = demoGround(places.list, JSON.parse(readFileSync(files.outline.path, 'utf8')))
const county = (options: Partial<typeof DEMO_DEFAULTS> = {}) => [...demoCounty({ ...DEMO_DEFAULTS, ...options }, ground)]
const digest = (months: { text: string }[]) => createHash('sha256').update(months.map(({ text }) => text).join('')).digest('hex')

const months = county()
const rows = months.flatMap(({ text }) => text.trimEnd().split('\n').slice(1).map((line) => line.split(',')))

test('the same seed gives the same bytes, another seed others', () => {
  const small = { months: 2, incidents: 500 }
  expect(digest(county(small))).toBe(digest(county(small)))
  expect(digest(county(small))).not.toBe(digest(county({ ...small, seed: 2 })))
})

test('a file a month with the original header, and as many rows as were asked for', () => {
  expect(months.map(({ path }) => path).slice(0, 2)).toEqual(['2023-04/2023-04-demo-street.csv', '2023-05/2023-05-demo-street.csv'])
  expect(months.map(({ month }) => month).at(-1)).toBe('2024-03')
  expect(months.every(({ text }) => text.startsWith(`${DEMO_HEADER}\n`) && text.endsWith('\n'))).toBe(true)
  expect(rows.length).toBe(30_000)
  expect(rows.every((row) => row.length === 12 && row[2] === DEMO_ORGANISATION && row[3] === DEMO_ORGANISATION)).toBe(true)
})

test('all fourteen categories, near their shares', () => {
  expect(CATEGORIES.reduce((sum, category) => sum + CATEGORY_MIX[category].share, 0)).toBeCloseTo(1)
  const off = CATEGORIES.filter((category) => {
    const share = rows.filter((row) => row[9] === CATEGORY_LABELS[category]).length / rows.length
    return Math.abs(share - CATEGORY_MIX[category].share) > Math.max(0.002, CATEGORY_MIX[category].share / 10)
  })
  expect(off).toEqual([])
})

test('a Crime ID of 64 hex digits each its own, none on anti-social behaviour, where twins are whole', () => {
  const anonymous = rows.filter((row) => row[9] === 'Anti-social behaviour')
  const others = rows.filter((row) => row[9] !== 'Anti-social behaviour')
  expect(anonymous.every((row) => row[0] === '' && row[10] === '')).toBe(true)
  expect(others.every((row) => /^[0-9a-f]{64}$/.test(row[0]!) && row[10] !== '')).toBe(true)
  expect(new Set(others.map((row) => row[0])).size).toBe(others.length)
  expect(new Set(anonymous.map((row) => row.join())).size).toBeLessThan(anonymous.length)
})

test('places as in real files: few points, some rows without, a few outside', () => {
  const placed = rows.filter((row) => row[4] !== '')
  const nowhere = rows.filter((row) => row[4] === '')
  expect(nowhere.every((row) => row[5] === '' && row[6] === 'No Location')).toBe(true)
  expect(nowhere.length / rows.length).toBeGreaterThan(0.01)
  expect(nowhere.length / rows.length).toBeLessThan(0.02)
  expect(new Set(placed.map((row) => `${row[4]},${row[5]}`)).size).toBeLessThan(placed.length / 3)
  const outside = placed.filter((row) => !studyArea.has(latLngToCell(Number(row[5]), Number(row[4]), 9)))
  expect(outside.length).toBeGreaterThan(0)
  expect(outside.length / rows.length).toBeLessThan(0.004)
})

test('half of the violence lies in about one cell of twenty that have any', () => {
  const counts = new Map<string, number>()
  for (const row of rows) {
    if (row[4] === '' || row[9] !== 'Violence and sexual offences') continue
    const cell = latLngToCell(Number(row[5]), Number(row[4]), 9)
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
  }
  const sorted = [...counts.values()].sort((a, b) => b - a)
  const half = sorted.reduce((sum, count) => sum + count, 0) / 2
  let [sum, cells] = [0, 0]
  while (sum < half) sum += sorted[cells++]!
  expect(cells / sorted.length).toBeGreaterThan(0.025)
  expect(cells / sorted.length).toBeLessThan(0.065)
})
