import type { Profile } from '../contract/profile.ts'
import type { IssueKind } from '../contract/vocabulary.ts'
import type { Case } from '../domain/case.ts'
import type { Issue } from '../domain/issue.ts'
import { fileProblem } from '../domain/problem.ts'
import { digestOf, FIELD_SEPARATOR } from '../domain/sourceRecord.ts'
import type { SourceRecord } from '../domain/sourceRecord.ts'
import type { CsvRow } from './parse/row.ts'
import type { Columns, NamedRow } from './profiles/columns.ts'
import type { Ground } from './ground.ts'
import { createReadCodes } from './steps/codes.ts'
import { createCleanText } from './steps/words.ts'
import { createKeep } from './steps/keep.ts'
import { createReadTimes } from './steps/when.ts'
import { createReadPlace } from './steps/where.ts'
import { createReadWho } from './steps/who.ts'
import { whatExcelMangled } from './steps/excel.ts'

/** What became of one row: always a source record; a case when it founds one; set aside with its reasons when it cannot be used. */
export type RowOutcome = {
  record: SourceRecord
  organisation: string
  /** the local day by which a file speaks for the row; '' when it was set aside */
  filedOn: string
  /** the days the file speaks for that the row lies in, half-open */
  piece: { from: string; to: string } | null
  case: Case | null
  /** the line that founded the case this row belongs to */
  caseLine: number | null
  /** a later row of an event that says: taken to hospital */
  conveyed: boolean
  issues: Issue[]
}

/** Faults that show, in a file made by machine, that the file itself was made wrongly. */
const PROBLEM_OF: Partial<Record<IssueKind, { kind: string; what: string; field: string }>> = {
  'bad-time': { kind: 'bad-month', what: 'must be a month like 2018-01', field: 'Month' },
  'future-time': { kind: 'bad-month', what: 'is a month that has not begun', field: 'Month' },
  'no-organisation': { kind: 'no-force', what: 'names no force, or one with more than 100 characters', field: 'Falls within' },
  'swapped-coordinates': { kind: 'swapped-coordinates', what: 'latitude and longitude are exchanged', field: 'Latitude' },
  'wrong-number-of-columns': { kind: 'wrong-number-of-columns', what: 'the row has more or fewer columns than the header', field: '' },
  'cell-too-long': { kind: 'record-too-long', what: 'a cell is longer than 32 kB', field: '' },
  'control-character': { kind: 'control-character', what: 'there is a control character in the text', field: '' },
}

/**
 * The road of one row: name its fields → personal data out → who → when → what → where → standard case.
 * Pure but for its memory of what this file has said already; throws a Problem only for what makes the whole file unusable.
 */
export const createPipeline = (profile: Profile, columns: Pick<Columns, 'has' | 'name'>, file: string, ground: Ground, now: Date) => {
  const readWho = createReadWho(profile, ground)
  const readTimes = createReadTimes(profile, now)
  const keep = createKeep(profile, ground)
  const readCodes = createReadCodes(profile, columns.has, ground.codeLists, keep)
  const readPlace = createReadPlace(profile, ground)
  const cleanText = createCleanText(ground.scrubber)
  const occurrences = new Map<string, number>()
  const founded = new Map<string, number>()

  const aside = (line: number, named: NamedRow | string[], faults: { field: string; kind: IssueKind }[]): RowOutcome => {
    const fault = faults.map(({ kind }) => PROBLEM_OF[kind]).find(Boolean)
    if (profile.strict && fault) throw fileProblem(fault.kind, fault.what, { file, line, ...(fault.field && { field: fault.field }) })
    const text = JSON.stringify(Array.isArray(named) ? { unreadable: named.join(FIELD_SEPARATOR) } : named)
    const digest = ground.seal.digest(text)
    return {
      record: { line, raw: '', sealed: ground.seal.seal(text), digest, occurrence: occurrenceOf(digest), status: 'quarantined' },
      organisation: '', filedOn: '', piece: null, case: null, caseLine: null, conveyed: false,
      issues: faults.map((fault_) => ({ line, ...fault_ })),
    }
  }
  const occurrenceOf = (digest: string): number => {
    const occurrence = (occurrences.get(digest) ?? 0) + 1
    occurrences.set(digest, occurrence)
    return occurrence
  }

  return {
    row: ({ fields, line, fault }: CsvRow): RowOutcome => (fault ? aside(line, fields, [{ field: '', kind: fault }]) : judge(columns.name(fields), line)),
    /** A row whose fields are named already: one that a person has mended. */
    named: judge,
  }

  function judge(received: NamedRow, line: number): RowOutcome {
    const mangled = whatExcelMangled(profile, received)
    if (mangled) return aside(line, received, [{ field: mangled, kind: 'excel-number' }])
    const words = cleanText(received)
    if ('fault' in words) return aside(line, received, [words.fault])
    const who = readWho(received)
    if ('fault' in who) return aside(line, received, [{ field: received.fields.site ? 'site' : 'organisation', kind: who.fault }])
    const when = readTimes(received)
    if ('fault' in when) return aside(line, received, [when.fault])
    const codes = readCodes(received)
    const where = readPlace(words.row, who.organisation, codes.placeType.value)
    if ('fault' in where) return aside(line, received, [where.fault])

    const { reference = '' } = received.fields
    const kept = where.home ? withoutPlace(words.row) : words.row
    const raw = keep.row(kept).join(FIELD_SEPARATOR)
    const digest = digestOf(raw)
    const occurrence = occurrenceOf(digest)
    const row = { organisation: who.organisation, filedOn: when.filedOn, piece: when.piece, conveyed: false }
    // Without an identifier of its own a row that stands twice is two events; with one it is the same event said twice.
    const said = profile.identity !== 'none' && reference !== ''
    if ((said && occurrence > 1) || /^[1-9]/.test(received.fields.duplicateOf ?? '')) {
      const kind = profile.standard === 'police-uk' ? 'repeated-crime-id' : 'repeated-row'
      return { ...row, record: { line, raw, sealed: null, digest, occurrence, status: 'duplicate' }, case: null, caseLine: null, issues: [{ line, field: 'reference', kind }] }
    }
    const record: SourceRecord = { line, raw, sealed: null, digest, occurrence, status: 'accepted' }
    const issues: Issue[] = [...words.issues, ...when.issues].map((issue) => ({ line, ...issue }))
    for (const field of codes.unknownCodes) issues.push({ line, field, kind: 'unknown-code' })
    const event = profile.identity === 'event' && reference !== '' ? `${who.organisation}${FIELD_SEPARATOR}${reference}` : null
    const first = event === null ? undefined : founded.get(event)
    if (first !== undefined) return { ...row, record, case: null, caseLine: first, conveyed: codes.conveyed === 'yes', issues: words.issues.map((issue) => ({ line, ...issue })) }
    if (event !== null) founded.set(event, line)

    if (codes.pathway !== 'counted') issues.push({ line, field: 'pathway', kind: codes.pathway })
    else if (where.unplaced) issues.push({ line, field: 'place', kind: where.unplaced })
    if (codes.category === null) issues.push({ line, field: 'category', kind: 'unknown-category' })
    const { unknownCodes: _, ...what } = codes
    return {
      ...row,
      record,
      caseLine: line,
      issues,
      case: {
        source: profile.source,
        organisation: who.organisation,
        reporting: profile.source !== 'police' ? 'health' : when.proactive ? 'discovered' : 'reported',
        ...what,
        time: when.time,
        reportedAt: when.reportedAt,
        placeText: where.text,
        placeKey: where.key,
        places: where.places,
        unplaced: codes.category === null ? 'unknown-category' : where.unplaced,
      },
    }
  }
}
export type Pipeline = ReturnType<typeof createPipeline>

/** Somebody's home is kept to an area: what would say it more exactly does not stay in the source record either. */
const withoutPlace = ({ fields, kept }: NamedRow): NamedRow => {
  const coarse = { ...fields }
  for (const field of ['lat', 'lng', 'easting', 'northing', 'gridRef', 'postcode'] as const) if (coarse[field] !== undefined) coarse[field] = ''
  return { fields: coarse, kept }
}
