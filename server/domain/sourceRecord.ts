import { hash } from 'node:crypto'

/** One row as received; never changed afterwards. */
export type SourceRecord = {
  /** in the file, from 1, the header included */
  line: number
  /** the fields as received, one after the other, with FIELD_SEPARATOR between them */
  raw: string
  /** 128 bits of SHA-256 of `raw`, hexadecimal */
  digest: string
  /** 1 for the first row with this digest in the file, 2 for the second …: identical rows can be different events */
  occurrence: number
  status: 'accepted' | 'quarantined' | 'duplicate'
}

/** U+001F, the unit separator: a file that has one inside a field is refused. */
export const FIELD_SEPARATOR = '\u001f'

export const digestOf = (raw: string): string => hash('sha256', raw).slice(0, 32)
