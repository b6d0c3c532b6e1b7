import { Refusal } from '../refusal.ts'
import { readXml } from '../xml/readXml.ts'
import { dateText, isoText, numberText, unescaped } from './cellText.ts'
import type { Strings } from './sharedStrings.ts'
import type { DateFormat } from './styles.ts'

/** A row's cells that have something in them, by column from 0: a row may have one cell, and that in column 16,384. */
export type SheetRow = { number: number; cells: { column: number; text: string }[] }
export type Cell = { type: string; style: number; column: number; value: string | null; formula: boolean; inline: string }
export type CellText = (cell: Cell, row: number) => string

const LAST_ROW = 1_048_576
const LAST_COLUMN = 16_384

const odd = (what: string, line?: number): Refusal => new Refusal('broken-sheet', what, line)

const columnOf = (letters: string): number => {
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

/** What stands in a cell, as somebody reads it who opens the workbook. */
export const cellTextWith = (strings: Strings, dates: (DateFormat | null)[], date1904: boolean): CellText => ({ type, style, value, formula, inline }, row) => {
  if (type === 'inlineStr') return unescaped(inline)
  if (value === null) {
    if (formula) throw odd('a formula has no value with it; open the workbook in Excel and save it', row)
    return ''
  }
  switch (type) {
    case 's': {
      const text = value.trim() === '' ? undefined : strings(Number(value))
      if (text === undefined) throw odd('a cell names a text that is not there', row)
      return unescaped(text)
    }
    case 'str':
      return unescaped(value)
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    case 'e': // #N/A and the like say that there is no value
      return ''
    case 'd':
      return isoText(value)
    default: {
      const format = value.trim() === '' ? null : (dates[style] ?? null)
      return (format && dateText(Number(value), format, date1904)) || numberText(value)
    }
  }
}

/**
 * The rows of a sheet that have something in them, piece by piece, each with its number. The size that the sheet claims, and rules
 * for cells that are not there, are not looked at: only what is there takes time.
 */
export async function* sheetRows(part: AsyncIterable<Buffer>, textOf: CellText): AsyncGenerator<SheetRow[]> {
  let ready: SheetRow[] = []
  let inData = false
  let number = 0
  let cells: SheetRow['cells'] = []
  let column = 0
  let cell: Cell | null = null
  let phonetic = 0
  const startRow = (r: string | undefined): void => {
    const next = r === undefined ? number + 1 : Number(r)
    if (!Number.isInteger(next) || next <= number || next > LAST_ROW) throw odd('the rows of the sheet are not in order', number + 1)
    number = next
    cells = []
    column = 0
  }
  const startCell = ({ r, t = 'n', s = '0' }: Record<string, string>): void => {
    const ref = r === undefined ? null : /^([A-Z]{1,3})([0-9]{1,7})$/.exec(r)
    const next = ref ? columnOf(ref[1]!) : column + 1
    if ((r !== undefined && (!ref || Number(ref[2]) !== number)) || next <= column || next > LAST_COLUMN) throw odd('the cells of a row are not in order', number)
    column = next
    cell = { type: t, style: Number(s), column, value: null, formula: false, inline: '' }
  }
  const endCell = (done: Cell): void => {
    const text = textOf(done, number)
    if (text !== '') cells.push({ column: done.column - 1, text })
  }
  const reading = readXml(part, 'the sheet', {
    open: (name, attributes) => {
      if (name === 'sheetData') inData = true
      else if (!inData) return
      else if (name === 'row') startRow(attributes['r'])
      else if (name === 'c') startCell(attributes)
      else if (name === 'f' && cell) cell.formula = true
      else if (name === 'rPh') phonetic++
    },
    close: (name, text) => {
      if (!inData) return
      if (name === 'sheetData') inData = false
      else if (name === 'rPh') phonetic--
      else if (name === 'row' && cells.length > 0) ready.push({ number, cells })
      if (!cell) return
      if (name === 'v') cell.value = text
      else if (name === 't' && phonetic === 0) cell.inline += text
      else if (name === 'c') {
        endCell(cell)
        cell = null
      }
    },
  })
  for await (const _ of reading) {
    if (ready.length === 0) continue
    yield ready
    ready = []
  }
}
