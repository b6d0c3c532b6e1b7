import { londonDay } from '../../domain/londonTime.ts'
import { monthStart, nextMonth } from '../../domain/period.ts'
import type { FilePiece, SiteFacts } from '../../domain/quality.ts'
import { median } from './interval.ts'

export type MonthArrival = { month: string; received: boolean; daysLate: number | null; times: number }

const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000

/** Whether pieces, together, hold every day of [from, to). */
const holds = (pieces: Pick<FilePiece, 'from' | 'to'>[], from: string, to: string): boolean => {
  let reached = from
  for (const piece of pieces.toSorted((a, b) => (a.from < b.from ? -1 : 1))) if (piece.from <= reached && piece.to > reached) reached = piece.to
  return reached >= to
}

/**
 * When each month came in. A month is here on the day by which every one of its days had been spoken for. What came in on the day on
 * which a site's data began to come is history that was loaded, and says nothing about how late its files are.
 */
export const arrivals = ({ files, firstReceivedAt }: SiteFacts, months: string[]): MonthArrival[] => {
  const began = firstReceivedAt === null ? '' : londonDay(Date.parse(firstReceivedAt))
  return months.map((month) => {
    const [from, to] = [monthStart(month), monthStart(nextMonth(month))]
    const pieces = files.filter((piece) => piece.from < to && piece.to > from)
    const byReceipt = pieces.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
    const whole = byReceipt.find((_, i) => holds(byReceipt.slice(0, i + 1), from, to))
    const day = whole ? londonDay(Date.parse(whole.receivedAt)) : null
    return {
      month,
      received: holds(pieces.filter(({ inForce }) => inForce), from, to),
      // A file may come before the last day of its month is over.
      daysLate: day === null || day === began ? null : Math.max(0, dayNumber(day) - dayNumber(to)),
      times: new Set(pieces.map(({ ingestId }) => ingestId)).size,
    }
  })
}

/** A month that two files share between them has not been sent again. */
const again = (files: FilePiece[], month: string): boolean => {
  const [from, to] = [monthStart(month), monthStart(nextMonth(month))]
  const pieces = files.filter((piece) => piece.from < to && piece.to > from)
  return pieces.some((a) => pieces.some((b) => a.ingestId < b.ingestId && a.from < b.to && b.from < a.to))
}

/** Sums over months; missing counts from the site's first month on, since before it nothing was due. */
export const arrivalFigures = (site: SiteFacts, arrived: MonthArrival[]) => {
  const due = arrived.filter(({ month }) => site.firstMonth !== null && month >= site.firstMonth)
  const late = arrived.flatMap(({ daysLate }) => (daysLate === null ? [] : [daysLate]))
  return {
    due: due.length,
    missing: due.filter(({ received }) => !received).map(({ month }) => month),
    again: arrived.filter(({ month }) => again(site.files, month)).length,
    late,
    medianLate: median(late),
    mostLate: late.length > 0 ? Math.max(...late) : null,
  }
}

/** Rows of the files in force, and those set aside. `shared`: some of the files hold rows of other sites too. */
export const rowFigures = ({ files }: SiteFacts) => {
  const inForce = new Map(files.filter((piece) => piece.inForce).map((piece) => [piece.ingestId, piece]))
  const all = [...inForce.values()]
  const sum = (of: (piece: FilePiece) => number): number => all.reduce((total, piece) => total + of(piece), 0)
  return { rows: sum(({ rowsRead }) => rowsRead), aside: sum(({ rowsQuarantined }) => rowsQuarantined), shared: all.some(({ sites }) => sites > 1) }
}
