// A process that a test kills while it takes files in. Says what stands in the database when it starts, in one line of JSON, then
// each file's name as soon as its ingest is acknowledged. Usage: ingester.ts <data dir> <folder of files>; DATABASE_URL and
// DATABASE_SCHEMA as for the service.
import { readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createIngestGate } from '../../server/ingest/ingestFile.ts'
import { openDatabase } from '../../server/store/db.ts'
import { migrate } from '../../server/store/migrate.ts'
import { quiet } from './database.ts'
import { incomingFromPath } from '../../server/ingest/incoming.ts'
import { testGround } from './ground.ts'

/** For each file the rows it says it had, and those that are there; and how many rows belong to no file. */
export type Standing = { files: Record<string, number[]>; stray: number }

const [, , dataDir, folder] = process.argv
const db = await openDatabase({ databaseUrl: process.env['DATABASE_URL'], schema: process.env['DATABASE_SCHEMA'], dataDir: dataDir!, log: quiet })
await migrate(db)
const { knex } = db
const ground = testGround() // takes a moment: not in the time that is measured out to a kill

const { rows } = await knex.raw<{ rows: { file_name: string; counts: number[] }[] }>(
  `select file_name, array[i.rows_read,
     (select count(*)::int from source_records r where r.ingest_id = i.id), (select count(*)::int from cases c where c.ingest_id = i.id),
     (select count(*)::int from links l join cases c on c.id = l.case_id join incidents n on n.id = l.incident_id where c.ingest_id = i.id),
     (select count(*)::int from case_places p join cases c on c.id = p.case_id where c.ingest_id = i.id)] as counts from ingests i`)
const { rows: strays } = await knex.raw<{ rows: { n: string }[] }>(
  `select (select count(*) from source_records where ingest_id not in (select id from ingests))
        + (select count(*) from cases where ingest_id not in (select id from ingests))
        + (select count(*) from incidents where id not in (select id from cases)) + (select count(*) from links where case_id not in (select id from cases))
        + (select count(*) from case_places where case_id not in (select id from cases)) as n`)
const standing: Standing = { files: Object.fromEntries(rows.map(({ file_name, counts }) => [file_name, counts])), stray: Number(strays[0]!.n) }
writeSync(1, `${JSON.stringify(standing)}\n`) // a plain write: what has been said is out before the next thing is done

const gate = createIngestGate({ knex, ...ground, now: () => new Date() })
for (const file of readdirSync(folder!).toSorted()) {
  await gate.ingestFile({ ...(await incomingFromPath(join(folder!, file), file)), profile: file.split('.')[0]!.split('~')[1] ?? 'police-uk' })
  writeSync(1, `${file}\n`)
}
await db.close()
