// The door to the database: a PostgreSQL server when DATABASE_URL names one, else the embedded one (decisions/0002).
// The same driver and the same SQL on both.

import knexFactory, { type Knex } from 'knex'
import pg from 'pg'
import { startEmbedded, type Embedded, type Log } from './embedded/supervisor.ts'

/** What runs a query: the pool, or a transaction. The gates pass it on and never call it. */
export type Sql = Knex

export type DatabaseOptions = {
  databaseUrl?: string | undefined
  /** Where the embedded database lives; not touched when there is a databaseUrl. */
  dataDir: string
  /** One partnership = one schema; it comes first in the search path. */
  schema?: string | undefined
  allowEmbeddedInProduction?: boolean | undefined
  onProgress?: ((text: string) => void) | undefined
  log: Log
}

export type Database = {
  knex: Knex
  engine: 'embedded' | 'postgresql'
  schema?: string | undefined
  close(): Promise<void>
  supervisor?: Embedded
}

/** A refusal that the operator can do something about; its message is one line. */
export class DatabaseUnusable extends Error {
  override name = 'DatabaseUnusable'
}

const oldestPostgreSQL = 15
const acquireWithin = 10_000 // ms
const tenMinutes = 600_000 // ms

// A Date parameter is written in UTC, whatever the time zone of the machine.
pg.defaults.parseInputDatesAsUTC = true

// date and timestamp would arrive as Dates at local midnight and so move by a day or an hour; int8 is wider than a number.
// These and their arrays stay as PostgreSQL writes them. Held per connection: another user of pg in the process keeps its own.
const int8 = 20
const timesAsText = [1082, 1114, 1184, int8]
const arraysOfText = [1182, 1115, 1185, 1016]
const textArray = 1009
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (timesAsText.includes(oid)) return (value: string) => value
    return pg.types.getTypeParser(arraysOfText.includes(oid) ? textArray : oid, format as 'text')
  }) as pg.CustomTypesConfig['getTypeParser'],
}

const common = { types, application_name: 'violence-hotspots' }

export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return options.databaseUrl ? await openPostgreSQL(options.databaseUrl, options) : await openEmbedded(options)
}

async function openEmbedded(options: DatabaseOptions): Promise<Database> {
  if (process.env['NODE_ENV'] === 'production' && !options.allowEmbeddedInProduction) {
    throw new DatabaseUnusable(
      'the embedded database is for evaluation: set DATABASE_URL to a PostgreSQL server with PostGIS, or ALLOW_EMBEDDED_IN_PRODUCTION=1',
    )
  }
  const supervisor = await startEmbedded(options)
  // While the database is started again, a new connection waits for it instead of failing.
  const connection = async () => {
    await supervisor.revival()
    const expirationChecker = () => supervisor.revival() !== undefined
    return { ...common, ...supervisor.connection, connectionTimeoutMillis: acquireWithin, expirationChecker }
  }
  // One session for all: with a second connection, a query without its `trx` would wait for its own transaction for ever.
  const knex = connect(connection, 1, options)
  const close = () => knex.destroy().then(supervisor.close)
  return { knex, engine: 'embedded', schema: options.schema, supervisor, close }
}

async function openPostgreSQL(connectionString: string, options: DatabaseOptions): Promise<Database> {
  const connection = { ...common, connectionString, connectionTimeoutMillis: 3_000, statement_timeout: tenMinutes, keepAlive: true }
  const knex = connect(connection, 10, options)
  try {
    await requirePostGIS(knex)
  } catch (error) {
    await knex.destroy()
    throw error
  }
  return { knex, engine: 'postgresql', schema: options.schema, close: () => knex.destroy() }
}

function connect(connection: object, max: number, { schema, log }: DatabaseOptions): Knex {
  return knexFactory({
    client: 'pg',
    connection, // knex hands it to pg as it is; its own type for it knows less than pg does
    ...(schema !== undefined && { searchPath: [schema, 'public'] }),
    acquireConnectionTimeout: acquireWithin,
    compileSqlOnError: false, // else the message of every failed query carries its bindings, and so a person's data, to the log
    log: {
      // Its one warning is a connection that could not be had; whoever asked gets that as an error and says it better.
      warn: (text: unknown) => log.info({}, `knex: ${String(text)}`),
      error: (text: unknown) => log.error({}, `knex: ${String(text)}`),
      deprecate: (text: unknown) => log.warn({}, `knex: ${String(text)} is deprecated`),
      debug: () => {},
    },
    pool: {
      min: 0,
      max,
      // A statement, not a startup option: poolers and options in the URL cannot take it away.
      afterCreate: (client: pg.Client, done: (error: unknown, client: pg.Client) => void) => {
        client.query("set time zone 'UTC'", (error) => done(error, client))
      },
    },
  })
}

async function requirePostGIS(knex: Knex) {
  const version = await knex.raw<{ rows: { server_version_num: string }[] }>('show server_version_num')
  const major = Math.trunc(Number(version.rows[0]!.server_version_num) / 10_000)
  if (major < oldestPostgreSQL) {
    throw new DatabaseUnusable(`PostgreSQL ${oldestPostgreSQL} or newer is needed; this server is version ${major}`)
  }
  const isThere = async () => (await knex('pg_extension').where({ extname: 'postgis' })).length > 0
  if (await isThere()) return
  try {
    // In public, not first in the search path: it must outlive the schema of any one partnership.
    await knex.raw('create extension if not exists postgis with schema public')
  } catch (error) {
    if (await isThere()) return // another starter made it in the same moment
    const why = error instanceof Error ? error.message.split(' - ').at(-1) : String(error)
    throw new DatabaseUnusable(`PostGIS is not in this database and could not be added (${why}); ask for CREATE EXTENSION postgis`)
  }
}

const downStates = /^(08...|57P0[123])$/
const downCodes = /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
// pg gives these no code; knex puts the statement before them ("ROLLBACK - Connection terminated").
const downMessages = /(^| - )(Connection (terminated|ended)|timeout expired|Client (has encountered a connection error|was closed))/

/** The connection is gone or cannot be had; the same request may succeed a moment later. */
export function isConnectionLost(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isConnectionLost)) return true // every address of a host name failed
  if (!(error instanceof Error)) return false
  const code = (error as { code?: unknown }).code
  if (typeof code === 'string') return downStates.test(code) || (downCodes.test(code) && 'syscall' in error)
  return downMessages.test(error.message)
}

/** Lost, or so busy that no connection came free in time: a 503. */
export function isDatabaseDown(error: unknown): boolean {
  return isConnectionLost(error) || (error instanceof Error && error.name === 'KnexTimeoutError')
}
