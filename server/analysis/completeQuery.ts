import { ASKED_AGE_BANDS, ASKED_METHODS, ASKED_PLACE_TYPES, UNKNOWN } from '../contract/query.ts'
import type { Filter, Period, Query, QueryInput } from '../contract/query.ts'
import { CATEGORIES, SOURCES, VIOLENCE_CATEGORIES } from '../contract/vocabulary.ts'
import type { Source } from '../contract/vocabulary.ts'
import type { HarmWeights } from '../domain/harm.ts'
import type { InForce } from '../domain/incident.ts'
import { holdsMonth, monthsOf } from '../domain/period.ts'
import { Problem } from '../domain/problem.ts'
import { asksWholeWeek, dayPartsOf, weekHoursOf, weekMask } from '../domain/weekHours.ts'

const inOrder = <T>(words: readonly T[], chosen: readonly T[]): T[] => words.filter((word) => chosen.includes(word))

/** Fills in what a query leaves open; `received`: what it means when it names no sources or period. */
export const fillIn = (input: QueryInput, received: { sources: readonly Source[]; period: Period }): Query => {
  const hours = weekMask(input.weekHours, input.dayParts)
  if (!hours.includes(1))
    throw new Problem(422, 'no-hours', 'No hour is left', 'weekHours: none of these hours lies in the parts of the day that dayParts asks for.', { field: 'weekHours' })
  return {
    sources: inOrder(SOURCES, input.sources ?? received.sources),
    categories: inOrder(CATEGORIES, input.categories ?? VIOLENCE_CATEGORIES),
    period: input.period ?? received.period,
    resolution: input.resolution ?? 9,
    k: input.k ?? 1,
    dayParts: dayPartsOf(hours),
    weekHours: weekHoursOf(hours),
    methods: inOrder(ASKED_METHODS, input.methods ?? ASKED_METHODS),
    placeTypes: inOrder(ASKED_PLACE_TYPES, input.placeTypes ?? ASKED_PLACE_TYPES),
    ageBands: inOrder(ASKED_AGE_BANDS, input.ageBands ?? ASKED_AGE_BANDS),
    measure: input.measure ?? 'count',
    weighting: input.weighting ?? 'whole',
    operationalDays: input.operationalDays ?? false,
    adjustment: input.adjustment ?? 'benjamini-hochberg',
    alpha: input.alpha ?? 0.05,
  }
}

/** The query with nothing left open and its lists in a fixed order: the same question always reads the same. */
export const completeQuery = (input: QueryInput, data: InForce[]): Query => {
  const from = data.map((d) => d.from).toSorted()[0]
  const to = data.map((d) => d.to).toSorted().at(-1)
  if (from === undefined || to === undefined)
    throw new Problem(409, 'no-data', 'No data yet', 'Nothing has been received yet: ingest a file first (npm run ingest, or POST /api/ingests).')
  return fillIn(input, { sources: data.map((d) => d.source), period: { from, to } })
}

/** The harm weights that a query needs; null when it needs none. */
export const harmFor = ({ measure }: Pick<Query, 'measure'>, loaded: HarmWeights | null): HarmWeights | null => {
  if (measure !== 'harm') return null
  if (loaded) return loaded
  throw new Problem(422, 'no-harm-weights', 'No harm weights',
    'measure: harm needs the file of harm weights (harm-weights.csv), which nobody has loaded: npm run geo-data -- load harm-weights FILE.', { field: 'measure' })
}

/** What a published police.uk file does not hold: the day, how somebody was hurt, where, and how old they were. */
const openDataCanTell = (query: Filter): boolean =>
  asksWholeWeek(query) && query.methods.includes(UNKNOWN) && query.placeTypes.includes(UNKNOWN) && query.ageBands.includes(UNKNOWN)

/**
 * The months that can answer a query: received whole from one of its sources. A month that nobody sent is unknown, not zero. Files that
 * know the month only cannot answer for a month that the period cuts, nor for a part of the day or week; nor can they for what they do not say.
 */
export const receivedIn = (query: Filter, data: InForce[]): string[] => {
  const open = openDataCanTell(query)
  const received = new Set<string>()
  for (const d of data.filter(({ source }) => query.sources.includes(source))) {
    if (d.standard === 'police-uk' && !open) continue
    for (const month of monthsOf(d)) {
      if (holdsMonth(d, month) && (d.standard !== 'police-uk' || holdsMonth(query.period, month))) received.add(month)
    }
  }
  return monthsOf(query.period).filter((month) => received.has(month))
}
