// The filter of an answer in a few words: the period, who sent it, and whatever else narrows it.
import type { Filter } from '../../../server/contract/query.ts'
import { AGE_BANDS, CATEGORY_LABELS, METHODS, PLACE_TYPES, SOURCE_LABELS, VIOLENCE_CATEGORIES } from '../../../server/contract/vocabulary.ts'
import { periodLabel } from '../../months.ts'

export type AskedFilter = Partial<Filter>

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.length === b.length && a.every((one) => b.includes(one))
/** Every day from six to six. */
const wholeWeek = (hours: Filter['weekHours']): boolean => hours.length === 1 && hours[0]?.days.length === 7 && hours[0].from === hours[0].to

/** What narrows it beside period and sources; [] for plain violence. */
export const narrowings = ({ categories, weekHours, methods, placeTypes, ageBands, measure, weighting, operationalDays }: AskedFilter): string[] => [
  categories && !same(categories, VIOLENCE_CATEGORIES) ? categories.map((name) => CATEGORY_LABELS[name].toLowerCase()).join(', ') : '',
  weekHours && !wholeWeek(weekHours) ? 'some hours of the week' : '',
  methods && methods.length <= METHODS.length ? 'some ways of being hurt' : '',
  placeTypes && placeTypes.length <= PLACE_TYPES.length ? 'some kinds of place' : '',
  ageBands && ageBands.length <= AGE_BANDS.length ? 'some ages' : '',
  measure === 'harm' ? 'by harm' : '',
  weighting === 'fractional' ? 'by the share of time and place' : '',
  operationalDays ? 'days from 06:00 to 05:59' : '',
].filter(Boolean)

/** `Jan 2023 to Dec 2025 · Police and ambulance`. */
export const filterSentence = (filter: AskedFilter): string => {
  const sources = (filter.sources ?? []).map((source) => SOURCE_LABELS[source])
  return [filter.period ? periodLabel(filter.period) : '', sources.map((name, n) => (n === 0 ? name : name.toLowerCase())).join(', '), ...narrowings(filter)].filter(Boolean).join(' · ')
}
