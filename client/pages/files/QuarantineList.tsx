import { useState } from 'react'
import type { IngestReport } from '../../../server/contract/ingest.ts'
import { QUARANTINE_PAGE } from '../../api/files.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { formatCount, plural } from '../../words.ts'
import { useProfiles, useQuarantine } from './queries.ts'
import { QuarantineRow } from './QuarantineRow.tsx'

/** Rows set aside, a page at a time, in the order of the file. */
export function QuarantineList({ report }: { report: IngestReport & { id: string } }) {
  const [starts, setStarts] = useState([0])
  const [mended, setMended] = useState(0)
  const after = starts.at(-1) ?? 0
  const { data, error, failureReason, refetch } = useQuarantine(report.id, after)
  const profiles = useProfiles()
  const fault = error ?? failureReason
  const columns = Object.keys(profiles.data?.profiles.find(({ name }) => name === report.profile)?.columns ?? {})
  const last = data?.rows.at(-1)?.line
  const more = data !== undefined && data.rows.length === QUARANTINE_PAGE
  if (report.rows.quarantined === 0 && mended === 0) return null
  return (
    <section className="card" aria-labelledby="quarantine">
      <h2 id="quarantine">Rows set aside</h2>
      <p className="lead">
        {plural(report.rows.quarantined, 'row')} of this file {report.rows.quarantined === 1 ? 'is' : 'are'} kept encrypted and counted nowhere. Mend what is marked and try again: the row is judged by the same rules as all others.
      </p>
      {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <Skeleton lines={6} label="Opening the rows" />}
      {data && (
        <ul className="quarantine">
          {data.rows.map((row) => (
            <QuarantineRow key={row.line} ingest={report.id} row={row} columns={columns} onMended={() => setMended((n) => n + 1)} />
          ))}
        </ul>
      )}
      {(starts.length > 1 || more) && (
        <nav className="pages" aria-label="Rows set aside">
          <button type="button" className="button" disabled={starts.length === 1} onClick={() => setStarts(starts.slice(0, -1))}>
            Earlier rows
          </button>
          {data && last !== undefined && (
            <span className="hint">
              Lines {formatCount(data.rows[0]?.line ?? 0)} to {formatCount(last)}
            </span>
          )}
          <button type="button" className="button" disabled={!more} onClick={() => setStarts([...starts, last ?? after])}>
            Later rows
          </button>
        </nav>
      )}
    </section>
  )
}
