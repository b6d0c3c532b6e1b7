import { latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { CATEGORIES, CATEGORY_LABELS } from '../../server/contract/vocabulary.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { CATEGORY_MIX } from '../../server/demo/write/policeUkMix.ts'
import { POLICE_UK_HEADER } from '../../server/demo/write/policeUk.ts'
import { DEMO_ORGANISATION, isInvented } from '../../server/domain/demo.ts'
import { geoData } from '../support/ground.ts'
import { ground } from './readWorld.ts'

const county = (options: object = {}) => [...demoFiles({ from: '2023-10', months: 12, incidents: 20_000, sources: ['police-uk'], ...options }, ground)]
const rowsIn = (files: ReturnType<typeof county>) => files.flatMap(({ text }) => text.trimEnd().split('\n').slice(1).map((line) => line.split(',')))
const months = county()
const rows = rowsIn(months)
const cellOf = (row: string[]) => latLngToCell(Number(row[5]), Number(row[4]), 9)

test('a file a month under the original header, of an organisation that is marked as invented', () => {
  expect(months.map(({ path }) => path).slice(2, 4)).toEqual(['police-uk/2023-12/2023-12-demo-street.csv', 'police-uk/2024-01/2024-01-demo-street.csv'])
  expect(months.length).toBe(12)
  for (const { path, text } of months) {
    expect(text.startsWith(`${POLICE_UK_HEADER}\n`) && text.endsWith('\n')).toBe(true)
    expect(rowsIn([{ path, text, profile: 'police-uk' }]).every((row) => path.includes(`/${row[1]}/`))).toBe(true)
  }
  expect(isInvented(DEMO_ORGANISATION)).toBe(true)
  expect(rows.every((row) => row.length === 12 && row[2] === DEMO_ORGANISATION && row[3] === DEMO_ORGANISATION)).toBe(true)
})

test('all fourteen categories, near their shares', () => {
  expect(CATEGORIES.reduce((sum, category) => sum + CATEGORY_MIX[category].share, 0)).toBeCloseTo(1)
  const unlike = Object.values(CATEGORY_MIX).filter(({ settings }) => settings && Math.abs(settings.reduce((a, b) => a + b, 0) - 1) > 1e-9)
  expect(unlike).toEqual([])
  const off = CATEGORIES.filter((category) => {
    const share = rows.filter((row) => row[9] === CATEGORY_LABELS[category]).length / rows.length
    return Math.abs(share - CATEGORY_MIX[category].share) > Math.max(0.002, CATEGORY_MIX[category].share / 10)
  })
  expect(off).toEqual([])
})

test('a Crime ID of 64 hex digits each its own, none on anti-social behaviour, where even a small file has rows that are wholly identical', () => {
  const anonymous = rows.filter((row) => row[9] === 'Anti-social behaviour')
  const others = rows.filter((row) => row[9] !== 'Anti-social behaviour')
  expect(anonymous.every((row) => row[0] === '' && row[10] === '')).toBe(true)
  expect(others.every((row) => /^[0-9a-f]{64}$/.test(row[0]!) && row[10] !== '')).toBe(true)
  expect(new Set(others.map((row) => row[0])).size).toBe(others.length)
  const small = rowsIn(county({ months: 1, incidents: 400 }))
  expect(new Set(small.map((row) => row.join())).size).toBeLessThan(small.length)
})

test('places as in real files: few points, some rows without, a few over the border and without an LSOA', () => {
  const placed = rows.filter((row) => row[4] !== '')
  const nowhere = rows.filter((row) => row[4] === '')
  expect(nowhere.every((row) => row[5] === '' && row[6] === 'No Location' && row[7] === '')).toBe(true)
  expect(nowhere.length / rows.length).toBeGreaterThan(0.01)
  expect(nowhere.length / rows.length).toBeLessThan(0.02)
  expect(new Set(placed.map((row) => `${row[4]},${row[5]}`)).size).toBeLessThan(placed.length / 3)
  const outside = placed.filter((row) => !geoData.studyArea.has(cellOf(row)))
  expect(outside.length).toBeGreaterThan(0)
  expect(outside.length / rows.length).toBeLessThan(0.004)
  expect(placed.filter((row) => row[7] === '').map((row) => outside.includes(row))).toEqual(outside.map(() => true))
})

test('half of the violence lies in about one cell of eight that have any; in a null world, all inside the county, in twice as many', () => {
  const cellsOfHalf = (of: string[][]) => {
    const counts = new Map<string, number>()
    for (const row of of) if (row[4] !== '' && row[9] === 'Violence and sexual offences') counts.set(cellOf(row), (counts.get(cellOf(row)) ?? 0) + 1)
    const sorted = [...counts.values()].sort((a, b) => b - a)
    const half = sorted.reduce((sum, count) => sum + count, 0) / 2
    let [sum, cells] = [0, 0]
    while (sum < half) sum += sorted[cells++]!
    return cells / sorted.length
  }
  const even = rowsIn(county({ nullWorld: true }))
  expect(cellsOfHalf(rows)).toBeGreaterThan(0.07)
  expect(cellsOfHalf(rows)).toBeLessThan(0.16)
  expect(cellsOfHalf(even)).toBeGreaterThan(0.2)
  expect(even.filter((row) => row[4] !== '' && !geoData.studyArea.has(cellOf(row)))).toEqual([])
})
