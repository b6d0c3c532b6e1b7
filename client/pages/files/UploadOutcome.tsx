import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { IngestReport } from '../../../server/contract/ingest.ts'
import { ISSUE_LABELS } from '../../../server/contract/vocabulary.ts'
import { filePage } from '../../api.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { formatCount, plural } from '../../words.ts'
import { BalanceTable } from './BalanceSum.tsx'
import { monthRuns } from './groups.ts'
import { replacedWords, takenHeading, uselessAdvice, wouldReplace } from './outcomeWords.ts'
import { tellProgress } from './progressWords.ts'
import type { Going } from './progressWords.ts'
import type { Upload } from './useUpload.ts'

function Progress({ going }: { going: Going }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(tick)
  }, [])
  const { text, share } = tellProgress(going, now)
  return (
    <div className="upload-progress">
      <progress aria-label={going.dryRun ? 'Trying the file out' : 'Taking the file in'} {...(share !== null && { value: share })} max={1} />
      <p>{text}</p>
    </div>
  )
}

/** Issues of a report in plain words, most first. */
export function IssueList({ issues }: Pick<IngestReport, 'issues'>) {
  return (
    <ul className="issue-list">
      {issues.toSorted((a, b) => b.count - a.count).map(({ kind, count }) => (
        <li key={kind}>
          <span className="number">{formatCount(count)}</span> {ISSUE_LABELS[kind]}
        </li>
      ))}
    </ul>
  )
}

const speaksFor = ({ organisations, periods }: IngestReport): string => {
  const who = organisations.length > 3 ? plural(organisations.length, 'organisation') : organisations.join(', ')
  return `${who || 'nobody'}${periods.length > 0 ? `, ${monthRuns(periods)}` : ''}`
}

/** What would happen: nothing has been written yet. */
function Trial({ report, onTake }: { report: IngestReport; onTake: () => void }) {
  const replaced = wouldReplace(report)
  return (
    <>
      <h3>Tried out: nothing has been taken in yet</h3>
      <p>
        The file speaks for {speaksFor(report)}.{' '}
        {replaced.text}
        {report.droppedColumns.length > 0 && ` ${plural(report.droppedColumns.length, 'column')} would be dropped before anything is stored: ${report.droppedColumns.join(', ')}.`}
      </p>
      {replaced.warning && <p className="caution">{replaced.warning}</p>}
      <BalanceTable caption="What would become of its rows" rows={report.rows} cases={report.cases} incidents={report.incidents} />
      {report.issues.length > 0 && (
        <>
          <h4>Issues it would have</h4>
          <IssueList issues={report.issues} />
        </>
      )}
      <button type="button" className="button button-main" onClick={onTake}>
        Take it in
      </button>
    </>
  )
}

function Taken({ report }: { report: IngestReport }) {
  const { rows } = report
  const advice = uselessAdvice(report)
  const replaced = replacedWords(report)
  return (
    <>
      <h3>{takenHeading(report)}</h3>
      <p>
        {plural(rows.read, 'row')} read: {formatCount(rows.accepted)} accepted, {formatCount(rows.quarantined)} quarantined, {plural(rows.duplicate, 'duplicate')}, {formatCount(rows.superseded)} superseded.{replaced && ` ${replaced}`}
      </p>
      {advice && <p className="caution">{advice}</p>}
      {report.id && (
        <p>
          <a href={filePage(report.id)}>{rows.quarantined > 0 ? 'Open the page of the file: balance, issues, and rows to mend' : 'Open the page of the file: balance and issues'}</a>
        </p>
      )}
    </>
  )
}

/** Below a form that sends a file: how far it is, or what came of it. */
export function UploadOutcome({ upload, onTake, refused }: { upload: Upload; onTake: () => void; refused?: ReactNode }) {
  const said = upload.phase === 'going' ? (upload.dryRun ? 'Trying the file out' : 'Taking the file in') : upload.phase === 'tried' ? 'Tried out' : upload.phase === 'done' ? takenHeading(upload.report) : ''
  return (
    <div className="upload-outcome">
      <output className="visually-hidden">{said}</output>
      {upload.phase === 'going' && <Progress going={upload} />}
      {upload.phase === 'tried' && <Trial report={upload.report} onTake={onTake} />}
      {upload.phase === 'done' && <Taken report={upload.report} />}
      {upload.phase === 'refused' && (
        <>
          <ProblemNotice error={upload.error} />
          {refused}
        </>
      )}
    </div>
  )
}
