import type { Standard } from '../contract/vocabulary.ts'
import { DAY, instantOf, utcText } from './clock.ts'
import type { CountyGround } from './ground.ts'
import { inventCounty } from './invent/county.ts'
import { hospitalsOf } from './invent/files.ts'
import { COUNTY_DEFAULTS, daysOf, type CountyOptions } from './options.ts'
import { createRandom, seedOf } from './random.ts'
import { createFacts, type Facts } from './world/facts.ts'
import type { Incident } from './world/incident.ts'
import { createWorld } from './world/world.ts'
import { csvLine } from './write/csv.ts'
import { createCut, createPeriods, TRUTH_ROWS, TRUTH_ROWS_HEADER, type Part } from './write/cut.ts'
import { worldJson } from './write/worldJson.ts'
import { createWriters } from './write/writers.ts'

export type { CountyGround } from './ground.ts'
export type { Part } from './write/cut.ts'
export type CountyFile = { path: string; profile: Standard; text: string }

const TRUTH_INCIDENTS = 'truth/incidents.csv'
const TRUTH_INCIDENTS_HEADER = 'incident,occurred_at,lat,lng,town,setting,place_id,method,severity,victims,seen_police,seen_ambulance,seen_ed,hotspot,origin,cause'

/** The files of the demo county, whole, in the order in which they would come in; without the truth. Same options, same bytes. */
export function* demoFiles(options: Partial<CountyOptions>, ground: CountyGround): Generator<CountyFile> {
  const texts = new Map<string, string[]>()
  for (const { path, profile, text, done } of countyParts(options, ground)) {
    if (!profile) continue
    const pieces = texts.get(path) ?? texts.set(path, []).get(path)!
    pieces.push(text)
    if (!done) continue
    texts.delete(path)
    yield { path, profile, text: pieces.join('') }
  }
}

/** All files and the truth in pieces, a day at a time: as many rows as anybody wants in the memory of some weeks. */
export function* countyParts(given: Partial<CountyOptions>, ground: CountyGround): Generator<Part> {
  const options = { ...COUNTY_DEFAULTS, ...given }
  const county = inventCounty(ground)
  const world = createWorld(options, county, ground)
  const { first, end } = daysOf(options)
  const lastMinute = instantOf(end * DAY) - 1
  const periods = createPeriods(options)
  const cut = createCut(options, periods)
  const hospitals = hospitalsOf(county)
  const facts = createFacts(hospitals, options.dependence, lastMinute)
  const writers = createWriters(options, county, ground, periods, lastMinute)
  const look = createRandom(seedOf(options.seed, 'facts'))

  yield { path: 'truth/world.json', profile: null, text: worldJson(options, world), done: true }
  yield { path: TRUTH_ROWS, profile: null, text: `${TRUTH_ROWS_HEADER}\n`, done: false }
  yield { path: TRUTH_INCIDENTS, profile: null, text: `${TRUTH_INCIDENTS_HEADER}\n`, done: false }
  let day = first - 1
  for (const incidents of world.days()) {
    const truth: string[] = []
    for (const incident of incidents) {
      const known = facts(incident, look)
      for (const write of writers) for (const row of write(incident, known)) cut.put(row)
      truth.push(incidentLine(incident, known))
    }
    if (truth.length > 0) yield { path: TRUTH_INCIDENTS, profile: null, text: `${truth.join('\n')}\n`, done: false }
    yield* cut.flush(++day)
  }
  yield* cut.flush(end + DAY)
  yield { path: TRUTH_ROWS, profile: null, text: '', done: true }
  yield { path: TRUTH_INCIDENTS, profile: null, text: '', done: true }
}

function incidentLine(incident: Incident, { seen }: Facts): string {
  const { n, at, lat, lng, town, setting, spot, method, severity, victims, hotspot, origin, cause } = incident
  const yes = (service: keyof typeof seen) => (seen[service] ? '1' : '0')
  return csvLine([String(n), utcText(at), lat.toFixed(6), lng.toFixed(6), town, setting, spot?.entry.id ?? '', method, severity, String(victims.length), yes('police'), yes('ambulance'), yes('ed'), hotspot, origin, cause ? String(cause.n) : ''])
}
