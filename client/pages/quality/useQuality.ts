// What the page shows, kept in the URL so that a link reproduces it; and what it asks of the server.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchQuality, fetchScorecard } from '../../api/quality.ts'
import type { QualityPeriod } from '../../api/quality.ts'
import { addMonths, isMonth } from '../../months.ts'

export type QualityState = { period: QualityPeriod; site: string | null }

/** The URL names the last month itself, as people do; the service asks for the month after it. */
export function parseQuality(search: string): QualityState {
  const query = new URLSearchParams(search)
  const [from, last, site] = [query.get('from') ?? '', query.get('to') ?? '', query.get('site') ?? '']
  return {
    period: isMonth(from) && isMonth(last) && from <= last ? { from, to: addMonths(last, 1) } : null,
    site: /^\d{1,9}$/.test(site) ? site : null,
  }
}

export function formatQuality({ period, site }: QualityState): string {
  const query = new URLSearchParams({ ...(period && { from: period.from, to: addMonths(period.to, -1) }), ...(site && { site }) })
  return query.size > 0 ? `?${query.toString()}` : location.pathname
}

export function useQualityState(): [QualityState, (next: QualityState) => void] {
  const [state, setState] = useState(() => parseQuality(location.search))
  useEffect(() => {
    const back = () => setState(parseQuality(location.search))
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  return [
    state,
    (next) => {
      history.pushState(null, '', formatQuality(next))
      setState(next)
    },
  ]
}

export function useQuality(period: QualityPeriod) {
  return useQuery({ queryKey: ['quality', period], queryFn: ({ signal }) => fetchQuality(period, { signal }), placeholderData: keepPreviousData })
}

export function useScorecard(id: string, period: QualityPeriod) {
  return useQuery({ queryKey: ['scorecard', id, period], queryFn: ({ signal }) => fetchScorecard(id, period, { signal }), placeholderData: keepPreviousData })
}
