// `npm run geo-data -- load KIND FILE…`: a publisher's file becomes a gazetteer file of ours, with a balance of its rows.
import { stat } from 'node:fs/promises'
import { GAZETTEER_HEADER, gazetteerLine } from '../../../server/domain/gazetteerFile.ts'
import type { GazetteerEntry } from '../../../server/domain/gazetteer.ts'
import { credited, type LoadOptions, type LoadReport } from './credit.ts'
import { GAZETTEER_FILES, KINDS, REFERENCE_FILES, type GazetteerKindOfFile } from './kinds.ts'
import { draftFile, readManifest, takePlaces, type Draft, type Rows } from './keep.ts'
import { LoadError } from './loadError.ts'
import { loadCodeList, loadHarmWeights } from './reference.ts'
import { describeFile, openSources, type SourceFile } from './sources.ts'

export async function load(kind: string, paths: string[], options: LoadOptions): Promise<LoadReport> {
  const gazetteer = GAZETTEER_FILES[kind]
  if (!gazetteer && !REFERENCE_FILES[kind]) throw new LoadError(`"${kind}" is not a kind of file; these are: ${KINDS.join(', ')}`)
  if (paths.length === 0) throw new LoadError('no file was named')
  if (options.date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(options.date)) throw new LoadError(`--date has to be YYYY-MM-DD, not ${options.date}`)
  readManifest(options.out) // an unreadable one is told before the work, not after it
  const files: SourceFile[] = []
  for (const path of paths) files.push(await describeFile(path))
  const date = options.date ?? (await lastChanged(paths))
  if (kind === 'harm-weights') return loadHarmWeights(paths, files, date, options)
  if (kind === 'code-list') return loadCodeList(paths, files, date, options)
  return loadGazetteer(kind, gazetteer!, paths, files, date, options)
}

async function loadGazetteer(kind: string, of: GazetteerKindOfFile, paths: string[], files: SourceFile[], date: string, options: LoadOptions): Promise<LoadReport> {
  const { rows: outcomes, derived = () => [] } = of.read(await openSources(paths, of.endings), options.ground)
  const file = `gazetteer/${kind}.csv`
  const draft = await draftFile(options.out, file)
  try {
    await draft.write(GAZETTEER_HEADER)
    const rows = await writeEntries(draft, outcomes)
    if (rows.written === 0) throw new LoadError(`nothing to keep in ${paths.join(', ')}: ${rows.read === 0 ? 'no rows' : balanceText(rows)}`)
    for (const entry of derived()) {
      await draft.write(gazetteerLine(entry))
      rows.derived++
    }
    const { sha256, bytes } = await draft.finish()
    takePlaces(options.out, [{ ...credited(of, file, files, date, options), rows, sha256, bytes }])
    return { kind, file, sha256, bytes, rows }
  } catch (error) {
    await draft.discard()
    throw error
  }
}

async function writeEntries(draft: Draft, outcomes: AsyncIterable<{ entry: GazetteerEntry; note?: string } | { skip: string }>): Promise<Rows> {
  const rows: Rows = { read: 0, written: 0, skipped: {}, notes: {}, derived: 0 }
  const ids = new Set<string>()
  const count = (counts: Record<string, number>, word: string) => (counts[word] = (counts[word] ?? 0) + 1)
  for await (const outcome of outcomes) {
    rows.read++
    if ('skip' in outcome) count(rows.skipped, outcome.skip)
    else if (ids.has(outcome.entry.id)) count(rows.skipped, 'the same id again')
    else {
      ids.add(outcome.entry.id)
      rows.written++
      if (outcome.note !== undefined) count(rows.notes, outcome.note)
      await draft.write(gazetteerLine(outcome.entry))
    }
  }
  return rows
}

async function lastChanged(paths: string[]): Promise<string> {
  const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtime.toISOString().slice(0, 10)))
  return times.sort().at(-1)!
}

const number = (value: number): string => value.toLocaleString('en-GB')

/** "44,712 rows read = 44,700 written + 12 skipped (…)" */
export function balanceText({ read, written, skipped, notes, derived }: Rows): string {
  const reasons = Object.entries(skipped).sort((a, b) => b[1] - a[1]).map(([reason, count]) => `${reason} ${number(count)}`)
  const sum = Object.values(skipped).reduce((total, count) => total + count, 0)
  const more = Object.entries(notes).map(([note, count]) => `; of those written, ${note}: ${number(count)}`)
  const made = derived > 0 ? `; made from all together: ${number(derived)}` : ''
  return `${number(read)} rows read = ${number(written)} written + ${number(sum)} skipped${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}${more.join('')}${made}`
}
