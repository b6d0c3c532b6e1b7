import type { Query, QueryInput } from '../contract/query.ts'
import { CATEGORIES, DAY_PARTS, SOURCES, VIOLENCE_CATEGORIES } from '../contract/vocabulary.ts'
import type { InForce } from '../domain/incident.ts'
import { holdsMonth, monthsOf } from '../domain/period.ts'
import { Problem } from '../domain/problem.ts'

const inOrder = <T>(words: readonly T[], chosen: readonly T[]): T[] => words.filter((word) => chosen.includes(word))

/** The query with nothing left open and its lists in a fixed order: the same question always reads the same. */
export const completeQuery = (input: QueryInput, data: InForce[]): Query => {
  const first = data.map((d) => d.from).toSorted()[0]
  const last = data.map((d) => d.to).toSorted().at(-1)
  if (first === undefined || last === undefined)
    throw new Problem(409, 'no-data', 'No data yet', 'Nothing has been received yet: ingest a file first (npm run ingest, or POST /api/ingests).')
  const received = inOrder(SOURCES, data.map((d) => d.source))
  return {
    sources: inOrder(SOURCES, input.sources ?? received),
    categories: inOrder(CATEGORIES, input.categories ?? VIOLENCE_CATEGORIES),
    period: input.period ?? { from: first, to: last },
    resolution: input.resolution ?? 9,
    k: input.k ?? 1,
    dayParts: inOrder(DAY_PARTS, input.dayParts ?? DAY_PARTS),
    adjustment: input.adjustment ?? 'benjamini-hochberg',
    alpha: input.alpha ?? 0.05,
  }
}

/**
 * The months that can answer a query: received whole from one of its sources. A month that nobody sent is unknown, not zero. Files that
 * know the month only cannot answer for a month that the period cuts, nor for a part of the day.
 */
export const receivedIn = (query: Query, data: InForce[]): string[] => {
  const wholeDay = query.dayParts.length === DAY_PARTS.length
  const received = new Set<string>()
  for (const d of data.filter(({ source }) => query.sources.includes(source))) {
    if (d.standard === 'police-uk' && !wholeDay) continue
    for (const month of monthsOf(d)) {
      if (holdsMonth(d, month) && (d.standard !== 'police-uk' || holdsMonth(query.period, month))) received.add(month)
    }
  }
  return monthsOf(query.period).filter((month) => received.has(month))
}
