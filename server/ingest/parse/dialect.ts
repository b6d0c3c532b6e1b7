import { fileProblem } from '../../domain/problem.ts'

export type Delimiter = ',' | ';' | '\t'
const DELIMITERS: Delimiter[] = [',', ';', '\t']

/** What separates the cells, and how many bytes and lines stand before the header (`sep=;`, written by Excel for Excel, or nothing). */
export type Dialect = { delimiter: Delimiter; skipBytes: number; skipLines: number }

/** Read off the first line that is not blank: the separator that stands most often outside quotes. */
export const dialectOf = (text: Buffer, file: string): Dialect | null => {
  let start = 0
  let line = 1
  while (text[start] === 10 || text[start] === 13) if (text[start++] === 10) line++
  if (start >= text.length) return null
  const end = text.indexOf(10, start)
  const header = text.toString('utf8', start, end < 0 ? text.length : end).replace(/\r$/, '')
  const named = /^"?sep=([,;\t])"?$/i.exec(header)
  if (named) return { delimiter: named[1] as Delimiter, skipBytes: end < 0 ? text.length : end + 1, skipLines: line }
  const bare = header.replaceAll(/"[^"]*("|$)/g, '')
  if (bare.includes('\r')) throw fileProblem('cr-line-ends', 'the lines end in CR alone, as on old Macs; save the file with LF or CRLF', { file, line })
  const times = (delimiter: Delimiter): number => bare.split(delimiter).length
  return { delimiter: DELIMITERS.toSorted((a, b) => times(b) - times(a))[0]!, skipBytes: 0, skipLines: 0 }
}
