import { useEffect, useRef, useState } from 'react'
import type { FormEvent } from 'react'
import type { Analysis } from '../../../server/contract/analysis.ts'
import type { Catalogue } from '../../../server/contract/results.ts'
import type { Source } from '../../../server/contract/vocabulary.ts'
import type { MethodEntry, Question } from '../../api/analyses.ts'
import { narrowings } from './filterWords.ts'
import type { AskedFilter } from './filterWords.ts'
import { Fault, ParameterField } from './ParameterField.tsx'
import { emptyLists, fieldsOf, parametersOf, textOf, valueOf } from './parameters.ts'
import type { Field } from './parameters.ts'
import { PeriodPick } from './PeriodPick.tsx'
import { standardPeriod, standardSources } from './standards.ts'
import { Ticks } from './Ticks.tsx'

type Props = { method: MethodEntry; catalogue: Catalogue; given: Analysis | null; busy: boolean; fault: { name: string; text: string } | null; onAsk: (question: Question) => void }

const PERIOD: Field = { name: 'period', label: '', hint: '', kind: 'period', main: true, choices: [], raw: [], standard: undefined }

/** What is asked of a method: when and whose incidents, then the settings that matter, the rest folded away. */
export function QuestionForm({ method, catalogue, given, busy, fault, onAsk }: Props) {
  const fields = fieldsOf(method.kind, method.parameters)
  const months = catalogue.months.map(({ month }) => month)
  const received = [...new Set(catalogue.sources.map(({ source }) => source))]
  const before = given?.filter as AskedFilter | undefined
  const [texts, setTexts] = useState<Record<string, string>>(() => (given ? Object.fromEntries(fields.map((field) => [field.name, textOf(field, given.parameters[field.name])])) : {}))
  const [period, setPeriod] = useState(() => (before?.period ? textOf(PERIOD, before.period) : standardPeriod(method.kind, months)))
  const [sources, setSources] = useState<Source[]>(() => before?.sources ?? standardSources(method.kind, received))
  const [rest, setRest] = useState(before)
  const [missing, setMissing] = useState<Record<string, string>>({})
  const form = useRef<HTMLFormElement>(null)
  const faults: Record<string, string> = { ...(fault && { [fault.name]: fault.text }), ...missing }
  const wrong = Object.keys(faults).join(' ')
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])

  const twoSides = fields.some(({ name }) => name === 'first')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const empty = { ...emptyLists(fields, texts), ...(!twoSides && sources.length === 0 && { sources: 'Choose one at least.' }) }
    setMissing(empty)
    if (Object.keys(empty).length > 0) return
    const asked = valueOf(PERIOD, period)
    onAsk({ kind: method.kind, filter: { ...rest, ...(asked !== undefined && { period: asked }), ...(!twoSides && { sources }) }, parameters: parametersOf(fields, texts) })
  }
  const textFor = (field: Field): string => texts[field.name] ?? textOf(field)
  const show = (field: Field) => (
    <ParameterField key={field.name} field={field} text={textFor(field)} months={months} fault={faults[field.name]} onText={(text) => setTexts((all) => ({ ...all, [field.name]: text }))} />
  )
  const folded = fields.filter(({ main }) => !main)
  const changed = folded.filter((field) => textFor(field) !== textOf(field)).length
  const narrowed = rest ? narrowings(rest) : []
  return (
    <form onSubmit={submit} className="ask" ref={form} aria-label="Question" noValidate>
      <div className="ask-fields">
        <div>
          <PeriodPick legend="Period" text={period} months={months} onText={setPeriod} />
          <Fault id="fault-period" text={faults['period']} />
        </div>
        {!twoSides && (
          <Ticks legend="Sources" values={received} chosen={sources} about={{ 'aria-invalid': faults['sources'] ? true : undefined }} onChosen={setSources}>
            <Fault id="fault-sources" text={faults['sources']} />
          </Ticks>
        )}
        {fields.filter(({ main }) => main).map(show)}
      </div>
      {narrowed.length > 0 && (
        <p className="narrowed">
          Narrowed further, as the answer below was: {narrowed.join('; ')}.{' '}
          <button type="button" className="link" onClick={() => setRest(undefined)}>Ask of all violence</button>
        </p>
      )}
      {folded.length > 0 && (
        <details className="more" open={folded.some(({ name }) => faults[name]) || undefined}>
          <summary>More settings{changed > 0 ? `, ${changed} changed` : ''}</summary>
          <div className="ask-fields">{folded.map(show)}</div>
        </details>
      )}
      <button type="submit" className="button button-main" disabled={busy}>
        {busy ? 'Being computed' : 'Compute'}
      </button>
    </form>
  )
}
