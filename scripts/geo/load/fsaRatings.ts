// Food hygiene ratings (Food Standards Agency): the best free list of pubs, clubs, takeaways and shops. One XML file an authority.
// Kinds of business that are often somebody's home (childminders, home caterers, farms) are not taken.
import type { PlaceType } from '../../../server/contract/vocabulary.ts'
import type { GazetteerEntry, GazetteerKind } from '../../../server/domain/gazetteer.ts'
import { numberOf } from './csv.ts'
import { isInside, townAt, type Ground } from './ground.ts'
import { LoadError } from './loadError.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'
import { postcodeName } from './postcodes.ts'
import type { Source } from './sources.ts'
import { xmlEvents } from './xml.ts'

const KINDS: [RegExp, GazetteerKind, PlaceType][] = [
  [/^pub\/bar\/nightclub/i, 'venue', 'pub-or-bar'],
  [/^(takeaway|restaurant|retailers)/i, 'venue', 'shop-or-food'],
  [/^(hotel|other catering premises)/i, 'venue', 'other-licensed'],
  [/^school/i, 'school', 'school-or-education'],
]
const RADIUS_M: Partial<Record<GazetteerKind, number>> = { venue: 40, school: 150 }

export const readFsaRatings: Read = (sources, ground) => ({ rows: read(sources, ground) })

async function* read(sources: Source[], ground: Ground): AsyncGenerator<Outcome> {
  for (const source of sources) {
    let any = false
    for await (const fields of establishments(source)) {
      any = true
      yield outcomeOf(fields, ground)
    }
    if (!any) throw new LoadError(`${source.name}: holds no EstablishmentDetail`)
  }
}

async function* establishments(source: Source): AsyncGenerator<Map<string, string>> {
  let fields: Map<string, string> | null = null
  let open = ''
  for await (const event of xmlEvents(source)) {
    if (event.is === 'open') {
      if (event.name === 'EstablishmentDetail') fields = new Map()
      open = event.name
    } else if (event.is === 'text') {
      if (fields && open !== '') fields.set(open, (fields.get(open) ?? '') + event.text)
    } else {
      open = ''
      if (event.name === 'EstablishmentDetail' && fields) {
        yield fields
        fields = null
      }
    }
  }
}

function outcomeOf(fields: Map<string, string>, ground: Ground): Outcome {
  const field = (name: string): string => (fields.get(name) ?? '').replace(/\s+/g, ' ').trim()
  const found = KINDS.find(([type]) => type.test(field('BusinessType')))
  if (!found) return { skip: SKIP.noUse }
  if (field('BusinessName') === '' || field('FHRSID') === '') return { skip: SKIP.noName }
  const point = { lat: numberOf(field('Latitude')), lng: numberOf(field('Longitude')) }
  if (!(Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180) || (point.lat === 0 && point.lng === 0)) return { skip: SKIP.noCoordinates }
  if (!isInside(ground.box, point)) return { skip: SKIP.outside }
  const [, kind, placeType] = found
  const name = field('BusinessName')
  const entry: GazetteerEntry = {
    id: `fsa:${field('FHRSID')}`,
    kind,
    name,
    alternatives: [],
    town: townOf([4, 3, 2].map((n) => field(`AddressLine${n}`))) || townAt(ground, point),
    ...point,
    radiusM: RADIUS_M[kind]!,
    placeType: placeType === 'pub-or-bar' && /night ?club/i.test(name) ? 'nightclub' : placeType,
  }
  return { entry }
}

/** The last line of an address that is no county, postcode, street, nor a line with a number. */
const NOT_A_TOWN = /\d|^(essex|hertfordshire|suffolk|kent|cambridgeshire|greater london|london)$|\b(street|road|lane|avenue|close|way|drive|square|parade|centre|court|place|estate|park|hill|green)$/i
const townOf = (lines: string[]): string => lines.find((line) => line !== '' && !NOT_A_TOWN.test(line) && postcodeName(line) === '') ?? ''
