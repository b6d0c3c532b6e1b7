import type { MouseEvent } from 'react'
import type { AnalysisKind } from '../../../server/contract/methodGuide.ts'
import type { MethodEntry } from '../../api/analyses.ts'
import { grouped } from './groups.ts'
import { formatMethods } from './methodsState.ts'

type Props = { methods: MethodEntry[]; onChoose: (kind: AnalysisKind) => void }

/** A plain press stays on the page; with a key held the browser does what it always does. */
const press = (choose: () => void) => (event: MouseEvent): void => {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return
  event.preventDefault()
  choose()
}

/** Every question that can be put, by what a reader wants to know. */
export function MethodIndex({ methods, onChoose }: Props) {
  return (
    <div className="method-index">
      {grouped(methods).map(({ title, methods: some }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {some.map(({ kind, title: name, question }) => (
              <li key={kind}>
                <a href={formatMethods({ kind, analysis: null })} onClick={press(() => onChoose(kind))}>{name}</a>
                <p>{question}</p>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

/** The same as a narrow list beside the method that is open. */
export function MethodNav({ methods, chosen, onChoose, onIndex }: Props & { chosen: AnalysisKind; onIndex: () => void }) {
  return (
    <nav aria-label="Methods" className="method-nav">
      <a href={formatMethods({ kind: '', analysis: null })} className="all-methods" onClick={press(onIndex)}>All questions</a>
      {grouped(methods).map(({ title, methods: some }) => (
        <div key={title} className="method-nav-group">
          <p className="eyebrow">{title}</p>
          <ul>
            {some.map(({ kind, title: name }) => (
              <li key={kind}>
                <a href={formatMethods({ kind, analysis: null })} aria-current={kind === chosen ? 'page' : undefined} onClick={press(() => onChoose(kind))}>{name}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
