import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkTable, packResultTable, unpackResultTable } from '../../server/domain/resultTable.ts'
import type { ResultTable } from '../../server/domain/resultTable.ts'

const table = fc.integer({ min: 0, max: 50 }).chain((rows) => {
  const of = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: rows, maxLength: rows })
  return fc.record({ cells: of(fc.bigInt({ min: 0n, max: 2n ** 63n })), whole: of(fc.integer()), real: of(fc.double()), words: of(fc.string({ unit: 'binary' })) }).map((made): ResultTable => ({
    name: 't', label: 'Table', geometry: 'cell', rows,
    columns: [
      { name: 'words', label: 'Words – “ä”', type: 'text', values: made.words },
      { name: 'cell', label: 'Cell', type: 'cell', values: BigUint64Array.from(made.cells) },
      { name: 'whole', label: 'Whole', type: 'integer', values: Int32Array.from(made.whole) },
      { name: 'real', label: 'Real', type: 'number', values: Float64Array.from(made.real) },
    ],
  }))
})

describe('a result table', () => {
  it('comes back from its stored form as it was', async () => {
    await fc.assert(fc.asyncProperty(table, async (t) => {
      expect(await unpackResultTable(packResultTable(t))).toEqual(t)
    }))
  })

  it('is checked where it is made', () => {
    const column = { name: 'a', label: 'A', type: 'integer' as const, values: Int32Array.of(1, 2) }
    expect(() => checkTable({ name: 't', label: '', geometry: 'none', rows: 3, columns: [column] })).toThrow('2 values for 3 rows')
    expect(() => checkTable({ name: 't', label: '', geometry: 'none', rows: 2, columns: [{ ...column, type: 'number' }] })).toThrow('not of type number')
  })
})
