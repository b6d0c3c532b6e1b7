import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { COUNTY_DEFAULTS } from '../../server/demo/options.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { STANDARDS } from '../../server/contract/vocabulary.ts'
import { digest, ground, readWorld, type Row } from './readWorld.ts'

const SMALL = { from: '2024-01', months: 4, incidents: 2_500, sources: STANDARDS }
const small = readWorld(SMALL)
const rowsOf = (feed: string): Row[] => small.rows.filter((row) => row['file']!.startsWith(feed))

test('the same switches give the same bytes; another seed gives others', () => {
  expect(digest(readWorld(SMALL).files)).toBe(digest(small.files))
  expect(digest(readWorld({ ...SMALL, seed: 2 }).files)).not.toBe(digest(small.files))
})

test('the process time zone changes no byte', () => {
  const script = fileURLToPath(new URL('../../scripts/demoCounty.ts', import.meta.url))
  const [first, ...others] = ['UTC', 'Europe/London', 'Pacific/Auckland'].map((TZ) => {
    const dir = mkdtempSync(join(tmpdir(), 'demo-tz-'))
    try {
      execFileSync(process.execPath, ['--import', 'tsx', script, '--out', dir, '--from', '2024-03', '--months', '2', '--incidents', '400'], { env: { ...process.env, TZ } })
      const paths = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
      return digest(new Map(paths.map((path) => [path.slice(dir.length + 1), readFileSync(path, 'utf8')])))
    } finally {
      rmSync(dir, { recursive: true })
    }
  })
  expect(first).toBe(digest(readWorld({ from: '2024-03', months: 2, incidents: 400 }).files))
  expect(others).toEqual([first, first])
}, 120_000)

test('leaving a source out changes no other file', () => {
  const some = readWorld({ ...SMALL, sources: ['ecds', 'police-extract'] })
  expect(some.feeds.length).toBeGreaterThan(4)
  for (const path of some.feeds) expect(some.files.get(path) === small.files.get(path), path).toBe(true)
})

test('every line of every file has one line of truth, and the other way round', () => {
  const told = new Set(small.rows.map((row) => `${row['file']} ${row['line']}`))
  const written = small.feeds.flatMap((path) => {
    const lines = small.files.get(path)!.trimEnd().split('\n')
    return lines.slice(1, path.endsWith('.xml') ? -1 : undefined).map((_, i) => `${path} ${i + 2}`)
  })
  expect(told.size).toBe(small.rows.length)
  expect(written.length).toBe(told.size)
  expect(written.filter((line) => !told.has(line))).toEqual([])
})

test('every incident is in the truth once, in order of time, and rows name those that their service saw', () => {
  expect(small.incidents.length).toBe(SMALL.incidents)
  expect(small.incidents.map((row) => row['incident'])).toEqual(small.incidents.map((_, i) => String(i + 1)))
  expect(small.incidents.every((row, i) => i === 0 || small.incidents[i - 1]!['occurred_at']! <= row['occurred_at']!)).toBe(true)
  const named = (feed: string) => new Set(rowsOf(feed).flatMap((row) => (row['incident'] ? [row['incident']] : [])))
  const seen = (column: string) => small.incidents.filter((row) => row[column] === '1').map((row) => row['incident']!)
  const same = (a: Iterable<string>, b: Iterable<string>) => expect([...a].map(Number).sort((x, y) => x - y)).toEqual([...b].map(Number).sort((x, y) => x - y))
  same(named('police-extract/'), seen('seen_police'))
  same(named('police-uk/'), seen('seen_police'))
  same(named('ambulance-cad/'), seen('seen_ambulance'))
  same(new Set([...named('istv/'), ...named('ecds/')]), seen('seen_ed'))
})

test('the police write a crime for every victim; an emergency department no more rows than victims in a file', () => {
  const victims = new Map(small.incidents.map((row) => [row['incident']!, Number(row['victims'])]))
  const crimes = new Map<string, number>()
  for (const row of rowsOf('police-extract/')) if (row['incident']) crimes.set(row['incident'], (crimes.get(row['incident']) ?? 0) + 1)
  expect([...crimes].every(([incident, count]) => victims.get(incident) === count)).toBe(true)
  expect([...crimes.values()].some((count) => count > 1)).toBe(true)
  const perFile = new Map<string, number>()
  for (const row of rowsOf('istv/')) perFile.set(`${row['file']} ${row['incident']}`, (perFile.get(`${row['file']} ${row['incident']}`) ?? 0) + 1)
  expect([...perFile].filter(([key, count]) => count > victims.get(key.split(' ')[1]!)!)).toEqual([])
})

test('XML is well-formed, with a period, and an Assault on each line that the truth names', () => {
  const paths = small.feeds.filter((path) => path.endsWith('.xml'))
  expect(paths).toContain('istv/XH102/2024-03.resubmitted.xml')
  for (const path of paths) {
    const text = small.files.get(path)!
    const names: string[] = []
    const parser = new SaxesParser()
    parser.on('opentag', ({ name }) => names.push(name))
    parser.on('error', (error) => { throw error })
    parser.write(text).close()
    expect(names.filter((name) => name === 'Assault').length).toBe(small.rows.filter((row) => row['file'] === path).length)
    expect(text.split('\n').slice(1, -2).every((line) => line.startsWith('<Assault><ArrivalDateTime>') && line.endsWith('</Assault>'))).toBe(true)
    expect(text).toContain(`<ReportingPeriodStartDate>${path.slice(11, 18)}-01</ReportingPeriodStartDate>`)
  }
})

test('files come whole, in the order of their periods; a corrected one after the one it replaces', () => {
  const paths = [...demoFiles({ ...SMALL, sources: COUNTY_DEFAULTS.sources }, ground)].map(({ path, text }) => {
    expect(text.endsWith('\n') && text.length > 100, path).toBe(true)
    return path
  })
  expect(paths.toSorted()).toEqual(small.feeds.filter((path) => !path.startsWith('police-uk/')).toSorted())
  const months = paths.filter((path) => !path.includes('resubmitted')).map((path) => /\d{4}-\d\d/.exec(path)![0])
  expect(months).toEqual(months.toSorted())
  const again = paths.filter((path) => path.includes('resubmitted'))
  expect(again.length).toBeGreaterThanOrEqual(2)
  for (const path of again) {
    expect(paths.indexOf(path)).toBeGreaterThan(paths.indexOf(path.replace('.resubmitted', '')))
    expect(paths.indexOf(path)).toBeLessThan(paths.findIndex((other) => other.includes('2024-04')))
  }
})

test('rows lie in the file of the month in which their service filed them', () => {
  const columns = { 'ecds/': 'Arrival_Date', 'ambulance-cad/': 'call_connect_ts', 'police-extract/': 'reported_ts' }
  for (const [feed, column] of Object.entries(columns)) {
    for (const path of small.feeds.filter((name) => name.startsWith(feed))) {
      expect(small.table(path).filter((row) => !path.includes(row[column]!.slice(0, 7))), path).toEqual([])
    }
  }
  const month = small.table('istv/XH101/2024-02.csv')
  expect(month.every((row) => row['Arrival Date Time']!.slice(3, 10) === '02/2024' && row['Reporting Period Start Date'] === '01/02/2024' && row['Reporting Period End Date'] === '29/02/2024')).toBe(true)
})

test('quarters and years hold the same rows as months', () => {
  const perFeed = (files: 'month' | 'quarter' | 'year') => {
    const world = readWorld({ ...SMALL, months: 8, files, sources: ['ambulance-cad', 'police-extract'] })
    return { paths: world.feeds.length, lines: world.feeds.flatMap((path) => world.files.get(path)!.trimEnd().split('\n').slice(1)).sort() }
  }
  const [month, quarter, year] = [perFeed('month'), perFeed('quarter'), perFeed('year')]
  expect([month.paths, quarter.paths, year.paths]).toEqual([16, 6, 2])
  expect(quarter.lines).toEqual(month.lines)
  expect(year.lines).toEqual(month.lines)
})
