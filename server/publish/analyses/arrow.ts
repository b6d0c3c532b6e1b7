import { Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow'
import type { ResultTable } from '../../domain/resultTable.ts'
import type { Released } from '../release.ts'

/** Arrow IPC stream of a result table: cells and text as utf8, whole numbers as int32, others as float64; null where there is no figure. */
export const rowsArrow = (table: Released<ResultTable>): Uint8Array =>
  tableToIPC(new Table(Object.fromEntries(table.columns.map(({ name, values }) => {
    if (values instanceof BigUint64Array) return [name, vectorFromArray(Array.from(values, (cell) => cell.toString(16)), new Utf8())]
    if (Array.isArray(values)) return [name, vectorFromArray(values, new Utf8())]
    if (values instanceof Int32Array) return [name, vectorFromArray(Array.from(values), new Int32())]
    return [name, vectorFromArray(Array.from(values, (x) => (Number.isFinite(x) ? x : null)), new Float64())]
  }))), 'stream')
