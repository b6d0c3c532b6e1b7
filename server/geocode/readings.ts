// Every way to read a text: which place of the gazetteer it may mean, with what speaks for and against it as numbers (features).
import type { PlaceLevel, PlaceType, Said } from '../contract/vocabulary.ts'
import type { GazetteerKind } from '../domain/gazetteer.ts'
import { metresBetween, type Point } from './distance.ts'
import type { Content, Mention } from './mentions.ts'
import type { Hit, NameIndex } from './nameIndex.ts'
import { placeTypeAgreement } from './placeTypes.ts'
import type { PostcodeFound, Postcodes } from './postcode.ts'
import { FEATURES, type Feature } from './weights.ts'
import { ELSEWHERE, GENERIC_KINDS, NARRATIVE, STREET_TYPES } from './words.ts'

export type Reading = {
  entryId: string | null
  name: string
  town: string
  lat: number
  lng: number
  radiusM: number
  level: PlaceLevel
  kind: GazetteerKind | 'junction'
  /** the mention it stands on; null for a postcode */
  mention: Mention | null
  /** in the order of FEATURES */
  features: Float64Array
  /** of a junction: its two streets */
  parts?: readonly [Reading, Reading]
}
export type Context = {
  index: NameIndex
  content: readonly Content[]
  mentions: readonly Mention[]
  postcode: PostcodeFound | null
  codes: Postcodes
  near: Point | null
  /** comparable names of towns, with their entries */
  townsSaid: ReadonlyMap<string, number>
  townsHinted: ReadonlySet<string>
  /** a large place is named that the gazetteer does not hold */
  elsewhere: boolean
  placeType: Said<PlaceType> | undefined
}

const LEVELS: Record<Exclude<GazetteerKind, 'town' | 'postcode-sector'>, PlaceLevel> = {
  postcode: 'postcode', venue: 'venue', street: 'street', station: 'landmark', stop: 'landmark', school: 'landmark', park: 'landmark', hospital: 'landmark', landmark: 'landmark',
}
/** A name that more places bear than this is cut to those nearest: no prior would find the right one further down. */
const MOST_NAMESAKES = 150
const FAR_KM = 35
/** Beyond the circle of a street: still on it, or round its corner. */
const ON_STREET_M = 20
const NEAR_STREET_M = 150

/** Where each feature stands in a vector: one small vector a reading keeps hundreds of namesakes cheap. */
export const F = Object.fromEntries(FEATURES.map((feature, i) => [feature, i])) as Record<Feature, number>

/** Everything but junctions, which junctions.ts makes of the streets among them. */
export function readingsOf(context: Context): Reading[] {
  const { index, mentions, postcode } = context
  const unexplained = Math.min(unexplainedWords(context), 4) / 2
  const streets = mentions.filter((mention) => mention.cost <= 2 && mention.hits.some((hit) => isStreetName(hit, mention, context)))
  const towns = [...context.townsSaid.values()].map((i) => index.entries[i]!)
  const readings: Reading[] = []
  for (const mention of mentions) {
    const otherNames = Math.min(3, others(mention, mentions, context))
    for (const hit of nearest(mention.hits, context)) {
      const entry = index.entries[hit.entry]!
      if (entry.kind === 'town' || entry.kind === 'postcode' || entry.kind === 'postcode-sector') continue
      const features = new Float64Array(FEATURES.length)
      features[F.unexplained] = unexplained
      features[F.otherNames] = otherNames
      ofKind(features, entry.kind)
      ofWriting(features, mention, hit, entry.kind)
      ofPlace(features, hit, towns, context)
      // Namesakes elsewhere no longer matter once the text tells where.
      if (features[F.townAgrees] || features[F.postcodeAgrees] || features[F.districtAgrees]) features[F.manyAlike] = 0
      ofNeighbours(features, mention, hit, context)
      if (hit.article) features[context.content[mention.from]!.article ? F.articleAgrees : F.articleMissing] = 1
      if (entry.kind !== 'street' && streets.length > 0) ofStreetsSaid(features, entry, mention, streets, index)
      readings.push({ entryId: entry.id, name: entry.name, town: entry.town, lat: entry.lat, lng: entry.lng, radiusM: entry.radiusM, level: LEVELS[entry.kind], kind: entry.kind, mention, features })
    }
  }
  if (postcode?.level === 'postcode') {
    const { id, label, lat, lng, radiusM } = postcode.area
    const features = new Float64Array(FEATURES.length)
    ofKind(features, 'postcode')
    features[F.unexplained] = unexplained
    features[F.otherNames] = Math.min(3, mentions.length)
    ofDistance(features, postcode.area, context)
    readings.push({ entryId: id, name: label, town: '', lat, lng, radiusM, level: 'postcode', kind: 'postcode', mention: null, features })
  }
  return readings
}

export const labelOf = ({ name, town }: Pick<Reading, 'name' | 'town'>): string => (town && !name.includes(town) ? `${name}, ${town}` : name)

function ofKind(features: Float64Array, kind: GazetteerKind): void {
  features[F.bias] = 1
  const feature = F[(kind === 'hospital' ? 'landmark' : kind) as Feature] as number | undefined
  if (feature !== undefined) features[feature] = 1
}

function ofWriting(features: Float64Array, { cost, letters, from, to, hits }: Mention, { variant }: Hit, kind: GazetteerKind): void {
  features[F.slips] = cost
  features[F.slipsByLength] = (cost * 5) / Math.max(letters, 3)
  if (variant === 'alternative' || variant === 'short' || variant === 'townless' || variant === 'joined') features[F[variant]] = 1
  if (variant === 'stem') features[kind === 'street' ? F.stemOfStreet : F.stemOfOther] = 1
  if (to - from === 1) features[F.oneWord] = 1
  features[F.manyAlike] = Math.log(hits.length)
}

/** Town, distance and kind: the same for all names of a place. */
function ofPlace(features: Float64Array, hit: Hit, towns: readonly (Point & { radiusM: number })[], context: Context): void {
  const { index, townsSaid, townsHinted, postcode, elsewhere } = context
  const place = index.entries[hit.entry]!
  const town = index.townOf[hit.entry]!
  ofDistance(features, place, context)
  features[F.townSize] = Math.log(index.townSizeOf[hit.entry]!)
  // A name that holds its town ("Witham Library") says the town, unless that word was left out.
  if (hit.variant !== 'townless' && hit.variant !== 'alternative' && town !== '' && index.holdsTown[hit.entry]) features[F.townAgrees] = 1
  else if (townsSaid.size > 0) {
    if (townsSaid.has(town)) features[F.townAgrees] = 1
    else features[towns.some((said) => metresBetween(said, place) <= said.radiusM) ? F.townNear : F.townDiffers] = 1
  } else if (elsewhere) features[F.townDiffers] = 1
  else if (townsHinted.size > 0) features[townsHinted.has(town) ? F.hintTownAgrees : F.hintTownDiffers] = 1
  const agreement = placeTypeAgreement(context.placeType, place)
  if (agreement !== 0) features[agreement === 1 ? F.placeTypeAgrees : F.placeTypeDiffers] = 1
  if (postcode) ofPostcode(features, place, postcode, context)
}

/** Areas of postcodes have odd shapes: the nearest postcode of a place tells where it belongs, a circle does not. */
function ofPostcode(features: Float64Array, place: Point & { radiusM: number }, { level, area }: PostcodeFound, { codes }: Context): void {
  const own = codes.nearest(place)
  const said = area.label.toLowerCase().replace(' ', '')
  if (level === 'postcode' || own === null) features[metresBetween(area, place) <= area.radiusM + place.radiusM + 100 ? F.postcodeAgrees : own?.slice(0, -3) === said.slice(0, -3) ? F.districtAgrees : F.postcodeDiffers] = 1
  else if (level === 'postcode-sector') features[own.slice(0, -2) === said ? F.postcodeAgrees : own.slice(0, -3) === said.slice(0, -1) ? F.districtAgrees : F.postcodeDiffers] = 1
  else features[own.slice(0, -3) === said ? F.districtAgrees : F.postcodeDiffers] = 1
}

function ofDistance(features: Float64Array, place: Point, { near, townsSaid }: Context): void {
  if (!near) {
    features[F.noHospital] = 1
    return
  }
  const km = metresBetween(near, place) / 1000
  features[townsSaid.size > 0 ? F.tensOfKmTownSaid : F.tensOfKm] = Math.min(km, FAR_KM) / 10
  if (km > FAR_KM) features[F.farAway] = 1
}

/** The words just round the name: "… pub", "… lane", "near …". */
function ofNeighbours(features: Float64Array, mention: Mention, hit: Hit, { content, index }: Context): void {
  const { kind } = index.entries[hit.entry]!
  if (content[mention.from]!.cue === 'beside') features[F.beside] = 1
  const next = content[mention.to]
  const kinds = next && !next.breaks ? GENERIC_KINDS.get(next.word) : undefined
  if (!kinds) return
  if (kind === 'street' && hit.variant === 'stem' && STREET_TYPES.has(next!.word)) features[F.streetTypeDiffers] = 1
  else features[kinds.has(kind) ? F.kindWordAgrees : F.kindWordDiffers] = 1
}

function isStreetName(hit: Hit, mention: Mention, { index, content }: Context): boolean {
  if (index.entries[hit.entry]!.kind !== 'street') return false
  if (hit.variant !== 'stem' && hit.variant !== 'townless') return true
  return content[mention.from]!.cue === 'crossing'
}

function ofStreetsSaid(features: Float64Array, place: Point, mention: Mention, streets: readonly Mention[], index: NameIndex): void {
  let said = false
  let least = Infinity
  for (const street of streets) {
    if (street.to > mention.from && street.from < mention.to) continue
    said = true
    for (const { entry } of street.hits) {
      const candidate = index.entries[entry]!
      if (candidate.kind !== 'street' || Math.abs(candidate.lat - place.lat) > 0.03) continue
      least = Math.min(least, metresBetween(candidate, place) - candidate.radiusM)
    }
  }
  if (said) features[least <= ON_STREET_M ? F.onStreetSaid : least <= NEAR_STREET_M ? F.nearStreetSaid : F.offStreetSaid] = 1
}

/** How many words of the content no name, nor a word for a kind, accounts for. */
function unexplainedWords({ content, mentions }: Context): number {
  const explained = new Uint8Array(content.length)
  for (const { from, to } of mentions) explained.fill(1, from, to)
  return content.filter(({ word }, i) => explained[i] === 0 && !GENERIC_KINDS.has(word) && !NARRATIVE.has(word) && !ELSEWHERE.has(word) && word !== 'home' && !/^\d+$/.test(word) && word.length > 1).length
}

/** Other places named elsewhere in the text, towns not counted. */
function others(mention: Mention, mentions: readonly Mention[], { index }: Context): number {
  let count = 0
  let reached = -1
  for (const other of [...mentions].sort((a, b) => a.from - b.from)) {
    const apart = other.to <= mention.from || other.from >= mention.to
    if (apart && other.from >= reached && other.hits.some((hit) => index.townNameOf[hit.entry] === '')) {
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
