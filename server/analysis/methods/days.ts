import { monthNumber, monthOfNumber } from '../../domain/period.ts'

/** Days since 1970 of `YYYY-MM-DD`, and back. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

type Period = { from: string; to: string }

/** Number of months of a period that begins and ends with one; null for others. Months have to stay whole where they are all that is known. */
const wholeMonths = ({ from, to }: Period): number | null => (from.endsWith('-01') && to.endsWith('-01') ? monthNumber(to) - monthNumber(from) : null)
const monthAt = (day: string, after: number): string => `${monthOfNumber(monthNumber(day) + after)}-01`

/** As long a stretch just before: as many months where a period is of whole months, else as many days. */
export const justBefore = (period: Period): Period => {
  const months = wholeMonths(period)
  return { from: months === null ? dayText(2 * dayNumber(period.from) - dayNumber(period.to)) : monthAt(period.from, -months), to: period.from }
}

/** The day after two thirds of a period: where it is of two months or more, and of whole ones, the first of a month. */
export const twoThirds = (period: Period): string => {
  const months = wholeMonths(period)
  if (months !== null && months > 1) return monthAt(period.from, Math.round((months * 2) / 3))
  return dayText(Math.round(dayNumber(period.from) + ((dayNumber(period.to) - dayNumber(period.from)) * 2) / 3))
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** `2024-03-01` and `2024-03` as people say them: `1 Mar 2024`, `Mar 2024`; other labels as they are. */
export const saidDay = (label: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(label) ?? []
  return year && month ? [day && String(Number(day)), MONTHS[Number(month) - 1], year].filter(Boolean).join(' ') : label
}
/** A half-open period by its whole months, `Jan 2024 to Dec 2024`, or by its first and last day. */
export const saidPeriod = ({ from, to }: { from: string; to: string }): string => {
  const last = dayText(dayNumber(to) - 1)
  const [first, end] = from.endsWith('-01') && to.endsWith('-01') ? [from.slice(0, 7), last.slice(0, 7)] : [from, last]
  return first === end ? saidDay(first) : `${saidDay(first)} to ${saidDay(end)}`
}

export type Step = { from: number; to: number; label: string }

/** Steps side by side: a gap among them would make neighbours of two that are apart. */
export const consecutive = (steps: readonly Step[]): boolean => steps.every(({ from }, n) => n === 0 || from === steps[n - 1]?.to)
/** Why a gap is no good. */
export const GAP = 'There are months in the middle of this period that nobody sent: ask for a period without a gap.'

/** The whole weeks (Monday first), months or quarters of a period, in order; a piece at either end that is not whole is left out. */
export const stepsOf = (period: { from: string; to: string }, step: 'week' | 'month' | 'quarter'): Step[] => {
  const [from, to] = [dayNumber(period.from), dayNumber(period.to)]
  const steps: Step[] = []
  if (step === 'week') {
    for (let day = from + ((11 - (from % 7)) % 7); day + 7 <= to; day += 7) steps.push({ from: day, to: day + 7, label: dayText(day) })
    return steps
  }
  const length = step === 'month' ? 1 : 3
  const first = new Date(from * 86_400_000)
  for (let month = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / length) * length; ; month += length) {
    const [start, end] = [month, month + length].map((n) => Date.UTC(Math.floor(n / 12), n % 12) / 86_400_000) as [number, number]
    if (end > to) return steps
    const name = dayText(start)
    if (start >= from) steps.push({ from: start, to: end, label: step === 'month' ? name.slice(0, 7) : `${name.slice(0, 4)} Q${Math.floor((Number(name.slice(5, 7)) - 1) / 3) + 1}` })
  }
}
