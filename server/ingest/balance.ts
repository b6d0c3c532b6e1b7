import type { Rows } from '../contract/ingest.ts'
import { ISSUE_KINDS } from '../contract/vocabulary.ts'
import type { IssueKind } from '../contract/vocabulary.ts'
import type { Issue } from '../domain/issue.ts'
import { fileProblem } from '../domain/problem.ts'
import type { RowOutcome } from './pipeline.ts'

/** A stretch of local days [from, to) of one organisation that the file speaks for, with what lies in it. */
export type Spoken = { organisation: string; from: string; to: string; rows: number; cases: number; incidents: number }

/** The balance sheet of one file while it goes in: every row read stands in exactly one column. */
export const createBalance = () => {
  const rows: Rows = { read: 0, accepted: 0, quarantined: 0, duplicate: 0, superseded: 0 }
  let issues: Issue[] = []
  const counts = new Map<IssueKind, number>()
  const spoken = new Map<string, Spoken>()
  return {
    add({ record, organisation, piece, case: theCase, issues: own }: RowOutcome): void {
      rows.read++
      rows[record.status]++
      for (const issue of own) {
        issues.push(issue)
        counts.set(issue.kind, (counts.get(issue.kind) ?? 0) + 1)
      }
      if (record.status !== 'accepted' || !piece) return
      const key = `${organisation}\u0000${piece.from}\u0000${piece.to}`
      let sofar = spoken.get(key)
      if (!sofar) spoken.set(key, (sofar = { organisation, ...piece, rows: 0, cases: 0, incidents: 0 }))
      sofar.rows++
      if (theCase) sofar.cases++
      if (theCase?.pathway === 'counted') sofar.incidents++
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
    /** What the file speaks for, in a fixed order. Throws a Problem when it declares periods that overlap. */
    spokenFor(file: string): Spoken[] {
      const all = [...spoken.values()].toSorted((a, b) => (a.organisation + a.from + a.to < b.organisation + b.from + b.to ? -1 : 1))
      all.forEach((piece, i) => {
        const before = all[i - 1]
        if (before && before.organisation === piece.organisation && before.to > piece.from)
          throw fileProblem('overlapping-periods', `the file declares ${before.from} to ${before.to} and ${piece.from} to ${piece.to} for one organisation: periods may not overlap`, { file })
      })
      return all
    },
    organisations: (): string[] => [...new Set([...spoken.values()].map(({ organisation }) => organisation))].toSorted(),
  }
}
export type Balance = ReturnType<typeof createBalance>
