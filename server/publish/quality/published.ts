import type { Quality, QualityQuery, Scorecard } from '../../contract/quality.ts'
import { monthNumber, monthOfNumber } from '../../domain/period.ts'
import type { SiteFacts } from '../../domain/quality.ts'
import type { PlacesKnown } from './placesKnown.ts'
import { RULES } from './rules.ts'
import { detailsOf, monthsBetween, sitesOf } from './scorecard.ts'

const DEFAULT_MONTHS = 12

/** Months [from, to) in all, and `held`: those that any site has data in force for; null: none has. */
export type QualityPeriod = { from: string; to: string; held: { from: string; to: string } | null }

/** The months asked for; what was left out is the last twelve that any site has in force. */
export const periodOf = (data: { from: string; to: string }[], asked: QualityQuery): QualityPeriod => {
  const first = data.reduce((least, { from }) => (from < least ? from : least), data[0]?.from ?? '')
  const last = data.reduce((most, { to }) => (to > most ? to : most), '')
  // A stretch that ends inside a month still belongs to it.
  const after = (day: string): number => monthNumber(day.slice(0, 7)) + (day.slice(8) === '01' ? 0 : 1)
  const held = last ? { from: first.slice(0, 7), to: monthOfNumber(after(last)) } : null
  const to = asked.to ?? (asked.from ? monthOfNumber(Math.max(monthNumber(asked.from) + 1, monthNumber(held?.to ?? asked.from))) : (held?.to ?? '2001-01'))
  const from = asked.from ?? monthOfNumber(monthNumber(to) - DEFAULT_MONTHS)
  return { from, to, held }
}

type Found = { facts: SiteFacts[]; period: QualityPeriod; dataVersion: string | null; placesKnown: PlacesKnown }

const frameOf = ({ period: { from, to }, dataVersion }: Found) => ({ from, to, months: monthsBetween(from, to), dataVersion, rules: RULES })

export const qualityOf = (found: Found): Quality => {
  const frame = frameOf(found)
  return { ...frame, held: found.period.held, sites: sitesOf(found.facts, frame.months, found.placesKnown) }
}

/** Null: there is no such site with data in force. */
export const scorecardOf = (found: Found, id: string): Scorecard | null => {
  const frame = frameOf(found)
  const site = sitesOf(found.facts, frame.months, found.placesKnown).find((one) => one.id === id)
  const facts = found.facts.find((one) => String(one.id) === id)
  return site && facts ? { ...frame, site, ...detailsOf(facts, frame.months, found.placesKnown) } : null
}
