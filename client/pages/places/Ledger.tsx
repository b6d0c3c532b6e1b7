import { useState } from 'react'
import type { PlaceLedger } from '../../../server/contract/places.ts'
import { formatCount } from '../../words.ts'
import { decisionWords } from './placeWords.ts'

type Decision = PlaceLedger['decisions'][number]
type Props = { decisions: Decision[]; busy: boolean; onTakeBack: (decision: Decision) => void }

const when = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' })

const FIRST = 8

/** What has been decided: every one can be taken back. */
export function Ledger({ decisions, busy, onTakeBack }: Props) {
  const [all, setAll] = useState(false)
  const shown = all ? decisions : decisions.slice(0, FIRST)
  return (
    // What scrolls sideways on a phone has to be reachable without a mouse.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-labelledby="ledger" className="table-scroll" tabIndex={0}>
      <h2 id="ledger">Decisions in force</h2>
      {decisions.length === 0 ? (
        <p>None yet. Each decision is kept here and can be taken back.</p>
      ) : (
          <table className="place-table">
            <thead>
              <tr>
                <th scope="col">Text</th>
                <th scope="col">Is</th>
                <th scope="col" className="num">Cases moved</th>
                <th scope="col">Decided</th>
                <th scope="col"><span className="visually-hidden">Take back</span></th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.key} ${one.invented}`}>
                  <th scope="row">“{one.example}”</th>
                  <td>{decisionWords(one.decision)}</td>
                  <td className="num">{formatCount(one.cases)}</td>
                  <td>{when.format(new Date(one.decidedAt))}</td>
                  <td>
                    <button type="button" className="button" disabled={busy} aria-label={`Take back: ${one.example}`} onClick={() => onTakeBack(one)}>
                      Take back
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
      )}
      {decisions.length > FIRST && (
        <button type="button" className="button ledger-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the newest ${FIRST}` : `Show all ${formatCount(decisions.length)}`}
        </button>
      )}
    </section>
  )
}
