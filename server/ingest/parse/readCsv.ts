import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { fileProblem } from '../../domain/problem.ts'
import { readRows, type CsvRow } from './readRows.ts'

export type { CsvRow } from './readRows.ts'

const WORDS: Record<NonNullable<CsvRow['fault']>, string> = {
  'wrong-number-of-columns': 'the row has another number of columns than the header',
  'cell-too-long': 'a cell is longer than 32 kB',
  'control-character': 'there is a control character in the row',
  'broken-quotes': 'a quote is not closed where it should be',
}

/** For a caller that cannot yet set a single row aside: the first row with a fault refuses the file. */
export async function* readCsv(path: string, file: string): AsyncGenerator<CsvRow[]> {
  const { size } = await stat(path)
  for await (const batch of readRows(() => createReadStream(path, { highWaterMark: 1 << 18 }), { file, bytes: size })) {
    const faulty = batch.find(({ fault }) => fault)
    if (faulty?.fault) throw fileProblem(faulty.fault, WORDS[faulty.fault], { file, line: faulty.line })
    yield batch
  }
}
