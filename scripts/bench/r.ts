import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Timing } from './measure.ts'

export type R = {
  /** Evaluates one line of R; throws with R's own words when that fails. */
  run(expression: string): Promise<Timing>
  /** An array under a name in R. */
  give(name: string, values: Float64Array | Int32Array): Promise<void>
  /** What a numeric expression gives. */
  take(expression: string): Promise<Float64Array>
  /** The version of a package. */
  versionOf(name: string): Promise<string>
}

/** A peer that is not installed; the message names what to install. */
export class PeerMissing extends Error {}

/** R as a process that lives as long as `work` takes, with a package loaded: its start is nobody's time. */
export async function withR<T>(rPackage: string, debianPackage: string, work: (r: R) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'bench-r-'))
  const child = spawn('Rscript', ['--vanilla', fileURLToPath(new URL('./peer.R', import.meta.url))], { stdio: ['pipe', 'pipe', 'pipe'] })
  const missing = (): PeerMissing => new PeerMissing(`R ${rPackage} is not installed (Debian: r-base-core ${debianPackage})`)
  const ended = new Promise<never>((_, reject) => {
    child.on('error', () => reject(missing()))
    child.on('exit', (code) => reject(new Error(`R ended with ${code}: ${heard.trim().split('\n').at(-1)}`)))
  })
  ended.catch(() => {})
  let heard = ''
  child.stderr.on('data', (text: Buffer) => (heard = (heard + text.toString()).slice(-2000)))
  child.stdin.on('error', () => {}) // told by `ended`
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const run = async (expression: string): Promise<Timing> => {
    child.stdin.write(`${expression}\n`)
    const { value } = await Promise.race([answers.next(), ended])
    const [word, ms, cpuMs] = String(value).split(' ')
    if (word !== 'done') throw new Error(`R: ${String(value)}`)
    return { ms: Number(ms), cpuMs: Number(cpuMs) }
  }
  const path = join(dir, 'numbers')
  const take = async (expression: string): Promise<Float64Array> => {
    await run(`writeBin(as.double(${expression}), ${JSON.stringify(path)})`)
    const bytes = await readFile(path)
    return new Float64Array(Uint8Array.from(bytes).buffer)
  }
  try {
    await run('invisible(0)') // R is there; now the package
    await run(`suppressMessages(library(${rPackage}))`).catch((error: unknown) => {
      throw /no package called|not installed/.test(String(error)) ? missing() : error
    })
    return await work({
      run, take,
      give: async (name, values) => {
        await writeFile(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
        await run(`${name} <- readBin(${JSON.stringify(path)}, ${values instanceof Int32Array ? '"integer"' : '"double"'}, ${values.length})`)
      },
      versionOf: async (name) => {
        await run(`writeLines(as.character(packageVersion(${JSON.stringify(name)})), ${JSON.stringify(path)})`)
        return (await readFile(path, 'utf8')).trim()
      },
    })
  } finally {
    const gone = child.pid === undefined || child.exitCode !== null ? undefined : once(child, 'exit')
    child.stdin.end()
    await gone
    await rm(dir, { recursive: true, force: true })
  }
}
