import { useEffect, useRef } from 'react'
import type { Analysis } from '../../../server/contract/analysis.ts'
import { EXCLUDED_LABELS, SOURCES } from '../../../server/contract/vocabulary.ts'
import type { Source } from '../../../server/contract/vocabulary.ts'
import type { MethodEntry } from '../../api/analyses.ts'
import { Notice } from '../../ui/Notice.tsx'
import { formatCount, plural } from '../../words.ts'
import { withLabels } from './fieldWords.ts'
import { filterSentence } from './filterWords.ts'
import type { AskedFilter } from './filterWords.ts'
import { formatMethods } from './methodsState.ts'
import { ResultTable } from './ResultTable.tsx'
import { saidFigure } from './rows.ts'

/** What came out: the sentence first, then what limits it, then figures and tables. */
export function AnalysisView({ analysis, method }: { analysis: Analysis; method: MethodEntry }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
    heading.current?.scrollIntoView({ block: 'start' })
  }, [])
  // Where two sides are compared, both of them were asked.
  const { first, second } = analysis.parameters as { first?: Source[]; second?: Source[] }
  const filter: AskedFilter = { ...analysis.filter, ...(first && second && { sources: SOURCES.filter((source) => first.includes(source) || second.includes(source)) }) }
  const names = Object.keys(method.parameters.properties ?? {})
  const plain = (text: string): string => withLabels(text, analysis.kind, names)
  const excluded = analysis.excluded.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count)
  const left = excluded.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="analysis" aria-labelledby="answer">
      <h2 id="answer" tabIndex={-1} ref={heading}>
        {analysis.refused ? 'The data do not bear this question' : 'Answer'}
      </h2>
      <p className="asked-of">
        {filterSentence(filter)} · {plural(Math.round(analysis.incidents), 'incident')} on the map · <a href={formatMethods({ kind: analysis.kind, analysis: analysis.id })}>Link to this answer</a>
      </p>
      <p className="sentence">{plain(analysis.sentence)}</p>
      {analysis.caution && <Notice title="Read this first">{plain(analysis.caution)}</Notice>}
      {analysis.figures.length > 0 && (
        <dl className="answer-figures">
          {analysis.figures.map((figure) => (
            <div key={figure.name}>
              <dt>{figure.label}</dt>
              <dd>{saidFigure(figure)}</dd>
            </div>
          ))}
        </dl>
      )}
      {analysis.advice.length > 0 && (
        <ul className="advice">
          {analysis.advice.map((line) => (
            <li key={line}>{plain(line)}</li>
          ))}
        </ul>
      )}
      {analysis.tables.map((table) => (
        <ResultTable key={table.name} analysis={analysis} table={table} />
      ))}
      <details className="made-of">
        <summary>What this was made from</summary>
        <p>
          {plural(Math.round(analysis.incidents), 'incident')} on the map.{left > 0 ? ` ${formatCount(left)} more match and are on no map:` : ''}
        </p>
        <ul>
          {excluded.map(({ kind, count }) => (
            <li key={kind}>
              {EXCLUDED_LABELS[kind]}: {formatCount(count)}
            </li>
          ))}
        </ul>
        <p className="hint">
          Analysis {analysis.id}, data {analysis.dataVersion}, code {analysis.codeVersion}. The same question of the same data gives the same answer, to the last digit.
        </p>
        <p>The question as a program asks it:</p>
        <pre>{JSON.stringify({ kind: analysis.kind, filter: analysis.filter, parameters: analysis.parameters }, null, 1)}</pre>
      </details>
    </section>
  )
}
