// Tables that are no places: harm weights and code lists. Each is small and read whole; one fault refuses it.
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseCodeList } from '../../../server/domain/codeList.ts'
import { HARM_COLUMNS, parseHarmWeights } from '../../../server/domain/harm.ts'
import { credited, type LoadOptions, type LoadReport } from './credit.ts'
import { draftFile, takePlaces, type Rows } from './keep.ts'
import { REFERENCE_FILES } from './kinds.ts'
import { LoadError } from './loadError.ts'
import { faultLine, wholeText } from './placesCsv.ts'
import { openSources, type SourceFile } from './sources.ts'

const MOST_CHARACTERS = 20_000_000
const INDEX = 'reference/code-lists.json'
type Index = Record<string, { file: string; title: string; source: string; version: string; provisional: boolean }>

async function oneFile(paths: string[]): Promise<{ name: string; text: string }> {
  const [source, second] = await openSources(paths, ['.csv'])
  if (!source || second) throw new LoadError('this kind is one file')
  return { name: source.name, text: await wholeText(source, MOST_CHARACTERS) }
}

export async function loadHarmWeights(paths: string[], files: SourceFile[], date: string, options: LoadOptions): Promise<LoadReport> {
  const { name, text } = await oneFile(paths)
  const { rows, faults } = parseHarmWeights(text)
  if (faults.length > 0) throw new LoadError(faultLine(name, faults))
  const table = [[...HARM_COLUMNS], ...rows.map(({ code, title, days }) => [code, title, String(days)])]
  // A figure of harm has to name what weighed it; a file without a version of its own is known by its digest.
  const version = options.version ?? `${date} ${files[0]!.sha256.slice(0, 12)}`
  return write('harm-weights', 'reference/harm-weights.csv', table.map(csvLine).join(''), rows.length, files, date, { ...options, version })
}

export async function loadCodeList(paths: string[], files: SourceFile[], date: string, options: LoadOptions): Promise<LoadReport> {
  const { name, text } = await oneFile(paths)
  const list = options.list ?? basename(files[0]!.file).replace(/\.csv(\.gz)?$|\.zip$/i, '')
  if (!/^[a-z0-9-]{1,60}$/.test(list)) throw new LoadError(`"${list}" is no name for a code list (small letters, digits, hyphens): give one with --list`)
  const { rows, faults } = parseCodeList(text, name)
  if (faults.length > 0) throw new LoadError(faultLine('', faults).trim())
  const file = `reference/${list}.csv`
  const path = join(options.out, INDEX)
  const index = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Index) : {}
  index[list] = {
    file, title: `Code list ${list}`, source: options.source ?? files[0]!.file,
    version: options.version ?? date, provisional: rows.some(({ provisional }) => provisional),
  }
  return write('code-list', file, text.endsWith('\n') ? text : `${text}\n`, rows.length, files, date, options, `${JSON.stringify(index, null, 2)}\n`)
}

async function write(kind: string, file: string, text: string, count: number, files: SourceFile[], date: string, options: LoadOptions, index?: string): Promise<LoadReport> {
  const rows: Rows = { read: count, written: count, skipped: {}, notes: {}, derived: 0 }
  const texts: [string, string][] = [[file, text], ...(index === undefined ? [] : [[INDEX, index] as [string, string]])]
  const drafts = []
  try {
    const entries = []
    for (const [name, content] of texts) {
      const draft = await draftFile(options.out, name)
      drafts.push(draft)
      await draft.write(content)
      const of = name === INDEX ? { ...REFERENCE_FILES[kind]!, what: 'Which code lists there are, with source and version' } : REFERENCE_FILES[kind]!
      entries.push({ ...credited(of, name, files, date, options), rows, ...(await draft.finish()) })
    }
    takePlaces(options.out, entries)
    return { kind, file, sha256: entries[0]!.sha256, bytes: entries[0]!.bytes, rows }
  } catch (error) {
    for (const draft of drafts) await draft.discard()
    throw error
  }
}

const csvLine = (cells: string[]): string => `${cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join()}\n`
