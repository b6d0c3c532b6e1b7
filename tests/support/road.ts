// The service as its users reach it, with the database open beside it, so that a test can see what an answer did to the tables.
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAnalyses } from '../../server/analyses.ts'
import { createIncidentColumns, createRunGate } from '../../server/analysis/runAnalysis.ts'
import { createApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import type { IngestReport } from '../../server/contract/ingest.ts'
import type { ProblemDocument } from '../../server/contract/problem.ts'
import type { Run } from '../../server/contract/results.ts'
import { createIngestGate } from '../../server/ingest/ingestFile.ts'
import { createMendGate } from '../../server/ingest/mendRows.ts'
import { createProposals } from '../../server/ingest/profiles/proposeFromFile.ts'
import { createProfileBook } from '../../server/ingest/profiles/profileBook.ts'
import { createReviewGate } from '../../server/ingest/reviewPlaces.ts'
import { placesKnownOf } from '../../server/publish/quality/placesKnown.ts'
import { createRelease } from '../../server/publish/release.ts'
import type { Services } from '../../server/services.ts'
import { isDatabaseDown, type Database } from '../../server/store/db.ts'
import { createHealth } from '../../server/store/health.ts'
import { saveProfile } from '../../server/store/profiles.ts'
import { testDatabase } from './database.ts'
import { geoData, referenceData, testGround } from './ground.ts'

export type Road = Awaited<ReturnType<typeof openRoad>>
export type Answer<T> = { status: number; headers: Headers; text: string; json: T }

export async function openRoad() {
  const db: Database = await testDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'test-road-'))
  const spoolDir = join(dataDir, 'incoming')
  await mkdir(spoolDir)
  const { knex } = db
  const { studyArea, places } = geoData
  const { ground, profiles, decisions } = testGround()
  // The ground is shared by the tests of a process: what one has taught is not for the next.
  for (const taught of Object.values(decisions)) taught.clear()
  /** What the service called a bug: nothing a user sends may cause one. */
  const bugs: object[] = []
  const now = () => new Date()
  const ingest = createIngestGate({ knex, ground, profiles, now })
  const incidentColumns = createIncidentColumns({ knex, studyArea })
  const analyses = createAnalyses({ knex, studyArea, incidentColumns, reference: referenceData(), codeVersion: 'test', now, workers: 2, limitSeconds: 60 })
  const services: Services = {
    config: readConfig({ DEMO: 'off', DATA_DIR: dataDir }),
    log: { info() {}, warn() {}, error: (fields) => void bugs.push(fields) },
    geoData,
    spoolDir,
    engine: db.engine,
    reference: referenceData(),
    profiles,
    profileBook: createProfileBook(profiles, (profile) => saveProfile(knex, profile, now().toISOString()), ground.codeLists, ground.scrubber),
    proposals: createProposals(ground, referenceData().profiles),
    ingest,
    places: createReviewGate({ knex, ground, decisions, gazetteers: referenceData().gazetteers, places, busy: ingest.busy, now }),
    mend: createMendGate({ knex, ground, profiles, now }),
    runs: createRunGate({ knex, studyArea, places, codeVersion: 'test', now, incidentColumns }),
    analyses,
    release: createRelease({ knex, studyArea, places, placesKnown: placesKnownOf(referenceData().gazetteers) }),
    health: createHealth(db),
    isDatabaseDown,
    close: async () => {
      await analyses.close()
      await db.close()
    },
  }
  const server = createServer(createApp(services, '0.0.0-test'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const call = async <T>(path: string, init: RequestInit = {}): Promise<Answer<T>> => {
    const response = await fetch(url + path, init)
    const text = await response.text()
    const json = text && /json/.test(response.headers.get('content-type') ?? '') ? (JSON.parse(text) as T) : (undefined as T)
    return { status: response.status, headers: response.headers, text, json }
  }
  const post = <T>(path: string, body: unknown): Promise<Answer<T>> => call<T>(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } })
  const upload = (body: string | Uint8Array, query = 'profile=police-uk&file=test.csv') =>
    call<IngestReport>(`/api/ingests?${query}`, { method: 'POST', body: body as BodyInit, headers: { 'Content-Type': 'text/csv' } })

  return {
    db, knex, services, url, bugs, call, upload, spoolDir,
    get: <T>(path: string, headers: Record<string, string> = {}) => call<T>(path, { headers }),
    bytes: async (path: string) => new Uint8Array(await (await fetch(url + path)).arrayBuffer()),
    /** An upload that has to succeed. */
    async take(text: string | Uint8Array): Promise<IngestReport> {
      const { status, json, text: said } = await upload(text)
      if (status !== 201) throw new Error(`not taken in: ${said}`)
      return json
    },
    post,
    run: (query: unknown) => post<Run>('/api/runs', query),
    spooled: () => readdir(spoolDir),
    async file(name: string, bytes: string | Uint8Array): Promise<string> {
      await writeFile(join(dataDir, name), bytes)
      return join(dataDir, name)
    },
    /** Fails when anything that was asked showed a bug. */
    async close() {
      server.close()
      server.closeAllConnections()
      await services.close()
      await rm(dataDir, { recursive: true, force: true })
      if (bugs.length > 0) throw new Error(`the service logged a bug: ${JSON.stringify(bugs[0])}`)
    },
  }
}

/** Says the content of every table: equal text, equal rows. Sequences do not count: a refused file may use up an id. */
export async function tablesDigest({ knex }: { knex: Database['knex'] }): Promise<Record<string, string>> {
  const { rows: tables } = await knex.raw<{ rows: { name: string }[] }>(
    `select c.relname as name from pg_class c where c.relnamespace = current_schema()::regnamespace
       and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'spatial_ref_sys' order by 1`)
  const digests: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await knex.raw<{ rows: { said: string }[] }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as said from ?? t`, [name])
    digests[name] = rows[0]!.said
  }
  return digests
}

/** One number out of the database. */
export async function countOf({ knex }: { knex: Database['knex'] }, sql: string, bindings: (string | number)[] = []): Promise<number> {
  const { rows } = await knex.raw<{ rows: { n: string }[] }>(`select count(*) as n from ${sql}`, bindings)
  return Number(rows[0]!.n)
}

export type { ProblemDocument }
