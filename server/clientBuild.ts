import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const SOURCES = ['client', 'server/contract', 'package-lock.json']

/** Digest of all that the built client is made from. */
const fingerprint = (root: string): string => {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(root, source)
    const files = source.endsWith('.json')
      ? ['']
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(path.length))
          .filter((file) => !file.startsWith('/dist/'))
          .toSorted()
    for (const file of files) hash.update(`${source}${file}\n`).update(readFileSync(path + file))
  }
  return hash.digest('hex')
}

/** Builds the pages with vite when what they are made from has changed since the last time. Runs beside the database's start. */
export const buildClientIfStale = async (root: string, onProgress: (text: string) => void): Promise<void> => {
  const mark = join(root, 'client/dist/.made-from')
  const now = fingerprint(root)
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  onProgress('building the pages (first start, or they have changed)')
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', join(root, 'client'), '--logLevel', 'error'], { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the pages could not be built: ${said.trim()}`))))
  })
  writeFileSync(mark, now)
}
