// Every way to read a text: which place of the gazetteer it may mean, with what speaks for and against it as numbers (features).
import type { PlaceLevel, PlaceType, Said } from '../contract/vocabulary.ts'
import type { GazetteerKind } from '../domain/gazetteer.ts'
import { metresBetween, type Point } from './distance.ts'
import type { Content, Mention } from './mentions.ts'
import type { Hit, NameIndex } from './nameIndex.ts'
import { placeTypeAgreement } from './placeTypes.ts'
import type { PostcodeFound } from './postcode.ts'
import { FEATURES, type Feature } from './weights.ts'
import { GENERIC_KINDS, STREET_TYPES } from './words.ts'

export type Features = Partial<Record<Feature, number>>
export type Reading = {
  entryId: string | null
  label: string
  lat: number
  lng: number
  radiusM: number
  level: PlaceLevel
  kind: GazetteerKind | 'junction'
  /** the mention it stands on; null for a postcode */
  mention: Mention | null
  features: Features
  /** of a junction: its two streets */
  parts?: readonly [Reading, Reading]
}
export type Context = {
  index: NameIndex
  content: readonly Content[]
  mentions: readonly Mention[]
  postcode: PostcodeFound | null
  near: Point | null
  /** comparable names of towns, with their entries */
  townsSaid: ReadonlyMap<string, number>
  townsHinted: ReadonlySet<string>
  placeType: Said<PlaceType> | undefined
}

const LEVELS: Record<Exclude<GazetteerKind, 'town' | 'postcode-sector'>, PlaceLevel> = {
  postcode: 'postcode', venue: 'venue', street: 'street', station: 'landmark', stop: 'landmark', school: 'landmark', park: 'landmark', hospital: 'landmark', landmark: 'landmark',
}
/** A name that more places bear than this is cut to those nearest: no prior would find the right one further down. */
const MOST_NAMESAKES = 150
const FAR_KM = 35

/** Everything but junctions, which junctions.ts makes of the streets among them. */
export function readingsOf(context: Context): Reading[] {
  const { index, mentions, postcode } = context
  const explained = explainedWords(context)
  const unexplained = context.content.filter((_, i) => explained[i] === 0).length
  const streets = mentions.filter((mention) => mention.cost <= 2 && mention.hits.some((hit) => isStreetName(hit, mention, context)))
  const readings: Reading[] = []
  for (const mention of mentions) {
    for (const hit of nearest(mention.hits, context)) {
      const entry = index.entries[hit.entry]!
      if (entry.kind === 'town' || entry.kind === 'postcode' || entry.kind === 'postcode-sector') continue
      const features: Features = {
        ...ofKind(entry.kind), ...ofWriting(mention, hit, entry.kind), ...ofPlace(hit.entry, context),
        ...ofNeighbours(mention, hit, context),
        unexplained: Math.min(unexplained, 4) / 2,
        otherNames: Math.min(3, others(mention, mentions, context)),
      }
      if (entry.kind !== 'street') Object.assign(features, ofStreetsSaid(entry, mention, streets, index))
      readings.push({ entryId: entry.id, label: labelOf(entry.name, entry.town), lat: entry.lat, lng: entry.lng, radiusM: entry.radiusM, level: LEVELS[entry.kind], kind: entry.kind, mention, features })
    }
  }
  if (postcode?.level === 'postcode') {
    const { area } = postcode
    const features: Features = { bias: 1, postcode: 1, unexplained: Math.min(unexplained, 4) / 2, otherNames: Math.min(3, mentions.length), ...ofDistance(area, context) }
    readings.push({ entryId: area.id, label: area.label, lat: area.lat, lng: area.lng, radiusM: area.radiusM, level: 'postcode', kind: 'postcode', mention: null, features })
  }
  return readings
}

export const labelOf = (name: string, town: string): string => (town && !name.includes(town) ? `${name}, ${town}` : name)

const ofKind = (kind: GazetteerKind): Features => {
  const feature = kind === 'venue' ? null : kind === 'hospital' ? 'landmark' : kind
  return feature !== null && (FEATURES as readonly string[]).includes(feature) ? { bias: 1, [feature]: 1 } : { bias: 1 }
}

function ofWriting({ cost, letters, from, to, hits }: Mention, { variant }: Hit, kind: GazetteerKind): Features {
  return {
    slips: cost,
    slipsByLength: (cost * 5) / Math.max(letters, 3),
    alternative: variant === 'alternative' ? 1 : 0,
    stemOfStreet: variant === 'stem' && kind === 'street' ? 1 : 0,
    stemOfOther: variant === 'stem' && kind !== 'street' ? 1 : 0,
    townless: variant === 'townless' ? 1 : 0,
    joined: variant === 'joined' ? 1 : 0,
    oneWord: to - from === 1 ? 1 : 0,
    manyAlike: Math.log(hits.length),
  }
}

/** Town and distance: the same for all names of a place. */
function ofPlace(entry: number, context: Context): Features {
  const { index, townsSaid, townsHinted } = context
  const place = index.entries[entry]!
  const town = index.townOf[entry]!
  const features: Features = ofDistance(place, context)
  if (townsSaid.size > 0) {
    if (townsSaid.has(town)) features.townAgrees = 1
    else {
      const towns = [...townsSaid.values()].map((i) => index.entries[i]!)
      if (towns.some((said) => metresBetween(said, place) <= said.radiusM)) features.townNear = 1
      else features.townDiffers = 1
    }
  } else if (townsHinted.size > 0) {
    if (townsHinted.has(town)) features.hintTownAgrees = 1
    else features.hintTownDiffers = 1
  }
  const agreement = placeTypeAgreement(context.placeType, place)
  if (agreement === 1) features.placeTypeAgrees = 1
  if (agreement === -1) features.placeTypeDiffers = 1
  const { postcode } = context
  if (postcode) features[metresBetween(postcode.area, place) <= postcode.area.radiusM + place.radiusM + 300 ? 'postcodeAgrees' : 'postcodeDiffers'] = 1
  return features
}

function ofDistance(place: Point, { near, townsSaid }: Context): Features {
  if (!near) return {}
  const km = metresBetween(near, place) / 1000
  return { [townsSaid.size > 0 ? 'tensOfKmTownSaid' : 'tensOfKm']: Math.min(km, FAR_KM) / 10, farAway: km > FAR_KM ? 1 : 0 }
}

/** The words just round the name: "… pub", "… lane", "near …". */
function ofNeighbours(mention: Mention, hit: Hit, { content, index }: Context): Features {
  const entry = index.entries[hit.entry]!
  const features: Features = {}
  if (content[mention.from]!.cue === 'beside') features.beside = 1
  const next = content[mention.to]
  const kinds = next && !next.breaks ? GENERIC_KINDS.get(next.word) : undefined
  if (!kinds) return features
  if (entry.kind === 'street' && hit.variant === 'stem' && STREET_TYPES.has(next!.word)) features.streetTypeDiffers = 1
  else if (kinds.has(entry.kind)) features.kindWordAgrees = 1
  else features.kindWordDiffers = 1
  return features
}

function isStreetName(hit: Hit, mention: Mention, { index, content }: Context): boolean {
  if (index.entries[hit.entry]!.kind !== 'street') return false
  if (hit.variant !== 'stem' && hit.variant !== 'townless') return true
  return content[mention.from]!.cue === 'crossing'
}

function ofStreetsSaid(place: Point, mention: Mention, streets: readonly Mention[], index: NameIndex): Features {
  const said = streets.filter((street) => street.to <= mention.from || street.from >= mention.to)
  if (said.length === 0) return {}
  const on = said.some((street) =>
    street.hits.some(({ entry }) => {
      const candidate = index.entries[entry]!
      return candidate.kind === 'street' && metresBetween(candidate, place) <= candidate.radiusM + 120
    }),
  )
  return on ? { onStreetSaid: 1 } : { offStreetSaid: 1 }
}

/** Which words of the content any name, or a word for a kind, accounts for. */
function explainedWords({ content, mentions }: Context): Uint8Array {
  const explained = new Uint8Array(content.length)
  for (const { from, to } of mentions) explained.fill(1, from, to)
  content.forEach(({ word }, i) => {
    if (GENERIC_KINDS.has(word) || /^\d+$/.test(word) || word.length === 1) explained[i] = 1
  })
  return explained
}

/** Other places named elsewhere in the text, towns not counted. */
const others = (mention: Mention, mentions: readonly Mention[], { index }: Context): number => {
  let count = 0
  let reached = -1
  for (const other of [...mentions].sort((a, b) => a.from - b.from)) {
    const apart = other.to <= mention.from || other.from >= mention.to
    if (apart && other.from >= reached && other.hits.some((hit) => index.entries[hit.entry]!.kind !== 'town')) {
      count++
      reached = other.to
    }
  }
  return count
}

function nearest(hits: readonly Hit[], { index, near, townsSaid }: Context): readonly Hit[] {
  if (hits.length <= MOST_NAMESAKES) return hits
  const far = ({ entry }: Hit) => (townsSaid.has(index.townOf[entry]!) ? 0 : near ? metresBetween(near, index.entries[entry]!) + 1 : 1)
  return hits
    .map((hit) => ({ hit, metres: far(hit) }))
    .sort((a, b) => a.metres - b.metres || a.hit.entry - b.hit.entry)
    .slice(0, MOST_NAMESAKES)
    .map(({ hit }) => hit)
}
