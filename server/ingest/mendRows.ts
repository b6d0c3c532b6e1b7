import type { Fixed, Quarantine } from '../contract/ingest.ts'
import type { Field, Profile } from '../contract/profile.ts'
import { FIELDS } from '../contract/profile.ts'
import type { IssueKind } from '../contract/vocabulary.ts'
import type { Issue } from '../domain/issue.ts'
import { FIELD_SEPARATOR } from '../domain/sourceRecord.ts'
import { notFound, Problem } from '../domain/problem.ts'
import { storeMended, markConveyed } from '../store/cases.ts'
import type { Sql } from '../store/db.ts'
import { duplicatePairs } from '../store/duplicates.ts'
import { ingestReport, lockOrganisation } from '../store/ingests.ts'
import { bookMended, ingestSource, issuesOf, lineOfEvent, quarantinedRow, quarantinedRows, saidBefore, spokenForBy } from '../store/quarantine.ts'
import { inTransaction } from '../store/retry.ts'
import { speakForGap } from '../store/supersede.ts'
import type { Ground } from './ground.ts'
import { createPipeline } from './pipeline.ts'
import type { RowOutcome } from './pipeline.ts'
import { createKeep } from './steps/keep.ts'
import type { ProfileRegistry } from './profiles/registry.ts'

type Opened = { fields: Partial<Record<Field, string>>; kept: string[] } | { unreadable: string }
/** A row as received; one that could not even be cut into columns has its text alone. */
const opened = (text: string): Opened => JSON.parse(text) as Opened

/** Of a row that could not be cut into columns, as much as a person can read. */
const MOST_TEXT = 4000

const isField = (name: string): name is Field => (FIELDS as readonly string[]).includes(name)

/**
 * The second door of the in-gate: rows that were set aside, opened for the person who mends them, and judged again by the same rules.
 * A mended row goes in on the day its file speaks for; when a newer file speaks for that day, it is refused with that reason.
 */
export const createMendGate = (deps: { knex: Sql; ground: Ground; profiles: ProfileRegistry; now: () => Date }) => {
  const { knex, ground, profiles, now } = deps

  const judgeAgain = (profile: Profile, file: string, fields: Partial<Record<Field, string>>, kept: string[], line: number): RowOutcome => {
    const has = new Set(Object.keys(fields) as Field[])
    // A row is mended one at a time: even of a strict file it can only be set aside again.
    return createPipeline({ ...profile, strict: false }, { has, name: () => ({ fields, kept }) }, file, ground, now()).named({ fields, kept }, line)
  }

  const book = async (trx: Sql, ingestId: number, profile: Profile, fields: Partial<Record<Field, string>>, changed: string[], outcome: RowOutcome): Promise<void> => {
    const { record, organisation, filedOn, piece } = outcome
    const organisationId = await lockOrganisation(trx, profile.source, organisation)
    const spoken = await spokenForBy(trx, organisationId, filedOn)
    if (spoken && spoken.ingestId !== ingestId)
      throw new Problem(409, 'superseded', 'Another file speaks for this day', `line ${record.line}: ingest ${spoken.ingestId} ${spoken.ingestId > ingestId ? 'is newer and ' : ''}speaks for ${filedOn}. Mend the row there, or send this file anew. Nothing was changed.`)
    const at = now().toISOString()
    const said = await saidBefore(trx, ingestId, record.digest)
    const { reference = '' } = fields
    const sameEvent = profile.identity === 'event' && reference ? await lineOfEvent(trx, ingestId, organisationId, createKeep(profile, ground).value('reference', reference)) : null
    const duplicate = outcome.record.status === 'duplicate' || (said > 0 && profile.identity !== 'none' && reference !== '')
    const theCase = duplicate || sameEvent !== null ? null : outcome.case
    const stored = await storeMended(trx, ingestId, at, {
      record: { ...record, occurrence: said + 1, status: duplicate ? 'duplicate' : 'accepted' },
      case: theCase, caseLine: duplicate ? null : (sameEvent ?? record.line), filedOn, organisationId,
    })
    if (!stored) throw notFound(`A quarantined row at line ${record.line}`)
    if (sameEvent !== null && outcome.case?.conveyed === 'yes') await markConveyed(trx, ingestId, [sameEvent])
    if (!spoken && piece && !duplicate) await speakForGap(trx, ingestId, organisationId, filedOn, piece)
    const home = await spokenForBy(trx, organisationId, filedOn)
    await bookMended(trx, {
      ingestId, line: record.line, pieceId: home?.id ?? null, accepted: !duplicate, cases: theCase ? 1 : 0, incidents: theCase?.pathway === 'counted' ? 1 : 0,
      issues: duplicate ? [{ line: record.line, field: 'reference', kind: 'repeated-row' }] : outcome.issues, fields: changed, at,
    })
  }

  const sourceOf = async (ingestId: number) => {
    const source = await ingestSource(knex, ingestId)
    if (!source) throw notFound(`The ingest "${ingestId}"`)
    return { profile: profiles.named(source.profile), file: source.file }
  }

  return {
    /** Rows set aside, opened. */
    async quarantine(ingestId: number, after: number, limit: number): Promise<Quarantine> {
      await sourceOf(ingestId)
      const { total, rows } = await quarantinedRows(knex, ingestId, after, limit)
      return {
        ingest: String(ingestId),
        total,
        rows: rows.map(({ line, sealed, issues }) => {
          const text = sealed && ground.seal.open(sealed)
          const row = text === null ? null : opened(text)
          return {
            line,
            issues,
            fields: row && 'fields' in row ? (row.fields as Record<string, string>) : null,
            text: row && 'unreadable' in row ? row.unreadable.replaceAll(FIELD_SEPARATOR, ' | ').slice(0, MOST_TEXT) : null,
          }
        }),
      }
    },
    /** Judges a row again with some of its fields mended. */
    async mend(ingestId: number, line: number, edits: Record<string, string>): Promise<Fixed> {
      const { profile, file } = await sourceOf(ingestId)
      const unknown = Object.keys(edits).find((name) => !isField(name))
      if (unknown !== undefined) throw new Problem(400, 'bad-request', 'No such field', `fields: there is no field "${unknown.slice(0, 40)}".`, { field: 'fields' })
      const sealed = await quarantinedRow(knex, ingestId, line)
      if (!sealed) throw notFound(`A quarantined row at line ${line}`)
      const text = ground.seal.open(sealed)
      if (text === null) throw new Problem(409, 'cannot-be-opened', 'This row cannot be opened', `line ${line}: it was sealed with another key. Nothing was changed.`)
      const row = opened(text)
      const trimmed = Object.fromEntries(Object.entries(edits).map(([name, value]) => [name, value.trim()]))
      const fields = { ...('fields' in row ? row.fields : profile.constants), ...trimmed } as Partial<Record<Field, string>>
      const outcome = judgeAgain(profile, file, fields, 'kept' in row ? row.kept : [], line)
      const told = ({ field, kind }: Issue): { field: string; kind: IssueKind } => ({ field, kind })
      if (outcome.record.status !== 'quarantined') await inTransaction(knex, (trx) => book(trx, ingestId, profile, fields, Object.keys(edits), outcome))
      const report = await ingestReport(knex, ingestId)
      if (!report) throw notFound(`The ingest "${ingestId}"`)
      return { outcome: outcome.record.status === 'quarantined' ? 'still-quarantined' : 'accepted', issues: outcome.issues.map(told), report }
    },
    issues: (ingestId: number, kind: IssueKind | null, after: number, limit: number): Promise<Issue[]> => issuesOf(knex, ingestId, kind, after, limit),
    duplicates: (limit: number) => duplicatePairs(knex, limit),
  }
}
export type MendGate = ReturnType<typeof createMendGate>
