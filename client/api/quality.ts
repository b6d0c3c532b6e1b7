import type { Quality, Scorecard } from '../../server/contract/quality.ts'
import { getJson } from '../api.ts'
import type { Fetching } from '../api.ts'

/** Months, half-open; null: the service's default. */
export type QualityPeriod = { from: string; to: string } | null

const withQuery = (path: string, query: Record<string, string>): string => {
  const text = new URLSearchParams(query).toString()
  return text ? `${path}?${text}` : path
}

export function fetchQuality(period: QualityPeriod, options: Fetching): Promise<Quality> {
  return getJson(withQuery('/api/quality', { ...period }), options)
}

export function fetchScorecard(id: string, period: QualityPeriod, options: Fetching): Promise<Scorecard> {
  return getJson(withQuery(`/api/quality/${id}`, { ...period }), options)
}

/** The letter to a site as a page or a file; an empty marking leaves the service's own. */
export function letterLink(id: string, kind: 'html' | 'pdf', period: { from: string; to: string }, marking: string): string {
  return withQuery(`/api/quality/${id}/letter.${kind}`, { from: period.from, to: period.to, ...(marking && { marking }) })
}
