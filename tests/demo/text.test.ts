import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRandom } from '../../server/demo/random.ts'
import { misspell, scrawl, type Hand } from '../../server/demo/text/noise.ts'
import { nhsNumber, plantPid } from '../../server/demo/text/pid.ts'
import { inventCounty } from '../../server/demo/invent/county.ts'
import { ground, readWorld, type Row } from './readWorld.ts'

const world = readWorld({ incidents: 12_000, months: 12 })
const entries = new Map(inventCounty(ground).entries.map((entry) => [entry.id, entry]))
const cellOf: Record<string, string> = { istv: 'Assault Location Description', ecds: 'Assault_Location_Description', 'ambulance-cad': 'address_text', 'police-extract': 'location_text' }
const tables = new Map<string, Row[]>()
/** The words of a row of the truth. */
function textOf(row: Row): string {
  const path = row['file']!
  if (path.endsWith('.xml')) {
    const line = world.files.get(path)!.split('\n')[Number(row['line']) - 1]!
    return /<AssaultLocationDescription>(.*?)<\/AssaultLocationDescription>/.exec(line)![1]!.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  }
  if (!tables.has(path)) tables.set(path, world.table(path))
  return tables.get(path)![Number(row['line']) - 2]![cellOf[path.split('/')[0]!]!]!
}
const texts = world.rows.map((row) => ({ row, text: textOf(row) }))
const health = texts.filter(({ row }) => /^(istv|ecds)/.test(row['file']!))
const share = (yes: (item: (typeof health)[number]) => boolean) => health.filter(yes).length / health.length

test('places in words have the noise of emergency departments', () => {
  expect(share(({ text }) => text === '')).toBeGreaterThan(0.08)
  expect(share(({ text }) => /\b(rd|st|ave|ln|cl|dr)\b/i.test(text))).toBeGreaterThan(0.05)
  expect(share(({ text }) => /o\/s|opp |nr |@|\bpt\b|\bpx\b/i.test(text))).toBeGreaterThan(0.05)
  expect(share(({ text }) => text !== '' && text === text.toUpperCase() && /[A-Z]{4}/.test(text))).toBeGreaterThan(0.03)
  expect(health.some(({ text }) => /^(.{6,}) \1$/.test(text))).toBe(true)
  expect(health.some(({ text }) => /\bst \w+s? (st|str|rd)\b/i.test(text))).toBe(true)
  expect(health.some(({ text }) => /\bXE\d{1,2}( \d)?$/i.test(text))).toBe(true)
  for (const style of ['default', 'nickname', 'junction-town', 'out-of-county', 'says-nothing', 'town-only', 'home', 'venue', 'hospital', 'street-partial-postcode']) {
    expect(health.some(({ row }) => row['text_style'] === style), style).toBe(true)
  }
})

test('each hospital has its own filler', () => {
  const fillers = (path: string) => new Set(health.filter(({ row }) => row['file']!.startsWith(path) && row['text_style'] === 'default').map(({ text }) => text))
  expect(fillers('istv/XH101')).toEqual(new Set(['A&E', 'ED']))
  expect(fillers('istv/XH102')).toEqual(new Set(['Chelmsford']))
})

test('postcodes are of the area XE alone', () => {
  const found = [...world.files].filter(([path]) => !path.startsWith('truth/')).flatMap(([, text]) => text.match(/\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi) ?? [])
  expect(found.length).toBeGreaterThan(500)
  expect(found.filter((code) => !/^XE/i.test(code))).toEqual([])
})

test('the truth tells what a text describes, and which texts a person could place', () => {
  const described = texts.filter(({ row }) => row['describes'] !== 'nothing' && row['text_style'] !== 'out-of-county')
  expect(described.every(({ row }) => row['place_id']!.split('+').every((id) => entries.has(id)))).toBe(true)
  const mappable = texts.filter(({ row }) => row['mappable'] === '1')
  expect(mappable.every(({ row }) => !['nothing', 'home', 'town', 'hospital'].includes(row['describes']!))).toBe(true)
  expect(mappable.length / texts.length).toBeGreaterThan(0.3)
  // A chain without its town is not: several branches bear the name.
  const bare = health.filter(({ row }) => row['text_style'] === 'venue' && entries.get(row['place_id']!)!.name === 'Chicken Castle')
  expect(bare.length).toBeGreaterThan(0)
  expect(bare.every(({ row }) => row['mappable'] === '0')).toBe(true)
  // What is mappable and not misspelt holds the name of its place in some spelling: most of the letters of its first word.
  const named = mappable.filter(({ row }) => row['describes'] === 'street' && row['text_style'] === 'street-town')
  const holds = named.filter(({ row, text }) => text.toLowerCase().includes(entries.get(row['place_id']!)!.name.toLowerCase().split(' ')[0]!))
  expect(holds.length / named.length).toBeGreaterThan(0.85)
  expect(holds.length / named.length).toBeLessThan(1)
})

test('planted personal data stand in their texts', () => {
  const planted = texts.flatMap(({ row, text }) => (row['planted'] ? row['planted'].split(';').map((item) => ({ kind: item.slice(0, item.indexOf('=')), value: item.slice(item.indexOf('=') + 1), text })) : []))
  expect(new Set(planted.map(({ kind }) => kind))).toEqual(new Set(['name', 'phone', 'nhs-number', 'date-of-birth', 'e-mail', 'house-number']))
  expect(planted.filter(({ value, text }) => !text.includes(value))).toEqual([])
})

test('NHS numbers have a valid check digit and lie in the range that is given to nobody', () => {
  fc.assert(fc.property(fc.integer(), (seed) => {
    const digits = Array.from(nhsNumber(createRandom(seed)).replaceAll(' ', ''), Number)
    expect(digits.length).toBe(10)
    expect(digits.slice(0, 3)).toEqual([9, 9, 9])
    expect(digits.reduce((sum, digit, i) => sum + digit * (10 - i), 0) % 11).toBe(0)
  }))
  const texts = Array.from({ length: 200 }, (_, seed) => plantPid(createRandom(seed)).text)
  expect(texts.every((text) => !/@(?!example\.)/.test(text) && (/0\d{4} ?\d{6}/.exec(text)?.[0] ?? '07700 900000').match(/^(07700 900|01632 960)/))).toBe(true)
})

test('slips of the pen: short words stay, the first letter of a sound stays, a text is never longer than its field', () => {
  const hand: Hand = { shorten: 1, misspell: 1, doubled: 1, lower: 0.5, upper: 0.5, comma: 0 }
  fc.assert(fc.property(fc.integer(), fc.string({ minLength: 0, maxLength: 400 }), (seed, text) => {
    expect(scrawl(text, hand, createRandom(seed)).length).toBeLessThanOrEqual(255)
  }))
  fc.assert(fc.property(fc.integer(), fc.constantFrom('High', 'Park', 'XE1', 'St'), (seed, word) => {
    expect(misspell(word, createRandom(seed))).toBe(word)
  }))
  const street = new Set(Array.from({ length: 50 }, (_, seed) => scrawl('St Johns Street', { ...hand, misspell: 0, doubled: 0, lower: 1, upper: 0 }, createRandom(seed))))
  expect([...street].sort()).toEqual(['st johns st', 'st johns st.', 'st johns str'])
})
