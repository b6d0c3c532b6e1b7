import type { Analysis, AnalysisProgress, ColumnHead } from '../../server/contract/analysis.ts'
import type { AnalysisKind, Guide } from '../../server/contract/methodGuide.ts'
import { getJson, request } from '../api.ts'
import type { Fetching } from '../api.ts'

/** JSON Schema, as far as parameters of methods use it. */
export type ParameterSchema = {
  type?: string
  enum?: (string | number)[]
  const?: string | number
  default?: unknown
  minimum?: number
  maximum?: number
  description?: string
  items?: ParameterSchema
  properties?: Record<string, ParameterSchema>
  required?: string[]
  anyOf?: ParameterSchema[]
}

export type MethodEntry = Guide & { kind: AnalysisKind; parameters: ParameterSchema }
export type Question = { kind: AnalysisKind; filter: Record<string, unknown>; parameters: Record<string, unknown> }
export type UnderWay = AnalysisProgress & { id: string; estimateSeconds: number }
export type Rows = { columns: ColumnHead[]; rows: (string | number | null)[][] }

export async function fetchMethods(options: Fetching): Promise<MethodEntry[]> {
  return (await getJson<{ methods: MethodEntry[] }>('/api/methods', options)).methods
}

/** The answer, or word that it is under way. */
export async function askAnalysis(question: Question): Promise<{ answer: Analysis } | { underWay: UnderWay }> {
  const response = await request('/api/analyses', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(question) })
  return response.status === 202 ? { underWay: (await response.json()) as UnderWay } : { answer: (await response.json()) as Analysis }
}

export function fetchAnalysis(id: string, options: Fetching): Promise<Analysis> {
  return getJson(`/api/analyses/${id}`, options)
}

export async function cancelAnalysis(id: string): Promise<void> {
  await request(`/api/analyses/${id}`, { method: 'DELETE' })
}

export const analysisProgressUrl = (id: string): string => `/api/analyses/${id}/progress`
export const tableUrl = (id: string, table: string, format: 'json' | 'csv' | 'geojson' | 'arrow'): string => `/api/analyses/${id}/${table}.${format}`

export function fetchRows(id: string, table: string, options: Fetching): Promise<Rows> {
  return getJson(tableUrl(id, table, 'json'), options)
}
