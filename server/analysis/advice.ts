import type { Query } from '../contract/query.ts'
import { monthsOf } from '../domain/period.ts'
import type { Selection } from './select.ts'

/** Fewer incidents than this and a map of significance says more about chance than about places. */
const FEW = 100

/** What the data can and cannot bear, in plain words, beside every result. */
export const advise = (query: Query, selection: Selection, monthsReceived: string[]): string[] => {
  const n = selection.events.cell.length
  const excluded = (kind: string) => selection.excluded.find((e) => e.kind === kind)?.count ?? 0
  const advice: string[] = []
  if (n === 0) advice.push('No incident matches this query on the map, so nothing can be said about places.')
  else if (n < FEW) advice.push(`Only ${n} incidents: too few to trust a hotspot. Ask for a longer period or more categories.`)
  const missing = monthsOf(query.period).length - monthsReceived.length
  if (missing > 0) advice.push(`Nothing was received for ${missing} of the ${missing + monthsReceived.length} months of this period: they are unknown, not zero.`)
  if (selection.snapPoints)
    advice.push('Places are anonymised snap points, moved to a street centre or public place before publication: read a hotspot as a neighbourhood, not as an address.')
  if (excluded('no-time-of-day') > 0)
    advice.push(`${excluded('no-time-of-day')} incidents have no time of day (the police publish the month only) and are left out while a part of the day is chosen.`)
  if (excluded('month-cut-by-period') > 0)
    advice.push(`${excluded('month-cut-by-period')} incidents are known by month only and the period cuts their month: choose whole months to count them.`)
  if (query.adjustment === 'none')
    advice.push('p is not adjusted for testing every cell at once: about one cell in twenty would look significant by chance alone.')
  return advice
}
