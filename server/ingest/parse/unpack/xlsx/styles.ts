import { readXml } from '../xml/readXml.ts'
import type { Zip } from './zip.ts'

/** What a number format shows of a moment: its day, its time, or hours that run on past 24. */
export type DateFormat = { day: boolean; time: boolean; elapsed: boolean }

/** Formats that Excel knows by number (ECMA-376 part 1, 18.8.30; 27–36 and 50–58 in its Asian versions). */
const builtIn = (id: number): DateFormat | null => {
  const is = (...ranges: [number, number][]): boolean => ranges.some(([from, to]) => id >= from && id <= to)
  if (id === 22) return { day: true, time: true, elapsed: false }
  if (id === 46) return { day: false, time: true, elapsed: true }
  if (is([14, 17], [27, 31], [36, 36], [50, 58])) return { day: true, time: false, elapsed: false }
  if (is([18, 21], [32, 35], [45, 47])) return { day: false, time: true, elapsed: false }
  return null
}

/** Reads a format as dd/mm/yyyy hh:mm;@ says it: what is quoted, escaped or in brackets is not a part of the date. */
export const dateFormatOf = (code: string): DateFormat | null => {
  const elapsed = /\[(h+|m+|s+)\]/i.test(code)
  const bare = code.replaceAll(/"[^"]*("|$)|\\.|[_*]./g, '').replaceAll(/\[[^\]]*\]/g, '').split(';')[0]!.toLowerCase()
  if (/general|@/.test(bare)) return null
  const time = elapsed || /[hs]|am\/pm|a\/p/.test(bare)
  const day = /[yd]/.test(bare) || (!time && bare.includes('m'))
  return day || time ? { day, time, elapsed } : null
}

/** For each style that a cell may have: whether it shows a date, and what of it. */
export const readDateStyles = async (zip: Zip, path: string | null): Promise<(DateFormat | null)[]> => {
  const part = path === null ? null : zip.read(path)
  const own = new Map<number, DateFormat | null>()
  const ids: number[] = []
  let inCells = false
  if (part) {
    const reading = readXml(part, 'the workbook', {
      open: (name, attributes) => {
        if (name === 'numFmt') own.set(Number(attributes['numFmtId']), dateFormatOf(attributes['formatCode'] ?? ''))
        else if (name === 'cellXfs') inCells = true
        else if (name === 'xf' && inCells) ids.push(Number(attributes['numFmtId'] ?? 0))
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false
      },
    })
    for await (const _ of reading) {
    // The handlers are told; nothing is left to do.
  }
  }
  return ids.map((id) => (own.has(id) ? (own.get(id) ?? null) : builtIn(id)))
}
