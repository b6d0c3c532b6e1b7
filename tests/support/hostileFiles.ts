// Files made to do harm, and files that are broken or are something else: each must be refused, with one of the reasons its family
// names, within ten seconds, and change nothing. Seeded: the same seed gives the same files.
import { Readable } from 'node:stream'
import { fileProblem } from '../../server/domain/problem.ts'
import { readRows } from '../../server/ingest/parse/readRows.ts'
import { createRandom } from '../../server/demo/random.ts'
import type { Family } from './hostile/family.ts'
import { MARKUP } from './hostile/markup.ts'
import { TEXT } from './hostile/text.ts'
import { ZIPS } from './hostile/zips.ts'

export type HostileFile = { name: string; kinds: string[]; bytes: () => Buffer }

const named = (group: string, families: Family[]): Family[] => families.map((family) => ({ ...family, name: `${group}: ${family.name}` }))
export const FAMILIES: Family[] = [...named('text', TEXT), ...named('workbook', ZIPS), ...named('XML', MARKUP)]

/** So many files, the families in turn; `bytes` makes them when they are wanted: some are large. */
export const hostileFiles = (count: number, seed: number): HostileFile[] =>
  Array.from({ length: count }, (_, i) => {
    const { name, kinds, make } = FAMILIES[i % FAMILIES.length]!
    return { name: `${name} (${Math.floor(i / FAMILIES.length) + 1})`, kinds, bytes: () => make(createRandom(seed * 100_003 + i)) }
  })

export function* piecesOf(bytes: Buffer, size = 1 << 18): Generator<Buffer> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size)
}

/** The reader alone, with the two judgements of the gate that it leaves to it: a header that nobody knows, and no rows. */
export const takeInByReader = async (file: string, bytes: Buffer): Promise<number> => {
  let header: string[] | null = null
  let rows = 0
  for await (const batch of readRows(() => Readable.from(piecesOf(bytes)), { file, bytes: bytes.length, xmlRecord: bytes.includes('<Assault>') ? 'Assault' : undefined })) {
    const data = header ? batch : batch.slice(1)
    header ??= batch[0]?.fields ?? []
    if (!header.includes('committed_from') && !header.includes('ArrivalDateTime')) throw fileProblem('unknown-header', 'the header is not known', { file })
    rows += data.length
  }
  if (rows === 0) throw fileProblem('no-rows', 'there is no row', { file })
  return rows
}
