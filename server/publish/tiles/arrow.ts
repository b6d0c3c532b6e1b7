import { Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'

const numbers = (values: Float64Array, rows: ArrayLike<number> | null): (number | null)[] =>
  Array.from(rows ?? values, (row, i) => {
    const value = rows ? values[row] : values[i]
    return value === undefined || Number.isNaN(value) ? null : value
  })

const words = (values: readonly string[], rows: ArrayLike<number> | null): readonly string[] => (rows ? Array.from(rows, (row) => values[row] ?? '') : values)

/** Arrow IPC stream of a table, or of some of its rows: cell (utf8), count (int32), z, p, adjusted_p (float64), state (utf8). */
export const arrowOf = (t: Released<ReleasedTable>, rows: ArrayLike<number> | null = null): Uint8Array => {
  const table = new Table({
    cell: vectorFromArray(words(t.cells, rows), new Utf8()),
    count: vectorFromArray(numbers(t.counts, rows), new Int32()),
    z: vectorFromArray(numbers(t.z, rows), new Float64()),
    p: vectorFromArray(numbers(t.p, rows), new Float64()),
    adjusted_p: vectorFromArray(numbers(t.adjustedP, rows), new Float64()),
    state: vectorFromArray(words(t.states, rows), new Utf8()),
  })
  return tableToIPC(table, 'stream')
}
