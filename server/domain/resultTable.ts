import { promisify } from 'node:util'
import { gunzip, gzipSync } from 'node:zlib'
import type { ColumnHead, GeometryKind } from '../contract/analysis.ts'

const unzipped = promisify(gunzip)

/** One column of a result. Cells are H3 indexes; NaN among numbers: no figure. */
export type ColumnValues = BigUint64Array | Float64Array | Int32Array | string[]
export type ResultColumn = ColumnHead & { values: ColumnValues }

/** What a method found, row by row: the same shape for all methods. */
export type ResultTable = { name: string; label: string; geometry: GeometryKind; rows: number; columns: ResultColumn[] }

const ARRAYS = { cell: BigUint64Array, integer: Int32Array, number: Float64Array } as const

/** Throws when a column has another length than the table, or the wrong type: a table is checked where it is made. */
export const checkTable = (table: ResultTable): ResultTable => {
  for (const { name, type, values } of table.columns) {
    if (values.length !== table.rows) throw new Error(`column ${name} of ${table.name} has ${values.length} values for ${table.rows} rows`)
    if (type === 'text' ? !Array.isArray(values) : !(values instanceof ARRAYS[type])) throw new Error(`column ${name} of ${table.name} is not of type ${type}`)
  }
  return table
}

// The stored form: a line of JSON that says how long what follows is, then the columns, each beginning on a multiple of eight bytes.

export const packResultTable = (table: ResultTable): Buffer => {
  const bodies = table.columns.map(({ values }) =>
    Array.isArray(values) ? Buffer.from(JSON.stringify(values)) : Buffer.from(values.buffer, values.byteOffset, values.byteLength))
  const head = Buffer.from(JSON.stringify({ ...table, columns: table.columns.map(({ name, label, type }, i) => ({ name, label, type, bytes: bodies[i]?.length ?? 0 })) }))
  const size = Buffer.alloc(8)
  size.writeUInt32LE(head.length)
  const padded = (bytes: Buffer): Buffer[] => [bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]
  return gzipSync(Buffer.concat([size, ...padded(head), ...bodies.flatMap(padded)]), { level: 3 })
}

type Packed = Omit<ResultTable, 'columns'> & { columns: (ColumnHead & { bytes: number })[] }

/** Off the thread: a table of a county is megabytes. */
export const unpackResultTable = async (stored: Uint8Array): Promise<ResultTable> => {
  const plain = await unzipped(stored)
  const headBytes = plain.readUInt32LE(0)
  const { columns, ...table } = JSON.parse(plain.toString('utf8', 8, 8 + headBytes)) as Packed
  const next = (at: number): number => at + ((8 - (at % 8)) % 8)
  let at = next(8 + headBytes)
  return {
    ...table,
    columns: columns.map(({ bytes, ...column }) => {
      const piece = plain.subarray(at, at + bytes)
      at = next(at + bytes)
      // Copied, because the buffer of gunzip need not begin on the alignment of the column.
      const own = piece.buffer.slice(piece.byteOffset, piece.byteOffset + bytes) as ArrayBuffer
      return { ...column, values: column.type === 'text' ? (JSON.parse(piece.toString('utf8')) as string[]) : new ARRAYS[column.type](own) }
    }),
  }
}
