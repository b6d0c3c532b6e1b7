import type { Query } from '../contract/query.ts'
import { monthsOf } from '../domain/period.ts'
import { asksWholeWeek } from '../domain/weekHours.ts'
import type { Selection } from './select.ts'

/** Fewer incidents than this in an average neighbourhood, and the normal approximation behind z and p is rough. */
const THIN = 1

/** Reasons for which an incident is in no cell although something was said about its place. */
const LOOSE = new Set<string>(['no-place-text', 'not-found', 'ambiguous-place', 'too-coarse', 'home', 'default-place'])

/** The one thing to read before any figure: nothing to go by, or too little for z and p to be taken at their word. */
export const cautionFor = (query: Query, selection: Selection, monthsReceived: string[], cells: number, neighbourhood: number): string | null => {
  const n = selection.events.cell.length
  if (!asksWholeWeek(query) && monthsReceived.length === 0) return 'These data have no time of day, so they cannot answer for a part of it: unknown, not zero.'
  if (monthsReceived.length === 0) return 'Nothing was received for this period and these sources: unknown, not zero.'
  if (n === 0) return 'No incident on the map matches this query, so nothing can be said about places.'
  const mean = (n * neighbourhood) / cells
  if (mean >= THIN) return query.sources.length > 1 ? 'The sources are not linked yet: an event that two services tell of counts twice.' : null
  return `Few incidents for so many cells: ${n.toLocaleString('en-GB')}, or ${mean.toPrecision(1)} in an average cell with its neighbours. Read the order of the hotspots, not their p; ask for a longer period or more categories.`
}

/** What the data can and cannot bear, in plain words, beside every result. */
export const advise = (query: Query, selection: Selection, monthsReceived: string[]): string[] => {
  const excluded = (kind: string) => selection.excluded.find((e) => e.kind === kind)?.count ?? 0
  const advice: string[] = []
  const missing = monthsOf(query.period).length - monthsReceived.length
  if (missing > 0) advice.push(`Nothing was received for ${missing} of the ${missing + monthsReceived.length} months of this period: they are unknown, not zero.`)
  if (selection.snapPoints)
    advice.push('Places are anonymised snap points, moved to a street centre or public place before publication: read a hotspot as a neighbourhood, not as an address.')
  if (excluded('no-time-of-day') > 0)
    advice.push(`${excluded('no-time-of-day').toLocaleString('en-GB')} incidents have no time of day, or one that reaches beyond the hours chosen, and are left out while a part of the day or week is chosen.`)
  if (excluded('cut-by-period') > 0)
    advice.push(`${excluded('cut-by-period').toLocaleString('en-GB')} incidents are known only to a month or a range of days that reaches beyond the period: they may lie in it or not, and are left out.`)
  const loose = selection.excluded.reduce((sum, { kind, count }) => sum + (LOOSE.has(kind) ? count : 0), 0)
  const n = selection.events.cell.length
  if (loose > 0)
    advice.push(`${loose.toLocaleString('en-GB')} incidents (${Math.round((100 * loose) / (loose + n))} %) have no place exact enough for a cell: somebody's home, a town alone, words that fit several places or none. They are counted in no cell.`)
  if (query.sources.length > 1)
    advice.push('The sources are not linked yet: an event that two services tell of counts twice. Ask for one source at a time (`sources` of a run) before you add them.')
  if (query.adjustment === 'none')
    advice.push(`p is not adjusted for testing every cell at once: about one cell in ${Math.round(1 / query.alpha)} would look significant by chance alone.`)
  return advice
}
