import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CATEGORIES, METHODS, PLACE_TYPES } from '../../server/contract/vocabulary.ts'
import { CODE_COLUMNS, createCodeList, looksLikeExcelNumber, parseCodeList, type CodeRow } from '../../server/domain/codeList.ts'

const DIR = fileURLToPath(new URL('../../geo-data/', import.meta.url))
const index = JSON.parse(readFileSync(`${DIR}reference/code-lists.json`, 'utf8')) as Record<string, { file: string; title: string; source: string; version: string; provisional: boolean }>
const shipped = (name: string) => parseCodeList(readFileSync(DIR + index[name]!.file, 'utf8'), name)
const list = (name: string) => createCodeList(shipped(name).rows)

describe('the shipped lists', () => {
  test.each(Object.keys(index))('%s is sound, and every code says what its row says', (name) => {
    const { rows, faults } = shipped(name)
    expect(faults).toEqual([])
    const { lookup } = createCodeList(rows)
    for (const { code, field, value } of rows.filter(({ match }) => match === 'exact')) expect({ code, ...lookup(code) }).toMatchObject({ code, [field]: value })
  })

  test('a list says it is provisional when nothing in it was seen at its publisher', () => {
    const unseen = Object.keys(index).filter((name) => shipped(name).rows.every(({ provisional }) => provisional))
    expect(unseen).toContain('istv-method')
    expect(unseen.filter((name) => !index[name]!.provisional)).toEqual([])
  })

  test('an id that looks like SNOMED has a right check digit', () => {
    const ids = Object.keys(index).filter((name) => name.startsWith('ecds')).flatMap((name) => shipped(name).rows.map(({ code }) => code)).filter((code) => /^\d+$/.test(code))
    expect(ids.length).toBeGreaterThan(30)
    expect(ids.filter((id) => !verhoeff(id))).toEqual([])
    expect(verhoeff('276853008')).toBe(false)
  })

  test('every method, place type and category can be written by somebody', () => {
    expect(METHODS.filter((value) => list('istv-method').codesFor('method', value).length === 0)).toEqual([])
    expect(METHODS.filter((value) => list('ecds-mechanism').codesFor('method', value).length === 0)).toEqual([])
    expect(PLACE_TYPES.filter((value) => list('istv-place-type').codesFor('placeType', value).length === 0)).toEqual([])
    // The police do not say whose home it was.
    expect(PLACE_TYPES.filter((value) => list('police-location-type').codesFor('placeType', value).length === 0)).toEqual(['other-home'])
    const recorded = CATEGORIES.filter((value) => value !== 'anti-social-behaviour') // an incident, never a recorded offence
    expect(recorded.filter((value) => list('home-office-class').codesFor('category', value).length === 0)).toEqual([])
  })

  test.each<[list: string, code: string, set: object | null]>([
    ['ecds-intent', '276853009', { pathway: 'self-inflicted' }],
    ['ecds-intent', '52684005', { pathway: 'violence' }],
    ['ecds-acuity', '1064891000000107', { severity: 'life-threatening' }],
    ['ecds-arrival-mode', '1048031000000100', { conveyed: 'yes' }],
    ['ampds-determinant', '04A02', { pathway: 'violence', severity: 'minor' }],
    ['ampds-determinant', '04B02S', { pathway: 'violence', method: 'sexual', severity: 'moderate' }],
    ['ampds-determinant', '04D02T', { pathway: 'not-violence', method: 'other', severity: 'severe' }],
    ['ampds-determinant', '04-D-02-T', { pathway: 'not-violence', method: 'other', severity: 'severe' }],
    ['nhs-pathways', 'Self-harm, cutting', { pathway: 'self-inflicted' }],
    ['ampds-determinant', '4D2A', { pathway: 'violence', severity: 'severe' }],
    ['ampds-determinant', '27D04S', { pathway: 'violence', method: 'knife-or-sharp', severity: 'severe' }],
    ['ampds-determinant', '27D04Y', { pathway: 'self-inflicted', method: 'knife-or-sharp', severity: 'severe' }],
    ['ampds-determinant', '21D02T', { pathway: 'not-violence' }],
    ['ampds-determinant', '99X01', null],
    ['home-office-class', '8N', { category: 'violence-and-sexual-offences' }],
    ['home-office-class', '19c', { category: 'violence-and-sexual-offences', method: 'sexual' }],
    ['home-office-class', '4.10', { category: 'violence-and-sexual-offences' }],
    ['home-office-class', '34B', { category: 'robbery' }],
    ['home-office-class', '195', null],
    ['police-location-type', 'public house / bar', { placeType: 'pub-or-bar' }],
    ['police-location-type', 'Business premises', { placeType: 'work' }],
    ['police-location-type', 'BUS STATION', { placeType: 'transport' }],
    ['outcome', 'Conveyed to Broomfield', { conveyed: 'yes' }],
    ['outcome', 'see and treat', { conveyed: 'no' }],
    ['sex', ' f ', { sex: 'female' }],
    ['sex', '9', { sex: 'unknown' }],
  ])('%s: %s', (name, code, set) => expect(list(name).lookup(code)).toEqual(set))
})

const row = (code: string, match: CodeRow['match'], value: string): CodeRow => ({ code, match, field: 'severity', value, label: '', provisional: true })

test('exact before suffix before prefix, and of two the longer, in whatever order they come', () => {
  const rows = [row('0', 'prefix', 'minor'), row('04', 'prefix', 'moderate'), row('04*T', 'suffix', 'severe'), row('04D1T', 'exact', 'life-threatening')]
  fc.assert(
    fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (shuffled) => {
      const { lookup } = createCodeList(shuffled)
      expect(['01', '04D1', '04D2T', ' 04d1t ', '4'].map((code) => lookup(code)?.severity ?? null)).toEqual(['minor', 'moderate', 'severe', 'life-threatening', null])
    }),
  )
})

test('a code that ends as it begins does not use one letter twice', () => {
  expect(createCodeList([row('T*T', 'suffix', 'minor')]).lookup('T')).toBeNull()
  expect(createCodeList([row('T*T', 'suffix', 'minor')]).lookup('TT')).toEqual({ severity: 'minor' })
})

const HEADER = `${CODE_COLUMNS.join()}\n`
test.each([
  ['1,exact,method,fist,Fist', '5 columns instead of 6'],
  [',exact,method,fist,Fist,0', 'no code'],
  ['1,begins,method,fist,Fist,0', 'match is "begins"'],
  ['1,suffix,method,fist,Fist,0', 'a suffix is written beginning*end'],
  ['1,exact,weapon,fist,Fist,0', 'field is "weapon"'],
  ['1,exact,method,axe,Axe,0', '"axe" is not a word of method'],
  ['1,exact,method,fist,Fist,no', 'provisional is "no"'],
  ['9.91431E+14,exact,method,fist,Fist,0', 'a code that Excel has turned into a number'],
  ['2,exact,method,head,Head,0', '2 sets method a second time'],
])('a list with %j is told by its line', (text, fault) => {
  const { rows, faults } = parseCodeList(`${HEADER}2,exact,method,foot,Foot,0\n${text}\n`, 'my-list')
  expect(rows).toHaveLength(1)
  expect(faults).toEqual([expect.stringContaining(fault)])
  expect(faults[0]).toMatch(/^my-list line 3: /)
})

test('another header, an empty list, no CSV', () => {
  expect(parseCodeList('code,value\n1,fist\n', 'x').faults).toEqual([expect.stringContaining('x line 1: the header has to be')])
  expect(parseCodeList(HEADER, 'x').faults).toEqual(['x: holds no code'])
  expect(parseCodeList(`${HEADER}"1`, 'x').faults).toEqual([expect.stringContaining('x: not a CSV file')])
})

test.each(['9.91431E+14', '9,91431E+14', '991431000000101.0', '9.91431e+014', '1E+15', ' 1.04803E+15 '])('%s is a code that Excel has spoilt', (text) => expect(looksLikeExcelNumber(text)).toBe(true))
test.each(['991431000000101', '276853009', '4.10', '37.1', '04D02', '8N', '19E', '1E5', '5E', '', 'E+14'])('%s is none', (text) => expect(looksLikeExcelNumber(text)).toBe(false))

test('whatever long id a spreadsheet writes in its own way is recognised, and the id itself is not', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 12n, max: 10n ** 18n - 1n }), (id) => {
      const asExcel = Number(id).toExponential(5).toUpperCase()
      expect(looksLikeExcelNumber(asExcel)).toBe(true)
      expect(looksLikeExcelNumber(String(id))).toBe(false)
    }),
  )
})

/** The check digit of SNOMED CT identifiers (Verhoeff, dihedral group of order ten). */
function verhoeff(id: string): boolean {
  const times = (a: number, b: number) => (a < 5 ? (b < 5 ? (a + b) % 5 : ((a + b) % 5) + 5) : b < 5 ? ((a - b + 5) % 5) + 5 : (a - b + 5) % 5)
  const turn = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]
  let check = 0
  for (const [i, digit] of Array.from(id).reverse().entries()) {
    let turned = Number(digit)
    for (let k = 0; k < i % 8; k++) turned = turn[turned]!
    check = times(check, turned)
  }
  return check === 0
}
