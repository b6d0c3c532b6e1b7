// Files that must be refused: what is sent, what the refusal calls it, and the line that it must name (when there is one).
import { deflateRawSync, gzipSync } from 'node:zlib'
import { HEADER, SNAKE_HEADER, fileText, offences, rowText, SPOTS, type PoliceRow } from './policeUk.ts'

export type BadFile = { bytes: Buffer; kind: string; line?: number; field?: string }

const rows = (n: number, rest: PoliceRow = {}) => offences(n, { month: '2018-02', ...rest })
const good = fileText(rows(5))
const withRow = (at: number, row: string, n = 6): Buffer => {
  const lines = fileText(rows(n)).split('\n')
  lines[at - 1] = row
  return Buffer.from(lines.join('\n'))
}
const row = (rest: PoliceRow = {}): string => rowText({ month: '2018-02', ...rest })
const swapped = [...SPOTS.chelmsford].toReversed()
const utf16 = (bom: number[], text: Buffer) => Buffer.concat([Buffer.from(bom), text])
const inLatin1 = (line: number): Buffer => Buffer.from(withRow(line, row({ location: 'Caf\u00e9' })).toString('utf8'), 'latin1')

/** For a profile of files made by machine, whose first faulty row shows that the file is wrong. */
export const BAD_FILES: Record<string, BadFile> = {
  'an Excel or ZIP file': { bytes: Buffer.concat([Buffer.from('PK\x03\x04\x14\x00', 'latin1'), deflateRawSync(good)]), kind: 'broken-zip' },
  'an empty ZIP file': { bytes: Buffer.concat([Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]), kind: 'wrong-file-type' },
  'a ZIP file in a gzip': { bytes: gzipSync(Buffer.concat([Buffer.from('PK\x03\x04\x14\x00', 'latin1'), deflateRawSync(good)])), kind: 'wrong-file-type' },
  'a gzip in a gzip': { bytes: gzipSync(gzipSync(good)), kind: 'wrong-file-type' },
  'a PDF': { bytes: Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), kind: 'wrong-file-type' },
  'JSON': { bytes: Buffer.from('{"rows": [{"month": "2018-02"}]}'), kind: 'wrong-file-type' },
  'a JSON array': { bytes: Buffer.from('[{"month": "2018-02"}]'), kind: 'wrong-file-type' },
  'JSON after a BOM and blanks': { bytes: Buffer.from('\ufeff \n {"rows": []}'), kind: 'wrong-file-type' },
  'HTML': { bytes: Buffer.from('<!doctype html><p>Not found</p>'), kind: 'wrong-file-type' },
  'a PNG picture': { bytes: Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), Buffer.alloc(200, 7)]), kind: 'wrong-file-type' },
  'a truncated gzip': { bytes: gzipSync(good).subarray(0, -20), kind: 'truncated-gzip' },
  'a gzip of its first bytes only': { bytes: gzipSync(good).subarray(0, 12), kind: 'truncated-gzip' },
  'a damaged gzip': { bytes: damaged(gzipSync(good)), kind: 'broken-gzip' },
  'a gzip with rubbish behind it': { bytes: Buffer.concat([gzipSync(good), Buffer.from('rubbish')]), kind: 'broken-gzip' },
  'an Excel file of before 2007, or with a password': { bytes: Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]), kind: 'wrong-file-type' },
  'XML with a document type': { bytes: Buffer.from('<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a><b>&b;</b></a>'), kind: 'xml-entities', line: 2 },
  'XML that is cut off': { bytes: Buffer.from('<a>\n<b><c>1</c></b>\n<b><c>2</c'), kind: 'broken-xml', line: 3 },
  'XML in UTF-16': { bytes: utf16([0xff, 0xfe], Buffer.from('<a><b><c>1</c></b></a>', 'utf16le')), kind: 'not-utf-8', line: 1 },
  'an empty file': { bytes: Buffer.alloc(0), kind: 'empty-file' },
  'an empty gzip': { bytes: gzipSync(''), kind: 'empty-file' },
  'a byte order mark alone': { bytes: Buffer.from('\ufeff'), kind: 'no-rows' },
  'blank lines alone': { bytes: Buffer.from('\n\n\n'), kind: 'no-rows' },
  'a header without rows': { bytes: Buffer.from(`${HEADER}\n`), kind: 'no-rows' },
  'a header without a line end': { bytes: Buffer.from(SNAKE_HEADER), kind: 'no-rows' },
  'an unknown header': { bytes: Buffer.from('id,date,postcode\n1,2018-02-01,CM1 1AA\n'), kind: 'unknown-header', line: 1 },
  'a header with a column too few': { bytes: Buffer.from(good.replace(',Month,', ',')), kind: 'unknown-header', line: 1 },
  'a header with a column too many': { bytes: Buffer.from(good.replace('Context', 'Context,Name')), kind: 'wrong-number-of-columns', line: 2 },
  'a header with a column twice': { bytes: Buffer.from(good.replace('LSOA name', 'LSOA code')), kind: 'unknown-header', line: 1 },
  'rows without their header': { bytes: Buffer.from(good.split('\n').slice(1).join('\n')), kind: 'unknown-header', line: 1 },
  'Latin-1': { bytes: inLatin1(4), kind: 'not-utf-8', line: 4 },
  'a letter of UTF-8 cut in two by the end': { bytes: Buffer.concat([Buffer.from(good.trimEnd()), Buffer.from([0xc3])]), kind: 'not-utf-8', line: 6 },
  'UTF-16, little end first': { bytes: utf16([0xff, 0xfe], Buffer.from(good, 'utf16le')), kind: 'not-utf-8', line: 1 },
  'UTF-16, big end first': { bytes: utf16([0xfe, 0xff], Buffer.from(good, 'utf16le').swap16()), kind: 'not-utf-8', line: 1 },
  'UTF-16 without a mark': { bytes: Buffer.from(good, 'utf16le'), kind: 'nul-byte', line: 1 },
  'NUL': { bytes: withRow(3, row({ location: 'High\u0000Street' })), kind: 'nul-byte', line: 3 },
  'a unit separator': { bytes: withRow(5, row({ location: 'High\u001fStreet' })), kind: 'control-character', line: 5 },
  'a quote never closed': { bytes: withRow(3, row({ location: '"High Street' })), kind: 'quote-not-closed', line: 3 },
  'a quote never closed, and much behind it': { bytes: withRow(3, row({ location: '"High Street' }), 10_000), kind: 'record-too-long', line: 3 },
  'a cell of 10 MB': { bytes: withRow(4, row({ location: 'x'.repeat(10_000_000) })), kind: 'line-too-long', line: 4 },
  'a cell of 10 MB in quotes': { bytes: withRow(4, row({ location: `"${'x\n'.repeat(5_000_000)}"` })), kind: 'record-too-long', line: 4 },
  'a header of 10 MB': { bytes: Buffer.from(`${'Crime ID,'.repeat(1_100_000)}\n`), kind: 'line-too-long', line: 1 },
  'latitude and longitude exchanged': { bytes: withRow(4, row({ spot: swapped })), kind: 'swapped-coordinates', line: 4, field: 'Latitude' },
  'month 2018-13': { bytes: withRow(5, row({ month: '2018-13' })), kind: 'bad-month', line: 5, field: 'Month' },
  'a month left out': { bytes: withRow(5, row({ month: '' })), kind: 'bad-month', line: 5, field: 'Month' },
  'a month with a day': { bytes: withRow(2, row({ month: '2018-02-01' })), kind: 'bad-month', line: 2, field: 'Month' },
  'no force': { bytes: withRow(6, row({ force: '' })), kind: 'no-force', line: 6, field: 'Falls within' },
  'a row with a column too few': { bytes: withRow(3, row().replace(/,$/, '')), kind: 'wrong-number-of-columns', line: 3 },
  'a row with a column too many': { bytes: withRow(6, `${row()},`), kind: 'wrong-number-of-columns', line: 6 },
  'a row cut off at the end of the file': { bytes: Buffer.from(good.slice(0, -60)), kind: 'wrong-number-of-columns', line: 6 },
  'line ends of an old Mac, in a large file': { bytes: Buffer.from(`${HEADER}\r${`${row()}\r`.repeat(12_000)}`), kind: 'cr-line-ends', line: 1 },
  'line ends of an old Mac, in a small file': { bytes: Buffer.from(good.replaceAll('\n', '\r')), kind: 'cr-line-ends', line: 1 },
  'more empty lines than an id has room for': { bytes: Buffer.from(`${HEADER}\n${'\n'.repeat(2 ** 24 + 5)}${row()}\n`), kind: 'empty-lines' },
  'a month that has not begun': { bytes: withRow(3, row({ month: '2081-03' })), kind: 'bad-month', line: 3 },
  'a gzip bomb of one line': { bytes: gzipSync(Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.alloc(200_000_000, 'x')])), kind: 'gzip-bomb' },
  'a gzip bomb of many lines': { bytes: gzipSync(Buffer.from(`${HEADER}\n${`${row()}\n`.repeat(200_000)}`)), kind: 'gzip-bomb' },
}

/** A gzip with its middle overwritten. */
function damaged(packed: Buffer): Buffer {
  const copy = Buffer.from(packed)
  copy.fill(0xff, 20, 60)
  return copy
}
