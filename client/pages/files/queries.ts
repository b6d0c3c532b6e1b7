import { useQuery } from '@tanstack/react-query'
import { fetchDuplicates, fetchIngest, fetchIngests, fetchProfiles, fetchQuarantine } from '../../api/files.ts'

export const KEYS = {
  ingests: ['ingests'] as const,
  ingest: (id: string) => ['ingest', id] as const,
  quarantine: (id: string) => ['quarantine', id] as const,
  duplicates: ['duplicates'] as const,
  profiles: ['profiles'] as const,
}

// Files come in while the page is open, so what it shows is asked again whenever it is shown again.
export const useIngests = () => useQuery({ queryKey: KEYS.ingests, queryFn: ({ signal }) => fetchIngests({ signal }), staleTime: 0 })
export const useIngest = (id: string) => useQuery({ queryKey: KEYS.ingest(id), queryFn: ({ signal }) => fetchIngest(id, { signal }), staleTime: 0 })
export const useDuplicates = () => useQuery({ queryKey: KEYS.duplicates, queryFn: ({ signal }) => fetchDuplicates({ signal }), staleTime: 0 })
export const useProfiles = () => useQuery({ queryKey: KEYS.profiles, queryFn: ({ signal }) => fetchProfiles({ signal }), staleTime: 0 })
/** Rows set aside after a line; a page that is being mended is not asked again under the reader's hands. */
export const useQuarantine = (id: string, after: number) =>
  useQuery({ queryKey: [...KEYS.quarantine(id), after], queryFn: ({ signal }) => fetchQuarantine(id, after, { signal }), gcTime: 0 })
