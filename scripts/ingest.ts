import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { ISSUE_LABELS } from '../server/contract/vocabulary.ts'
import type { IngestReport } from '../server/contract/ingest.ts'
import type { ProblemDocument } from '../server/contract/problem.ts'
import { readConfig } from '../server/config.ts'
import { fileProblem, Problem } from '../server/domain/problem.ts'
import { incomingFromPath } from '../server/ingest/incoming.ts'
import { createLog } from '../server/logger.ts'
import { createServices } from '../server/services.ts'
import { outliveBrokenPipe } from './brokenPipe.ts'

const USAGE = 'usage: npm run ingest -- --profile NAME [--dry-run] [--json] FILE…'

const n = (value: number): string => value.toLocaleString('en-GB').padStart(11)

const sheet = (r: IngestReport): string => {
  const title = r.status === 'already-received' ? `already received as ingest ${r.id}: nothing changed` : r.dryRun ? 'dry run: nothing was written' : `ingest ${r.id}`
  return [
    `${r.file}: ${title}`,
    `  ${r.organisations.join(', ')} · ${r.periods.join(', ')} · sha256 ${r.sha256.slice(0, 16)}…`,
    `  rows read   ${n(r.rows.read)}`,
    `  = accepted  ${n(r.rows.accepted)}`,
    `  + quarantined ${n(r.rows.quarantined).slice(2)}`,
    `  + duplicate ${n(r.rows.duplicate)}`,
    `  + superseded${n(r.rows.superseded)}`,
    ...r.issues.map(({ kind, count }) => `  issue ${n(count)} ${ISSUE_LABELS[kind]}`),
    ...r.supersedes.map(({ id, rows }) => `  supersedes ${rows.toLocaleString('en-GB')} rows of ingest ${id}`),
  ].join('\n')
}

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    options: { profile: { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  if (!values.profile || positionals.length === 0) throw new Error(USAGE)
  const config = readConfig(process.env)
  const services = await createServices(config, { log: createLog(config.logLevel) })
  const told: (IngestReport | ProblemDocument)[] = []
  let failed = 0
  try {
    for (const path of positionals) {
      const file = basename(path)
      try {
        if (!(await stat(path).catch(() => null))?.isFile()) throw fileProblem('no-such-file', 'there is no such file', { file: path })
        const report = await services.ingest.ingestFile({ ...(await incomingFromPath(path, file)), profile: values.profile, dryRun: values['dry-run'] ?? false })
        told.push(report)
        if (!values.json) console.log(sheet(report))
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        failed++
        told.push(error.document)
        console.error(`refused: ${error.message}`)
      }
    }
  } finally {
    await services.close()
    // Also after a failure half-way: what was taken in before it is in.
    if (values.json && told.length > 0) console.log(JSON.stringify(told.length === 1 ? told[0] : told, null, 2))
  }
  return failed > 0 ? 1 : 0
}

outliveBrokenPipe()
main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  },
)
