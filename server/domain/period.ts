/** Half-open periods of local calendar days in Europe/London; months are `YYYY-MM`, days `YYYY-MM-DD`. */

const pad = (n: number) => String(n).padStart(2, '0')

export const isMonth = (text: string): boolean => /^(19|20)\d{2}-(0[1-9]|1[0-2])$/.test(text)

export const nextMonth = (month: string): string => {
  const year = Number(month.slice(0, 4))
  const number = Number(month.slice(5, 7))
  return number === 12 ? `${year + 1}-01` : `${year}-${pad(number + 1)}`
}

export const monthStart = (month: string): string => `${month}-01`

/** The months that [from, to) touches, in order. */
export const monthsOf = (period: { from: string; to: string }): string[] => {
  const months: string[] = []
  for (let month = period.from.slice(0, 7); monthStart(month) < period.to; month = nextMonth(month)) months.push(month)
  return months
}

/** Months since year 0: a small integer that sorts as the month does. */
export const monthNumber = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1

export const monthOfNumber = (n: number): string => `${Math.floor(n / 12)}-${pad((n % 12) + 1)}`

/** Whether [from, to) holds the whole of a month. */
export const holdsMonth = (period: { from: string; to: string }, month: string): boolean =>
  period.from <= monthStart(month) && monthStart(nextMonth(month)) <= period.to
