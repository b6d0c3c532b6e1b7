import { cellToBigint } from '../domain/cell.ts'

/** A numeric column for unnest as PostgreSQL writes arrays: a third of the bytes of the driver's quoted form, and quicker to read. */
export const numericArray = (values: (number | string | null)[]): string => `{${values.map((value) => value ?? 'NULL').join(',')}}`

/** A text column for unnest: knex's type of an array parameter leaves out null, the driver does not. */
export const textArray = (values: (string | null)[]): string[] => values as string[]

/** Rows that differ in few ways: the different ones once, and for each row the number of its own, from 1. Equal key, equal row. */
export const dictionary = <T>(rows: T[], keyOf: (row: T) => string): { entries: T[]; at: number[] } => {
  const known = new Map<string, number>()
  const entries: T[] = []
  const at = rows.map((row) => {
    const key = keyOf(row)
    let n = known.get(key)
    if (n === undefined) known.set(key, (n = entries.push(row)))
    return n
  })
  return { entries, at }
}

const bigints = new Map<string, string>()
/** An H3 index as bigint text; few different ones come by. */
export const bigintOf = (cell: string): string => {
  let known = bigints.get(cell)
  if (known === undefined) {
    if (bigints.size > 200_000) bigints.clear()
    bigints.set(cell, (known = cellToBigint(cell)))
  }
  return known
}

/** Throws, and so undoes the transaction, when a statement stored another number of rows than it was given. */
export const counted = (what: string, wanted: number, result: { rowCount?: number | null }): void => {
  if (result.rowCount !== wanted) throw new Error(`${what}: ${result.rowCount} rows stored of ${wanted}`)
}
