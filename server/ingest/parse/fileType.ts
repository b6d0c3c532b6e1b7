import { fileProblem } from '../../domain/problem.ts'

export type FileType = 'text' | 'gzip' | 'xlsx' | 'xml'

const HTML = /^<(!doctype html|html|head|body|script)\b/i

/** First bytes, read as Latin-1, of the files that people send by mistake. */
const OTHER_TYPES: [string | RegExp, string][] = [
  ['PK\x03\x04', 'a ZIP or Excel file'],
  ['PK\x05\x06', 'an empty ZIP file'],
  ['PK\x07\x08', 'a ZIP file in several parts'],
  ['%PDF', 'a PDF'],
  ['{', 'JSON'],
  ['[', 'JSON'],
  [HTML, 'HTML'],
  ['<', 'XML or HTML'],
  ['\xd0\xcf\x11\xe0', 'an old Excel or Word file, or an Excel file with a password'],
  ['PAR1', 'Parquet'],
  ['\x89PNG', 'a PNG picture'],
  ['\xff\xd8\xff', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['\x1f\x8b', 'gzip inside gzip'],
  ['7z\xbc\xaf', 'a 7-Zip file'],
  ['Rar!', 'a RAR file'],
  ['BZh', 'a bzip2 file'],
  ['\xfd7zXZ', 'an xz file'],
  ['\x28\xb5\x2f\xfd', 'a Zstandard file'],
  ['SQLite format 3', 'a database'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
]

/** The beginning of a text as one would read it: without byte order mark and blanks. */
const beginning = (head: Buffer): string => head.toString('latin1', 0, 64).replace(/^\xef\xbb\xbf/, '').trimStart()

const wrong = (what: string, file: string): Error => fileProblem('wrong-file-type', `this is ${what}, not CSV, Excel (.xlsx) or XML`, { file })

/** Refuses text that is not CSV, so that a wrong file is called by its name whether or not somebody has zipped it. */
export const refuseOtherTypes = (head: Buffer, file: string): void => {
  const raw = head.toString('latin1', 0, 4)
  if (raw.startsWith('\xff\xfe') || raw.startsWith('\xfe\xff'))
    throw fileProblem('not-utf-8', 'the text is UTF-16; save it as UTF-8', { file, line: 1 })
  const first = beginning(head)
  const other = OTHER_TYPES.find(([magic]) => (typeof magic === 'string' ? first.startsWith(magic) : magic.test(first)))
  if (other) throw wrong(other[1], file)
}

/** Which road a file takes, by its first bytes; its name says nothing. */
export const fileTypeOf = (head: Buffer, file: string): FileType => {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip'
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') return 'xlsx'
  const first = beginning(head)
  if (first.startsWith('<') && !HTML.test(first)) {
    if (head.includes(0)) throw fileProblem('not-utf-8', 'the XML is UTF-16; save it as UTF-8', { file, line: 1 })
    return 'xml'
  }
  refuseOtherTypes(head, file)
  return 'text'
}
