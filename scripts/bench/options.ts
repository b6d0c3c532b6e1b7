import { parseArgs } from 'node:util'

/** The parts in the order they run: kernels first, then journeys. */
export const PARTS = ['kernels', 'binning', 'select', 'tiles', 'ingest', 'run', 'start'] as const
export type PartName = (typeof PARTS)[number]
export type BenchOptions = { only: PartName[]; json: boolean; help: boolean }

export const USAGE = `npm run bench -- [--only ${PARTS.join('|')}]… [--json]
Times the service against named peers on the same input; answers are compared before the clock starts.
DATABASE_URL or TEST_DATABASE_URL adds PostgreSQL (a schema of its own, dropped afterwards); REAL_DATA_DIR adds real files.
`

/** Throws one line when the arguments make no sense. */
export function readOptions(argv: string[]): BenchOptions {
  const { values } = parseArgs({ args: argv, options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' }, help: { type: 'boolean' } } })
  const only = (values.only ?? []).map((name) => {
    const part = PARTS.find((known) => known === name)
    if (!part) throw new Error(`--only: there is no part "${name}"; known: ${PARTS.join(', ')}`)
    return part
  })
  return { only, json: values.json ?? false, help: values.help ?? false }
}
