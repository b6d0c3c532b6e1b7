/** Days since 1970 of `YYYY-MM-DD`, and back. */
export const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000
export const dayText = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export type Step = { from: number; to: number; label: string }

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
