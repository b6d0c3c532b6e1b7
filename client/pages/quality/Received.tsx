import type { Scorecard } from '../../../server/contract/quality.ts'
import { monthLabel } from '../../months.ts'
import { Bars } from '../../ui/Bars.tsx'
import { formatCount, formatShare } from '../../words.ts'

/** Which months are here, when they came, and the words that stand most often for a place. */
export function Received({ card }: { card: Scorecard }) {
  const bars = card.casesByMonth.map(({ month, cases, received }) => ({ key: month, label: monthLabel(month), value: received || cases > 0 ? cases : null }))
  return (
    <div className="beside">
      <section aria-labelledby="months-received">
        <h3 id="months-received">Months received</h3>
        <Bars bars={bars} name="Incidents by month" />
        <details>
          <summary>As a table</summary>
          <table className="small-table">
            <thead>
              <tr>
                <th scope="col">Month</th>
                <th scope="col" className="num">Incidents</th>
                <th scope="col">Received</th>
                <th scope="col" className="num">Files</th>
              </tr>
            </thead>
            <tbody>
              {card.casesByMonth.map(({ month, cases, received, daysLate, times }) => (
                <tr key={month}>
                  <th scope="row">{monthLabel(month)}</th>
                  <td className="num">{formatCount(cases)}</td>
                  <td>{!received ? (times > 0 ? 'not whole' : 'no') : daysLate === null ? 'yes, loaded as history' : `${daysLate} days after its end`}</td>
                  <td className="num">{times}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </section>
      <section aria-labelledby="frequent-words">
        <h3 id="frequent-words">Most frequent words for a place</h3>
        {card.texts.length === 0 ? (
          <p className="hint">No words stand often enough to be told: a text is shown only when at least five cases have it.</p>
        ) : (
          <>
            <p className="hint">Only words that at least five cases share; homes left out.</p>
            <ul className="shares">
              {card.texts.map(({ text, cases, share, placed }) => (
                <li key={text}>
                  <span>{text}</span>
                  <span className="shares-count">
                    {formatCount(cases)}, {formatShare(share)}
                    {card.site.placesJudged && placed * 2 < cases ? ', leads to no place' : ''}
                  </span>
                  <meter className="visually-hidden" min={0} max={1} value={share} aria-label={`Share of ${text}`} />
                </li>
              ))}
            </ul>
          </>
        )}
      </section>
    </div>
  )
}
