import { posix } from 'node:path'
import { Refusal } from '../refusal.ts'
import { readXml, type XmlHandlers } from '../xml/readXml.ts'
import type { Zip } from './zip.ts'

export type Workbook = { date1904: boolean; sheets: string[]; strings: string | null; styles: string | null }

/** What a ZIP file is when it is not a workbook. */
const OTHERS: [RegExp, string][] = [
  [/^xl\/workbook\.bin$/, 'a binary workbook (.xlsb); save it as .xlsx'],
  [/^word\//, 'a Word document'],
  [/^ppt\//, 'a PowerPoint file'],
  [/^content\.xml$/, 'an OpenDocument file; save it as .xlsx or CSV'],
  [/^META-INF\//, 'a Java archive'],
]

const readAll = async (zip: Zip, name: string, handlers: XmlHandlers): Promise<void> => {
  const part = zip.read(name)
  if (!part) throw new Refusal('not-a-workbook', 'a part of the workbook is missing')
  for await (const _ of readXml(part, 'the workbook', handlers)) {
    // The handlers are told; nothing is left to do.
  }
}

type Relation = { type: string; path: string }

const relations = async (zip: Zip): Promise<Map<string, Relation>> => {
  const found = new Map<string, Relation>()
  await readAll(zip, 'xl/_rels/workbook.xml.rels', {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      // What is outside of the file is nothing to us.
      if (name !== 'Relationship' || TargetMode === 'External') return
      const path = Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target)
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), path })
    },
    close: () => {},
  })
  return found
}

const idOf = (attributes: Record<string, string>): string => Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? ''

/** Where things stand in a workbook: its sheets that can be seen, in their order, its strings and styles. */
export const readWorkbook = async (zip: Zip): Promise<Workbook> => {
  if (!zip.names.includes('xl/workbook.xml')) {
    const other = OTHERS.find(([pattern]) => zip.names.some((name) => pattern.test(name)))
    throw new Refusal('not-a-workbook', `this is ${other?.[1] ?? 'a ZIP file'}, not an Excel workbook (.xlsx)`)
  }
  const related = await relations(zip)
  const sheets: string[] = []
  let date1904 = false
  await readAll(zip, 'xl/workbook.xml', {
    open: (name, attributes) => {
      if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return
      const relation = related.get(idOf(attributes))
      if (relation?.type === 'worksheet') sheets.push(relation.path)
    },
    close: () => {},
  })
  if (sheets.length === 0) throw new Refusal('not-a-workbook', 'the workbook has no sheet that can be seen')
  const partOf = (type: string): string | null => {
    const path = [...related.values()].find((relation) => relation.type === type)?.path
    return path && zip.names.includes(path) ? path : null
  }
  return { date1904, sheets, strings: partOf('sharedStrings'), styles: partOf('styles') }
}
