import { useState } from 'react'
import type { IngestReport } from '../../../server/contract/ingest.ts'
import { filePage } from '../../api.ts'
import { formatCount, plural } from '../../words.ts'
import { Check, PARTS } from './BalanceSum.tsx'
import { issueTotal, monthRuns, receivedLabel } from './groups.ts'
import type { Group } from './groups.ts'
import { MonthStrip } from './MonthStrip.tsx'

/** More than these are a click away: who reads of five organisations wants to see the fifth. */
const FIRST = 4

function FileRow({ report, organisation }: { report: IngestReport; organisation: string | null }) {
  const { id, file, rows, cases, incidents, organisations, periods, profile, receivedAt } = report
  const others = organisation === null ? organisations.length : organisations.length - 1
  const also = others > 0 ? `${organisation === null ? 'for' : 'also for'} ${plural(others, organisation === null ? 'organisation' : 'other')}` : ''
  return (
    <tr>
      <th scope="row" data-label="File">
        {id ? <a href={filePage(id)}>{file}</a> : file}
        <span className="hint">
          {[monthRuns(periods), profile, also, `received ${receivedLabel(receivedAt)}`].filter(Boolean).join(' · ')}
        </span>
      </th>
      <td data-label="Read">{formatCount(rows.read)}</td>
      {PARTS.map(({ key, label }) => (
        <td key={key} data-label={`${key === 'accepted' ? '=' : '+'} ${label}`} className={rows[key] === 0 ? 'part zero' : 'part'}>
          {formatCount(rows[key])}
        </td>
      ))}
      <td data-label="Sum" className="check-cell">
        <Check rows={rows} />
      </td>
      <td data-label="Cases">{formatCount(cases)}</td>
      <td data-label="Incidents">{formatCount(incidents)}</td>
      <td data-label="Issues">{formatCount(issueTotal(report))}</td>
    </tr>
  )
}

/** Balance sheets as lines of a sum: read = accepted + quarantined + duplicate + superseded. */
export function FilesTable({ files, organisation, caption }: { files: IngestReport[]; organisation: string | null; caption: string }) {
  const [all, setAll] = useState(false)
  const shown = all ? files : files.slice(0, FIRST)
  return (
    <>
      <table className="files">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Read</th>
            {PARTS.map(({ key, label }, i) => (
              <th key={key} scope="col">
                <span className="sign" aria-hidden="true">
                  {i === 0 ? '=' : '+'}
                </span>
                {label}
              </th>
            ))}
            <th scope="col">Sum</th>
            <th scope="col">Cases</th>
            <th scope="col">Incidents</th>
            <th scope="col">Issues</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((report) => (
            <FileRow key={report.id} report={report} organisation={organisation} />
          ))}
        </tbody>
      </table>
      {files.length > FIRST && (
        <button type="button" className="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Show the newest ${FIRST}` : `Show all ${files.length} files`}
        </button>
      )}
    </>
  )
}

export function OrganisationFiles({ group: { organisation, files, months } }: { group: Group }) {
  return (
    <section className="card">
      <div className="organisation-head">
        <h3>{organisation}</h3>
        <span className="hint">{plural(files.length, 'file')}</span>
      </div>
      <MonthStrip months={months} />
      <FilesTable files={files} organisation={organisation} caption={`Files of ${organisation}, newest first`} />
    </section>
  )
}
