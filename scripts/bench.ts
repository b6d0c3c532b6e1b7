import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchBinning } from './bench/binning.ts'
import { benchClusters } from './bench/clusters.ts'
import { benchColumns } from './bench/columns.ts'
import { benchGi } from './bench/gi.ts'
import { benchIngest } from './bench/ingest.ts'
import { benchKernels } from './bench/kernels.ts'
import { benchKnox } from './bench/knox.ts'
import { benchTable, isMet, lineOf, type Line } from './bench/line.ts'
import { benchMoran } from './bench/moran.ts'
import { PARTS, readOptions, USAGE, type BenchOptions, type PartName } from './bench/options.ts'
import { benchRun } from './bench/run.ts'
import { benchScan } from './bench/scan.ts'
import { benchSelect } from './bench/select.ts'
import { benchStart } from './bench/start.ts'
import { benchTiles } from './bench/tiles.ts'

const parts: Record<PartName, (full: boolean) => Promise<Line[]>> = {
  binning: benchBinning,
  gi: benchGi,
  kernels: async () => (await benchKernels()).map(lineOf),
  moran: benchMoran,
  clusters: benchClusters,
  scan: benchScan,
  knox: benchKnox,
  columns: benchColumns,
  select: benchSelect,
  tiles: benchTiles,
  ingest: benchIngest,
  run: benchRun,
  start: benchStart,
}

/** A part in a process of its own: what one part leaves in memory or in the compiler is not another's. */
async function apart(part: PartName, full: boolean): Promise<Line[]> {
  const self = fileURLToPath(import.meta.url)
  const child = spawn(process.execPath, [...process.execArgv, self, '--only', part, '--json', ...(full ? ['--full'] : [])], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  let told = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  child.stderr.on('data', (text: Buffer) => (told += text.toString()))
  await once(child, 'close')
  try {
    return JSON.parse(said) as Line[]
  } catch {
    throw new Error(told.trim().split('\n').at(-1))
  }
}

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), node ${process.version}, load average ${loadavg().map((x) => x.toFixed(1)).join(' ')}. ` +
  'On a shared machine compare ratios, not milliseconds.'

async function run({ only, json, full }: BenchOptions): Promise<number> {
  const wanted = only.length > 0 ? only : PARTS
  const lines: Line[] = []
  let failed = 0
  for (const part of wanted) {
    try {
      const found = wanted.length === 1 ? await parts[part](full) : await apart(part, full)
      lines.push(...found)
      if (!json) process.stdout.write(`${part}\n${benchTable(found)}\n\n`)
    } catch (error) {
      failed++
      process.stderr.write(`${part} failed: ${(error as Error).message}\n`)
    }
  }
  const rows = lines.map((line) => ({ ...line, met: isMet(line) }))
  const count = (met: boolean): number => rows.filter((row) => row.met === met).length
  const without = rows.filter((row) => row.goal !== null && row.met === null).length
  if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
  else process.stdout.write(`${count(true)} goals met, ${count(false)} not met, ${without} without their peer. ${machine()}\n`)
  // A goal that is missed is told; an answer that differs is an error.
  return failed > 0 || lines.some(({ equal }) => equal === false) ? 1 : 0
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(USAGE)
  else process.exitCode = await run(options)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}`)
  process.exitCode = 2
}
