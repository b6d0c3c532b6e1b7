import { Float64, Int32, makeData, Table, tableToIPC, Utf8, Vector } from 'apache-arrow'
import type { ResultColumn, ResultTable } from '../../domain/resultTable.ts'
import type { Released } from '../release.ts'

// Columns are laid out by hand: building them value by value takes longer than others should wait for.

const textVector = (texts: string[]): Vector<Utf8> => {
  const valueOffsets = new Int32Array(texts.length + 1)
  texts.forEach((text, row) => (valueOffsets[row + 1] = (valueOffsets[row] ?? 0) + Buffer.byteLength(text)))
  return new Vector([makeData({ type: new Utf8(), length: texts.length, nullCount: 0, valueOffsets, data: Buffer.from(texts.join('')) })])
}

/** What is not a finite number is null: a bit of 0, the lowest bit first. */
const numberVector = (values: Float64Array): Vector<Float64> => {
  const nullBitmap = new Uint8Array((values.length + 7) >> 3)
  let nullCount = 0
  const data = values.map((x, row) => {
    if (!Number.isFinite(x)) {
      nullCount++
      return 0
    }
    nullBitmap[row >> 3]! |= 1 << (row & 7)
    return x
  })
  return new Vector([makeData({ type: new Float64(), length: values.length, nullCount, nullBitmap, data })])
}

const vectorOf = ({ values }: ResultColumn): Vector => {
  if (values instanceof BigUint64Array) return textVector(Array.from(values, (cell) => cell.toString(16)))
  if (Array.isArray(values)) return textVector(values)
  if (values instanceof Int32Array) return new Vector([makeData({ type: new Int32(), length: values.length, nullCount: 0, data: values })])
  return numberVector(values)
}

/** Arrow IPC stream of a result table: cells and text as utf8, whole numbers as int32, others as float64; null where there is no figure. */
export const rowsArrow = (table: Released<ResultTable>): Uint8Array =>
  tableToIPC(new Table(Object.fromEntries(table.columns.map((column) => [column.name, vectorOf(column)]))), 'stream')
