import { useEffect, useRef, useState } from 'react'
import type { Catalogue } from '../../../server/contract/results.ts'
import { ApiProblem } from '../../api.ts'
import type { MethodEntry } from '../../api/analyses.ts'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AnalysisView } from './AnalysisView.tsx'
import { formatMethods } from './methodsState.ts'
import { faultOf } from './parameters.ts'
import { QuestionForm } from './QuestionForm.tsx'
import { Running } from './Running.tsx'
import { useAnalysis, useLinkedAnalysis } from './useAnalysis.ts'

type Props = {
  method: MethodEntry
  catalogue: Catalogue
  analysis: string | null
  /** by a press on this page, not by opening it */
  arrived: boolean
  onDone: (id: string) => void
}

/** One method: what it asks and how to read it, then the question to put to it, then its answer. */
export function MethodView({ method, catalogue, analysis, arrived, onDone }: Props) {
  const { asked, ask, cancel } = useAnalysis(onDone)
  const { data: answer, error: lost } = useLinkedAnalysis(analysis)
  const heading = useRef<HTMLHeadingElement>(null)
  // Only an answer that a link names fills the form: one that was asked for here came out of it.
  const [linked] = useState(analysis)
  useEffect(() => {
    if (arrived && linked === null) heading.current?.focus({ preventScroll: true })
  }, [arrived, linked])
  const busy = asked.phase === 'asking' || asked.phase === 'running'
  const fault = asked.phase === 'refused' && asked.error instanceof ApiProblem ? faultOf(asked.error.field, asked.error.message) : null
  const other = answer && answer.kind !== method.kind ? answer : null
  return (
    <article className="method-view">
      <h2 tabIndex={-1} ref={heading}>{method.title}</h2>
      <p className="question">{method.question}</p>
      <div className="guide">
        <div>
          <h3>How to read it</h3>
          <p>{method.reading}</p>
        </div>
        <div>
          <h3>What it cannot say</h3>
          <ul>
            {method.caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </div>
      </div>
      <p className="hint">Source: {method.reference}</p>
      {catalogue.months.length === 0 && <Notice title="No data yet" tone="plain">Take a file in first; then it can be asked.</Notice>}
      {catalogue.months.length > 0 && (linked === null || answer || lost) && (
        <QuestionForm method={method} catalogue={catalogue} given={linked !== null && answer?.id === linked && !other ? answer : null} busy={busy} fault={fault} onAsk={(question) => void ask(question)} />
      )}
      {asked.phase === 'idle' && analysis !== null && !answer && !lost && <Skeleton lines={4} label="Reading the answer" />}
      {asked.phase === 'idle' && answer && !other && <AnalysisView key={answer.id} analysis={answer} method={method} />}
      {asked.phase === 'idle' && other && (
        <Notice title="This answer is of another method" tone="plain">
          <a href={formatMethods({ kind: other.kind, analysis: other.id })}>Open it: {other.title}</a>
        </Notice>
      )}
      {asked.phase === 'idle' && lost && (lost instanceof ApiProblem && lost.status === 404 ? <Notice title="This answer is not kept here">It was never finished, or the link was cut. Ask again above.</Notice> : <ProblemNotice error={lost} />)}
      {asked.phase === 'asking' && <Skeleton lines={4} label="Being computed" />}
      {asked.phase === 'running' && <Running progress={asked.progress} onCancel={() => cancel(asked.id)} />}
      {asked.phase === 'cancelled' && <output className="cancelled">Cancelled. Nothing was kept.</output>}
      {asked.phase === 'refused' && !fault && <ProblemNotice error={asked.error} />}
    </article>
  )
}
