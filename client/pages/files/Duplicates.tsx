import { useState } from 'react'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { formatCount, plural } from '../../words.ts'
import { useDuplicates } from './queries.ts'

const FIRST = 10

const dayLabel = (day: string): string => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day.slice(0, 10)}T00:00:00Z`))

/** Cases that may be one event told twice. Nothing is removed: they are proposed, so that somebody can ask the senders. */
export function Duplicates() {
  const { data, error, failureReason, refetch } = useDuplicates()
  const [all, setAll] = useState(false)
  const fault = error ?? failureReason
  const shown = all ? (data?.pairs ?? []) : (data?.pairs.slice(0, FIRST) ?? [])
  return (
    <section className="card" aria-labelledby="duplicates">
      <h2 id="duplicates">Possibly told twice</h2>
      <p className="lead">Pairs of cases that may be one patient or event: by time, place, age band and sex. They are proposed and nothing is removed; both count until their senders say otherwise.</p>
      {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <Skeleton lines={3} label="Reading the pairs" />}
      {data?.total === 0 && <p>No pair has been proposed.</p>}
      {data && data.total > 0 && (
        <>
          <p>
            {plural(data.total, 'pair')}
            {data.total > data.pairs.length && `; the newest ${formatCount(data.pairs.length)} can be listed here`}.
          </p>
          <table className="pairs">
            <caption className="visually-hidden">Pairs of cases that may be one event, newest first</caption>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">One case</th>
                <th scope="col">The other</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((pair) => (
                <tr key={`${pair.caseId} ${pair.otherCaseId}`}>
                  <td data-label="Day">{dayLabel(pair.day)}</td>
                  <td data-label="One case">
                    {pair.organisation} <span className="hint">case {pair.caseId}</span>
                  </td>
                  <td data-label="The other">
                    {pair.otherOrganisation} <span className="hint">case {pair.otherCaseId}</span>
                  </td>
                  <td data-label="Why">{pair.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.pairs.length > FIRST && (
            <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `Show the newest ${FIRST}` : `Show ${formatCount(data.pairs.length)} pairs`}
            </button>
          )}
        </>
      )}
    </section>
  )
}
