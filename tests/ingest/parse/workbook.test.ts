// XLSX: the sheet as somebody reads it who opens it, or a refusal.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SheetChoice } from '../../../server/ingest/parse/unpack/messages.ts'
import { numberText } from '../../../server/ingest/parse/unpack/xlsx/cellText.ts'
import { dateFormatOf } from '../../../server/ingest/parse/unpack/xlsx/styles.ts'
import { closeSpares, warmUp } from '../../../server/ingest/parse/readRows.ts'
import { makeWorkbook, workbookParts, xmlText, type TestCell } from '../../support/workbook.ts'
import { makeZip } from '../../support/zipWriter.ts'
import { refusalHere, refusalOf, rowsOf, unpackedHere } from './reading.ts'

const fieldsOf = async (...args: Parameters<typeof unpackedHere>) => (await unpackedHere(...args)).map(({ fields }) => fields)

beforeAll(warmUp)
afterAll(closeSpares)

const date = (serial: number | string, s = 1): TestCell => ({ s, xml: `<v>${serial}</v>` })
/** One cell beside each other in one row, under a header. */
const readCells = async (cells: TestCell[], rest: { date1904?: boolean } = {}): Promise<string[]> => {
  const rows = [cells.map((_, i) => `c${i}`), cells]
  return (await fieldsOf(makeWorkbook({ sheets: [{ rows }], ...rest })))[1] ?? []
}

test('by the process that unpacks it is the same, read or refused', async () => {
  const workbook = makeWorkbook({ sheets: [{ rows: [['a', 'b'], ['1', 'x\ny, "z"'], null, [45296, '1', '2']] }] })
  expect(await rowsOf(workbook)).toEqual(await unpackedHere(workbook))
  const cut = workbook.subarray(0, -30)
  expect(await refusalOf(cut)).toEqual({ ...(await refusalHere(cut)), detail: 'a file: the ZIP file is damaged, cut off, or not what Excel writes. Nothing was changed.' })
})

test('cells of each kind', async () => {
  const cells: [TestCell, string][] = [
    ['Black Lion, "Moulsham"', 'Black Lion, "Moulsham"'],
    ['two\nlines & <more>', 'two lines & <more>'],
    [' blanks ', ' blanks '],
    [12, '12'],
    [true, 'TRUE'],
    [{ t: 'e', xml: '<v>#N/A</v>' }, ''],
    [{ t: 'str', xml: '<f>A1&amp;"x"</f><v>cached</v>' }, 'cached'],
    [{ xml: '<f>1+1</f><v>2</v>' }, '2'],
    [{ t: 'inlineStr', xml: '<is><r><t>in</t></r><r><t>line</t></r><rPh><t>aloud</t></rPh></is>' }, 'inline'],
    [{ t: 'd', xml: '<v>2024-01-05T22:15:00</v>' }, '2024-01-05 22:15:00'],
    ['line\r\nend', 'line end'],
    [{ s: 5, xml: '<v>3</v>' }, '3'],
    ['+441245', '+441245'],
    ['=1+1', '=1+1'],
    ['001', '001'],
  ]
  expect(await readCells(cells.map(([cell]) => cell))).toEqual(cells.map(([, text]) => text))
})

test('dates of both systems', async () => {
  const cells: [TestCell, string, string][] = [
    [date(45296), '2024-01-05', '2028-01-06'],
    [date(45296.927083333336, 2), '2024-01-05 22:15:00', '2028-01-06 22:15:00'],
    [date(45296, 2), '2024-01-05 00:00:00', '2028-01-06 00:00:00'],
    [date(45296.927083333336), '2024-01-05 22:15:00', '2028-01-06 22:15:00'],
    [date(45296.5, 3), '2024-01-05 12:00:00', '2028-01-06 12:00:00'],
    [date(45350), '2024-02-28', '2028-02-29'],
    [date(45351), '2024-02-29', '2028-03-01'],
    [date(0.75, 6), '18:00:00', '18:00:00'],
    [date(1.0625, 4), '25:30:00', '25:30:00'],
    [date(59), '1900-02-28', '1904-02-29'],
    [date(60), '1900-02-29', '1904-03-01'],
    [date(61), '1900-03-01', '1904-03-02'],
    [date(-1), '-1', '-1'],
    [date('99999999'), '99999999', '99999999'],
    [date(45296.99999999), '2024-01-06', '2028-01-07'],
    [45296, '45296', '45296'],
  ]
  expect(await readCells(cells.map(([cell]) => cell))).toEqual(cells.map(([, text]) => text))
  expect(await readCells(cells.map(([cell]) => cell), { date1904: true })).toEqual(cells.map(([, , text]) => text))
})

test.each<[string, ReturnType<typeof dateFormatOf>]>([
  ['dd/mm/yyyy', { day: true, time: false, elapsed: false }],
  ['dd/mm/yyyy\\ hh:mm;@', { day: true, time: true, elapsed: false }],
  ['[$-809]dd mmmm yyyy', { day: true, time: false, elapsed: false }],
  ['mmm-yy', { day: true, time: false, elapsed: false }],
  ['h:mm AM/PM', { day: false, time: true, elapsed: false }],
  ['[h]:mm', { day: false, time: true, elapsed: true }],
  ['0.00', null],
  ['#,##0.00_);[Red]\\(#,##0.00\\)', null],
  ['0 "days"', null],
  ['General', null],
  ['@', null],
  ['0.00E+00', null],
  ['"£"#,##0', null],
])('format %s', (code, format) => expect(dateFormatOf(code)).toEqual(format))

test.each([
  ['51.734000000000002', '51.734'],
  ['0.1', '0.1'],
  ['-1E-3', '-0.001'],
  ['1.0E-7', '0.0000001'],
  ['0.47099999999999997', '0.471'],
  ['537000', '537000'],
  ['1E5', '100000'],
  ['123456789012345', '123456789012345'],
  ['991431000000101', '991431000000101'],
  ['9.9143100000010099E+17', '9.91431E+17'],
  ['991431000000101000', '9.91431E+17'],
  ['1000000000000000', '1E+15'],
  ['1.2E+15', '1.2E+15'],
  ['-9007199254740991', '-9.0072E+15'],
])('the number %s is shown as %s', (stored, shown) => expect(numberText(stored)).toBe(shown))

test('an id of 18 digits that was typed as text stays; as a number it has lost digits and says so', async () => {
  expect(await readCells(['999003031000000102', { xml: '<v>999003031000000102</v>' }, { xml: '<v>9.9900303100000006E+17</v>' }])).toEqual(['999003031000000102', '9.99003E+17', '9.99003E+17'])
})

describe('rows', () => {
  test('each has the number of its row in the sheet; empty rows and columns keep their places', async () => {
    const rows = await unpackedHere(makeWorkbook({ sheets: [{ rows: [null, ['a', 'b', 'c', null], null, [null, 'x', null], [null, null, null], ['1', null, '3'], ['1', '2', '3', '4']] }] }))
    expect(rows).toEqual([
      { line: 2, fields: ['a', 'b', 'c'] },
      { line: 4, fields: ['', 'x', ''] },
      { line: 6, fields: ['1', '', '3'] },
      { line: 7, fields: ['1', '2', '3', '4'], fault: 'wrong-number-of-columns' },
    ])
  })
  test('rows and cells without an address follow one another', async () => {
    const xml = '<worksheet><sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row/><row><c><v>1</v></c><c r="B3"><v>2</v></c></row></sheetData></worksheet>'
    expect(await unpackedHere(makeWorkbook({ sheets: [{ xml }] }))).toEqual([{ line: 1, fields: ['a', 'b'] }, { line: 3, fields: ['1', '2'] }])
  })
  test('a control character that Excel wrote in its own way is found', async () => {
    const rows = await unpackedHere(makeWorkbook({ sheets: [{ rows: [['a', 'b'], ['x\u0007', 'y'], ['x', 'y']] }] }))
    expect(rows.map(({ fault }) => fault)).toEqual([undefined, 'control-character', undefined])
  })
  test('an ordinary workbook that claims 17 thousand million cells and formats a million empty rows is read at once', async () => {
    const empty = Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 3}" s="1" customFormat="1"/>`).join('')
    const xml = `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>5</v></c></row>${empty}</sheetData><mergeCells><mergeCell ref="A1:XFD1"/></mergeCells><dataValidations><dataValidation sqref="A1:XFD1048576"/></dataValidations></worksheet>`
    expect(await fieldsOf(makeWorkbook({ sheets: [{ xml }] }))).toEqual([['a'], ['5']])
  })
})

describe('which sheet', () => {
  const rows = (name: string) => [[name], ['1'], ['2']]
  const read = async (...sheets: Parameters<typeof makeWorkbook>[0]['sheets']) => {
    let choice: SheetChoice | null = null
    const fields = await fieldsOf(makeWorkbook({ sheets }), { onSheets: (told) => (choice = told) })
    return [fields[0]![0], choice]
  }
  test('the first that can be seen', async () => {
    expect(await read({ rows: rows('hidden'), state: 'hidden' }, { rows: rows('very'), state: 'veryHidden' }, { rows: rows('first') }, { rows: rows('second') })).toEqual(['first', { visible: 2, withRows: 2, taken: 1 }])
  })
  test('the only one with rows', async () => {
    expect(await read({ rows: [['A title']] }, { rows: rows('data') }, { rows: [] })).toEqual(['data', { visible: 3, withRows: 1, taken: 2 }])
  })
})

describe('refused', () => {
  const sheet = (xml: string) => makeWorkbook({ sheets: [{ xml: `<worksheet><sheetData>${xml}</sheetData></worksheet>` }] })
  const good = { sheets: [{ rows: [['a'], ['1']] }] }
  const parts = workbookParts(good)
  test.each<[string, Buffer, string, number?]>([
    ['rows out of order', sheet('<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>'), 'broken-sheet'],
    ['a cell twice', sheet('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>1</v></c></row>'), 'broken-sheet', 1],
    ['a cell of another row', sheet('<row r="1"><c r="A2"><v>1</v></c></row>'), 'broken-sheet', 1],
    ['a row that no sheet has', sheet('<row r="1048577"><c><v>1</v></c></row>'), 'broken-sheet'],
    ['a text that is not there', sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), 'broken-sheet', 1],
    ...['NaN', '', '-1', '0.5', '1e308'].map((index): [string, Buffer, string, number] => [`a text that is not there, called "${index}"`, makeWorkbook({ sheets: [{ rows: [['a'], [{ t: 's', xml: `<v>${index}</v>` }]] }] }), 'broken-sheet', 2]),
    ['a formula without its value', sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="A4"><f>A1</f></c></row>'), 'broken-sheet', 4],
    ['nothing on the sheet', sheet(''), 'no-rows'],
    ['no sheet that can be seen', makeWorkbook({ sheets: [{ rows: [['a']], state: 'hidden' }] }), 'not-a-workbook'],
    ['a document type', makeWorkbook({ ...good, replace: { 'xl/workbook.xml': '<!DOCTYPE workbook [<!ENTITY x "y">]><workbook/>' } }), 'xml-entities'],
    ['a sheet that is missing', makeWorkbook({ ...good, replace: { 'xl/worksheets/sheet1.xml': null } }), 'not-a-workbook'],
    ['a password', makeZip(parts.map((part) => ({ ...part, flags: 1 }))), 'encrypted-workbook'],
    ['parts over one another', makeZip(parts.map((part) => ({ ...part, claims: { offset: 0 } }))), 'xlsx-bomb'],
    ['a part that is longer than it says', makeZip(parts.map((part) => (part.name.includes('sheet1') ? { ...part, claims: { size: 10 } } : part))), 'broken-zip'],
    ['a part that was changed on the way', makeZip(parts.map((part) => (part.name.includes('sheet1') ? { ...part, claims: { crc: 7 } } : part))), 'broken-zip'],
    ['a Word document', makeZip([{ name: 'word/document.xml', data: '<a/>' }]), 'not-a-workbook'],
    ['cut off', makeWorkbook(good).subarray(0, -30), 'broken-zip'],
    ['a name that climbs out', makeZip([...parts, { name: '../../etc/passwd', data: 'x' }]), 'broken-zip'],
    ['too many parts', makeZip([...parts, ...Array.from({ length: 200 }, (_, i) => ({ name: `a${i}`, data: '' }))]), 'xlsx-bomb'],
    ['a part that unpacks a thousand times', makeZip([...parts, { name: 'xl/media/a', data: Buffer.alloc(8_000_000) }]), 'xlsx-bomb'],
    ['wide rows by the thousand', sheet(`<row r="1"><c r="XFD1"><v>1</v></c></row>${Array.from({ length: 4000 }, (_, i) => `<row r="${i + 2}"><c><v>${(i * 7919) % 10007}</v></c></row>`).join('')}`), 'mostly-empty', 62],
  ])('%s', async (_name, bytes, kind, line) => {
    expect(await refusalHere(bytes)).toMatchObject({ kind, ...(line && { line }) })
  })
})

test('a table is the same whether it comes as CSV or as a workbook', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '🙂', '"', ',', ';', ' ', '&', '<', "'", '=', '_x0041_', '\u0007'), maxLength: 8 })
  const row = fc.array(cell, { minLength: 3, maxLength: 3 }).filter((cells) => cells.join('').trim() !== '')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), fc.boolean(), async (rows, inline) => {
      const all = [['a', 'b', 'c'], ...rows]
      // Excel writes a text that looks like one of its own escapes with an escape.
      const escaped = all.map((cells) => cells.map((text) => text.replaceAll(/_(?=x[0-9A-F]{4}_)/g, '_x005F_')))
      const csv = await rowsOf(all.map((cells) => cells.map(quoted).join(',')).join('\n'))
      expect(await unpackedHere(makeWorkbook({ sheets: [{ rows: escaped }], inline }))).toEqual(csv)
    }),
    { numRuns: 200, seed: 13 },
  )
  expect(xmlText('\u0007')).toBe('_x0007_')
})
