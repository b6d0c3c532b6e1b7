import { MAX_XLSX } from '../../limits.ts'
import { readWhole, type Input } from '../input.ts'
import type { SheetChoice } from '../messages.ts'
import type { Out } from '../out.ts'
import { Refusal } from '../refusal.ts'
import { readSharedStrings } from './sharedStrings.ts'
import { cellTextWith, sheetRows, type SheetRow } from './sheetRows.ts'
import { readDateStyles } from './styles.ts'
import { readWorkbook, type Workbook } from './workbook.ts'
import { openZip, type Zip } from './zip.ts'

const partOf = (zip: Zip, path: string): AsyncGenerator<Buffer> => {
  const part = zip.read(path)
  if (!part) throw new Refusal('not-a-workbook', 'a sheet of the workbook is missing')
  return part
}

/** Whether a sheet has more than one row with something in it. */
const hasRows = async (zip: Zip, path: string): Promise<boolean> => {
  let rows = 0
  for await (const some of sheetRows(partOf(zip, path), ({ value, inline }) => value ?? inline)) {
    rows += some.length
    if (rows > 1) return true
  }
  return false
}

/** The first sheet that can be seen, unless just one of them has more than a header: then that one. */
const chooseSheet = async (zip: Zip, { sheets }: Workbook): Promise<SheetChoice> => {
  if (sheets.length === 1) return { visible: 1, withRows: 1, taken: 1 }
  const full: number[] = []
  for (const [i, path] of sheets.entries()) if (await hasRows(zip, path)) full.push(i + 1)
  return { visible: sheets.length, withRows: full.length, taken: full.length === 1 ? full[0]! : 1 }
}

const widthOf = (cells: SheetRow['cells']): number => cells.at(-1)!.column + 1

/** One sheet of a workbook → CSV. Each row is as long as the header, the first row with something in it, or as long as it is. */
export const workbookToCsv = async (input: Input, out: Out, tellSheets: (choice: SheetChoice) => void): Promise<void> => {
  const zip = await openZip(await readWhole(input, MAX_XLSX))
  const workbook = await readWorkbook(zip)
  const choice = await chooseSheet(zip, workbook)
  tellSheets(choice)
  const strings = await readSharedStrings(zip, workbook.strings)
  const dates = await readDateStyles(zip, workbook.styles)
  const textOf = cellTextWith(strings, dates, workbook.date1904)
  let columns = 0
  for await (const rows of sheetRows(partOf(zip, workbook.sheets[choice.taken - 1]!), textOf)) {
    for (const { number, cells } of rows) {
      columns ||= widthOf(cells)
      const fields = Array<string>(Math.max(columns, widthOf(cells))).fill('')
      for (const { column, text } of cells) fields[column] = text
      out.row(number, fields)
    }
    await out.flush()
  }
  if (columns === 0) throw new Refusal('no-rows', 'there is nothing on the sheet')
}
