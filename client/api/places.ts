import type { Decided, FoundPlace, NewDecision, PlaceAccuracy, PlaceLedger, PlaceReview, PlaceSearch } from '../../server/contract/places.ts'
import type { ReviewOutcome } from '../../server/contract/placeWords.ts'
import { getJson, request } from '../api.ts'
import type { Fetching } from '../api.ts'

export function fetchReview(wanted: { outcome: ReviewOutcome | null; after: string | null }, options: Fetching): Promise<PlaceReview> {
  const query = new URLSearchParams({ ...(wanted.outcome && { outcome: wanted.outcome }), ...(wanted.after !== null && { after: wanted.after }) })
  return getJson(`/api/places/review?${query.toString()}`, options)
}

export function fetchLedger(options: Fetching): Promise<PlaceLedger> {
  return getJson('/api/places/decisions', options)
}

export async function sendDecision(decision: NewDecision): Promise<Decided> {
  const response = await request('/api/places/decisions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(decision) })
  return (await response.json()) as Decided
}

export async function searchPlaces(q: string, invented: boolean, options: Fetching): Promise<FoundPlace[]> {
  const { results } = await getJson<PlaceSearch>(`/api/places/search?${new URLSearchParams({ q, invented: String(invented) }).toString()}`, options)
  return results
}

export function fetchAccuracy(invented: boolean, options: Fetching): Promise<PlaceAccuracy> {
  return getJson(`/api/places/accuracy?invented=${invented}`, options)
}
