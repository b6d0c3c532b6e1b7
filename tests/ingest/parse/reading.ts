// Reading files in tests: bytes in, rows or the kind of the problem out.
import { PassThrough, Readable } from 'node:stream'
import { Problem } from '../../../server/domain/problem.ts'
import { checkText } from '../../../server/ingest/parse/checkText.ts'
import { csvRows } from '../../../server/ingest/parse/csvRows.ts'
import { fileTypeOf } from '../../../server/ingest/parse/fileType.ts'
import { readRows, type CsvRow, type ReadRowsOptions } from '../../../server/ingest/parse/readRows.ts'
import type { SheetChoice } from '../../../server/ingest/parse/unpack/messages.ts'
import { createOut } from '../../../server/ingest/parse/unpack/out.ts'
import { Refusal } from '../../../server/ingest/parse/unpack/refusal.ts'
import { workbookToCsv } from '../../../server/ingest/parse/unpack/xlsx/workbookToCsv.ts'
import { xmlToCsv } from '../../../server/ingest/parse/unpack/xml/xmlToCsv.ts'

export type Refused = { kind: string; line: number | undefined; detail: string }

type Options = Partial<ReadRowsOptions> & { piece?: number }

/** The bytes as a stream of pieces, so that nothing can depend on where the pieces end. */
export const streamOf = (bytes: Buffer, piece = 1 << 16): Readable => {
  const pieces: Buffer[] = []
  for (let i = 0; i < bytes.length; i += piece) pieces.push(bytes.subarray(i, i + piece))
  return Readable.from(pieces, { objectMode: true })
}

export async function rowsOf(content: string | Buffer, { piece, ...options }: Options = {}): Promise<CsvRow[]> {
  const bytes = Buffer.from(content as string)
  const rows: CsvRow[] = []
  for await (const batch of readRows(() => streamOf(bytes, piece), { file: 'a file', ...options })) rows.push(...batch)
  return rows
}

export const fieldsOf = async (content: string | Buffer, options?: Options): Promise<string[][]> => (await rowsOf(content, options)).map(({ fields }) => fields)

const refusedWith = (error: unknown): Refused => {
  if (error instanceof Refusal) return { kind: error.kind, line: error.line, detail: error.message }
  if (!(error instanceof Problem)) throw error
  return { kind: error.document.type.replace('/problems/', ''), line: error.document.line, detail: error.document.detail }
}
const mustRefuse = (rows: Promise<CsvRow[]>): Promise<Refused> =>
  rows.then((read) => {
    throw new Error(`the file was read: ${read.length} rows`)
  }, refusedWith)

/** The problem that refuses the file, as kind and line. */
export const refusalOf = (content: string | Buffer, options?: Options): Promise<Refused> => mustRefuse(rowsOf(content, options))

/** A workbook or XML as the process that unpacks reads it, in this process: starting one for each of hundreds of small files takes minutes. */
export async function unpackedHere(content: string | Buffer, { piece, ...options }: Options = {}): Promise<CsvRow[]> {
  const bytes = Buffer.from(content as string)
  const type = fileTypeOf(bytes.subarray(0, 512), 'a file')
  const text = new PassThrough({ highWaterMark: 1 << 28 })
  const out = createOut(text)
  const source = streamOf(bytes, piece)
  if (type === 'xlsx') await workbookToCsv(source, out, (choice: SheetChoice) => options.onSheets?.(choice))
  else if (type === 'xml') await xmlToCsv(source, out, { record: options.xmlRecord, columns: options.xmlColumns })
  else throw new Error(`nothing to unpack: ${type}`)
  await out.end()
  text.end()
  const rows: CsvRow[] = []
  for await (const batch of csvRows(checkText(text, 'a file'), 'a file', { numbered: true })) rows.push(...batch)
  return rows
}
export const refusalHere = (content: string | Buffer, options?: Options): Promise<Refused> => mustRefuse(unpackedHere(content, options))
