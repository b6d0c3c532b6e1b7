// What the page shows, kept in the URL so that a link reproduces it; and what it asks of the server.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { REVIEW_OUTCOMES } from '../../../server/contract/placeWords.ts'
import type { ReviewOutcome } from '../../../server/contract/placeWords.ts'
import type { NewDecision } from '../../../server/contract/places.ts'
import { ApiProblem } from '../../api.ts'
import { fetchAccuracy, fetchLedger, fetchReview, searchPlaces, sendDecision } from '../../api/places.ts'

export type PlacesState = { outcome: ReviewOutcome | null; text: string | null }

export function parsePlaces(search: string): PlacesState {
  const query = new URLSearchParams(search)
  return { outcome: REVIEW_OUTCOMES.find((outcome) => outcome === query.get('why')) ?? null, text: query.get('text') || null }
}

export function formatPlaces({ outcome, text }: PlacesState): string {
  const query = new URLSearchParams({ ...(outcome && { why: outcome }), ...(text !== null && { text }) })
  return query.size > 0 ? `?${query.toString()}` : ''
}

export function usePlacesState(): [PlacesState, (next: PlacesState) => void] {
  const [state, setState] = useState(() => parsePlaces(location.search))
  return [
    state,
    (next) => {
      history.replaceState(null, '', location.pathname + formatPlaces(next))
      setState(next)
    },
  ]
}

// Others decide too, and files come in: what is shown is asked again whenever the page is opened.
export const useReview = (outcome: ReviewOutcome | null) =>
  useInfiniteQuery({
    queryKey: ['places', 'review', outcome],
    queryFn: ({ pageParam, signal }) => fetchReview({ outcome, after: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
export const useLedger = () => useQuery({ queryKey: ['places', 'ledger'], queryFn: ({ signal }) => fetchLedger({ signal }), staleTime: 0 })
export const useAccuracy = (invented: boolean | undefined) =>
  useQuery({ queryKey: ['places', 'accuracy', invented], queryFn: ({ signal }) => fetchAccuracy(invented ?? false, { signal }), enabled: invented !== undefined, staleTime: 0, placeholderData: keepPreviousData })
export const useSearch = (q: string, invented: boolean) =>
  useQuery({ queryKey: ['places', 'search', q, invented], queryFn: ({ signal }) => searchPlaces(q, invented, { signal }), enabled: q.length >= 2 })

/** A file that is going in makes decisions wait: then this one is sent again by itself, for some minutes. */
export const useDecide = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: NewDecision) => sendDecision(decision),
    networkMode: 'always',
    retry: (count, error) => count < 90 && error instanceof ApiProblem && error.passing,
    retryDelay: 2000,
    onSuccess: () => client.invalidateQueries({ queryKey: ['places'], predicate: ({ queryKey }) => queryKey[1] !== 'search' }),
  })
}
