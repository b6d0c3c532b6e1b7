// Which method is open and which answer of it, kept in the URL. No method: the list of questions.
import { PAGES } from '../../api.ts'

export type MethodsState = { kind: string; analysis: string | null }

export const parseMethods = (search: string): MethodsState => {
  const query = new URLSearchParams(search)
  const kind = query.get('method') ?? ''
  const analysis = query.get('analysis') ?? ''
  return { kind, analysis: kind && /^[0-9a-f]{24}$/.test(analysis) ? analysis : null }
}

export const formatMethods = ({ kind, analysis }: MethodsState): string => (kind ? `${PAGES.methods}?${new URLSearchParams({ method: kind, ...(analysis && { analysis }) }).toString()}` : PAGES.methods)
