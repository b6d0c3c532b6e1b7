import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchMethods } from '../../api/analyses.ts'
import { useCatalogue } from '../../queries.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/methods.css'
import '../../ui/quality.css'
import { PageFrame } from '../PageFrame.tsx'
import { MethodIndex, MethodNav } from './MethodIndex.tsx'
import { MethodView } from './MethodView.tsx'
import { formatMethods, parseMethods } from './methodsState.ts'
import type { MethodsState } from './methodsState.ts'

const LEAD = 'Choose what you want to know. Each method says how to read its answer and what it cannot say. The address of an answer can be sent on: it opens the same answer again.'

/** The guide to the methods, and a place to put a question to each. */
export function MethodsPage() {
  const { data: methods, error, refetch } = useQuery({ queryKey: ['methods'], queryFn: ({ signal }) => fetchMethods({ signal }), staleTime: Infinity })
  const { data: catalogue } = useCatalogue()
  const [{ kind, analysis }, setState] = useState(() => parseMethods(location.search))
  // Each visit has its own form: one that is come back to shows what its answer was asked with.
  const [visit, setVisit] = useState(0)
  useEffect(() => {
    const back = (): void => {
      setState(parseMethods(location.search))
      setVisit((n) => n + 1)
    }
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const chosen = methods?.find((method) => method.kind === kind)
  const go = (next: MethodsState): void => {
    history.pushState(null, '', formatMethods(next))
    setState(next)
  }
  const choose = (next: string): void => {
    go({ kind: next, analysis: null })
    setVisit((n) => n + 1)
    document.querySelector('.page-scroll')?.scrollTo(0, 0)
  }
  return (
    <PageFrame title="Methods" {...(!chosen && { lead: LEAD })}>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!methods && !error && <Skeleton lines={8} label="Reading the guide" />}
      {methods && !chosen && <MethodIndex methods={methods} onChoose={choose} />}
      {methods && chosen && (
        <div className="methods">
          <MethodNav methods={methods} chosen={chosen.kind} onChoose={choose} onIndex={() => choose('')} />
          {catalogue ? (
            <MethodView
              key={`${chosen.kind} ${visit}`}
              method={chosen}
              catalogue={catalogue}
              analysis={analysis}
              arrived={visit > 0}
              onDone={(id) => id !== analysis && go({ kind: chosen.kind, analysis: id })}
            />
          ) : (
            <Skeleton lines={8} label="Reading what has been received" />
          )}
        </div>
      )}
    </PageFrame>
  )
}
