import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { readGround } from '../../scripts/demo/ground.ts'
import { countyParts } from '../../server/demo/demoFiles.ts'
import type { CountyOptions } from '../../server/demo/options.ts'

export const ground = readGround()

export type Row = Record<string, string>
export type WorldFile = {
  hotspots: { id: string; kind: string; lat: number; lng: number; radiusM: number; from: string | null; until: string | null; rampDays: number }[]
  seen: Record<string, Record<string, Record<string, number>>>
  surges: { day: string; why: string; strength: number }[]
}

/** A world as files, by path; the truth read. */
export function readWorld(options: Partial<CountyOptions>) {
  const pieces = new Map<string, string[]>()
  for (const { path, text } of countyParts(options, ground)) pieces.set(path, [...(pieces.get(path) ?? []), text])
  const files = new Map([...pieces].map(([path, texts]) => [path, texts.join('')]))
  const table = (path: string): Row[] => parse(files.get(path) ?? '', { columns: true })
  return {
    files,
    feeds: [...files.keys()].filter((path) => !path.startsWith('truth/')),
    table,
    incidents: table('truth/incidents.csv'),
    rows: table('truth/rows.csv'),
    world: JSON.parse(files.get('truth/world.json')!) as WorldFile,
  }
}

export const digest = (files: Map<string, string>): string => {
  const hash = createHash('sha256')
  for (const [path, text] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(`${path}\n${text}`)
  return hash.digest('hex')
}

/** Metres between two points of the county. */
export function metres(a: { lat: number; lng: number }, b: { lat: number; lng: number }): number {
  const rad = Math.PI / 180
  const h = Math.sin(((b.lat - a.lat) * rad) / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(((b.lng - a.lng) * rad) / 2) ** 2
  return 2 * 6_371_000 * Math.asin(Math.sqrt(h))
}
export const pointOf = (row: Row) => ({ lat: Number(row['lat']), lng: Number(row['lng']) })
