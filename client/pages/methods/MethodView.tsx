import { useState } from 'react'
import type { FormEvent } from 'react'
import type { Catalogue } from '../../../server/contract/results.ts'
import { SOURCE_LABELS } from '../../../server/contract/vocabulary.ts'
import type { MethodEntry } from '../../api/analyses.ts'
import { addMonths, monthLabel } from '../../months.ts'
import { Notice, ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AnalysisView } from './AnalysisView.tsx'
import { ParameterField } from './ParameterField.tsx'
import { fieldsOf, parametersOf, textOf } from './parameters.ts'
import { Running } from './Running.tsx'
import { useAnalysis, useLinkedAnalysis } from './useAnalysis.ts'

type Props = { method: MethodEntry; catalogue: Catalogue; linked: string | null; onDone: (id: string) => void }

/** One method: what it asks and how to read it, then the question to put to it, then its answer. */
export function MethodView({ method, catalogue, linked, onDone }: Props) {
  const fields = fieldsOf(method.parameters)
  const months = catalogue.months.map(({ month }) => month)
  const received = [...new Set(catalogue.sources.map(({ source }) => source))]
  const [texts, setTexts] = useState<Record<string, string>>({})
  const [sources, setSources] = useState(received)
  const [from, setFrom] = useState(months[0] ?? '')
  const [to, setTo] = useState(months.at(-1) ?? '')
  const { asked, ask, cancel } = useAnalysis(onDone)
  const { data: before, error: lost } = useLinkedAnalysis(linked)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const period = from && to ? { period: { from: `${from}-01`, to: `${addMonths(to < from ? from : to, 1)}-01` } } : {}
    void ask({ kind: method.kind, filter: { ...period, ...(sources.length > 0 && { sources }) }, parameters: parametersOf(fields, texts) })
  }
  const options = months.map((month) => (
    <option key={month} value={month}>
      {monthLabel(month)}
    </option>
  ))
  const busy = asked.phase === 'asking' || asked.phase === 'running'
  return (
    <article className="method-view">
      <h2>{method.title}</h2>
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
      <p className="hint">{method.reference}</p>
      {months.length === 0 ? (
        <Notice title="No data yet" tone="plain">Take a file in first; then it can be asked.</Notice>
      ) : (
        <form onSubmit={submit} className="ask">
          <div className="ask-fields">
            <label>
              From
              <select value={from} onChange={({ target }) => setFrom(target.value)}>{options}</select>
            </label>
            <label>
              To
              <select value={to} onChange={({ target }) => setTo(target.value)}>{options}</select>
            </label>
            <fieldset className="parameter">
              <legend>Sources</legend>
              {received.map((source) => (
                <label key={source} className="tick">
                  <input type="checkbox" checked={sources.includes(source)} onChange={({ target }) => setSources(received.filter((one) => (one === source ? target.checked : sources.includes(one))))} />
                  {SOURCE_LABELS[source]}
                </label>
              ))}
            </fieldset>
            {fields.map((field) => (
              <ParameterField key={field.name} field={field} text={texts[field.name] ?? textOf(field)} onText={(text) => setTexts((before) => ({ ...before, [field.name]: text }))} />
            ))}
          </div>
          <button type="submit" className="button button-main" disabled={busy}>
            {busy ? 'Being computed' : 'Compute'}
          </button>
        </form>
      )}
      {asked.phase === 'idle' && before && <AnalysisView analysis={before} />}
      {asked.phase === 'idle' && lost && <ProblemNotice error={lost} />}
      {asked.phase === 'asking' && <Skeleton lines={4} label="Being computed" />}
      {asked.phase === 'running' && <Running progress={asked.progress} onCancel={() => cancel(asked.id)} />}
      {asked.phase === 'cancelled' && <p>Cancelled. Nothing was kept.</p>}
      {asked.phase === 'refused' && <ProblemNotice error={asked.error} />}
      {asked.phase === 'done' && <AnalysisView analysis={asked.analysis} />}
    </article>
  )
}
