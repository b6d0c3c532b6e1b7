import type { Readable } from 'node:stream'
import { fileProblem } from '../../domain/problem.ts'
import { checkText } from './checkText.ts'
import { csvRows } from './csvRows.ts'
import { fileTypeOf, refuseOtherTypes } from './fileType.ts'
import type { CsvRow } from './row.ts'
import { unpack, type SheetChoice } from './unpack/unpack.ts'

export type { CsvRow, RowFault } from './row.ts'
export { closeSpares, warmUp } from './unpack/spares.ts'

export type ReadRowsOptions = {
  /** what to call the file when it is refused */
  file: string
  /** its size, where it is known: what is too large is then refused before it is read */
  bytes?: number | undefined
  /** XML: name of the element that is one row; otherwise the one that is repeated most */
  xmlRecord?: string | undefined
  /** XML: names of elements in the order of the columns; others follow in their order of appearance */
  xmlColumns?: readonly string[] | undefined
  /** told for a workbook: how many sheets can be seen, how many of them have rows, and which was read (from 1) */
  onSheets?: ((choice: SheetChoice) => void) | undefined
}

/** Enough to tell every type we know. */
const HEAD = 512

/** The first bytes, and all of them again. */
const peek = async (source: AsyncIterable<Buffer>): Promise<{ head: Buffer; all: AsyncGenerator<Buffer> }> => {
  const from = source[Symbol.asyncIterator]()
  let head: Buffer = Buffer.alloc(0)
  let ended = false
  while (!ended && head.length < HEAD) {
    const next = await from.next()
    if (next.done) ended = true
    else head = head.length === 0 ? next.value : Buffer.concat([head, next.value])
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head
    while (!ended) {
      const next = await from.next()
      if (next.done) return
      yield next.value
    }
  }
  return { head: head.subarray(0, HEAD), all: all() }
}

async function* checked(text: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  let first = true
  for await (const piece of text) {
    if (first) refuseOtherTypes(piece, file)
    first = false
    yield piece
  }
}

/**
 * The rows of a file (CSV, CSV.gz, XLSX, XML) in batches, the header alone in the first. Its type is read off its first bytes.
 * What is packed or marked up is turned into CSV text by a process of its own, so that this one reads nothing but CSV; no text is
 * ever written to disk. Throws a Problem for a file that cannot be used.
 */
export async function* readRows(open: () => Readable, options: ReadRowsOptions): AsyncGenerator<CsvRow[]> {
  const { file, bytes } = options
  const source = open()
  try {
    const { head, all } = await peek(source as AsyncIterable<Buffer>)
    if (head.length === 0) throw fileProblem('empty-file', 'the file is empty', { file })
    const type = fileTypeOf(head, file)
    if (type === 'text') yield* csvRows(checkText(all, file), file)
    else if (type === 'gzip') yield* csvRows(checkText(checked(unpack({ type }, all, { file, bytes }), file), file), file)
    else {
      const task = type === 'xlsx' ? ({ type } as const) : ({ type, record: options.xmlRecord, columns: options.xmlColumns } as const)
      yield* csvRows(checkText(unpack(task, all, { file, bytes, onSheets: options.onSheets }), file), file, { numbered: true })
    }
  } finally {
    source.destroy()
  }
}
