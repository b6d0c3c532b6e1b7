// The only files with URLs are this one and those in api/. Every answer that is not a success becomes an ApiProblem.
import type { Catalogue, CellDetail, Run } from '../server/contract/results.ts'
import type { ProblemDocument } from '../server/contract/problem.ts'
import type { Resolution } from '../server/contract/vocabulary.ts'
import type { QueryBody } from './state.ts'

/** An expected refusal, or a server that cannot be reached (status 0). */
export class ApiProblem extends Error {
  readonly status: number
  readonly title: string
  /** the part of the request that has to be mended, where it is one part: `parameters.bandwidth` */
  readonly field: string | null
  constructor(status: number, title: string, detail: string, field: string | null = null) {
    super(detail)
    this.status = status
    this.title = title
    this.field = field
  }
  /** Worth trying again by itself: the network, a restart, too many requests. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502
  }
}

export type Fetching = { signal?: AbortSignal | undefined }

export async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new ApiProblem(0, 'The server cannot be reached', 'Check the connection. This page tries again by itself.')
  }
  if (response.ok) return response
  const document = (await response.json().catch(() => ({}))) as Partial<ProblemDocument>
  throw new ApiProblem(
    response.status,
    document.title ?? 'The server could not answer',
    document.detail ?? `It answered with status ${response.status}.`,
    document.field ?? null,
  )
}

export async function getJson<T>(url: string, { signal }: Fetching): Promise<T> {
  return (await (await request(url, { signal: signal ?? null })).json()) as T
}

export function fetchCatalogue(options: Fetching): Promise<Catalogue> {
  return getJson('/api/catalogue', options)
}

export async function createRun(query: QueryBody, { signal }: Fetching): Promise<Run> {
  const response = await request('/api/runs', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(query),
    signal: signal ?? null,
  })
  return (await response.json()) as Run
}

export function fetchCell(run: string, cell: string, options: Fetching): Promise<CellDetail> {
  return getJson(`/api/runs/${run}/cells/${cell}`, options)
}

export type BaseMapPart = 'land' | 'outline' | 'places'
export function fetchBaseMap(part: BaseMapPart, options: Fetching): Promise<GeoJSON.FeatureCollection> {
  return getJson(`/api/base-map/${part}.geojson`, options)
}

export function fetchAttribution(options: Fetching): Promise<{ lines: string[] }> {
  return getJson('/api/base-map/attribution.json', options)
}

export function fetchOpenApi(options: Fetching): Promise<unknown> {
  return getJson('/api/openapi.json', options)
}

/** The bytes of one tile of cells, as an Arrow stream. Tries again when the fault may pass. */
export async function fetchTile(run: string, tile: { z: number; x: number; y: number }, signal?: AbortSignal): Promise<ArrayBuffer> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await request(`/tiles/${run}/${tile.z}/${tile.x}/${tile.y}.arrow`, { signal: signal ?? null })
      return await response.arrayBuffer()
    } catch (error) {
      if (attempt >= 4 || !(error instanceof ApiProblem) || !error.passing) throw error
      await new Promise((resolve) => setTimeout(resolve, 400 * 2 ** attempt))
    }
  }
}

export type Download = { label: string; href: string }
export function downloads(run: string, resolution: Resolution): Download[] {
  const base = `/api/runs/${run}`
  return [
    { label: 'Hotspots, CSV', href: `${base}/hotspots.csv` },
    { label: 'Hotspots, GeoJSON', href: `${base}/hotspots.geojson` },
    { label: 'Cells, CSV', href: `${base}/cells.csv?resolution=${resolution}` },
    { label: 'Cells, GeoJSON', href: `${base}/cells.geojson?resolution=${resolution}` },
    { label: 'Cells, Arrow', href: `${base}/cells.arrow?resolution=${resolution}` },
  ]
}

export const PAGES = { map: '/', files: '/files', newProfile: '/profiles/new', places: '/places', quality: '/quality', methods: '/methods', api: '/api-docs', openapi: '/api/openapi.json' }
/** The page of one file. */
export const filePage = (id: string): string => `${PAGES.files}/${id}`
