import { GAZETTEER_COLUMNS, type GazetteerEntry } from '../../domain/gazetteer.ts'
import { DEMO_ORGANISATION, INVENTED } from '../../domain/demo.ts'
import { csvLine } from '../write/csv.ts'
import type { Point } from './ground.ts'
import { HOSPITALS } from './sights.ts'
import type { InventedCounty } from './county.ts'

export const DEMO_AMBULANCE = `Demo Ambulance Service ${INVENTED}`
/** In London, where the worst wounds of the county are treated. */
export const TRAUMA_CENTRE = { code: 'XL201', name: 'Demo London Trauma Centre', lat: 51.519, lng: -0.059, aliases: ['dltc', 'trauma centre'] }

export type Site = { code: string; source: 'police' | 'ambulance' | 'emergency-department'; organisation: string; name: string; lat: number | null; lng: number | null; aliases: string[] }

export const gazetteerCsv = (entries: GazetteerEntry[]): string =>
  [GAZETTEER_COLUMNS.join(','), ...entries.map((entry) => csvLine([entry.id, entry.kind, entry.name, entry.alternatives.join('|'), entry.town, entry.lat.toFixed(6), entry.lng.toFixed(6), String(entry.radiusM), entry.placeType ?? '']))].join('\n') + '\n'

/** The invented organisations; the hospitals stand where the gazetteer has them. */
export function demoSites({ sights }: InventedCounty): Site[] {
  const hospital = (code: string, name: string, at: Point, aliases: readonly string[]): Site => ({ code, source: 'emergency-department', organisation: `${name} ${INVENTED}`, name, lat: at.lat, lng: at.lng, aliases: [...aliases] })
  return [
    ...HOSPITALS.map(({ code, name, aliases }) => {
      const at = sights.find((sight) => sight.kind === 'hospital' && sight.name === name)
      if (!at) throw new Error(`the invented county has no ${name}`)
      return hospital(code, name, at, aliases)
    }),
    hospital(TRAUMA_CENTRE.code, TRAUMA_CENTRE.name, TRAUMA_CENTRE, TRAUMA_CENTRE.aliases),
    { code: 'XA001', source: 'ambulance', organisation: DEMO_AMBULANCE, name: 'Demo Ambulance Service', lat: null, lng: null, aliases: [] },
    { code: 'XP001', source: 'police', organisation: DEMO_ORGANISATION, name: 'Demo County Constabulary', lat: null, lng: null, aliases: [] },
  ]
}

export const sitesCsv = (sites: Site[]): string =>
  ['code,source,organisation,name,lat,lng,aliases', ...sites.map((site) => csvLine([site.code, site.source, site.organisation, site.name, site.lat?.toFixed(6) ?? '', site.lng?.toFixed(6) ?? '', site.aliases.join('|')]))].join('\n') + '\n'

/** The sites with a place of their own. */
export const hospitalsOf = (county: InventedCounty): (Site & Point)[] =>
  demoSites(county).flatMap((site) => (site.lat === null || site.lng === null ? [] : [{ ...site, lat: site.lat, lng: site.lng }]))
