// Holds source files against a table of rules. Each broken rule comes back as one line: file, import, rule.
import { importCycles, wayTo, within, type Import, type SourceFile } from './imports.ts'

/** What one folder may import. Its own files and, unless `node: false`, Node's modules are always allowed. */
export type Row = {
  /** Files or folders of ours; `''` is everything. */
  ours: string[]
  /** Parts of those that it may not. */
  not?: string[]
  /** Of these the types, whatever else is said. */
  types?: string[]
  /** The only packages; left out: any that has no other owner. */
  packages?: string[]
  node?: false
  /** One file of the folder that may import more: its door. */
  door?: Record<string, string[]>
}

/** Code that may stand in some places only. */
export type Phrase = { pattern: RegExp; searched: string[]; allowed: string[]; rule: string }

export type Rules = {
  /** Folder → row; the longest that fits counts. `server/` (with the slash) is the files that lie there directly. */
  folders: Record<string, Row>
  /** Package (or `@scope/`) → the only places of ours that import it. Tests and scripts are free. */
  owners: Record<string, string[]>
  phrases: Phrase[]
  maxLines: (path: string) => number
  /** From package.json. */
  dependencies: string[]
  devDependencies: string[]
}

const FREE = ['scripts', 'tests']
const isFree = (path: string): boolean => FREE.some((place) => within(path, place))

export function brokenRules(files: SourceFile[], rules: Rules): string[] {
  return [
    ...files.flatMap((file) => fileRules(file, rules)),
    ...importCycles(files).map((ring) => `${ring[0]} imports itself in a ring: ${ring.join(' → ')}`),
  ]
}

function fileRules(file: SourceFile, rules: Rules): string[] {
  const { path } = file
  const broken: string[] = []
  const folder = folderOf(path, rules)
  const row = rules.folders[folder ?? '']
  if (!folder || !row) broken.push(`${path} lies in a folder without a row in the import table (tests/architecture.test.ts)`)
  else
    for (const found of file.imports) {
      const why = refusal(path, found, folder, row) ?? ownerRefusal(path, found, rules)
      if (why) broken.push(`${path} imports ${found.typeOnly ? 'type ' : ''}'${found.specifier}': ${why}`)
    }
  for (const { pattern, searched, allowed, rule } of rules.phrases) {
    const found = pattern.exec(file.code)
    if (!found || !searched.some((place) => within(path, place)) || allowed.some((place) => within(path, place))) continue
    broken.push(`${path}:${file.code.slice(0, found.index).split('\n').length} says '${found[0]}': ${rule}`)
  }
  const most = rules.maxLines(path)
  if (file.lines > most) broken.push(`${path} has ${file.lines} lines: at most ${most}; split it`)
  return broken
}

function folderOf(path: string, { folders }: Rules): string | undefined {
  const fits = (folder: string): boolean =>
    folder.endsWith('/') ? path.startsWith(folder) && !path.slice(folder.length).includes('/') : within(path, folder)
  return Object.keys(folders).filter(fits).toSorted((a, b) => b.length - a.length)[0]
}

function refusal(path: string, found: Import, folder: string, row: Row): string | undefined {
  if (found.kind === 'node') return row.node === false ? `${folder} runs without Node's modules` : undefined
  if (found.kind === 'package')
    return row.packages && !row.packages.includes(found.target)
      ? `of packages, ${folder} may import ${row.packages.join(', ') || 'none'}`
      : undefined
  if (!isFree(path) && isFree(found.target)) return 'nothing imports scripts or tests'
  const { not = [], types = [], door = {} } = row
  const at = (places: string[]): boolean => places.some((place) => within(found.target, place))
  const values = [folder.replace(/\/$/, ''), ...row.ours, ...(door[path] ?? [])]
  if ((at(values) && !at(not)) || (found.typeOnly && at(types))) return undefined
  const allowed = [
    ...row.ours,
    ...not.map((place) => `not ${place}`),
    ...types.map((place) => `type of ${place}`),
    ...Object.entries(door).map(([file, places]) => `${places.join(', ')} in ${file} alone`),
  ]
  return `${folder} may import ${allowed.join('; ') || 'nothing of ours'}`
}

function ownerRefusal(path: string, { kind, target, typeOnly }: Import, rules: Rules): string | undefined {
  if (kind !== 'package') return undefined
  const declared = [...rules.dependencies, ...(isFree(path) ? rules.devDependencies : [])]
  // `import type` from 'geojson' is served by @types/geojson, which nobody needs at run time.
  const types = typeOnly && (rules.devDependencies.includes(target) || rules.devDependencies.includes(`@types/${target}`))
  if (!declared.includes(target) && !types) return `${target} is not among the dependencies in package.json`
  const owner = Object.keys(rules.owners).find((name) => (name.endsWith('/') ? target.startsWith(name) : target === name))
  const places = owner === undefined ? [''] : (rules.owners[owner] ?? [])
  return isFree(path) || places.some((place) => within(path, place)) ? undefined : `only ${places.join(', ')} may import ${target}`
}

/** Tests outside the database folders that would start one all the same, and so run it on one engine, unseen. */
export function strayDatabaseTests(files: SourceFile[], database: string, homes: string[]): string[] {
  return files
    .filter(({ path }) => path.endsWith('.test.ts') && !homes.some((home) => within(path, home)))
    .flatMap(({ path }) => {
      const way = wayTo(files, path, database)
      return way ? [`${path} loads the database (${way.join(' → ')}): its place is in one of ${homes.join(', ')}`] : []
    })
}
