import type { ReactNode } from 'react'
import type { IngestReport } from '../../../server/contract/ingest.ts'
import { ISSUE_LABELS } from '../../../server/contract/vocabulary.ts'
import { filePage, PAGES } from '../../api.ts'
import { issuesCsv } from '../../api/files.ts'
import { ProblemNotice } from '../../ui/Notice.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../ui/files.css'
import { formatCount, plural } from '../../words.ts'
import { PageFrame } from '../PageFrame.tsx'
import { BalanceTable } from './BalanceSum.tsx'
import { monthRuns, receivedLabel } from './groups.ts'
import { QuarantineList } from './QuarantineList.tsx'
import { useIngest, useIngests } from './queries.ts'

const listed = (items: ReactNode[], nothing: string): ReactNode =>
  items.length === 0 ? nothing : items.map((item, i) => <span key={i}>{i > 0 && ', '}{item}</span>)

function Facts({ report }: { report: IngestReport }) {
  const { data } = useIngests()
  const nameOf = (id: string): string => data?.ingests.find((one) => one.id === id)?.file ?? `file ${id}`
  const link = (id: string, rows: number): ReactNode => (
    <>
      <a href={filePage(id)}>{nameOf(id)}</a> ({plural(rows, 'row')})
    </>
  )
  const replacedBy = (data?.ingests ?? []).flatMap((one) => one.supersedes.filter(({ id }) => id === report.id).map(({ rows }) => ({ id: one.id ?? '', rows })))
  const facts: [string, ReactNode][] = [
    ['Speaks for', report.organisations.join(', ') || 'Nobody'],
    ['Months', report.periods.length > 0 ? monthRuns(report.periods) : 'None'],
    ['Received', receivedLabel(report.receivedAt)],
    ['Read with the profile', report.profile],
    ['Replaced', listed(report.supersedes.map(({ id, rows }) => link(id, rows)), 'Nothing: no earlier file spoke for these days')],
    ['Was replaced by', listed(replacedBy.map(({ id, rows }) => link(id, rows)), data ? 'Nothing' : 'Reading the list of files')],
    ['Columns dropped', listed(report.droppedColumns.map((name) => <code key={name}>{name}</code>), 'None: the profile declares every column')],
    ['Digest (SHA-256)', <code key="digest" className="digest">{report.sha256}</code>],
  ]
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Issues({ report }: { report: IngestReport & { id: string } }) {
  if (report.issues.length === 0) return <p>No issue was found.</p>
  return (
    <>
      <table className="issues">
        <caption className="visually-hidden">Issues by kind, most first</caption>
        <thead>
          <tr>
            <th scope="col" className="number">
              Lines
            </th>
            <th scope="col">What it is, and what was done</th>
            <th scope="col">Lines (CSV)</th>
          </tr>
        </thead>
        <tbody>
          {report.issues.toSorted((a, b) => b.count - a.count).map(({ kind, count }) => (
            <tr key={kind}>
              <td className="number">{formatCount(count)}</td>
              <th scope="row">{ISSUE_LABELS[kind]}</th>
              <td>
                <a href={issuesCsv(report.id, kind)} download aria-label={`Lines to fix as CSV: ${ISSUE_LABELS[kind]}`}>
                  CSV
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <a href={issuesCsv(report.id)} download>
          All lines (CSV)
        </a>
      </p>
    </>
  )
}

function FileBody({ report }: { report: IngestReport & { id: string } }) {
  return (
    <>
      <div className="side-by-side">
        <section className="card" aria-labelledby="balance">
          <h2 id="balance">Balance sheet</h2>
          <BalanceTable caption="Where each row of the file stands now" rows={report.rows} cases={report.cases} incidents={report.incidents} />
          <output className="visually-hidden">{`${formatCount(report.rows.quarantined)} quarantined, ${formatCount(report.rows.accepted)} accepted`}</output>
        </section>
        <section className="card" aria-labelledby="facts">
          <h2 id="facts">About the file</h2>
          <Facts report={report} />
        </section>
      </div>
      <section className="card" aria-labelledby="issues">
        <h2 id="issues">Issues</h2>
        <Issues report={report} />
      </section>
      <QuarantineList report={report} />
    </>
  )
}

/** One file: where its rows went, what is wrong with them, and the means to mend them. */
export function FilePage({ id }: { id: string }) {
  const { data, error, failureReason, refetch } = useIngest(id)
  const fault = error ?? failureReason
  return (
    <PageFrame title={data?.file ?? 'File'} lead={<a href={PAGES.files}>All files</a>}>
      {fault && <ProblemNotice error={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <Skeleton lines={9} label="Reading the balance sheet" />}
      {data?.id && <FileBody report={{ ...data, id: data.id }} />}
    </PageFrame>
  )
}
