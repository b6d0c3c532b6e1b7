import { isUtf8 } from 'node:buffer'
import { fileProblem } from '../../domain/problem.ts'
import { MAX_LINE, MAX_TEXT } from './limits.ts'

/** Lines in one piece before their emptiness is judged: the shortest real row has some 60 bytes. */
const MIN_FOR_EMPTY = 10_000

const newlines = (chunk: Buffer): number => {
  let n = 0
  for (let i = chunk.indexOf(10); i >= 0; i = chunk.indexOf(10, i + 1)) n++
  return n
}

const refuseBadBytes = (chunk: Buffer, line: number, file: string): void => {
  if (isUtf8(chunk) && !chunk.includes(0)) return
  for (let start = 0, at = line; start < chunk.length; at++) {
    const end = chunk.indexOf(10, start)
    const row = chunk.subarray(start, end < 0 ? chunk.length : end)
    if (row.includes(0)) throw fileProblem('nul-byte', 'there is a NUL byte in the text', { file, line: at })
    if (!isUtf8(row)) throw fileProblem('not-utf-8', 'the text is not UTF-8 (saved as Latin-1 or Windows-1252?); save it as UTF-8', { file, line: at })
    start += row.length + 1
  }
}

const tooLong = (rest: Buffer, line: number, file: string): Error =>
  line === 1 && rest.includes(13)
    ? fileProblem('cr-line-ends', 'the lines end in CR alone, as on old Macs; save the file with LF or CRLF', { file, line })
    : fileProblem('line-too-long', 'a line is longer than 1 MB (a quote that is never closed, or a very long cell?)', { file, line })

/** Nothing may depend on the pieces in which a file comes, nor take long at a time. */
const PIECE = 1 << 18

async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const piece of source) for (let i = 0; i < piece.length; i += PIECE) yield piece.subarray(i, i + PIECE)
}

/**
 * Bytes checked to be UTF-8 text and handed on in pieces that end with a line (no UTF-8 sequence holds 0x0A, so none is cut in
 * two), without the byte order mark; throws a Problem that names the line.
 */
export async function* checkText(source: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let line = 1
  let bytes = 0
  let rest: Buffer = Buffer.alloc(0)
  let first = true
  const unmarked = (piece: Buffer): Buffer => {
    const marked = first && piece[0] === 0xef && piece[1] === 0xbb && piece[2] === 0xbf
    first = false
    return marked ? piece.subarray(3) : piece
  }
  for await (const piece of inPieces(source)) {
    bytes += piece.length
    if (bytes > MAX_TEXT) throw fileProblem('file-too-large', 'the file holds more than 1 GB of text', { file })
    const cut = piece.lastIndexOf(10) + 1
    if (cut === 0) {
      rest = Buffer.concat([rest, piece])
      if (rest.length > MAX_LINE) throw tooLong(rest, line, file)
      continue
    }
    const whole = rest.length > 0 ? Buffer.concat([rest, piece.subarray(0, cut)]) : piece.subarray(0, cut)
    rest = Buffer.from(piece.subarray(cut))
    refuseBadBytes(whole, line, file)
    const lines = newlines(whole)
    if (lines > MIN_FOR_EMPTY && lines > whole.length / 1.5) throw fileProblem('empty-lines', 'the file is mostly empty lines', { file, line })
    line += lines
    yield unmarked(whole)
  }
  if (bytes === 0) throw fileProblem('empty-file', 'the file is empty', { file })
  if (rest.length > 0) {
    refuseBadBytes(rest, line, file)
    yield unmarked(rest)
  }
}
