import { MAX_CELL } from './limits.ts'

/** What is wrong with one row while the file is sound: the row is kept and set aside, with this as the reason. */
export type RowFault = 'wrong-number-of-columns' | 'cell-too-long' | 'control-character' | 'broken-quotes'

/** `line` is where the row begins in the file: its line, or the row of the sheet. */
export type CsvRow = { fields: string[]; line: number; fault?: RowFault }

/** All of ASCII's but tab and line ends: no table program writes them, and a terminal obeys them. */
// oxlint-disable-next-line no-control-regex -- it is what we look for
export const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/

/** The fault of a row, if it has one. `suspect` says where to look closely, which would be slow for every row. */
export const faultOf = (fields: string[], columns: number, suspect: { long: boolean; control: boolean }): RowFault | null => {
  if (fields.length !== columns) return 'wrong-number-of-columns'
  if (suspect.long && fields.some((field) => field.length > MAX_CELL)) return 'cell-too-long'
  if (suspect.control && fields.some((field) => CONTROL.test(field))) return 'control-character'
  return null
}

export const rowOf = (fields: string[], line: number, fault: RowFault | null): CsvRow => (fault ? { fields, line, fault } : { fields, line })
