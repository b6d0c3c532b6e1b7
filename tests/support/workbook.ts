// Workbooks for tests, written as Excel writes them, or as it never would.
import { makeZip, type Part } from './zipWriter.ts'

/** A cell: text, a number, nothing, or XML attributes and contents of its own. `s` is an index in STYLES. */
export type TestCell = string | number | boolean | null | { t?: string; s?: number; xml: string }
export type TestSheet = { name?: string; state?: 'hidden' | 'veryHidden'; rows?: (TestCell[] | null)[]; xml?: string | Buffer }
export type TestWorkbook = { sheets: TestSheet[]; date1904?: boolean; inline?: boolean; more?: Part[]; replace?: Record<string, string | Buffer | null> }

/** Number formats by style: general, date, date and time, one of the file's own, elapsed hours, a format with a quoted d, time. */
export const STYLES = [0, 14, 22, 164, 46, 165, 20]
const OWN_FORMATS = { 164: 'dd\\ mmmm\\ yyyy\\,\\ hh:mm;@', 165: '0.0 "days"' }

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export const xmlText = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- as Excel writes what XML cannot hold
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\r]/g, (c) => `_x${c.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`)

export const columnName = (index: number): string => (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

const sheetXml = (rows: (TestCell[] | null)[], share: (text: string) => number, inline: boolean): string => {
  const cell = (value: TestCell, ref: string): string => {
    if (value === null) return ''
    if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`
    if (typeof value === 'boolean') return `<c r="${ref}" t="b"><v>${value ? 1 : 0}</v></c>`
    if (typeof value === 'object') return `<c r="${ref}"${value.t ? ` t="${value.t}"` : ''}${value.s === undefined ? '' : ` s="${value.s}"`}>${value.xml}</c>`
    if (inline) return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
    return `<c r="${ref}" t="s"><v>${share(value)}</v></c>`
  }
  const lines = rows.map((row, r) => row && `<row r="${r + 1}">${row.map((value, c) => cell(value, `${columnName(c)}${r + 1}`)).join('')}</row>`)
  return `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${lines.filter(Boolean).join('')}</sheetData></worksheet>`
}

export const workbookParts = ({ sheets, date1904 = false, inline = false, more = [], replace = {} }: TestWorkbook): Part[] => {
  const strings = new Map<string, number>()
  const share = (text: string): number => {
    if (!strings.has(text)) strings.set(text, strings.size)
    return strings.get(text)!
  }
  const parts: Record<string, string | Buffer | null> = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map(({ name, state }, i) => `<sheet name="${name ?? `Sheet${i + 1}`}" sheetId="${i + 1}"${state ? ` state="${state}"` : ''} r:id="rId${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
  }
  sheets.forEach(({ rows, xml }, i) => (parts[`xl/worksheets/sheet${i + 1}.xml`] = xml ?? sheetXml(rows ?? [], share, inline)))
  const related = [
    ...sheets.map((_, i) => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
    ['styles', 'styles.xml'],
    ['sharedStrings', '/xl/sharedStrings.xml'],
  ]
  parts['xl/_rels/workbook.xml.rels'] = `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`
  parts['xl/styles.xml'] = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${Object.entries(OWN_FORMATS)
    .map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
    .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${STYLES.map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`
  parts['xl/sharedStrings.xml'] = `${HEAD}<sst xmlns="${MAIN}">${[...strings.keys()].map((text) => `<si><t xml:space="preserve">${xmlText(text)}</t></si>`).join('')}</sst>`
  const all = { ...parts, ...replace }
  return [...Object.entries(all).flatMap(([name, data]) => (data === null ? [] : [{ name, data }])), ...more]
}

export const makeWorkbook = (workbook: TestWorkbook): Buffer => makeZip(workbookParts(workbook))
