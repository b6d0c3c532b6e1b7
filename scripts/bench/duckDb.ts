import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { timeOf, type Timing } from './measure.ts'
import { PeerMissing } from './r.ts'

export type DuckDb = {
  name: string
  /** Columns of whole numbers as table `incidents`, of the least width that holds them. */
  load(columns: Record<string, Int32Array>): Promise<void>
  rows(sql: string): Promise<number[][]>
  time(sql: string): Promise<Timing>
  close(): void
}

const PACKAGE = '@duckdb/node-api'
const CHUNK = 2048

// As far as it is used here: the package is no dependency of ours, so its types are not there either.
type Chunk = { setColumnValues(column: number, values: number[]): void }
type Appender = { appendDataChunk(chunk: Chunk): void; closeSync(): void }
type Reader = { getRows(): unknown[][] }
type Connection = { run(sql: string): Promise<unknown>; runAndReadAll(sql: string): Promise<Reader>; createAppender(table: string): Promise<Appender>; closeSync(): void }
type Module = {
  version(): string
  INTEGER: unknown
  DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> }
  DuckDBDataChunk: { create(types: unknown[], rows: number): Chunk }
}

/** DuckDB in this process, in memory, on all cores. */
export async function duckDb(): Promise<DuckDb> {
  const module = await found()
  const connection = await (await module.DuckDBInstance.create(':memory:')).connect()
  return {
    name: `DuckDB ${module.version()} in process`,
    load: async (columns) => {
      const names = Object.keys(columns)
      await connection.run(`create table loaded (${names.map((name) => `${name} integer`).join()})`)
      const appender = await connection.createAppender('loaded')
      const all = Object.values(columns)
      const n = all[0]?.length ?? 0
      for (let from = 0; from < n; from += CHUNK) {
        const rows = Math.min(CHUNK, n - from)
        const chunk = module.DuckDBDataChunk.create(all.map(() => module.INTEGER), rows)
        for (const [i, column] of all.entries()) chunk.setColumnValues(i, [...column.subarray(from, from + rows)])
        appender.appendDataChunk(chunk)
      }
      appender.closeSync()
      const narrow = names.map((name) => `${name}::${fits(columns[name] ?? new Int32Array(0), 127) ? 'tinyint' : fits(columns[name] ?? new Int32Array(0), 32_767) ? 'smallint' : 'integer'} as ${name}`)
      await connection.run(`create table incidents as select ${narrow.join()} from loaded`)
      await connection.run('drop table loaded')
    },
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRows().map((row) => row.map(Number)),
    time: (sql) => timeOf(() => connection.run(sql)),
    close: () => connection.closeSync(),
  }
}

const fits = (column: Int32Array, largest: number): boolean => column.every((value) => value <= largest && value >= -largest)

async function found(): Promise<Module> {
  const near = process.env['BENCH_PEERS']
  try {
    const at = createRequire(near === undefined ? import.meta.url : join(near, 'peers.js')).resolve(PACKAGE)
    return (await import(pathToFileURL(at).href)) as Module
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') throw new PeerMissing(`DuckDB is not installed (npm: ${PACKAGE}, found by BENCH_PEERS=…/node_modules)`)
    throw error
  }
}
