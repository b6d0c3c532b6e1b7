// npm run check: the seconds-long look before every commit. Types and lint at once, then the pure tests (the architecture too).
import { spawn } from 'node:child_process'

type Outcome = { name: string; ok: boolean; output: string; seconds: number }

const types = run('types', ['node_modules/typescript/bin/tsc', '-b'])
const lint = run('lint', ['node_modules/oxlint/bin/oxlint', '-c', 'tests/oxlintrc.json', '--type-aware', '--deny-warnings'])
const outcomes = [report(await types), report(await lint)]
outcomes.push(report(await run('tests', ['--import', 'tsx', 'scripts/test.ts', '--project', 'pure'])))
process.exitCode = outcomes.every((outcome) => outcome.ok) ? 0 : 1

/** Runs a tool with this Node and keeps what it says. */
function run(name: string, argv: string[]): Promise<Outcome> {
  const started = Date.now()
  return new Promise((resolve) => {
    const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const keep = (text: string): void => {
      output += text
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    const done = (ok: boolean): void => resolve({ name, ok, output, seconds: (Date.now() - started) / 1000 })
    child.on('error', (error) => {
      output += error.message
      done(false)
    })
    child.on('close', (code) => done(code === 0))
  })
}

/** One line for a step that is in order; everything the tool said for one that is not. */
function report(outcome: Outcome): Outcome {
  const { name, ok, output, seconds } = outcome
  const last = output.trim().split('\n').findLast((line) => line.trim() !== '') ?? ''
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name.padEnd(6)} ${seconds.toFixed(1).padStart(5)} s  ${ok ? last : ''}`)
  if (!ok) console.log(output)
  return outcome
}
