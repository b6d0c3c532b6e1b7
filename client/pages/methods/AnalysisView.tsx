import { useEffect, useRef } from 'react'
import type { Analysis, Figure } from '../../../server/contract/analysis.ts'
import { UNPLACED_LABELS } from '../../../server/contract/vocabulary.ts'
import { periodLabel } from '../../months.ts'
import { Notice } from '../../ui/Notice.tsx'
import { ResultTable } from './ResultTable.tsx'

const OTHER: Record<string, string> = { 'no-time-of-day': 'Time of day not known', 'cut-by-period': 'Known only to a stretch that reaches beyond the period' }
const reason = (kind: string): string => UNPLACED_LABELS[kind as keyof typeof UNPLACED_LABELS] ?? OTHER[kind] ?? kind.replaceAll('-', ' ')

const said = ({ value, unit }: Figure): string => {
  const text = value === null ? 'not known' : typeof value === 'string' ? value : Number.isInteger(value) ? value.toLocaleString('en-GB') : String(Number(value.toPrecision(4)))
  return unit ? `${text} ${unit}` : text
}

/** What came out: the sentence first, then what limits it, then figures and tables. */
export function AnalysisView({ analysis }: { analysis: Analysis }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [analysis.id])
  const { period } = analysis.filter as { period?: { from: string; to: string } }
  const left = analysis.excluded.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className="analysis" aria-labelledby="answer">
      <h2 id="answer" tabIndex={-1} ref={heading}>
        {analysis.refused ? 'The data do not bear this question' : 'Answer'}
      </h2>
      <p className="sentence">{analysis.sentence}</p>
      {analysis.caution && <Notice title="Read this first">{analysis.caution}</Notice>}
      {analysis.figures.length > 0 && (
        <dl className="figures">
          {analysis.figures.map((figure) => (
            <div key={figure.name}>
              <dt>{figure.label}</dt>
              <dd>{said(figure)}</dd>
            </div>
          ))}
        </dl>
      )}
      {analysis.advice.length > 0 && (
        <ul className="advice">
          {analysis.advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {analysis.tables.map((table) => (
        <ResultTable key={table.name} analysis={analysis.id} table={table} />
      ))}
      <details className="made-of">
        <summary>What this was made from</summary>
        <p>
          {Math.round(analysis.incidents).toLocaleString('en-GB')} incidents on the map{period ? `, ${periodLabel(period)}` : ''}; {Math.round(left).toLocaleString('en-GB')} more match and are on no map:
        </p>
        <ul>
          {analysis.excluded.map(({ kind, count }) => (
            <li key={kind}>
              {reason(kind)}: {Math.round(count).toLocaleString('en-GB')}
            </li>
          ))}
        </ul>
        <p className="hint">
          Analysis {analysis.id}, data {analysis.dataVersion}, code {analysis.codeVersion}. The same question of the same data gives these same bytes again.
        </p>
        <pre>{JSON.stringify({ kind: analysis.kind, filter: analysis.filter, parameters: analysis.parameters }, null, 1)}</pre>
      </details>
    </section>
  )
}
