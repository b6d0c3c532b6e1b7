/**
 * npm run verify-references -- DIR
 *
 * Recomputes every reference result in DIR with our own kernels and says how far apart they are, one line per file. DIR holds
 * inputs (cells.csv, pvalues.csv, neighbours.json, …) beside the output of trusted software (expect_*.csv, h3_index.csv); any
 * file may be missing and any values may stand in them. Exit status 1 on any mismatch, on a file that cannot be read, and when
 * nothing at all could be checked.
 */
import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { lineOf, type Outcome } from './verify/outcome.ts'
import { CHECKS } from './verify/registry.ts'

export type Verdict = { lines: string[]; ok: boolean }

export function verifyReferences(dir: string): Verdict {
  let files: string[]
  try {
    files = readdirSync(dir).sort()
  } catch (error) {
    return { lines: [`FAIL  ${dir} cannot be read: ${messageOf(error)}`], ok: false }
  }
  const lines: string[] = []
  let failed = false
  let compared = 0
  for (const file of files) {
    const check = CHECKS.find(([pattern]) => pattern.test(file))?.[1]
    if (!check) continue
    let outcome: Outcome
    try {
      outcome = check(dir, file)
    } catch (error) {
      lines.push(`FAIL  ${file}  ${messageOf(error)}`)
      failed = true
      continue
    }
    const result = lineOf(file, outcome)
    lines.push(result.line)
    failed ||= result.failed
    if (outcome.kind === 'compared') compared++
  }
  if (compared === 0 && !failed) {
    lines.push(`FAIL  ${dir} holds no reference that could be checked`)
    failed = true
  }
  return { lines, ok: !failed }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [dir, ...rest] = process.argv.slice(2)
  if (!dir || rest.length > 0) {
    console.error('usage: npm run verify-references -- DIR')
    process.exitCode = 1
  } else {
    const { lines, ok } = verifyReferences(dir)
    for (const line of lines) console.log(line)
    if (!ok) process.exitCode = 1
  }
}
