// One question to a method: asked, followed while it runs, cancelled. The answer itself is read by its id, as a link does.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { Analysis, AnalysisProgress } from '../../../server/contract/analysis.ts'
import { ApiProblem } from '../../api.ts'
import { analysisProgressUrl, askAnalysis, cancelAnalysis, fetchAnalysis } from '../../api/analyses.ts'
import type { Question } from '../../api/analyses.ts'

export type Asked =
  | { phase: 'idle' }
  | { phase: 'asking' }
  | { phase: 'running'; id: string; progress: AnalysisProgress }
  | { phase: 'cancelled' }
  | { phase: 'refused'; error: Error }

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
const interrupted = (): ApiProblem => new ApiProblem(0, 'The work was interrupted', 'The service lost hold of it, perhaps by a restart. Ask again.')

export function useAnalysis(onDone: (id: string) => void) {
  const [asked, setAsked] = useState<Asked>({ phase: 'idle' })
  const queries = useQueryClient()
  const listening = useRef<EventSource | null>(null)
  const turn = useRef(0)

  const show = (analysis: Analysis, mine: number): void => {
    if (mine !== turn.current) return
    queries.setQueryData(['analysis', analysis.id], analysis)
    setAsked({ phase: 'idle' })
    onDone(analysis.id)
  }
  const refuse = (error: unknown, mine: number): void => {
    if (mine === turn.current) setAsked({ phase: 'refused', error: asError(error) })
  }

  useEffect(() => () => {
    turn.current = -1
    listening.current?.close()
  }, [])

  const follow = (id: string, first: AnalysisProgress, mine: number): void => {
    setAsked({ phase: 'running', id, progress: first })
    const source = new EventSource(analysisProgressUrl(id))
    listening.current = source
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (mine !== turn.current) return source.close()
      const progress = JSON.parse(data) as AnalysisProgress
      if (progress.state === 'waiting' || progress.state === 'running') return setAsked({ phase: 'running', id, progress })
      source.close()
      if (progress.state === 'done') fetchAnalysis(id, {}).then((analysis) => show(analysis, mine), (error: unknown) => refuse(error, mine))
      else if (progress.state === 'cancelled') setAsked({ phase: 'cancelled' })
      else refuse(new ApiProblem(500, 'It could not be computed', progress.detail ?? 'Tell the people who run this service.'), mine)
    })
    // A lost line is taken up again by the browser; a stream that the service no longer knows is not.
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED) refuse(interrupted(), mine)
    })
  }

  const ask = async (question: Question): Promise<void> => {
    const mine = ++turn.current
    listening.current?.close()
    setAsked({ phase: 'asking' })
    try {
      const told = await askAnalysis(question)
      if (mine !== turn.current) return
      if ('answer' in told) show(told.answer, mine)
      else follow(told.underWay.id, told.underWay, mine)
    } catch (error) {
      refuse(error, mine)
    }
  }
  return {
    asked,
    ask,
    cancel: (id: string) => void cancelAnalysis(id).catch(() => {}), // what had finished meanwhile shows itself
  }
}

/** The answer that a link names; it never changes. */
export function useLinkedAnalysis(id: string | null) {
  return useQuery({ queryKey: ['analysis', id], queryFn: ({ signal }) => fetchAnalysis(id ?? '', { signal }), enabled: id !== null, staleTime: Infinity })
}
