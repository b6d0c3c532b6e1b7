import type { Standard } from '../../contract/vocabulary.ts'
import type { CountyGround } from '../ground.ts'
import type { InventedCounty } from '../invent/county.ts'
import { hospitalsOf } from '../invent/files.ts'
import type { CountyOptions } from '../options.ts'
import { createRandom, seedOf } from '../random.ts'
import { createDescriber } from '../text/describe.ts'
import { TRAUMA, type Facts } from '../world/facts.ts'
import type { Incident } from '../world/incident.ts'
import { createSpots } from '../world/spots.ts'
import { createAmbulanceWriter } from './ambulance.ts'
import type { Periods } from './cut.ts'
import { createEcdsWriter } from './ecds.ts'
import { habitsOf } from './habits.ts'
import { createIstvWriter } from './istv.ts'
import { createPoliceWriter } from './police.ts'
import { createPoliceUkWriter } from './policeUk.ts'
import type { Feed, Row } from './row.ts'

type Writer = (incident: Incident, facts: Facts) => Row[]

/** One writer for each feed that was asked for, each with randomness of its own: leaving one out changes no other. */
export function createWriters(options: CountyOptions, county: InventedCounty, ground: CountyGround, periods: Periods, lastMinute: number): Writer[] {
  const { codes } = ground
  const describe = createDescriber(county)
  const spots = createSpots(county, ground, options.seed, options.nullWorld)
  const has = (standard: Standard) => options.sources.includes(standard)
  const randomOf = (feed: string) => createRandom(seedOf(options.seed, feed))
  const writers: Writer[] = []
  const hospitals = hospitalsOf(county)
  const site = (code: string) => {
    const hospital = county.sights.find(({ kind, name }) => kind === 'hospital' && hospitals.some((known) => known.code === code && known.name === name))
    const town = county.entries.find(({ kind, name }) => kind === 'town' && name === hospital?.town)
    return habitsOf(code, { hospitalId: hospital?.id ?? '', townId: town?.id ?? '', town: town?.name ?? '' })
  }
  if (has('istv')) {
    for (const [code, feed] of [['XH101', 'istv/XH101'], ['XH102', 'istv/XH102'], [TRAUMA, 'istv/XL201']] as [string, Feed][]) {
      const random = randomOf(feed)
      const write = createIstvWriter({ code, feed, ...site(code), xml: code === 'XH102' }, codes, describe, (at) => ({ ...periods(at).declared, sentAgain: periods(at).again.has(feed) }))
      writers.push((incident, facts) => (facts.site === code ? write(incident, facts, random) : []))
    }
  }
  if (has('ecds')) {
    const { habits, timing } = site('XH103')
    const random = randomOf('ecds')
    const write = createEcdsWriter(habits, timing, hospitals.find(({ code }) => code === 'XH103')!, codes, describe)
    writers.push((incident, facts) => (facts.site === 'XH103' ? write(incident, facts, random) : []))
  }
  if (has('ambulance-cad')) {
    const random = randomOf('ambulance-cad')
    const write = createAmbulanceWriter(county, spots, codes)
    writers.push((incident, facts) => (facts.seen.ambulance ? write(incident, facts, random) : []))
  }
  if (has('police-extract')) {
    const random = randomOf('police-extract')
    const write = createPoliceWriter(county, spots, codes, lastMinute)
    writers.push((incident, facts) => (facts.seen.police ? write(incident, random) : []))
  }
  if (has('police-uk')) {
    const random = randomOf('police-uk')
    const write = createPoliceUkWriter(county, spots, options.nullWorld)
    writers.push((incident, facts) => (facts.seen.police ? write(incident, random) : []))
  }
  return writers
}
