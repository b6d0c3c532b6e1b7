import { readDateTime } from '../../domain/eventTimeFormats.ts'
import type { ReadTime } from '../../domain/eventTimeFormats.ts'

/** Tried in this order: of two that fit equally well the first is taken. A number alone may be a time or Excel's day, so those come last. */
const STAMPS = ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DDTHH:mm', 'YYYY/MM/DD HH:mm:ss', 'YYYY/MM/DD HH:mm', 'YYYYMMDD HH:mm:ss', 'YYYYMMDD HH:mm']
const DAYS = ['YYYY-MM-DD', 'YYYY/MM/DD', 'YYYYMMDD']
const british = (mark: string): string[] => [`DD${mark}MM${mark}YYYY HH:mm:ss`, `DD${mark}MM${mark}YYYY HH:mm`, `DD${mark}MM${mark}YYYY`]
const named = (mark: string): string[] => [`DD${mark}MMM${mark}YYYY HH:mm:ss`, `DD${mark}MMM${mark}YYYY HH:mm`, `DD${mark}MMM${mark}YYYY`]
const AMERICAN = ['MM/DD/YYYY HH:mm:ss', 'MM/DD/YYYY HH:mm', 'MM/DD/YYYY', 'MM-DD-YYYY HH:mm', 'MM-DD-YYYY']
const FORMATS = [
  ...STAMPS, ...DAYS, ...['/', '-', '.'].flatMap(british), ...[' ', '-', '/'].flatMap(named), 'YYYY-MM', 'MM/YYYY', 'MMM YYYY', 'MMM-YYYY', 'HH:mm:ss', 'HH:mm', ...AMERICAN,
]
/** Only when the name says date or time as well. */
const DOUBTFUL = ['HHmm', 'excel']

export type TimeKind = ReadTime['kind']
export type TimesFound = {
  kind: TimeKind
  /** the fewest that together read nearly every value */
  formats: string[]
  /** whether they read every value that was tried */
  every: boolean
  /** first and last year of dates */
  years: [number, number] | null
}

const kindOf = (value: string, format: string): ReadTime | null => readDateTime(value, [format])

/** Different values that are tried by every format: a column of dates shows itself in a few. */
const TRIED = 60
const BEGINS_LIKE_TIME = /^(\d|[a-z]{3}[ -]\d)/i

/** The formats that read nearly all of the values (of different ones), most of them first; null when these are no dates or times. */
export const timesIn = (distinct: readonly string[], nameSaysTime: boolean): TimesFound | null => {
  const values = distinct.slice(0, TRIED)
  if (values.filter((value) => BEGINS_LIKE_TIME.test(value)).length < 0.9 * values.length) return null
  const counts = new Map<TimeKind, number>()
  const formats: string[] = []
  let left = [...values]
  let years: [number, number] | null = null
  while (left.length > 0 && formats.length < 3) {
    let best: { format: string; read: (ReadTime | null)[]; count: number } | null = null
    for (const format of nameSaysTime ? [...FORMATS, ...DOUBTFUL] : FORMATS) {
      const read = left.map((value) => kindOf(value, format))
      const count = read.filter(Boolean).length
      if (count > (best?.count ?? 0)) best = { format, read, count }
    }
    if (!best) break
    formats.push(best.format)
    for (const time of best.read) {
      if (!time) continue
      counts.set(time.kind, (counts.get(time.kind) ?? 0) + 1)
      if (time.y > 0) years = years ? [Math.min(years[0], time.y), Math.max(years[1], time.y)] : [time.y, time.y]
    }
    const { read } = best
    left = left.filter((_, i) => !read[i])
  }
  const read = values.length - left.length
  const [kind] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
  return kind && read >= 0.9 * values.length ? { kind, formats, every: read === values.length, years } : null
}

/** Years of two digits are refused at ingest, so they are told about here. */
export const hasShortYears = (values: readonly string[]): boolean => values.length > 0 && values.filter((value) => /^\d{1,2}[/.-](\d{1,2}|[a-z]{3})[/.-]\d{2}(?!\d)/i.test(value)).length >= 0.9 * values.length

export const isAmerican = (format: string): boolean => format.startsWith('MM') && format.includes('DD')

export const KIND_WORDS: Record<TimeKind, string> = { exact: 'a date with a time', hour: 'a date with an hour', date: 'a date', month: 'a month', time: 'a time of day' }
