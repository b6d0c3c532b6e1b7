// What the page asks of the server, with its keys.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Catalogue } from '../server/contract/results.ts'
import { createRun, fetchAttribution, fetchCatalogue, fetchCell, fetchOpenApi } from './api.ts'
import { toQuery } from './state.ts'
import type { PageState } from './state.ts'

export function useCatalogue() {
  return useQuery({ queryKey: ['catalogue'], queryFn: ({ signal }) => fetchCatalogue({ signal }) })
}

/** The run for the page's question; the last answer stays while the next is computed. */
export function useRun(catalogue: Catalogue | undefined, state: PageState) {
  const query = toQuery(state, catalogue?.months.map((item) => item.month) ?? [])
  return useQuery({
    queryKey: ['run', query],
    queryFn: ({ signal }) => createRun(query, { signal }),
    enabled: catalogue !== undefined && catalogue.dataVersion !== null,
    placeholderData: keepPreviousData,
  })
}

export function useCell(run: string, cell: string) {
  return useQuery({ queryKey: ['cell', run, cell], queryFn: ({ signal }) => fetchCell(run, cell, { signal }) })
}

export function useAttribution() {
  return useQuery({ queryKey: ['attribution'], queryFn: ({ signal }) => fetchAttribution({ signal }) })
}

export function useOpenApi() {
  return useQuery({ queryKey: ['openapi'], queryFn: ({ signal }) => fetchOpenApi({ signal }) })
}
