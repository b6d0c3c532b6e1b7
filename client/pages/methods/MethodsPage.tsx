import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchMethods } from '../../api/analyses.ts'
import { useCatalogue } from '../../queries.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/methods.css'
import '../../ui/quality.css'
import { PageFrame } from '../PageFrame.tsx'
import { MethodView } from './MethodView.tsx'
import { formatMethods, parseMethods } from './methodsState.ts'

/** The guide to the methods, and a place to put a question to each. */
export function MethodsPage() {
  const { data: methods, error, refetch } = useQuery({ queryKey: ['methods'], queryFn: ({ signal }) => fetchMethods({ signal }) })
  const { data: catalogue } = useCatalogue()
  const [{ kind, analysis }, setState] = useState(() => parseMethods(location.search))
  useEffect(() => {
    const back = (): void => setState(parseMethods(location.search))
    addEventListener('popstate', back)
    return () => removeEventListener('popstate', back)
  }, [])
  const chosen = methods?.find((method) => method.kind === kind) ?? methods?.[0]
  const go = (next: { kind: string; analysis: string | null }, replace: boolean): void => {
    history[replace ? 'replaceState' : 'pushState'](null, '', formatMethods(next))
    if (!replace) setState(next)
  }
  return (
    <PageFrame title="Methods" lead="Every method the service can answer with: what it asks, how to read it, what it cannot say. Put a question to it and take the answer away. Figures leave as they were computed; the same question gives the same answer.">
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {!methods && !error && <Skeleton lines={8} label="Reading the guide" />}
      {methods && chosen && (
        <div className="methods">
          <nav aria-label="Methods">
            <ul>
              {methods.map((method) => (
                <li key={method.kind}>
                  <a
                    href={formatMethods({ kind: method.kind, analysis: null })}
                    aria-current={method.kind === chosen.kind ? 'page' : undefined}
                    onClick={(event) => {
                      if (event.metaKey || event.ctrlKey || event.shiftKey) return
                      event.preventDefault()
                      go({ kind: method.kind, analysis: null }, false)
                    }}
                  >
                    {method.title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {catalogue && <MethodView key={chosen.kind} method={chosen} catalogue={catalogue} linked={analysis} onDone={(id) => go({ kind: chosen.kind, analysis: id }, true)} />}
        </div>
      )}
    </PageFrame>
  )
}
