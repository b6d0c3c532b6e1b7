import type { Ground } from './ground.ts'
import type { Credited, Rows } from './keep.ts'
import type { Credit } from './kinds.ts'
import type { SourceFile } from './sources.ts'

export type LoadOptions = {
  /** the geo-data folder to write into */
  out: string
  ground: Ground
  /** of the source's data, YYYY-MM-DD; without it, the day the file was last changed */
  date?: string | undefined
  /** what the manifest calls the source: an address it was fetched from; without it, the file's name */
  source?: string | undefined
  version?: string | undefined
  /** name of a code list; without it, the file's name */
  list?: string | undefined
}
export type LoadReport = { kind: string; file: string; sha256: string; bytes: number; rows: Rows }

/** What the manifest says of a file made from these. */
export const credited = (of: Credit, file: string, files: SourceFile[], date: string, { source, version }: LoadOptions): Omit<Credited, 'rows'> => ({
  file,
  what: of.what,
  source: source ?? files.map((one) => one.file).join(', '),
  publisher: of.publisher,
  licence: of.licence,
  attribution: of.attribution(date.slice(0, 4)),
  date,
  sources: files,
  ...(version === undefined ? {} : { version }),
})
