// The parts of the test suite. `npm test` runs those listed by `projects()`; what is absent for want of an environment
// variable is named by `notCovered()`, so that nothing is passed over in silence.
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const never = ['**/node_modules/**', 'client/dist/**', 'data/**']

/** Folders whose tests start a database (about 1 GB each while they run), need outside files, or start a browser. */
const DATABASE = ['tests/store/**/*.test.ts', 'tests/database/**/*.test.ts']
/** Pure in what they judge, but they start processes, or make files and counties by the thousand: minutes, not seconds. */
const PROCESSES = [
  'tests/ingest/parse/{hostile,unpack,csv,workbook,malformed}.test.ts', 'tests/ingest/{readFile,timeZones}.test.ts', 'tests/geo/{fetch,loadRefused}.test.ts',
  'tests/demo/{files,world,gazetteer,command}.test.ts', 'tests/geocode/{figures,corpus}*.test.ts', 'tests/domain/faceGridMany.test.ts', 'tests/analysis/confidence*.test.ts',
]
const REFERENCES = ['tests/references/**/*.test.ts']
const REAL_DATA = ['tests/realData/**/*.test.ts']
const JOURNEYS = ['tests/journeys/**/*.test.ts']

type Environment = Record<string, string | undefined>
type Options = NonNullable<TestProjectInlineConfiguration['test']>
type Part = { name: string; include: string[]; options: Options }

/** Lines for the end of `npm test`: what this machine could not check. */
export function notCovered(env: Environment): string[] {
  return [
    !env['TEST_DATABASE_URL'] && 'PostgreSQL was NOT tested: TEST_DATABASE_URL is not set',
    !env['REFERENCE_DIR'] && 'Reference results were NOT checked: REFERENCE_DIR is not set',
    !env['REAL_DATA_DIR'] && 'Real data was NOT tested: REAL_DATA_DIR is not set',
  ].filter((line) => line !== false)
}

/** What this environment allows to run, in order. */
export function parts(env: Environment): Part[] {
  const elsewhere = [...DATABASE, ...PROCESSES, ...REFERENCES, ...REAL_DATA, ...JOURNEYS]
  const list: (Part | false)[] = [
    {
      name: 'pure',
      include: ['tests/**/*.test.{ts,tsx}'],
      options: { exclude: [...never, ...elsewhere], maxWorkers: 2, testTimeout: 20_000 },
    },
    { name: 'processes', include: PROCESSES, options: { maxWorkers: 2, testTimeout: 60_000, hookTimeout: 60_000 } },
    // What can be shown on one engine alone lies in a folder named for it, so that nothing has to be skipped on the other.
    {
      name: 'database',
      include: DATABASE,
      options: { ...inTurn(60), exclude: [...never, 'tests/store/postgresql/**'], env: { TEST_ENGINE: 'embedded' } },
    },
    Boolean(env['TEST_DATABASE_URL']) && {
      name: 'database-postgresql',
      include: DATABASE,
      options: { ...inTurn(60), exclude: [...never, 'tests/store/embedded/**'], env: { TEST_ENGINE: 'postgresql' } },
    },
    Boolean(env['REFERENCE_DIR']) && { name: 'references', include: REFERENCES, options: inTurn(120) },
    Boolean(env['REAL_DATA_DIR']) && { name: 'real-data', include: REAL_DATA, options: inTurn(300) },
    { name: 'e2e', include: JOURNEYS, options: inTurn(180) },
  ]
  return list.filter((part) => part !== false)
}

/** One file at a time, with so many seconds for a test or a hook. */
function inTurn(seconds: number): Options {
  return { fileParallelism: false, testTimeout: seconds * 1000, hookTimeout: seconds * 1000 }
}

// Each part has its own turn (groupOrder): two never run at once, since a database is a gigabyte and a browser more.
// Turns count from 1: vitest gathers the sequential projects of turn 0 into a group of its own.
const projects = parts(process.env).map(({ name, include, options }, i) => ({
  root,
  test: { name, root, include, exclude: never, sequence: { groupOrder: i + 1 }, ...options },
}))

export default defineConfig({
  root,
  test: {
    projects,
    allowOnly: false,
    passWithNoTests: false,
    silent: 'passed-only',
  },
})
