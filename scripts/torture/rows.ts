// A file of malformed rows, as a stream, and what the reader makes of each.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { readRows } from '../../server/ingest/parse/readRows.ts'
import { HEADER, KINDS, malformedFile, type MadeRow } from '../../tests/support/malformedRows.ts'

export type RowsOptions = { rows: number; seed: number }

function* pieces(options: RowsOptions): Generator<Buffer> {
  let text = `${HEADER}\n`
  for (const row of malformedFile(options)) {
    text += `${row.text}\n`
    if (text.length < 1 << 17) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text) yield Buffer.from(text)
}

export const openRows = (options: RowsOptions): Readable => Readable.from(pieces(options))

/** The file as the gate takes it, and how many rows of which it is made. */
export const rowsFile = (options: RowsOptions) => {
  const hash = createHash('sha256')
  let bytes = 0
  for (const piece of pieces(options)) {
    hash.update(piece)
    bytes += piece.length
  }
  return { file: `malformed-${options.rows}-${options.seed}.csv`, sha256: hash.digest('hex'), bytes, open: () => openRows(options) }
}

export type Account = { made: number; malformed: number; read: number; faulty: number; lost: MadeRow[]; wronglyJudged: MadeRow[]; byKind: Map<string, { rows: number; faulty: number }> }

/** Reads the file and compares it, row by row, with how it was made: a row that does not come where it stands is lost. */
export const accountForRows = async (options: RowsOptions): Promise<Account> => {
  const faultOf = new Map<string, string | undefined>(KINDS.map(({ name, fault }) => [name, fault]))
  const account: Account = { made: 0, malformed: 0, read: 0, faulty: 0, lost: [], wronglyJudged: [], byKind: new Map() }
  const made = malformedFile(options)
  let header = true
  let next = made.next()
  const passOver = (row: MadeRow): void => {
    account.made++
    if (row.kind !== 'good') account.malformed++
    next = made.next()
  }
  for await (const batch of readRows(() => openRows(options), { file: 'malformed.csv' })) {
    for (const { line, fault } of header ? batch.slice(1) : batch) {
      account.read++
      if (fault) account.faulty++
      while (!next.done && next.value.line < line) {
        account.lost.push(next.value)
        passOver(next.value)
      }
      if (next.done || next.value.line !== line) continue // a row that nobody made: `read` is then larger than `made`
      const row = next.value
      const kind = account.byKind.get(row.kind) ?? { rows: 0, faulty: 0 }
      account.byKind.set(row.kind, { rows: kind.rows + 1, faulty: kind.faulty + (fault ? 1 : 0) })
      if (faultOf.get(row.kind) !== fault) account.wronglyJudged.push(row)
      passOver(row)
    }
    header = false
  }
  for (; !next.done; passOver(next.value)) account.lost.push(next.value)
  return account
}
