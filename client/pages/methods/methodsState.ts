// Which method is open and which answer of it, kept in the URL.
export type MethodsState = { kind: string; analysis: string | null }

export const parseMethods = (search: string): MethodsState => {
  const query = new URLSearchParams(search)
  const analysis = query.get('analysis') ?? ''
  return { kind: query.get('method') ?? '', analysis: /^[0-9a-f]{24}$/.test(analysis) ? analysis : null }
}

export const formatMethods = ({ kind, analysis }: MethodsState): string => `?${new URLSearchParams({ method: kind, ...(analysis && { analysis }) }).toString()}`
