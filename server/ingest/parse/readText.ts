import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { FIELD_SEPARATOR } from '../../domain/sourceRecord.ts'
import { fileProblem } from '../../domain/problem.ts'

/** What a file may unpack to: a gzip bomb is refused here, not by the machine running out of memory. */
const MAX_UNPACKED_BYTES = 1024 ** 3

/** First bytes, read as Latin-1, of the files that people send by mistake. */
const OTHER_TYPES: [string, string][] = [
  ['PK\x03\x04', 'a ZIP or Excel file'],
  ['PK\x05\x06', 'an empty ZIP file'],
  ['%PDF', 'a PDF'],
  ['{', 'JSON'],
  ['[', 'JSON'],
  ['<', 'XML or HTML'],
  ['\xd0\xcf\x11\xe0', 'an old Excel or Word file'],
  ['PAR1', 'Parquet'],
  ['\x89PNG', 'a PNG picture'],
  ['\x1f\x8b', 'gzip inside gzip'],
]

/** Judges the beginning of the text, so that a wrong file is called by its name whether or not somebody has zipped it. */
const refuseOtherTypes = (start: Buffer, file: string): void => {
  const head = start.toString('latin1', 0, 64)
  if (head.startsWith('\xff\xfe') || head.startsWith('\xfe\xff'))
    throw fileProblem('not-utf-8', 'the text is UTF-16; save it as UTF-8', { file, line: 1 })
  const first = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  const other = OTHER_TYPES.find(([magic]) => first.startsWith(magic))
  if (other) throw fileProblem('wrong-file-type', `this is ${other[1]}, not CSV`, { file })
}

const firstBytes = async (path: string): Promise<Buffer> => {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

const MAX_LINE_BYTES = 1 << 20
/** Real files pack 5 to 20 times; a bomb a thousand times. */
const MAX_GZIP_RATIO = 250
/** Lines in one piece before their emptiness is judged: the shortest real row has some 60 bytes. */
const MIN_FOR_EMPTY = 10_000

const UNIT_SEPARATOR = FIELD_SEPARATOR.charCodeAt(0)

const newlines = (chunk: Buffer): number => {
  let n = 0
  for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) n++
  return n
}

/** Splits at the last newline, so that a UTF-8 sequence is never cut in two (no sequence contains 0x0A). */
const refuseBadBytes = (chunk: Buffer, line: number, file: string): void => {
  if (isUtf8(chunk) && !chunk.includes(0) && !chunk.includes(UNIT_SEPARATOR)) return
  for (let start = 0, at = line; start < chunk.length; at++) {
    const end = chunk.indexOf(10, start)
    const row = chunk.subarray(start, end < 0 ? chunk.length : end)
    if (row.includes(0)) throw fileProblem('nul-byte', 'there is a NUL byte in the text', { file, line: at })
    if (row.includes(UNIT_SEPARATOR)) throw fileProblem('control-character', 'there is a control character (U+001F) in the text', { file, line: at })
    if (!isUtf8(row)) throw fileProblem('not-utf-8', 'the text is not UTF-8 (saved as Latin-1 or Windows-1252?); save it as UTF-8', { file, line: at })
    start += row.length + 1
  }
}

/** The bytes of a file, unpacked if they are gzip, checked to be UTF-8 text; throws a Problem that names the line. */
export async function* readText(path: string, file: string): AsyncGenerator<Buffer> {
  const { size } = await stat(path)
  if (size === 0) throw fileProblem('empty-file', 'the file is empty', { file })
  const head = await firstBytes(path)
  const gzip = head[0] === 0x1f && head[1] === 0x8b
  const raw = createReadStream(path, { highWaterMark: 1 << 18 })
  const stream = gzip ? raw.pipe(createGunzip({ chunkSize: 1 << 18 })) : raw
  // A pipe does not hand on a failed read: without this it would be an uncaught error.
  if (gzip) raw.on('error', (error) => stream.destroy(error))
  let line = 1
  let bytes = 0
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (bytes === 0) refuseOtherTypes(piece, file)
      bytes += piece.length
      if (bytes > MAX_UNPACKED_BYTES) throw fileProblem('file-too-large', 'the file holds more than 1 GB of text', { file })
      if (bytes > size * MAX_GZIP_RATIO) throw fileProblem('gzip-bomb', `the gzip file unpacks to more than ${MAX_GZIP_RATIO} times its size`, { file })
      const cut = piece.lastIndexOf(10) + 1
      if (cut === 0) {
        rest = Buffer.concat([rest, piece])
        if (rest.length > MAX_LINE_BYTES)
          throw fileProblem('line-too-long', 'a line is longer than 1 MB (a quote that is never closed, a very long cell, or line ends that are not LF?)', { file, line })
        continue
      }
      const whole = Buffer.concat([rest, piece.subarray(0, cut)])
      rest = Buffer.from(piece.subarray(cut))
      refuseBadBytes(whole, line, file)
      const lines = newlines(whole)
      if (lines > MIN_FOR_EMPTY && lines > whole.length / 1.5) throw fileProblem('empty-lines', 'the file is mostly empty lines', { file, line })
      line += lines
      yield whole
    }
    if (rest.length > 0) {
      refuseBadBytes(rest, line, file)
      yield rest
    }
    if (bytes === 0) throw fileProblem('empty-file', 'the file is empty', { file })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'Z_BUF_ERROR') throw fileProblem('truncated-gzip', 'the gzip file ends too early: it was cut off on the way', { file })
    if (code?.startsWith('Z_')) throw fileProblem('broken-gzip', 'the gzip file is damaged', { file })
    throw error
  } finally {
    raw.destroy()
  }
}
