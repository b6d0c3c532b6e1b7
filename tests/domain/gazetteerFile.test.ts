import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLACE_TYPES } from '../../server/contract/vocabulary.ts'
import { GAZETTEER_KINDS, type GazetteerEntry } from '../../server/domain/gazetteer.ts'
import { GAZETTEER_HEADER, gazetteerLine, parseGazetteer } from '../../server/domain/gazetteerFile.ts'

const word = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) => text.replace(/\s+/g, ' ').trim())
const named = word.filter((text) => text !== '')
const alternative = word.map((text) => text.replaceAll('|', ' ').replace(/\s+/g, ' ').trim()).filter((text) => text !== '')
const rounded = (max: number) => fc.double({ min: -max, max, noNaN: true }).map((value) => Number(value.toFixed(6)) + 0)
const entry: fc.Arbitrary<GazetteerEntry> = fc.record({
  id: named,
  kind: fc.constantFrom(...GAZETTEER_KINDS),
  name: named,
  alternatives: fc.array(alternative, { maxLength: 4 }),
  town: word,
  lat: rounded(90),
  lng: rounded(180),
  radiusM: fc.integer({ min: 1, max: 1e6 }),
  placeType: fc.constantFrom(null, ...PLACE_TYPES),
})

test('what is written is read back, whatever the names hold', () => {
  fc.assert(
    fc.property(fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 8 }), (entries) => {
      expect(parseGazetteer(GAZETTEER_HEADER + entries.map(gazetteerLine).join(''))).toEqual({ entries, faults: [] })
    }),
    { numRuns: 300 },
  )
})

const line = (change: Partial<Record<string, string>> = {}) =>
  Object.values({ id: 'a', kind: 'venue', name: 'Anchor', alternatives: '', town: 'Maldon', lat: '51.7', lng: '0.68', radius: '40', type: 'pub-or-bar', ...change }).join()

test.each<[Partial<Record<string, string>>, string]>([
  [{ id: '' }, 'no id'],
  [{ kind: 'pub' }, 'kind is "pub", not one of'],
  [{ name: '' }, 'no name'],
  [{ lat: '' }, 'lat is "", not degrees'],
  [{ lat: '91' }, 'lat is "91", not degrees'],
  [{ lng: '0,68' }, 'columns instead of 9'],
  [{ lng: 'east' }, 'lng is "east", not degrees'],
  [{ radius: '0' }, 'radius_m is "0", not metres'],
  [{ type: 'pub' }, 'place_type is "pub", not one of'],
])('a row with %j is told by its line, and the others are read', (change, fault) => {
  const { entries, faults } = parseGazetteer(`${GAZETTEER_HEADER}${line({ id: 'b' })}\n\n${line(change)}\n`)
  expect(entries).toHaveLength(1)
  expect(faults).toEqual([expect.stringMatching(/^line 4: /)])
  expect(faults[0]).toContain(fault)
})

test('an id used twice, another header, no CSV', () => {
  expect(parseGazetteer(`${GAZETTEER_HEADER}${line()}\n${line()}\n`).faults).toEqual(['line 3: the id a was used before'])
  expect(parseGazetteer('id,name\n1,x\n').faults).toEqual([expect.stringContaining('line 1: the header has to be id,kind')])
  expect(parseGazetteer('').faults).toHaveLength(1)
  expect(parseGazetteer(`${GAZETTEER_HEADER}"a`).faults).toEqual([expect.stringContaining('not a CSV file')])
})

test('a byte order mark and the line ends of another system do no harm', () => {
  expect(parseGazetteer(`﻿${GAZETTEER_HEADER.trim()}\r\n${line()}\r\n`)).toMatchObject({ entries: [{ name: 'Anchor', placeType: 'pub-or-bar' }], faults: [] })
})
