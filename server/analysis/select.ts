import type { Filter } from '../contract/query.ts'
import type { Excluded } from '../contract/results.ts'
import type { ExcludedKind } from '../contract/vocabulary.ts'
import type { HarmWeights } from '../domain/harm.ts'
import { calendar, FIRST_DAY } from './calendar.ts'
import { childOfDetail, FIRST_CELL, HOURS, isSnapPoint, MONTH, slotOfReason, SLOT_REASONS, SPAN, UNKNOWN_CHILD, UNKNOWN_HOUR } from './columns.ts'
import type { Columns } from './columns.ts'
import { allPass, passOf, tellExcluded } from './countCells.ts'
import { createHarmTally } from './harmTally.ts'
import type { HarmTold } from './harmTally.ts'
import { createEvents, cutTo, mostEntries } from './selectedEvents.ts'
import type { SelectedEvents } from './selectedEvents.ts'
import { measured } from './span.ts'
import { planOf, walk } from './walk.ts'

export type { SelectedEvents }

export type Selection = {
  events: SelectedEvents
  /** per res-9 cell of the study area (res 10 when asked for): incidents, or days of harm */
  counts: Float64Array
  /** incidents on the map, weights summed */
  incidents: number
  excluded: Excluded[]
  snapPoints: boolean
  harm: HarmTold | null
}

export type SelectOptions = {
  /** res-9 cells of the study area */
  cells: number
  /** 10: rows 7 × that of the res-9 cell + place in it; what is not known so finely is told and left out */
  resolution?: 9 | 10
  harm?: HarmWeights | null
  /** columns were loaded with points: tell them */
  points?: boolean
}

/**
 * The incidents that a filter asks for, one by one and by cell. What matches and cannot be counted is told by reason. With weighting
 * `fractional` an incident enters by the share of its time that is asked for, at each candidate of its place by its probability (the
 * columns must hold candidates); what is left of it is told.
 */
export const select = (columns: readonly Columns[], filter: Filter, options: SelectOptions): Selection => {
  const { cells, resolution = 9, points = false } = options
  const plan = planOf(filter)
  const { passes, window, fractional, operational } = plan
  const { month } = calendar()
  const finer = resolution === 10
  const counts = new Float64Array(finer ? cells * 7 : cells)
  const reasons = new Float64Array(FIRST_CELL)
  const tooFine = slotOfReason('finer-than-known')
  const events = createEvents(mostEntries(columns, plan), points, filter.measure === 'harm')
  const harm = filter.measure === 'harm' ? createHarmTally(options.harm ?? null) : null
  let [cut, untimed, notSaid, otherHours, incidents, n, number] = [0, 0, 0, 0, 0, 0, 0]
  let snapPoints = false

  const collect = (c: Columns): void => {
    if (points && !c.points) throw new Error('these columns were loaded without points')
    if (fractional && !c.candidates) throw new Error('these columns were loaded without candidates')
    const all = allPass(c, passes)
    const passing = (from: number, to: number): number => {
      if (all) return to - from
      let rows = 0
      for (let i = from; i < to; i++) if (passOf(c, passes, i) > 0) rows++
      return rows
    }
    const harmOf = harm?.of(c) ?? null
    const unsure = fractional ? c.candidates : null
    let [bits, hour, day, dayKnown, cursor] = [0, 0, 0, 1, 0]

    /** Puts a share of row i in its cell; `p`: where its point stands. */
    const put = (i: number, slot: number, child: number, share: number, at: typeof c.points, p: number): void => {
      if (slot < FIRST_CELL) return void (reasons[slot]! += share)
      if (finer && child === UNKNOWN_CHILD) return void (reasons[tooFine]! += share)
      const row = slot - FIRST_CELL
      const value = harmOf ? harmOf(i, bits, share) : share
      if (Number.isNaN(value)) return
      counts[finer ? row * 7 + child : row]! += value
      incidents += share
      events.cell[n] = row
      events.category[n] = c.category[i]!
      events.month[n] = month[day]!
      events.day[n] = day + FIRST_DAY
      events.dayKnown[n] = dayKnown
      events.hour[n] = hour
      events.sources[n] = bits
      events.incident[n] = number
      events.weight[n] = share
      events.child[n] = child
      if (harmOf) events.harm[n] = value
      if (points && at) {
        events.x[n] = at.x[p]!
        events.y[n] = at.y[p]!
        events.radius[n] = at.radius[p]!
      }
      n++
      if (isSnapPoint(c.detail[i]!)) snapPoints = true
    }

    const place = (i: number, share: number): void => {
      number++
      if (unsure) {
        const { rows, starts } = unsure
        if (cursor > 0 && rows[cursor - 1]! >= i) cursor = 0
        cursor = since(rows, cursor, i)
        if (rows[cursor] === i) {
          for (let e = starts[cursor]!; e < starts[cursor + 1]!; e++) put(i, unsure.slot[e]!, unsure.child[e]!, share * unsure.p[e]!, unsure, e)
          return
        }
      }
      put(i, c.slot[i]!, childOfDetail(c.detail[i]!), share, c.points, i)
    }

    /** Days that the row touches, as they are told. */
    const setDay = (i: number, kind: number): void => {
      if (kind !== SPAN) {
        day = c.day[i]! - Number(operational && kind < HOURS && kind % 24 < 6)
        dayKnown = Number(kind !== MONTH)
        return
      }
      const first = Math.max(window.from, Math.floor((measured.begin - window.shift) / 86_400))
      const last = Math.min(window.to - 1, Math.floor((measured.end - 1 - window.shift) / 86_400))
      day = Math.max(0, first)
      dayKnown = Number(first >= last)
    }

    /** Rows that need no weighing: what they share is filled in afterwards. */
    const takeWhole = (from: number, to: number, kind: number): void => {
      const begin = n
      const back = Number(operational && kind < HOURS && kind % 24 < 6)
      for (let i = from; i < to; i++) {
        const pass = all ? 1 : passOf(c, passes, i)
        if (pass > 1) notSaid++
        if (pass !== 1) continue
        number++
        const row = c.slot[i]! - FIRST_CELL
        if (row < 0) {
          reasons[row + FIRST_CELL]!++
          continue
        }
        const d = c.day[i]! - back
        counts[row]!++
        events.cell[n] = row
        events.category[n] = c.category[i]!
        events.month[n] = month[d]!
        events.day[n] = d + FIRST_DAY
        events.incident[n] = number
        events.child[n] = childOfDetail(c.detail[i]!)
        if (points) {
          events.x[n] = c.points!.x[i]!
          events.y[n] = c.points!.y[i]!
          events.radius[n] = c.points!.radius[i]!
        }
        if (isSnapPoint(c.detail[i]!)) snapPoints = true
        n++
      }
      incidents += n - begin
      events.dayKnown.fill(Number(kind !== MONTH), begin, n)
      events.hour.fill(kind < HOURS ? kind % 24 : UNKNOWN_HOUR, begin, n)
      events.sources.fill(bits, begin, n)
      events.weight.fill(1, begin, n)
    }
    const weighed = finer || harmOf !== null || fractional

    walk(c, plan, {
      enter: (set) => void (bits = set),
      take: (from, to, kind) => {
        if (!weighed && kind !== SPAN) return takeWhole(from, to, kind)
        hour = kind < HOURS ? kind % 24 : UNKNOWN_HOUR
        for (let i = from; i < to; i++) {
          const pass = all ? 1 : passOf(c, passes, i)
          if (pass > 1) notSaid++
          if (pass !== 1) continue
          setDay(i, kind)
          place(i, 1)
        }
      },
      cut: (from, to) => void (cut += passing(from, to)),
      untimed: (from, to) => void (untimed += passing(from, to)),
      part: (i, asked, beyond, other) => {
        const pass = all ? 1 : passOf(c, passes, i)
        if (pass === 0) return
        cut += beyond
        otherHours += other
        if (pass > 1) return void (notSaid += asked)
        hour = UNKNOWN_HOUR
        setDay(i, SPAN)
        place(i, asked)
      },
    }, false)
  }
  columns.forEach(collect)

  const excluded: Partial<Record<ExcludedKind, number>> = { 'cut-by-period': cut, 'no-time-of-day': untimed, 'not-said': notSaid, 'other-hours': otherHours, ...harm?.excluded() }
  SLOT_REASONS.forEach((kind, i) => (excluded[kind] = reasons[i] ?? 0))
  return { events: cutTo(events, n), counts, incidents, excluded: tellExcluded(excluded), snapPoints, harm: harm?.told() ?? null }
}

/** First position from `from` on whose value is `value` or more; the values ascend. Doubling steps: the next one is mostly near. */
const since = (values: Uint32Array, from: number, value: number): number => {
  let step = 1
  while (from + step < values.length && values[from + step]! < value) step *= 2
  let to = Math.min(values.length, from + step)
  while (from < to) {
    const middle = (from + to) >>> 1
    if (values[middle]! < value) from = middle + 1
    else to = middle
  }
  return from
}
