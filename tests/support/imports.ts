// Reads what each source file imports, with a real parser (Vite's), so that comments and strings do not count.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { parseSync } from 'vite'

export type Import = {
  /** As written. */
  specifier: string
  /** A path in this project (`server/store/db.ts`), a package (`zod`, `@deck.gl/core`) or `node:fs`. */
  target: string
  kind: 'ours' | 'package' | 'node'
  /** `import type`, or an `import('…').Type`: nothing of it is left at run time. */
  typeOnly: boolean
}

export type SourceFile = { path: string; lines: number; code: string; imports: Import[] }

/** Every TypeScript file below these folders, except fixtures. Paths are relative to `root`, with forward slashes. */
export function readSources(root: string, folders: string[]): SourceFile[] {
  return folders
    .filter((folder) => existsSync(posix.join(root, folder)))
    .flatMap((folder) => readdirSync(posix.join(root, folder), { recursive: true, encoding: 'utf8' }).map((p) => posix.join(folder, p)))
    .filter((path) => /\.tsx?$/.test(path) && !/(^|\/)(node_modules|dist|fixtures)\//.test(path))
    .toSorted()
    .map((path) => scan(path, readFileSync(posix.join(root, path), 'utf8')))
}

/** One file's imports, and its code with the comments blanked out. */
export function scan(path: string, text: string): SourceFile {
  const { module, comments, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const imports: Import[] = []
  const add = (specifier: string, typeOnly: boolean): void => {
    imports.push({ specifier, typeOnly, ...resolve(path, specifier) })
  }
  for (const { moduleRequest, entries } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType))
  for (const { entries } of module.staticExports) {
    const from = entries.find((entry) => entry.moduleRequest)?.moduleRequest
    if (from) add(from.value, entries.every((entry) => entry.isType))
  }
  let code = text
  for (const { start, end } of comments) code = code.slice(0, start) + code.slice(start, end).replace(/[^\n]/g, ' ') + code.slice(end)
  // import('x'): the parser tells those that run; the others stand in types.
  const running = new Set(module.dynamicImports.map((found) => found.start))
  for (const found of code.matchAll(/\bimport\(\s*(['"])(.+?)\1/g)) add(String(found[2]), !running.has(found.index))
  return { path, lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0), code, imports }
}

function resolve(path: string, specifier: string): Pick<Import, 'target' | 'kind'> {
  const bare = specifier.replace(/\?.*$/, '') // Vite's ?url, ?worker
  if (bare.startsWith('.')) return { target: posix.join(posix.dirname(path), bare), kind: 'ours' }
  if (bare.startsWith('node:')) return { target: bare, kind: 'node' }
  if (bare.startsWith('/')) return { target: bare, kind: 'ours' } // an absolute path is in nobody's row
  const parts = bare.split('/')
  return { target: parts.slice(0, bare.startsWith('@') ? 2 : 1).join('/'), kind: 'package' }
}

/** Is the path this file, or in this folder? `''` holds everything. */
export function within(path: string, place: string): boolean {
  return place === '' || path === place || path.startsWith(`${place}/`)
}

/** Groups of files that import each other in a ring, each as the ring's paths in order. */
export function importCycles(files: SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const finished = new Set<string>()
  const trail: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): void => {
    const at = trail.indexOf(path)
    if (at >= 0) cycles.push([...trail.slice(at), path])
    if (at >= 0 || finished.has(path)) return
    trail.push(path)
    for (const { target, kind } of byPath.get(path)?.imports ?? []) if (kind === 'ours') visit(target)
    trail.pop()
    finished.add(path)
  }
  for (const { path } of files) visit(path)
  return cycles
}

/** The way by which a file comes, at run time, to load something at `place`; undefined when it does not. */
export function wayTo(files: SourceFile[], from: string, place: string): string[] | undefined {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const cameFrom = new Map<string, string>([[from, '']])
  for (const path of cameFrom.keys()) {
    if (within(path, place)) {
      const way = [path]
      for (let step = cameFrom.get(path); step; step = cameFrom.get(step)) way.unshift(step)
      return way
    }
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? [])
      if (!typeOnly && byPath.has(target) && !cameFrom.has(target)) cameFrom.set(target, path)
  }
  return undefined
}
