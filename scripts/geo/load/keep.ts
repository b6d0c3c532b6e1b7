// New files of a geo-data folder are made under a name of their own and take their places at the end, with the manifest: until then,
// and whatever goes wrong, the folder is as it was.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Manifest, ManifestFile } from '../../../server/geoData.ts'
import { LoadError } from './loadError.ts'
import type { SourceFile } from './sources.ts'

export type Credited = Omit<ManifestFile, 'sha256' | 'bytes'> & {
  /** the files it was made from */
  sources: SourceFile[]
  /** rows of them: read = written + the sum of skipped */
  rows: Rows
  version?: string
}
export type Rows = { read: number; written: number; skipped: Record<string, number>; notes: Record<string, number>; derived: number }
export type Draft = { file: string; write: (text: string) => Promise<void>; finish: () => Promise<{ sha256: string; bytes: number }>; discard: () => Promise<void> }

const FLUSH = 256 * 1024

/** A file in the making. Names that begin with a dot are no part of a geo-data folder. */
export async function draftFile(out: string, file: string): Promise<Draft> {
  const path = partOf(out, file)
  mkdirSync(dirname(path), { recursive: true })
  removeLeftOvers(path)
  const handle = await open(path, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  let waiting = ''
  const flush = async () => {
    const chunk = Buffer.from(waiting)
    waiting = ''
    hash.update(chunk)
    bytes += chunk.length
    await handle.appendFile(chunk)
  }
  return {
    file,
    write: async (text) => {
      waiting += text
      if (waiting.length >= FLUSH) await flush()
    },
    finish: async () => {
      await flush()
      await handle.sync()
      await handle.close()
      return { sha256: hash.digest('hex'), bytes }
    },
    discard: async () => {
      await handle.close().catch(() => undefined)
      rmSync(path, { force: true })
    },
  }
}

const partOf = (out: string, file: string): string => join(out, dirname(file), `.${basename(file)}.${process.pid}.part`)

/** Parts of loads that were killed: their processes are gone. */
function removeLeftOvers(path: string): void {
  const stem = basename(path).replace(/\d+\.part$/, '')
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(stem) ? Number(/(\d+)\.part$/.exec(name)?.[1]) : NaN
    if (!Number.isNaN(pid) && !isAlive(pid)) rmSync(join(dirname(path), name), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export function readManifest(out: string): Manifest {
  const path = join(out, 'manifest.json')
  if (!existsSync(path)) return { files: [] }
  try {
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest
    if (Array.isArray(manifest.files)) return manifest
  } catch {
    // told below
  }
  throw new LoadError(`${path} is not a manifest: mend or remove it first`)
}

/** Puts finished drafts in their places and lists them. Nothing here waits, so that nothing comes between. */
export function takePlaces(out: string, entries: (ManifestFile & Partial<Credited>)[]): void {
  const names = new Set(entries.map(({ file }) => file))
  const files = [...readManifest(out).files.filter(({ file }) => !names.has(file)), ...entries].sort((a, b) => (a.file < b.file ? -1 : 1))
  const next = join(out, `.manifest.json.${process.pid}.part`)
  writeFileSync(next, `${JSON.stringify({ files }, null, 2)}\n`)
  for (const { file } of entries) renameSync(partOf(out, file), join(out, file))
  renameSync(next, join(out, 'manifest.json'))
}
