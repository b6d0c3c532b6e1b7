import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readOptions } from '../../scripts/demo/options.ts'
import { writeParts } from '../../scripts/demo/writeParts.ts'
import { countyParts } from '../../server/demo/demoFiles.ts'
import { COUNTY_DEFAULTS } from '../../server/demo/options.ts'
import { digest, ground, readWorld } from './readWorld.ts'

const read = (...args: string[]) => readOptions(['--out', 'x', ...args])

test('switches become options; without any, the defaults', () => {
  expect(read()).toEqual({ gazetteer: false, out: 'x', withGazetteer: false, county: COUNTY_DEFAULTS })
  expect(read('--seed', '7', '--years', '2', '--incidents', '500', '--null', '--files', 'quarter', '--sources', 'ecds,police-uk', '--dependence', '0.5', '--retaliation', '0.1', '--surges', '0', '--victims', '0.3')).toMatchObject({
    county: { seed: 7, months: 24, incidents: 500, nullWorld: true, files: 'quarter', sources: ['ecds', 'police-uk'], dependence: 0.5, retaliation: 0.1, surges: 0, victims: 0.3 },
  })
  expect(readOptions(['--gazetteer'])).toEqual({ gazetteer: true })
})

test.each([
  [['--seed', 'x'], '--seed must be a whole number'],
  [['--incidents', '1.5'], '--incidents must be a whole number'],
  [['--dependence', '2'], '--dependence must be a number from 0 to 1'],
  [['--files', 'week'], '--files must be'],
  [['--sources', 'istv,radar'], 'there is no radar'],
  [['--from', '2023-13'], '--from must be a month'],
  [['--years', '1', '--months', '3'], 'either --years or --months'],
  [['--years', '0'], 'at least one month'],
])('%j is refused', (args, why) => {
  expect(() => read(...args)).toThrow(why)
})

test('what is written in pieces is what the generator gives, and its rows are counted', () => {
  const options = { from: '2024-02', months: 2, incidents: 900 }
  const dir = mkdtempSync(join(tmpdir(), 'demo-county-'))
  try {
    const done: string[] = []
    const { files, rows, bytes } = writeParts(dir, countyParts(options, ground), (path) => done.push(path))
    const world = readWorld(options)
    expect(files).toBe(world.files.size)
    expect(done.toSorted()).toEqual([...world.files.keys()].toSorted())
    expect(rows).toBe(world.rows.length)
    expect(digest(new Map(done.map((path) => [path, readFileSync(join(dir, path), 'utf8')])))).toBe(digest(world.files))
    expect(bytes).toBe([...world.files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0))
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('a period without incidents leaves no file but the truth', () => {
  const { feeds, incidents } = readWorld({ from: '2024-02', months: 1, incidents: 0 })
  expect([feeds, incidents]).toEqual([[], []])
  expect(readWorld({ from: '2024-02', months: 1, incidents: 1 }).incidents.length).toBe(1)
})
