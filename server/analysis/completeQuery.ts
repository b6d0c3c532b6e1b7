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
 * The months that can answer a query: wholly inside its period, and received from its sources. A month that nobody sent, or that the
 * period cuts, is unknown, not zero; and while the data know the month only, no month can answer for a part of the day.
 */
export const receivedIn = (query: Query, data: InForce[]): string[] => {
  if (query.dayParts.length < DAY_PARTS.length) return []
  const received = new Set(data.filter((d) => query.sources.includes(d.source)).flatMap((d) => monthsOf(d)))
  return monthsOf(query.period).filter((month) => received.has(month) && holdsMonth(query.period, month))
}
