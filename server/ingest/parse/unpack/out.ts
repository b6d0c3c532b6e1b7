import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { EMPTY_CELLS_FREE, MAX_CELLS, MAX_EMPTY_RATIO, MAX_RECORD, MAX_ROWS } from '../limits.ts'
import { Refusal } from './refusal.ts'

const PIECE = 1 << 16

const cellText = (cell: string): string => {
  const line = /[\r\n]/.test(cell) ? cell.replaceAll(/\r\n|\r|\n/g, ' ') : cell
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line
}

/** Where the text goes, no faster than the service takes it. */
export const createOut = (stream: Writable) => {
  let text = ''
  let rows = 0
  let cells = 0
  let filled = 0
  stream.on('error', () => process.exit(0)) // the service does not want any more
  const write = async (bytes: Buffer | string): Promise<void> => {
    if (!stream.write(bytes)) await once(stream, 'drain')
  }
  return {
    write,
    /** One row of the text: the number of the row in the file, then its cells, with blanks for the line ends in them. */
    row: (line: number, fields: string[]): void => {
      if (++rows > MAX_ROWS + 1) throw new Refusal('file-too-large', `the file has more than ${MAX_ROWS} rows`, line)
      cells += fields.length
      for (const field of fields) if (field !== '') filled++
      if (cells > MAX_CELLS) throw new Refusal('file-too-large', `the file has more than ${MAX_CELLS / 1e6} million cells`, line)
      if (cells > EMPTY_CELLS_FREE + filled * MAX_EMPTY_RATIO) throw new Refusal('mostly-empty', 'the file has a great many columns and almost nothing in them', line)
      const row = `${line},${fields.map(cellText).join(',')}\n`
      if (row.length > MAX_RECORD) throw new Refusal('record-too-long', `a row is longer than ${MAX_RECORD / 1024} kB`, line)
      text += row
    },
    /** To be awaited now and then: what has gathered goes on its way. */
    flush: async (): Promise<void> => {
      if (text.length < PIECE) return
      const full = text
      text = ''
      await write(full)
    },
    end: (): Promise<void> =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => (error ? reject(error) : resolve()))
      }),
  }
}
export type Out = ReturnType<typeof createOut>
