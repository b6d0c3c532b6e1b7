import { hash } from 'node:crypto'

export type RecordStatus = 'accepted' | 'quarantined' | 'duplicate'

/** One row as received, but for what may not be kept: columns nobody declared, and personal data in free text. Never changed afterwards. */
export type SourceRecord = {
  /** in the file, from 1, the header included */
  line: number
  /** the declared fields, one after the other, with FIELD_SEPARATOR between them; '' when the row was set aside */
  raw: string
  /** the row as received, encrypted: only for a row that was set aside, until somebody has mended it */
  sealed: Buffer | null
  /** 128 bits of SHA-256 of `raw` (of a row set aside: keyed, since it may hold personal data), hexadecimal */
  digest: string
  /** 1 for the first row with this digest in the file, 2 for the second …: identical rows can be different events */
  occurrence: number
  status: RecordStatus
}

/** U+001F, the unit separator: a row that has one inside a field is set aside. */
export const FIELD_SEPARATOR = '\u001f'

export const digestOf = (raw: string): string => hash('sha256', raw).slice(0, 32)
