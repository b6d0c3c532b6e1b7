import type { Rows } from '../contract/ingest.ts'
import { ISSUE_KINDS } from '../contract/vocabulary.ts'
import type { IssueKind } from '../contract/vocabulary.ts'
import type { Issue } from '../domain/issue.ts'
import type { RowOutcome } from './pipeline.ts'

/** The balance sheet of one file while it goes in: every row read stands in exactly one column. */
export const createBalance = () => {
  const rows: Rows = { read: 0, accepted: 0, quarantined: 0, duplicate: 0, superseded: 0 }
  let issues: Issue[] = []
  const counts = new Map<IssueKind, number>()
  const months = new Map<string, { organisation: string; month: string; accepted: number }>()
  return {
    add(row: RowOutcome): void {
      rows.read++
      rows[row.record.status]++
      for (const issue of row.issues) {
        issues.push(issue)
        counts.set(issue.kind, (counts.get(issue.kind) ?? 0) + 1)
      }
      const key = `${row.organisation}\u0000${row.month}`
      const month = months.get(key) ?? { organisation: row.organisation, month: row.month, accepted: 0 }
      if (row.record.status === 'accepted') month.accepted++
      months.set(key, month)
    },
    rows: (): Rows => ({ ...rows }),
    /** The issues since the last call: they are stored with each batch, so that a bad file cannot fill the memory. */
    takeIssues: (): Issue[] => {
      const taken = issues
      issues = []
      return taken
    },
    issueCounts: (): { kind: IssueKind; count: number }[] =>
      ISSUE_KINDS.flatMap((kind) => (counts.has(kind) ? [{ kind, count: counts.get(kind) ?? 0 }] : [])),
    /** Organisation and month that the file speaks for, in a fixed order. */
    months: () => [...months.values()].toSorted((a, b) => (a.organisation + a.month < b.organisation + b.month ? -1 : 1)),
  }
}
export type Balance = ReturnType<typeof createBalance>
