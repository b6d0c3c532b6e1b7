import type { Field, Profile } from '../../contract/profile.ts'
import type { IssueKind } from '../../contract/vocabulary.ts'
import type { EventTime } from '../../domain/case.ts'
import { calendarDay, eventTimeOf, instantOf, joinDateTime } from '../../domain/eventTime.ts'
import type { TimesOfRow } from '../../domain/eventTime.ts'
import { readDateTime } from '../../domain/eventTimeFormats.ts'
import type { ReadTime } from '../../domain/eventTimeFormats.ts'
import { isoInstant, londonDay, operationalDay } from '../../domain/londonTime.ts'
import { monthStart, nextMonth } from '../../domain/period.ts'
import type { NamedRow } from '../profiles/columns.ts'
import { saysYes } from './codes.ts'

type Fault = { fault: { field: string; kind: IssueKind } }
export type When =
  | {
      time: EventTime
      reportedAt: string | null
      /** the local day by which files speak for the row: arrival, report, or else when it happened */
      filedOn: string
      piece: { from: string; to: string }
      proactive: boolean
      issues: { field: string; kind: IssueKind }[]
    }
  | Fault

/** Spreadsheets tell their dates so, whatever the supplier's own format. */
const OF_SPREADSHEETS = ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD', 'HH:mm:ss']
const CLOCKS = new Set<Field>(['arrivalTime', 'occurredTime'])
const OF_TIME = new Set<Field>(['periodFrom', 'periodTo', 'month', 'arrival', 'arrivalDate', 'arrivalTime', 'reported', 'occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo', 'proactive'])
/** Who was hurt longer ago does not come to an emergency department for it; it is a date of birth, more often than not. */
const LONGEST_BEFORE_ARRIVAL = 366 * 86_400_000
const SIX_HOURS = 6 * 3_600_000

const pad = (n: number): string => String(n).padStart(2, '0')
const dayText = ({ y, m, d }: ReadTime): string => `${y}-${pad(m)}-${pad(d)}`
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const monthPiece = (day: string) => {
  const month = day.slice(0, 7)
  return { from: monthStart(month), to: monthStart(nextMonth(month)) }
}

/** No time of the event itself: it was not later than the arrival, and most come within hours. */
const beforeArrival = (arrival: number): EventTime => ({
  from: isoInstant(arrival - SIX_HOURS),
  to: isoInstant(arrival),
  kind: 'range',
  flags: ['estimated'],
  operationalDay: operationalDay(arrival - SIX_HOURS) === operationalDay(arrival - 1) ? operationalDay(arrival - 1) : null,
})

/** When it happened, when it was told, and which days of the file's the row belongs to. */
export const createReadTimes = (profile: Profile, clock: Date) => {
  const formats = profile.strict ? profile.formats : [...new Set([...profile.formats, ...OF_SPREADSHEETS])]
  const now = clock.getTime()
  const midnightIsDateOnly = profile.midnightIsDateOnly
  // Month-only files say few different things, many times. A row that tells other times as well is read for itself.
  const monthOnly = (Object.keys(profile.columns) as Field[]).every((field) => field === 'month' || !OF_TIME.has(field))
  const months = new Map<string, When>()

  return (row: NamedRow): When => {
    const { month } = row.fields
    if (month === undefined || !monthOnly) return read(row)
    let known = months.get(month)
    if (!known) months.set(month, (known = read(row)))
    return known
  }

  function read({ fields }: NamedRow): When {
    let fault: Fault | null = null
    const time = (field: Field): ReadTime | null => {
      const text = fields[field]
      if (!text) return null
      const found = readDateTime(text, formats)
      // A date in the column of the time of day, or the other way round, is not what it says it is.
      const fits = found && (CLOCKS.has(field) ? found.kind === 'time' || found.kind === 'exact' : found.kind !== 'time')
      if (!fits) fault ??= { fault: { field, kind: 'bad-time' } }
      return fits ? found : null
    }
    const joined = (date: ReadTime | null, of: ReadTime | null): ReadTime | null => (date && of ? joinDateTime(date, of) : date)
    const arrival = time('arrival') ?? joined(time('arrivalDate'), time('arrivalTime'))
    const reported = time('reported')
    const told: TimesOfRow = {
      at: time('occurred'), from: time('occurredFrom'), to: time('occurredTo'), date: time('occurredDate'), time: time('occurredTime'), month: time('month'),
    }
    const periodFrom = time('periodFrom')
    const periodTo = time('periodTo')
    if (fault) return fault

    const arrivalAt = instantOf(arrival)
    const reportedAt = instantOf(reported)
    const anchor = arrivalAt ?? reportedAt
    if (anchor !== null && anchor > now) return { fault: { field: arrivalAt === null ? 'reported' : 'arrival', kind: 'future-time' } }
    const nothing = !told.at && !told.from && !told.to && !told.date && !told.month
    const event = nothing
      ? arrivalAt !== null
        ? { time: beforeArrival(arrivalAt), issues: [] }
        : eventTimeOf({ at: reported }, { now })
      : eventTimeOf(told, { arrival: arrivalAt, now, midnightIsDateOnly })
    if ('fault' in event) return { fault: { field: 'occurred', kind: event.fault } }
    if (arrivalAt !== null && Date.parse(event.time.from) < arrivalAt - LONGEST_BEFORE_ARRIVAL) return { fault: { field: 'occurred', kind: 'long-before-arrival' } }

    const first = arrival ?? reported
    const filedOn = anchor !== null ? londonDay(anchor) : first ? dayText(first) : calendarDay(event.time)
    const issues = event.issues.map((kind) => ({ field: 'occurred', kind }))
    const rest = { time: event.time, reportedAt: anchor === null ? null : isoInstant(anchor), filedOn, proactive: saysYes(fields.proactive), issues }
    if (profile.period === 'months' || (!periodFrom && !periodTo)) return { ...rest, piece: monthPiece(filedOn) }
    if (!periodFrom || !periodTo) return { fault: { field: 'periodFrom', kind: 'bad-period' } }
    const piece = { from: dayText(periodFrom), to: dayAfter(dayText(periodTo)) }
    const days = (Date.parse(piece.to) - Date.parse(piece.from)) / 86_400_000
    if (piece.from >= piece.to || days > 366 || piece.from > londonDay(now)) return { fault: { field: 'periodFrom', kind: 'bad-period' } }
    if (filedOn < piece.from || filedOn >= piece.to) return { fault: { field: 'arrival', kind: 'outside-declared-period' } }
    return { ...rest, piece }
  }
}
