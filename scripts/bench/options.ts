import { parseArgs } from 'node:util'

/** The parts in the order they run: kernels first, then journeys. */
export const PARTS = ['binning', 'gi', 'kernels', 'moran', 'clusters', 'scan', 'knox', 'columns', 'select', 'tiles', 'ingest', 'run', 'start'] as const
export type PartName = (typeof PARTS)[number]
export type BenchOptions = { only: PartName[]; json: boolean; full: boolean; help: boolean }

export const USAGE = `npm run bench -- [--only ${PARTS.join('|')}]… [--full] [--json]
Times the service against named peers on the same input; answers are compared before the clock starts.
--json prints one array, a row a job: name, peer, ratio (peer / ours), goal (the least ratio), cpuMs, peerCpuMs, peakMb, equal and more.
--full gives slow peers all of their work (local Moran 999 permutations, about 100 s a round) and more rounds.
Peers, each used where it is found, or named in its row:
  R (Rscript)   apt-get install r-base-core r-cran-spdep r-cran-dbscan r-cran-surveillance
  PostGIS       DATABASE_URL or TEST_DATABASE_URL with the extension postgis; also adds PostgreSQL to the journeys
                (a schema of its own, dropped afterwards)
  DuckDB        npm install @duckdb/node-api anywhere, BENCH_PEERS=ITS/node_modules
REAL_DATA_DIR adds real files.
`

/** Throws one line when the arguments make no sense. */
export function readOptions(argv: string[]): BenchOptions {
  const { values } = parseArgs({
    args: argv,
    options: { only: { type: 'string', multiple: true }, json: { type: 'boolean' }, full: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const only = (values.only ?? []).map((name) => {
    const part = PARTS.find((known) => known === name)
    if (!part) throw new Error(`--only: there is no part "${name}"; known: ${PARTS.join(', ')}`)
    return part
  })
  return { only, json: values.json ?? false, full: values.full ?? false, help: values.help ?? false }
}
