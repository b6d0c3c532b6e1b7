import type { Knex } from 'knex'
import type { Category, Source } from '../contract/vocabulary.ts'
import { CATEGORIES, SOURCES } from '../contract/vocabulary.ts'
import { isInvented } from '../domain/demo.ts'
import { monthsOf } from '../domain/period.ts'
import type { InForce } from '../domain/incident.ts'
import { MAX_LINES } from './ids.ts'

type SourceTotals = { source: Source; organisation: string; from: string; to: string; incidents: number }

const bySource = (data: InForce[]): SourceTotals[] => {
  const totals = new Map<string, SourceTotals>()
  for (const { source, organisation, from, to, incidents } of data) {
    const key = `${source}/${organisation}`
    const sofar = totals.get(key) ?? { source, organisation, from, to, incidents: 0 }
    sofar.incidents += incidents
    if (from < sofar.from) sofar.from = from
    if (to > sofar.to) sofar.to = to
    totals.set(key, sofar)
  }
  return [...totals.values()].toSorted((a, b) => SOURCES.indexOf(a.source) - SOURCES.indexOf(b.source))
}

/** What has been received and is in force, in totals. Scans the incidents: keep the answer for as long as the same data are in force. */
export const readTotals = async (db: Knex, data: InForce[]) => {
  const counted: { rows: { category: Category; count: string }[] } = await db.raw(
    `select category, count(*) as count from incidents
     where superseded_at is null and category is not null and id / ?::bigint = any (?::bigint[]) group by category`,
    [MAX_LINES, [...new Set(data.map((d) => d.ingestId))]],
  )
  const timed: { rows: unknown[] } = await db.raw(
    `select 1 from incidents where superseded_at is null and time_kind in ('exact', 'hour') and id / ?::bigint = any (?::bigint[]) limit 1`,
    [MAX_LINES, [...new Set(data.map((d) => d.ingestId))]],
  )
  // A stretch of several months is shared out by their length: the exact count of a month is a run's to give.
  const months = new Map<string, number>()
  for (const { from, to, incidents } of data) {
    const touched = monthsOf({ from, to })
    touched.forEach((month, i) => {
      const share = Math.round((incidents * (i + 1)) / touched.length) - Math.round((incidents * i) / touched.length)
      months.set(month, (months.get(month) ?? 0) + share)
    })
  }
  const counts = new Map(counted.rows.map(({ category, count }) => [category, Number(count)]))
  return {
    demo: data.some(({ organisation }) => isInvented(organisation)),
    sources: bySource(data),
    months: [...months].map(([month, count]) => ({ month, count })).toSorted((a, b) => (a.month < b.month ? -1 : 1)),
    categories: CATEGORIES.map((category) => ({ category, count: counts.get(category) ?? 0 })),
    dayPartsKnown: timed.rows.length > 0,
  }
}
