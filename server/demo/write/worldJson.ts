import { SEVERITIES } from '../../contract/vocabulary.ts'
import { dateOf } from '../clock.ts'
import type { CountyOptions } from '../options.ts'
import { RAMP_DAYS } from '../world/hotspots.ts'
import { WORLD_SETTINGS, seenProbability, type Service } from '../world/settings.ts'
import type { World } from '../world/world.ts'

const SERVICES: Service[] = ['police', 'ambulance', 'ed']

/** The declared truth of a world: its switches, hotspots with dates, shared surges, and who sees what with which probability. */
export function worldJson(options: CountyOptions, { hotspots, surges }: World): string {
  const day = (n: number | null) => (n === null ? null : dateOf(n))
  return `${JSON.stringify({
    options,
    note: 'Times of rows are local (Europe/London); times of truth are UTC. Operational days begin at 06:00 local.',
    hotspots: hotspots.map(({ id, name, town, kind, setting, lat, lng, radiusM, share, from, until }) => ({ id, name, town, kind, setting, lat, lng, radiusM, share, from: day(from), until: day(until), rampDays: RAMP_DAYS })),
    seen: Object.fromEntries(SERVICES.map((service) => [service, Object.fromEntries(WORLD_SETTINGS.map((setting) => [setting, Object.fromEntries(SEVERITIES.map((severity) => [severity, seenProbability(service, setting, severity)]))]))])),
    surges,
  }, null, 2)}\n`
}
