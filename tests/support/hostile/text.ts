// Text and packed text that no file of rows is.
import { deflateSync, gzipSync } from 'node:zlib'
import { createRandom } from '../../../server/demo/random.ts'
import { goodRow, HEADER, rowLine } from '../malformedRows.ts'
import { around, type Family } from './family.ts'

const random = createRandom(7)
const ROWS = Array.from({ length: 200 }, (_, i) => rowLine(goodRow(random, i))).join('\n')
export const GOOD = `${HEADER}\n${ROWS}\n`
const good = Buffer.from(GOOD)

const utf16 = (bom: string, swap: boolean): Buffer => {
  const bytes = Buffer.from(`${bom}${GOOD}`, 'utf16le')
  return swap ? bytes.swap16() : bytes
}
const lineIn = (line: string | Buffer): Buffer => Buffer.concat([good, Buffer.from(line as string), Buffer.from('\n'), good.subarray(HEADER.length + 1)])
const bytesFrom = (next: () => number, n: number): Buffer => Buffer.from(Array.from({ length: n }, () => Math.floor(next() * 256)))

let zeros: Buffer | undefined
/** 300 MB of nothing, packed: 300 kB. */
const packedZeros = (): Buffer => (zeros ??= gzipSync(Buffer.alloc(300_000_000)))
let lines: Buffer | undefined
const packedLines = (): Buffer => (lines ??= gzipSync(`${HEADER}\n${`${rowLine(goodRow(createRandom(1), 1))}\n`.repeat(500_000)}`))

const MAGIC: [string, Buffer][] = [
  ['a PDF', Buffer.from('%PDF-1.7\n')],
  ['a PNG', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['a GIF', Buffer.from('GIF89a,')],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ['7-Zip', Buffer.from('377abcaf271c', 'hex')],
  ['RAR', Buffer.from('Rar!\x1a\x07\x01\x00')],
  ['Parquet', Buffer.from('PAR1')],
  ['SQLite', Buffer.from('SQLite format 3\0')],
  ['a program', Buffer.from('7f454c460201', 'hex')],
  ['JSON', Buffer.from('{"rows": [')],
  ['HTML', Buffer.from('<!doctype html><table>')],
  ['bzip2', Buffer.from('BZh91AY')],
]

export const TEXT: Family[] = [
  { name: 'random bytes', kinds: ['not-utf-8', 'nul-byte', 'wrong-file-type', 'broken-xml'], make: (r) => bytesFrom(r.next, 1 + Math.floor(r.next() * 50_000)) },
  { name: 'random bytes behind good rows', kinds: ['not-utf-8', 'nul-byte'], make: (r) => lineIn(bytesFrom(r.next, 2000)) },
  { name: 'UTF-16', kinds: ['not-utf-8'], make: (r) => utf16('\ufeff', r.next() < 0.5) },
  { name: 'UTF-16 without a mark', kinds: ['nul-byte'], make: (r) => utf16('', r.next() < 0.5) },
  { name: 'a NUL', kinds: ['nul-byte'], make: (r) => lineIn(`a${'\0'.repeat(1 + Math.floor(r.next() * 9))}b,c`) },
  { name: 'Windows-1252', kinds: ['not-utf-8'], make: (r) => lineIn(Buffer.from(`x,Caf${r.pick(['é', 'ê', 'ü', '£'])},y`, 'latin1')) },
  { name: 'overlong and half UTF-8', kinds: ['not-utf-8'], make: (r) => lineIn(Buffer.from(r.pick(['c0af', 'eda080edb080', 'f4908080', 'e282', 'ff', 'f8888080']), 'hex')) },
  { name: 'a quote never closed', kinds: ['quote-not-closed'], make: (r) => around(r, good, (at) => Buffer.concat([good.subarray(0, at), Buffer.from('\n"'), good.subarray(at)])) },
  { name: 'a quote never closed and a megabyte behind it', kinds: ['record-too-long'], make: () => lineIn(`"${`${ROWS}\n`.repeat(60)}`) },
  { name: 'a line of megabytes', kinds: ['line-too-long'], make: (r) => lineIn('x'.repeat(1_100_000 + Math.floor(r.next() * 4_000_000))) },
  { name: 'millions of columns', kinds: ['line-too-long', 'unknown-header', 'wrong-number-of-columns'], make: (r) => Buffer.from(`${'a,'.repeat(400_000 + Math.floor(r.next() * 500_000))}\n${ROWS}`) },
  { name: 'CR alone', kinds: ['cr-line-ends'], make: (r) => Buffer.from(GOOD.repeat(r.pick([1, 50])).replaceAll('\n', '\r')) },
  { name: 'empty lines', kinds: ['empty-lines'], make: (r) => lineIn('\n'.repeat(2_000_000 + Math.floor(r.next() * 9_000_000))) },
  { name: 'another separator in the header', kinds: ['wrong-number-of-columns'], make: (r) => Buffer.from(GOOD.replace(HEADER, HEADER.replaceAll(',', r.pick([';', '\t'])))) },
  { name: 'header alone', kinds: ['no-rows'], make: (r) => Buffer.from(`${HEADER}${'\n'.repeat(Math.floor(r.next() * 9))}`) },
  { name: 'nothing', kinds: ['empty-file', 'no-rows'], make: (r) => Buffer.from(r.pick(['', '\n', '\ufeff', '\r\n\r\n'])) },
  { name: 'wrong type', kinds: ['wrong-file-type', 'nul-byte'], make: (r) => Buffer.concat([r.pick(MAGIC)[1], good]) },
  { name: 'wrong type, packed', kinds: ['wrong-file-type', 'nul-byte'], make: (r) => gzipSync(Buffer.concat([r.pick(MAGIC)[1], good])) },
  { name: 'HTML that is a table of rows', kinds: ['wrong-file-type'], make: () => Buffer.from(`<html><!--\n${GOOD}--></html>`) },
  { name: 'gzip cut off', kinds: ['truncated-gzip'], make: (r) => around(r, gzipSync(good), (at, bytes) => bytes.subarray(0, Math.max(3, at))) },
  { name: 'gzip damaged', kinds: ['broken-gzip', 'truncated-gzip'], make: (r) => around(r, gzipSync(good), (at, bytes) => Buffer.concat([bytes.subarray(0, Math.max(12, at)), Buffer.alloc(40, 0xff), bytes.subarray(Math.max(12, at) + 40)])) },
  { name: 'gzip with rubbish behind it', kinds: ['broken-gzip'], make: (r) => Buffer.concat([gzipSync(good), bytesFrom(() => 0.3 + r.next() / 2, 500)]) },
  { name: 'gzip in gzip in gzip', kinds: ['wrong-file-type'], make: (r) => Array.from({ length: 2 + Math.floor(r.next() * 8) }).reduce<Buffer>((bytes) => gzipSync(bytes), good) },
  { name: 'gzip bomb of zeros', kinds: ['nul-byte', 'line-too-long', 'gzip-bomb'], make: () => packedZeros() },
  { name: 'gzip bomb of rows', kinds: ['gzip-bomb'], make: () => packedLines() },
  { name: 'gzip bomb in members', kinds: ['nul-byte', 'line-too-long', 'gzip-bomb'], make: () => Buffer.concat([gzipSync(good), packedZeros()]) },
  { name: 'zlib, not gzip', kinds: ['not-utf-8', 'nul-byte'], make: () => deflateSync(good) },
]
