// Months as `2024-03`, which sort as text. Pure: no clock, no locale of the reader's machine.

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/

export function isMonth(text: string): boolean {
  return MONTH.test(text)
}

export function addMonths(month: string, n: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n
  return `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** `2024-03` → `Mar 2024`. */
export function monthLabel(month: string): string {
  return `${NAMES[Number(month.slice(5, 7)) - 1] ?? '?'} ${month.slice(0, 4)}`
}

/** A half-open period in days, `[2023-01-01, 2024-01-01)`, as people say it: `Jan 2023 to Dec 2023`. */
export function periodLabel(period: { from: string; to: string }): string {
  if (!period.from.endsWith('-01') || !period.to.endsWith('-01')) {
    return `${dayLabel(period.from)} up to ${dayLabel(period.to)}`
  }
  const first = period.from.slice(0, 7)
  const last = addMonths(period.to.slice(0, 7), -1)
  return first === last ? monthLabel(first) : `${monthLabel(first)} to ${monthLabel(last)}`
}

/** Every month that a half-open period touches. */
export function monthsBetween(period: { from: string; to: string }): string[] {
  const months: string[] = []
  for (let month = period.from.slice(0, 7); `${month}-01` < period.to; month = addMonths(month, 1)) months.push(month)
  return months
}

function dayLabel(day: string): string {
  return `${Number(day.slice(8, 10))} ${monthLabel(day)}`
}

/** The last n months of a list in order, as first and last month. */
export function lastMonths(months: string[], n: number): { from: string; to: string } | null {
  const last = months.at(-1)
  if (last === undefined) return null
  const first = months[0] ?? last
  const from = addMonths(last, 1 - n)
  return { from: from < first ? first : from, to: last }
}
