import type { Excluded } from '../contract/results.ts'
import { EXCLUDED_KINDS } from '../contract/vocabulary.ts'
import type { ExcludedKind } from '../contract/vocabulary.ts'
import type { Filter } from '../contract/query.ts'
import { FIRST_CELL, isSnapPoint, SLOT_REASONS } from './columns.ts'
import type { Columns } from './columns.ts'
import { planOf, walk } from './walk.ts'
import type { Passes, Visitor } from './walk.ts'

/** What a filter counts, without a list of the incidents. */
export type Counts = {
  /** incidents per res-9 cell of the study area */
  counts: Uint32Array
  excluded: Excluded[]
  snapPoints: boolean
}

/** Whether every row passes: then no row needs to be looked at. */
export const allPass = ({ present }: Columns, { category, manner, detail }: Passes): boolean =>
  present.category.every((value) => category[value] === 1) && present.manner.every((value) => manner[value] === 1) && present.detail.every((value) => detail[value] === 1)

const categoryAlone = ({ present }: Columns, { manner, detail }: Passes): boolean =>
  present.manner.every((value) => manner[value] === 1) && present.detail.every((value) => detail[value] === 1)

/** 0 a row that is not asked for; 1 one that is; more: it does not say what is asked. */
export const passOf = (c: Columns, { category, manner, detail }: Passes, i: number): number =>
  (category[c.category[i] ?? 0] ?? 0) * (manner[c.manner[i] ?? 0] ?? 0) * (detail[c.detail[i] ?? 0] ?? 0)

/** Counts by reason as they are told: what is none is left out. */
export const tellExcluded = (counts: Partial<Record<ExcludedKind, number>>): Excluded[] =>
  EXCLUDED_KINDS.flatMap((kind) => ((counts[kind] ?? 0) > 0 ? [{ kind, count: counts[kind] ?? 0 }] : []))

/**
 * Incidents by cell, whole and unweighted: touches the rows that it counts and no others. `cells`: res-9 cells of the study area.
 * For weights, harm, single incidents and finer cells see select.ts.
 */
export const countCells = (columns: readonly Columns[], filter: Filter, cells: number): Counts => {
  if (filter.weighting !== 'whole' || filter.measure !== 'count') throw new RangeError('countCells counts whole incidents: weighting and measure are for select')
  const plan = planOf(filter)
  const { category, manner, detail } = plan.passes
  const tally = new Uint32Array(FIRST_CELL + cells)
  let [cut, untimed, notSaid] = [0, 0, 0]
  let snapPoints = false
  for (const c of columns) {
    const all = allPass(c, plan.passes)
    const snaps = !snapPoints && c.present.detail.some(isSnapPoint)
    const { slot } = c
    const passing = (from: number, to: number): number => {
      if (all) return to - from
      let n = 0
      for (let i = from; i < to; i++) if (passOf(c, plan.passes, i) > 0) n++
      return n
    }
    const takeAll: Visitor['take'] = (from, to) => {
      for (let i = from; i < to; i++) tally[slot[i]!]!++
    }
    const takeSome: Visitor['take'] = (from, to) => {
      for (let i = from; i < to; i++) {
        const pass = category[c.category[i]!]! * manner[c.manner[i]!]! * detail[c.detail[i]!]!
        if (pass === 1) tally[slot[i]!]!++
        else if (pass > 1) notSaid++
      }
    }
    // Mostly it is the category alone that a row can fail by, and a category is never "not said": adding 0 or 1 costs less than to ask.
    const takeCategory: Visitor['take'] = (from, to) => {
      for (let i = from; i < to; i++) tally[slot[i]!]! += category[c.category[i]!]!
    }
    const take = all ? takeAll : categoryAlone(c, plan.passes) ? takeCategory : takeSome
    const seen = (from: number, to: number): void => {
      for (let i = from; i < to && !snapPoints; i++) snapPoints = isSnapPoint(c.detail[i] ?? 0) && (slot[i] ?? 0) >= FIRST_CELL && passOf(c, plan.passes, i) === 1
    }
    walk(c, plan, {
      take: snaps ? (from, to, kind) => (take(from, to, kind), seen(from, to)) : take,
      cut: (from, to) => void (cut += passing(from, to)),
      untimed: (from, to) => void (untimed += passing(from, to)),
      part: () => {},
    }, true)
  }
  const excluded: Partial<Record<ExcludedKind, number>> = { 'cut-by-period': cut, 'no-time-of-day': untimed, 'not-said': notSaid }
  SLOT_REASONS.forEach((kind, i) => (excluded[kind] = tally[i] ?? 0))
  return { counts: tally.subarray(FIRST_CELL), excluded: tellExcluded(excluded), snapPoints }
}
