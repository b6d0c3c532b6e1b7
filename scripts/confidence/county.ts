// A demo county as the service would hold it, and its truth: files go through the in-gate's road in memory, no database needed.
import { Readable } from 'node:stream'
import { cellToBigint } from '../../server/domain/cell.ts'
import type { Case } from '../../server/domain/case.ts'
import type { IncidentFact } from '../../server/domain/incident.ts'
import { countyParts } from '../../server/demo/demoFiles.ts'
import type { CountyOptions } from '../../server/demo/options.ts'
import type { Ground } from '../../server/ingest/ground.ts'
import { readRows } from '../../server/ingest/parse/readRows.ts'
import { createPipeline } from '../../server/ingest/pipeline.ts'
import { readHeader } from '../../server/ingest/profiles/columns.ts'
import type { ProfileRegistry } from '../../server/ingest/profiles/registry.ts'
import { readGround } from '../demo/ground.ts'

/** What truly happened, in columns. */
export type Truth = { lat: Float64Array; lng: Float64Array; /** local days since 1970, near enough: the UTC date */ day: Int32Array; setting: string[] }
export type County = { facts: IncidentFact[]; truth: Truth }

const seconds = (instant: string): number => Date.parse(instant) / 1000

const factOf = (c: Case): IncidentFact => ({
  sources: [c.source], category: c.category, from: seconds(c.time.from), to: seconds(c.time.to), kind: c.time.kind, unplaced: c.unplaced,
  cell: c.unplaced === null && c.places[0] ? cellToBigint(c.places[0].cell) : null, level: c.places[0]?.level ?? null,
  method: c.method.value, placeType: c.placeType.value, ageBand: c.ageBand, offence: c.offenceCode,
  candidates: c.places.map(({ cell, lat, lng, radiusM, level, probability }) => ({ cell: cellToBigint(cell), lat, lng, radiusM, level, probability })),
})

/** The incidents that one file founds. Every account of an event is an incident of its own: there is no linkage yet. */
async function factsOf(file: string, text: string, profileName: string, { ground, profiles }: Judge): Promise<IncidentFact[]> {
  const profile = profiles.named(profileName)
  const facts: IncidentFact[] = []
  let pipeline: ReturnType<typeof createPipeline> | null = null
  for await (const batch of readRows(() => Readable.from([Buffer.from(text)]), { file, ...(profile.xmlRecord && { xmlRecord: profile.xmlRecord }) })) {
    let rows = batch
    if (!pipeline) {
      pipeline = createPipeline(profile, readHeader(batch[0]?.fields ?? [], profile, file), file, ground, new Date())
      rows = batch.slice(1)
    }
    for (const row of rows) {
      const { case: found } = pipeline.row(row)
      if (found?.pathway === 'counted') facts.push(factOf(found))
    }
  }
  return facts
}

export type Judge = { ground: Ground; profiles: ProfileRegistry }

/** Makes a county and takes its files in. A file that is sent again takes the place of the first one, as in the service. */
export async function createCounty(options: Partial<CountyOptions>, judge: Judge): Promise<County> {
  const texts = new Map<string, string[]>()
  const files = new Map<string, { profile: string; text: string; path: string }>()
  for (const { path, profile, text, done } of countyParts(options, readGround())) {
    const pieces = texts.get(path) ?? texts.set(path, []).get(path)!
    pieces.push(text)
    if (!done || !profile) continue
    texts.delete(path)
    files.set(path.replace('.resubmitted', ''), { path, profile, text: pieces.join('') })
  }
  const truth = readTruth((texts.get('truth/incidents.csv') ?? []).join(''))
  const facts: IncidentFact[] = []
  for (const { path, profile, text } of files.values()) facts.push(...(await factsOf(path, text, profile, judge)))
  return { facts, truth }
}

function readTruth(csv: string): Truth {
  const lines = csv.trimEnd().split('\n')
  const names = (lines.shift() ?? '').split(',')
  const [at, lat, lng, setting] = ['occurred_at', 'lat', 'lng', 'setting'].map((name) => names.indexOf(name)) as [number, number, number, number]
  const rows = lines.map((line) => line.split(','))
  return {
    lat: Float64Array.from(rows, (row) => Number(row[lat])),
    lng: Float64Array.from(rows, (row) => Number(row[lng])),
    day: Int32Array.from(rows, (row) => Math.floor(Date.parse(row[at] ?? '') / 86_400_000)),
    setting: rows.map((row) => row[setting] ?? ''),
  }
}
