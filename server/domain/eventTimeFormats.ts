/** Dates and times as feeds write them, read strictly: a profile names its formats, and what none of them fits is not guessed. */

/** A date or time as written. `time`: a time of day alone (y, m, d are 0). `offset`: minutes ahead of UTC, when the text said so. */
export type ReadTime = {
  kind: 'exact' | 'hour' | 'date' | 'month' | 'time'
  y: number
  m: number
  d: number
  /** 24 stands for the midnight that ends the day, and is kept so: it was said on purpose */
  h: number
  mi: number
  s: number
  offset?: number
}

type Reader = (text: string) => ReadTime | null

// Databases fill gaps with 0001-01-01, 1753-01-01, 1899-12-30, 1900-01-01 and 9999-12-31; nobody alive was hurt then.
const [FIRST_YEAR, LAST_YEAR] = [1920, 2099]
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const daysIn = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

const realDate = (y: number, m: number, d: number): boolean =>
  y >= FIRST_YEAR && y <= LAST_YEAR && m >= 1 && m <= 12 && d >= 1 && d <= daysIn(y, m)
const realTime = (h: number, mi: number, s: number): boolean => (h < 24 && mi < 60 && s < 60) || (h === 24 && mi === 0 && s === 0)

// A leading zero may be missing beside a separator (Excel drops it, and nothing else is meant); a year has four digits or is refused.
const TOKENS = { YYYY: '(\\d{4})', MMM: '([a-z]{3,4})', MM: '(\\d{1,2})', DD: '(\\d{1,2})', HH: '(\\d{1,2})', mm: '(\\d{2})', ss: '(\\d{2})(?:\\.\\d{1,9})?' } as const
type Token = keyof typeof TOKENS
const TOKEN = /YYYY|MMM|MM|DD|HH|mm|ss/g

/** Throws for a format that says neither a date, nor a month, nor a time with minutes: a fault of the profile. */
function compile(format: string): Reader {
  if (format === 'excel') return readExcel
  const order: Token[] = []
  let pattern = ''
  let end = 0
  const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, ' {1,3}').replace('T', '[T ]')
  for (const { 0: token, index } of format.matchAll(TOKEN)) {
    const between = format.slice(end, index)
    end = index + token.length
    // Without a separator 1122025 could be two dates; 930 can only be half past nine.
    const crowded = (order.length > 0 && between === '') || (/^(?:[YMDHms]{2})/.test(format.slice(end)) && format !== 'HHmm')
    const digits = TOKENS[token as Token]
    pattern += literal(between) + (crowded ? digits.replace('{1,2}', '{2}') : digits)
    order.push(token as Token)
  }
  pattern += literal(format.slice(end))

  const has = (token: Token) => order.includes(token)
  const [month, day, hour, minute] = [has('MM') || has('MMM'), has('DD'), has('HH'), has('mm')]
  const kind = has('YYYY') && month ? (day ? (minute && hour ? 'exact' : hour ? 'hour' : 'date') : 'month') : hour && minute ? 'time' : null
  if (kind === null || (kind === 'time' && (has('YYYY') || month || day)) || new Set(order).size < order.length) throw new Error(`not a date format: ${format}`)
  // Only a year-first date is followed by an offset: that is ISO 8601, and what machines write.
  const offset = hour && format.startsWith('YYYY') ? '(?: ?(Z|[+-]\\d{2}:?\\d{2}))?' : ''
  const shape = new RegExp(`^${pattern}${offset}$`, 'i')
  const at = (token: Token) => order.indexOf(token) + 1
  const [yAt, mAt, dAt, hAt, miAt, sAt, offsetAt] = [at('YYYY'), at('MM') || at('MMM'), at('DD'), at('HH'), at('mm'), at('ss'), order.length + 1]
  const named = has('MMM')

  return (text) => {
    const found = shape.exec(text)
    if (!found) return null
    const number = (index: number, absent: number) => (index === 0 ? absent : Number(found[index]))
    const y = number(yAt, 0)
    const m = named ? monthNamed(found[mAt]!) : number(mAt, 0)
    const d = number(dAt, kind === 'month' ? 1 : 0)
    const [h, mi, s] = [number(hAt, 0), number(miAt, 0), number(sAt, 0)]
    if (!realTime(h, mi, s) || (kind !== 'time' && !realDate(y, m, d))) return null
    const zone = offset ? found[offsetAt] : undefined
    if (zone === undefined) return { kind, y, m, d, h, mi, s }
    const minutes = offsetMinutes(zone)
    return minutes === null ? null : { kind, y, m, d, h, mi, s, offset: minutes }
  }
}

const monthNamed = (name: string): number => (name.length === 4 && name.toLowerCase() !== 'sept' ? 0 : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1)

function offsetMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))]
  if (hours > 14 || minutes > 59) return null
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

/** Excel's day numbers, 1900 system: whole is a date, a fraction of a day is its time, less than 1 is a time alone. */
function readExcel(text: string): ReadTime | null {
  if (!/^\d{1,6}(?:\.\d{1,17})?$/.test(text)) return null
  const serial = Number(text)
  const seconds = Math.round(serial * 86_400)
  const [h, mi, s] = [Math.floor((seconds % 86_400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  if (serial < 1) return seconds < 86_400 ? { kind: 'time', y: 0, m: 0, d: 0, h, mi, s } : { kind: 'time', y: 0, m: 0, d: 0, h: 24, mi: 0, s: 0 }
  const date = new Date(Date.UTC(1899, 11, 30) + Math.floor(seconds / 86_400) * 86_400_000)
  const [y, m, d] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  if (!realDate(y, m, d)) return null
  return { kind: text.includes('.') ? 'exact' : 'date', y, m, d, h, mi, s }
}

const readers = new Map<string, Reader>()

function readerOf(format: string): Reader {
  let reader = readers.get(format)
  if (!reader) readers.set(format, (reader = compile(format)))
  return reader
}

/** Throws (a fault of the profile, to be found when it is loaded) when a format is none. */
export const checkFormats = (formats: readonly string[]): void => formats.forEach(readerOf)

/** The text by the first format that fits it; null when none does. */
export function readDateTime(text: string, formats: readonly string[]): ReadTime | null {
  const trimmed = text.trim()
  if (trimmed.length === 0 || trimmed.length > 40) return null
  for (const format of formats) {
    const read = readerOf(format)(trimmed)
    if (read) return read
  }
  return null
}
