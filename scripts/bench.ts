import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import { benchBinning } from './bench/binning.ts'
import { benchIngest } from './bench/ingest.ts'
import { benchKernels } from './bench/kernels.ts'
import { benchTable, lineOf, type Line } from './bench/line.ts'
import { PARTS, readOptions, USAGE, type BenchOptions, type PartName } from './bench/options.ts'
import { benchRun } from './bench/run.ts'
import { benchSelect } from './bench/select.ts'
import { benchStart } from './bench/start.ts'
import { benchTiles } from './bench/tiles.ts'

const parts: Record<PartName, () => Promise<Line[]>> = {
  kernels: async () => (await benchKernels()).map(lineOf),
  binning: benchBinning,
  select: benchSelect,
  tiles: benchTiles,
  ingest: benchIngest,
  run: benchRun,
  start: benchStart,
}

/** A part in a process of its own: what one part leaves in memory or in the compiler is not another's. */
async function apart(part: PartName): Promise<Line[]> {
  const self = fileURLToPath(import.meta.url)
  const child = spawn(process.execPath, [...process.execArgv, self, '--only', part, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (text: Buffer) => (said += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${part} ended with ${code}`)
  return (JSON.parse(said) as { lines: Line[] }).lines
}

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), node ${process.version}, load average ${loadavg().map((x) => x.toFixed(1)).join(' ')}. ` +
  'On a shared machine compare ratios, not milliseconds.'

async function run({ only, json }: BenchOptions): Promise<number> {
  const wanted = only.length > 0 ? only : PARTS
  const lines: Line[] = []
  let failed = 0
  for (const part of wanted) {
    try {
      const found = wanted.length === 1 ? await parts[part]() : await apart(part)
      lines.push(...found)
      if (!json) process.stdout.write(`${part}\n${benchTable(found)}\n\n`)
    } catch (error) {
      failed++
      process.stderr.write(`${part} failed: ${(error as Error).message}\n`)
    }
  }
  process.stdout.write(json ? `${JSON.stringify({ machine: machine(), lines }, null, 2)}\n` : `${machine()}\n`)
  return failed > 0 ? 1 : 0
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.help) process.stdout.write(USAGE)
  else process.exitCode = await run(options)
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n${USAGE}`)
  process.exitCode = 2
}
