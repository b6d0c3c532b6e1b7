import type { IssueKind } from '../../contract/vocabulary.ts'
import type { NamedRow } from '../profiles/columns.ts'
import type { Scrubber } from '../scrub/scrubber.ts'

const FREE_TEXT = ['placeText', 'methodOther'] as const
/** The longest a free text may be by the data dictionary is 255; a little more is forgiven. */
const LONGEST = 1000

export type Words = { row: NamedRow; issues: { field: string; kind: IssueKind }[] } | { fault: { field: string; kind: IssueKind } }

/** Personal data out of the free texts, before anything is stored; a text that cannot be cleaned sets the row aside. */
export const createCleanText = (scrubber: Scrubber) => (row: NamedRow): Words => {
  let fields = row.fields
  const issues: { field: string; kind: IssueKind }[] = []
  for (const field of FREE_TEXT) {
    const text = fields[field]
    if (!text) continue
    if (text.length > LONGEST) return { fault: { field, kind: 'personal-data' } }
    const cleaned = scrubber.scrub(text)
    if (!cleaned.clean) return { fault: { field, kind: 'personal-data' } }
    if (cleaned.found.length > 0) issues.push({ field, kind: 'personal-data-removed' })
    if (cleaned.text !== text) fields = { ...fields, [field]: cleaned.text }
  }
  return { row: { fields, kept: row.kept }, issues: issues.slice(0, 1) }
}
