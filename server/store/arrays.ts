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
