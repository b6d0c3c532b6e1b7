import { gunzipSync, gzipSync } from 'node:zlib'

/** One run at one resolution: a row for every cell of the study area, ascending by cell. NaN: no figure. */
export type CellTable = {
  cells: BigUint64Array
  counts: Uint32Array
  z: Float64Array
  p: Float64Array
  adjustedP: Float64Array
}

/** The incidents a run counted, for what may be asked of one cell afterwards. Parallel columns. */
export type RunEvents = {
  /** row of the res-9 table */
  cell: Uint32Array
  /** position in CATEGORIES */
  category: Uint8Array
  /** see monthNumber */
  month: Uint16Array
}

// The stored form: columns one after the other, widest first so that each begins on its own alignment, gzipped.

const bytesOf = (column: ArrayBufferView): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength)

const pack = (columns: ArrayBufferView[]): Buffer => gzipSync(Buffer.concat(columns.map(bytesOf)), { level: 3 })

const unpack = (stored: Uint8Array, bytesPerRow: number): { buffer: ArrayBuffer; rows: number } => {
  const plain = gunzipSync(stored)
  const rows = plain.length / bytesPerRow
  if (!Number.isInteger(rows)) throw new Error('a stored table has a broken length')
  return { buffer: plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.length) as ArrayBuffer, rows }
}

export const packTable = (t: CellTable): Buffer => pack([t.cells, t.z, t.p, t.adjustedP, t.counts])

export const unpackTable = (stored: Uint8Array): CellTable => {
  const { buffer, rows } = unpack(stored, 36)
  return {
    cells: new BigUint64Array(buffer, 0, rows),
    z: new Float64Array(buffer, 8 * rows, rows),
    p: new Float64Array(buffer, 16 * rows, rows),
    adjustedP: new Float64Array(buffer, 24 * rows, rows),
    counts: new Uint32Array(buffer, 32 * rows, rows),
  }
}

export const packEvents = (e: RunEvents): Buffer => pack([e.cell, e.month, e.category])

export const unpackEvents = (stored: Uint8Array): RunEvents => {
  const { buffer, rows } = unpack(stored, 7)
  return {
    cell: new Uint32Array(buffer, 0, rows),
    month: new Uint16Array(buffer, 4 * rows, rows),
    category: new Uint8Array(buffer, 6 * rows, rows),
  }
}
