import type { DateFormat } from './styles.ts'

const DAY = 86_400
/** 31 December 9999, the last day that Excel knows. */
const LAST_DAY = 2_958_465
/** Days by which the two systems differ. */
const BETWEEN = 1_462

const two = (n: number): string => String(n).padStart(2, '0')
const clock = (seconds: number): string => `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`

const dayText = (day: number, date1904: boolean): string => {
  if (date1904) return new Date(Date.UTC(1904, 0, 1 + day)).toISOString().slice(0, 10)
  // Days 0 and 60 of the 1900 system are none, but Excel shows them so; whoever reads them will see that they are no dates.
  if (day === 0) return '1900-01-00'
  if (day === 60) return '1900-02-29'
  return new Date(Date.UTC(1899, 11, day < 60 ? 31 + day : 30 + day)).toISOString().slice(0, 10)
}

/** A moment as Excel holds it, days and their fraction, in ISO form: a format that shows a time keeps it even at midnight. */
export const dateText = (serial: number, { day, time, elapsed }: DateFormat, date1904: boolean): string | null => {
  const seconds = Math.round(serial * DAY)
  if (!(seconds >= 0 && seconds < (LAST_DAY + 1 - (date1904 ? BETWEEN : 0)) * DAY)) return null
  if (elapsed || (!day && seconds < DAY)) return clock(seconds)
  const rest = seconds % DAY
  const date = dayText(Math.floor(seconds / DAY), date1904)
  return time || rest > 0 ? `${date} ${clock(rest)}` : date
}

/** Beyond fifteen digits Excel has rounded: shown as Excel itself writes it to CSV, so that nobody takes it for an identifier. */
const rounded = (value: number): string => value.toExponential(5).replace(/\.?0*e\+/, 'E+')

/** A number in full, as its cell shows it when it is wide enough: 51.734000000000002 is 51.734. */
export const numberText = (stored: string): string => {
  const value = Number(stored)
  if (stored.trim() === '' || !Number.isFinite(value)) return stored
  if (Math.abs(value) >= 1e15) return rounded(value)
  const shown = Number(value.toPrecision(15))
  const text = String(shown)
  if (!text.includes('e')) return text
  return Math.abs(shown) < 1e-15 ? text.toUpperCase() : shown.toFixed(20).replace(/0+$/, '')
}

/** Excel writes what XML cannot hold as _xHHHH_; a NUL stays as it is written. */
export const unescaped = (text: string): string =>
  text.includes('_x') ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (all, hex: string) => (hex === '0000' ? all : String.fromCharCode(Number.parseInt(hex, 16)))) : text

/** ISO dates, which some programs write instead of numbers, in the one form that we use. */
export const isoText = (stored: string): string => {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.0+)?$/.exec(stored)
  return parts ? `${parts[1]} ${parts[2]!.length === 5 ? `${parts[2]}:00` : parts[2]}` : stored
}
