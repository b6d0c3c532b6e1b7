// What came of a file, in words. Pure.
import type { IngestReport } from '../../../server/contract/ingest.ts'
import { formatCount, plural } from '../../words.ts'

const replacedBy = ({ supersedes }: IngestReport): number => supersedes.reduce((sum, { rows }) => sum + rows, 0)

export function takenHeading({ status, rows }: IngestReport): string {
  if (status === 'already-received') return 'This very file was received before: nothing has changed'
  return rows.accepted === 0 ? 'No row could be used' : 'The file has been taken in'
}

/** What to do when no row could be used. One issue in every row is seldom in the rows. */
export function uselessAdvice({ status, rows, issues }: IngestReport): string {
  if (status === 'already-received' || rows.accepted > 0) return ''
  if (rows.quarantined === 0) return rows.read === 0 ? 'The file holds no rows.' : ''
  const all = issues.some(({ count }) => count >= rows.read)
  return all
    ? 'Every row has the same issue, so the profile may not fit this file: choose another, or have one suggested. The rows can also be mended on the page of the file, under “Rows set aside”.'
    : 'Mend the rows on the page of the file, under “Rows set aside”.'
}

/** What a file did to rows that were in force before it. */
export function replacedWords(report: IngestReport): string {
  const before = replacedBy(report)
  return report.status === 'already-received' || before === 0 ? '' : `${plural(before, 'row')} in force ${before === 1 ? 'becomes' : 'become'} ${formatCount(report.rows.accepted)}.`
}

export function wouldReplace(report: IngestReport): { text: string; warning: string } {
  const before = replacedBy(report)
  const { accepted } = report.rows
  if (before === 0) return { text: 'It would replace nothing.', warning: '' }
  const warning = accepted < before / 2 ? `Fewer than half as many rows would be in force as now: ${formatCount(accepted)} in place of ${formatCount(before)}. Take it in only if that is meant.` : ''
  return { text: `It would replace ${plural(before, 'row')} of ${plural(report.supersedes.length, 'earlier file')}.`, warning }
}

/** Whether examples only show which characters stand where, as those of values that may name somebody do. */
export const onlyShapes = (examples: readonly string[]): boolean => examples.some((example) => /[Aa9]/.test(example)) && examples.every((example) => /^(?:[Aa9]|[^\p{Lu}\p{Ll}\d])*$/u.test(example))
