import type { Case } from '../domain/case.ts'
import type { Issue } from '../domain/issue.ts'
import { fileProblem } from '../domain/problem.ts'
import { digestOf, FIELD_SEPARATOR } from '../domain/sourceRecord.ts'
import type { SourceRecord } from '../domain/sourceRecord.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import type { CsvRow } from './parse/readCsv.ts'
import type { Profile } from './sources/profile.ts'
import { createLocate } from './steps/locate.ts'

/** What became of one row: always a source record; a case unless it was set aside or said twice. */
export type RowOutcome = { record: SourceRecord; organisation: string; month: string; case: Case | null; issues: Issue[] }

/**
 * The road of one row: read by the profile → recognise a repeat → locate → standard case.
 * Pure but for its memory of what this file has said already; throws a Problem only for what makes the whole file unusable.
 */
export const createPipeline = (profile: Profile, studyArea: StudyArea, file: string, thisMonth: string) => {
  const locate = createLocate(profile, studyArea)
  const occurrences = new Map<string, number>()

  return (named: Record<string, string>, { fields, line }: CsvRow): RowOutcome => {
    const where = { file, line }
    const row = profile.read(named, where)
    if (row.month > thisMonth) throw fileProblem('bad-month', 'is a month that has not begun', { ...where, field: 'Month' })
    const raw = fields.join(FIELD_SEPARATOR)
    const digest = digestOf(raw)
    const occurrence = (occurrences.get(digest) ?? 0) + 1
    occurrences.set(digest, occurrence)

    const outcome = (status: SourceRecord['status'], theCase: Case | null, issues: Issue[]): RowOutcome => ({
      record: { line, raw, digest, occurrence, status },
      organisation: row.organisation,
      month: row.month,
      case: theCase,
      issues,
    })

    // Without an identifier of its own a row that stands twice is two events; with one it is the same event said twice.
    if (occurrence > 1 && row.reference) return outcome('duplicate', null, [{ line, field: 'reference', kind: 'repeated-crime-id' }])
    const located = locate(row, where)
    if (located.kind === 'unusable') return outcome('quarantined', null, [{ line, field: 'coordinates', kind: located.issue }])
    const issues: Issue[] = []
    if (located.kind === 'unplaced') issues.push({ line, field: 'coordinates', kind: located.reason })
    if (row.category === null) issues.push({ line, field: 'category', kind: 'unknown-category' })
    return outcome(
      'accepted',
      {
        source: profile.source,
        organisation: row.organisation,
        reporting: row.reporting,
        category: row.category,
        categoryOriginal: row.categoryOriginal,
        time: row.time,
        places: located.places,
        unplaced: row.category === null ? 'unknown-category' : located.kind === 'unplaced' ? located.reason : null,
      },
      issues,
    )
  }
}
