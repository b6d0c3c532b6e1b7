import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from '../../server/services.ts'
import { lineWith, type Line } from './line.ts'
import { childrenOf, usageOf, usageOfAll } from './processes.ts'

/** From the command to the line `ready`: with nothing there, demo county included, and once more with the data in place. */
export async function benchStart(): Promise<Line[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-start-'))
  try {
    return [await start('start, empty DATA_DIR', dataDir), await start('start again', dataDir)]
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function start(name: string, dataDir: string): Promise<Line> {
  const started = performance.now()
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/main.ts'], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, HOME, TMPDIR: TMPDIR ?? '/tmp', PORT: '0', DATA_DIR: dataDir },
  })
  const exit = once(child, 'exit')
  let said = ''
  let ms = 0
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString()
      if (/^ready http/m.test(said)) resolve()
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => reject(new Error(`the service ended with ${code}: ${said.trim().split('\n').at(-1)}`)))
  })
  ms = performance.now() - started
  const own = usageOf(child.pid ?? 0)
  const database = usageOfAll(childrenOf(child.pid ?? 0))
  child.kill('SIGINT')
  await exit
  return lineWith({
    name, ms, ...own, ...(database && { databaseCpuMs: database.cpuMs, databasePeakMb: database.peakMb }),
    note: `until \`ready\`, embedded database; ${said.includes('building the pages') ? 'the pages were built' : 'the pages were built before'}`,
  })
}
