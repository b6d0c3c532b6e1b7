import { parseArgs } from 'node:util'
import type { IngestReport } from '../server/contract/ingest.ts'
import { closeSpares, warmUp } from '../server/ingest/parse/readRows.ts'
import { takeInByReader } from '../tests/support/hostileFiles.ts'
import { KINDS } from '../tests/support/malformedRows.ts'
import { outliveBrokenPipe } from './brokenPipe.ts'
import { openGate } from './torture/gate.ts'
import { torment, type HostileResult } from './torture/hostile.ts'
import { accountForRows, rowsFile, type Account } from './torture/rows.ts'
import { createWatch, type Cost } from './torture/watch.ts'

const USAGE = `usage: npm run torture -- [--rows 100000] [--files 500] [--seed 1] [--reader] [--json]

Makes a police extract of malformed rows of ${KINDS.length} kinds and hostile files, sends them through the service's in-gate on an
embedded database of their own, and prints what became of them. --reader: the reader alone, without a database.`

/** The figures that must be met. */
const MOST_STALL_MS = 200
const MOST_SECONDS = 10
const MOST_CHILD = 512 * 1024 ** 2

const n = (value: number): string => Math.round(value).toLocaleString('en-GB').padStart(11)
const mb = (bytes: number): string => (bytes > 0 ? `${Math.round(bytes / 1024 ** 2)} MB` : 'not measured')

const costLine = ({ stallMs, busyMs, rss, childRss }: Cost): string =>
  `  longest stall of the event loop ${Math.round(stallMs)} ms, by this process itself ${Math.round(busyMs)} ms; memory ${mb(rss)}, of an unpacking process ${mb(childRss)}`

const rowsText = ({ made, malformed, read, faulty, lost, wronglyJudged, byKind }: Account): string[] => [
  `reader: ${malformed.toLocaleString('en-GB')} malformed rows of ${byKind.size - 1} kinds among ${(made - malformed).toLocaleString('en-GB')} good ones`,
  `  rows made   ${n(made)}`,
  `  rows read   ${n(read)}, of which ${faulty.toLocaleString('en-GB')} handed on with a fault`,
  `  lost        ${n(lost.length)}${lost[0] ? `  (line ${lost[0].line}: ${lost[0].kind})` : ''}`,
  `  misjudged   ${n(wronglyJudged.length)}${wronglyJudged[0] ? `  (line ${wronglyJudged[0].line}: ${wronglyJudged[0].kind})` : ''}`,
]

const sheetText = ({ rows, issues }: IngestReport, seconds: number): string[] => [
  `in-gate: balance of the file, ${seconds.toFixed(1)} s`,
  `  rows read   ${n(rows.read)}`,
  `  = accepted  ${n(rows.accepted)}`,
  `  + quarantined${n(rows.quarantined).slice(1)}`,
  `  + duplicate ${n(rows.duplicate)}`,
  `  + superseded${n(rows.superseded)}`,
  ...issues.map(({ kind, count }) => `    ${n(count)} ${kind}`),
]

const hostileText = ({ files, refused, failures, otherwise, slowest, reasons }: HostileResult): string[] => [
  `hostile files: ${refused}/${files} refused, the slowest in ${(slowest.ms / 1000).toFixed(1)} s (${slowest.name})`,
  ...[...reasons].toSorted((a, b) => b[1] - a[1]).map(([kind, count]) => `    ${n(count)} ${kind}`),
  ...failures.slice(0, 20).map((line) => `  NOT REFUSED ${line}`),
  ...otherwise.slice(0, 20).map((line) => `  refused otherwise than expected: ${line}`),
]

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '100000' }, files: { type: 'string', default: '500' }, seed: { type: 'string', default: '1' },
      reader: { type: 'boolean', default: false }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  })
  const [rows, files, seed] = [values.rows, values.files, values.seed].map(Number) as [number, number, number]
  if (values.help || ![rows, files, seed].every((value) => Number.isInteger(value) && value >= 0)) {
    console.log(USAGE)
    return values.help ? 0 : 1
  }
  const say = (lines: string[]): void => void (values.json || console.log(lines.join('\n')))
  const progress = (text: string): void => void process.stderr.write(`${text}\n`)
  const readerWatch = createWatch()
  const account = await readerWatch.during(() => accountForRows({ rows, seed }))
  say([...rowsText(account), costLine(readerWatch.cost)])

  const gate = values.reader ? null : await openGate()
  const gateWatch = createWatch()
  const hostileWatch = createWatch()
  let report: IngestReport | null = null
  let hostile: HostileResult
  let changed = 0
  warmUp()
  try {
    if (gate && rows > 0) {
      const file = rowsFile({ rows, seed }) // made before the clock runs
      const began = performance.now()
      report = await gateWatch.during(() => gate.rows(file))
      say([...sheetText(report, (performance.now() - began) / 1000), costLine(gateWatch.cost)])
    }
    const before = (await gate?.ingests()) ?? 0
    hostile = await torment(gate?.takeIn ?? takeInByReader, hostileWatch, { files, seed }, progress)
    changed = ((await gate?.ingests()) ?? 0) - before
    say([...hostileText(hostile), costLine(hostileWatch.cost)])
  } finally {
    await closeSpares()
    await gate?.close()
  }

  const balanced = !report || (report.rows.read === account.made && report.rows.accepted + report.rows.quarantined + report.rows.duplicate + report.rows.superseded === report.rows.read)
  const stall = Math.max(readerWatch.cost.busyMs, gateWatch.cost.busyMs, hostileWatch.cost.busyMs)
  const verdicts: [string, boolean][] = [
    ['no row lost, none misjudged', account.read === account.made && account.lost.length + account.wronglyJudged.length === 0],
    ['the balance is exact', balanced],
    [`no stall of ours above ${MOST_STALL_MS} ms`, stall <= MOST_STALL_MS],
    ['every hostile file refused, for a reason of its family, and nothing changed', hostile.refused === files && hostile.otherwise.length === 0 && changed === 0],
    [`each within ${MOST_SECONDS} s`, hostile.slowest.ms <= MOST_SECONDS * 1000],
    [`no unpacking process above ${mb(MOST_CHILD)}`, hostileWatch.cost.childRss <= MOST_CHILD],
  ]
  say(verdicts.map(([what, met]) => `${met ? 'met    ' : 'NOT MET'} ${what}`))
  if (values.json) {
    const { lost, wronglyJudged, byKind, ...counts } = account
    console.log(JSON.stringify({
      reader: { ...counts, lost: lost.length, wronglyJudged: wronglyJudged.length, byKind: Object.fromEntries(byKind), cost: readerWatch.cost },
      gate: report && { rows: report.rows, issues: report.issues, cost: gateWatch.cost },
      hostile: { ...hostile, reasons: Object.fromEntries(hostile.reasons), changed, cost: hostileWatch.cost },
      met: Object.fromEntries(verdicts),
    }, null, 2))
  }
  return verdicts.every(([, met]) => met) ? 0 : 1
}

outliveBrokenPipe()
main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
