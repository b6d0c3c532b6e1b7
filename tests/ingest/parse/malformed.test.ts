// Malformed rows of forty kinds among good ones: each comes out of the reader where it stands in the file, with the fault of its kind.
import { describe, expect, test } from 'vitest'
import { accountForRows } from '../../../scripts/torture/rows.ts'
import { COLUMNS, goodRow, HEADER, KINDS, malformedFile, rowLine } from '../../support/malformedRows.ts'
import { createRandom } from '../../../server/demo/random.ts'
import { makeWorkbook } from '../../support/workbook.ts'
import { rowsOf, unpackedHere } from './reading.ts'

test('there are forty kinds, each with a name of its own', () => {
  expect(new Set(KINDS.map(({ name }) => name)).size).toBe(40)
})

test.each([1, 2, 3])('nothing is lost, nothing is taken for something else (seed %i)', async (seed) => {
  const account = await accountForRows({ rows: 4000, seed })
  expect(account.lost).toEqual([])
  expect(account.wronglyJudged.map(({ line, kind }) => [line, kind])).toEqual([])
  expect(account).toMatchObject({ malformed: 4000, read: account.made })
  expect([...account.byKind.keys()].toSorted()).toEqual(['good', ...KINDS.map(({ name }) => name)].toSorted())
})

test('the same seed makes the same file', () => {
  const text = (seed: number) => [...malformedFile({ rows: 200, seed })].map((row) => row.text)
  expect(text(5)).toEqual(text(5))
  expect(text(5)).not.toEqual(text(6))
})

describe('whatever is in the cells', () => {
  const whole = KINDS.filter(({ fault }) => fault !== 'wrong-number-of-columns' && fault !== 'broken-quotes')
  test.each(whole.map((kind) => [kind.name, kind] as const))('%s: the same by CSV and by workbook', async (_name, kind) => {
    const random = createRandom(4)
    let cells: string[] = []
    kind.make(goodRow(random, 1), random, (row) => {
      cells = COLUMNS.map((column) => row[column])
      return rowLine(row)
    })
    const csv = await rowsOf(`${HEADER}\n${rowLine(goodRow(random, 2))}\n${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`)
    const workbook = await unpackedHere(makeWorkbook({ sheets: [{ rows: [[...COLUMNS], null, cells] }], inline: true }))
    expect(csv[2]!.fields).toEqual(cells)
    expect(workbook[1]).toEqual({ ...csv[2], fields: cells.map((cell) => cell.replaceAll(/\r\n|\r|\n/g, ' ')) })
  })
})
