import { fileProblem } from '../../domain/problem.ts'
import type { Profile } from '../sources/profile.ts'

const norm = (name: string) => name.trim().toLowerCase()

/** Finds where each of our fields stands in the file; order does not matter, a missing or unknown column refuses the file. */
export const readHeader = (columns: string[], profile: Profile, file: string): ((fields: string[]) => Record<string, string>) => {
  const positions = new Map(columns.map((name, index) => [norm(name), index]))
  if (positions.size < columns.length) throw fileProblem('unknown-header', 'a column stands twice in the header', { file, line: 1 })
  const known = profile.headers.map((header) => Object.entries(header))
  const style = known.find((entries) => entries.every(([, theirs]) => positions.has(norm(theirs))))
  if (!style) {
    const best = known.toSorted((a, b) => missing(a, positions).length - missing(b, positions).length)[0] ?? []
    const gone = missing(best, positions)
    const detail = gone.length === best.length ? 'none of the expected columns is there' : `missing ${gone.map((name) => `"${name}"`).join(', ')}`
    throw fileProblem('unknown-header', `the header is not that of profile ${profile.name}: ${detail}`, { file, line: 1 })
  }
  if (columns.length > style.length) {
    const theirs = new Set(style.map(([, name]) => norm(name)))
    const extra = columns.find((name) => !theirs.has(norm(name))) ?? ''
    throw fileProblem('unknown-header', `the column "${extra.slice(0, 40)}" is not part of profile ${profile.name}`, { file, line: 1 })
  }
  const at = style.map(([ours, theirs]) => [ours, positions.get(norm(theirs)) ?? -1] as const)
  return (fields) => {
    const named: Record<string, string> = {}
    for (const [ours, index] of at) named[ours] = fields[index] ?? ''
    return named
  }
}

const missing = (entries: [string, string][], positions: Map<string, number>): string[] =>
  entries.filter(([, theirs]) => !positions.has(norm(theirs))).map(([, theirs]) => theirs)
