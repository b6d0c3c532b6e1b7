// A place in words becomes a set of places with probabilities: in stages, offline, and saying so when it does not know.
import { SURE } from '../contract/placeWords.ts'
import type { PlaceLevel, PlaceType, Said } from '../contract/vocabulary.ts'
import type { GazetteerEntry } from '../domain/gazetteer.ts'
import type { PlaceDecision } from '../domain/placeDecision.ts'
import { wordsOf } from './clean.ts'
import { metresBetween } from './distance.ts'
import type { Candidate } from './candidate.ts'
import { codedHome, homeWords } from './home.ts'
import { keyOf } from './key.ts'
import { isHospitalText, withSites, type Site } from './hospital.ts'
import { junctionsOf } from './junctions.ts'
import { contentOf, findMentions } from './mentions.ts'
import { createNameIndex } from './nameIndex.ts'
import { ELSEWHERE } from './words.ts'
import { createPostcodes, findPostcode, type PostcodeFound } from './postcode.ts'
import { labelOf, readingsOf, type Context, type Reading } from './readings.ts'
import { probabilitiesOf, type Scored } from './score.ts'
import { createTowns } from './towns.ts'

export type { PlaceDecision } from '../domain/placeDecision.ts'

export type Hints = {
  /** the hospital that wrote it: nearer places are more probable */
  near?: { lat: number; lng: number } | null
  town?: string
  postcode?: string
  placeType?: Said<PlaceType>
  /** as if nobody had taught it anything: what a decision is compared with, and what holds when one is taken back */
  untaught?: boolean
}
export type { Candidate } from './candidate.ts'
export type Geocoded = {
  /** like texts share it; '' when nothing was said */
  key: string
  outcome: 'placed' | 'ambiguous' | 'home' | 'coarse' | 'default' | 'not-found' | 'nothing-said'
  /** most probable first; probabilities sum to at most 1; at most 5 */
  candidates: Candidate[]
  /** which stage decided, in a word or two */
  stage: string
}
export type GeocoderOptions = { sites?: Site[]; decisions?: ReadonlyMap<string, PlaceDecision> }
export type Geocoder = { geocode: (text: string, hints?: Hints) => Geocoded; key: (text: string) => string }
/** What the geocoder looked at, before any weighing: for the fit of the weights. */
export type Read = { words: string[]; readings: Reading[] }

/** A home is an area of some 1,500 people (an LSOA): never finer. */
export const HOME_RADIUS_M = 600
/** Below it, the best candidate is one of several; above a half, so that two of a name stay two. */
const PLACED = 0.55
/** Candidates less probable than this, together, are no answer. */
const SOMETHING = 0.3
const MOST_CANDIDATES = 5
const LEAST_PROBABILITY = 0.01
const HOSPITAL_RADIUS_M = 500
/** Measured on seed 1 of the demo county: of texts that name the hospital they were written in, one in four was meant. */
const STATED_OWN_HOSPITAL = 0.25
const STATED_HOSPITAL = 0.95
const COARSE_PROBABILITY: Record<PostcodeFound['level'], number> = { postcode: 0.95, 'postcode-sector': 0.95, district: 0.95 }
const COARSE_LEVEL: Record<PostcodeFound['level'], PlaceLevel> = { postcode: 'postcode', 'postcode-sector': 'postcode-sector', district: 'area' }

export function createGeocoder(gazetteer: readonly GazetteerEntry[], { sites = [], decisions = new Map() }: GeocoderOptions = {}): Geocoder & { read: (text: string, hints?: Hints) => Read } {
  const places = withSites(gazetteer, sites)
  const index = createNameIndex(places.entries)
  const codes = createPostcodes(index.entries)
  const towns = createTowns(index)

  function lookAt(words: string[], hints: Hints): { context: Context; readings: Reading[] } {
    const inText = findPostcode(words, codes)
    const postcode = inText ?? findPostcode(wordsOf(hints.postcode ?? ''), codes)
    const content = contentOf(words, inText?.words ?? null)
    const mentions = findMentions(content, index)
    const context: Context = {
      index, content, mentions, postcode, codes,
      near: hints.near ?? null,
      townsSaid: towns.said(mentions),
      elsewhere: content.some(({ word }) => ELSEWHERE.has(word) && index.vocabulary.idOf(word) === undefined),
      townsHinted: towns.hinted(hints.town ?? ''),
      placeType: hints.placeType,
    }
    const found = readingsOf(context).filter(({ entryId }) => entryId === null || !places.hospitals.has(entryId))
    return { context, readings: [...found, ...junctionsOf(found.filter(({ kind }) => kind === 'street'), context)] }
  }

  function decide(words: string[], hints: Hints): Omit<Geocoded, 'key'> {
    const { context, readings } = lookAt(words, hints)
    const scored = probabilitiesOf(readings).filter(({ probability }) => probability >= LEAST_PROBABILITY)
    const [best] = scored
    const named = best && best.probability >= PLACED && best.reading.kind !== 'street' && best.reading.kind !== 'postcode' ? best.reading.mention : null
    const home = homeWords(words)
    const besideHome = named && !context.content.slice(named.from, named.to).some(({ at }) => home.has(at))
    if ((home.size > 0 || codedHome(hints.placeType)) && !besideHome) return atHome(scored, context)
    if (!(best && best.probability >= PLACED) && isHospitalText(words, context, places.hospitals)) return default_(context)
    if (best && best.probability >= PLACED) return { outcome: 'placed', candidates: candidatesOf(scored), stage: stageOf(best.reading) }
    const sum = scored.reduce((total, { probability }) => total + probability, 0)
    if (best && sum >= SOMETHING) return { outcome: 'ambiguous', candidates: candidatesOf(scored), stage: stageOf(best.reading) }
    return coarse(context) ?? { outcome: 'not-found', candidates: [], stage: 'nothing found' }
  }

  /** Only a street or a postcode says where a home is, and that no finer than an area. */
  function atHome(scored: readonly Scored[], { postcode }: Context): Omit<Geocoded, 'key'> {
    const at = scored.find(({ reading: { kind } }) => kind === 'postcode' || kind === 'street' || kind === 'junction')
    const home = { label: "somebody's home", level: 'home', entryId: null } as const
    if (at && at.probability >= PLACED) {
      const { lat, lng, radiusM } = at.reading
      return { outcome: 'home', stage: `home, ${at.reading.kind}`, candidates: [{ ...home, lat, lng, radiusM: Math.max(HOME_RADIUS_M, radiusM), probability: at.probability }] }
    }
    if (!postcode) return { outcome: 'home', stage: 'home', candidates: [] }
    const { lat, lng, radiusM } = postcode.area
    return { outcome: 'home', stage: 'home, postcode', candidates: [{ ...home, lat, lng, radiusM: Math.max(HOME_RADIUS_M, radiusM), probability: COARSE_PROBABILITY[postcode.level] }] }
  }

  function default_({ near, mentions }: Context): Omit<Geocoded, 'key'> {
    const hospital = mentions.flatMap(({ hits }) => hits).map(({ entry }) => index.entries[entry]!).find(({ id }) => places.hospitals.has(id))
    const at = hospital ?? near
    const candidates: Candidate[] = at ? [{ entryId: hospital && !places.made.has(hospital.id) ? hospital.id : null, label: hospital?.name ?? 'the hospital itself', lat: at.lat, lng: at.lng, radiusM: Math.max(HOSPITAL_RADIUS_M, hospital?.radiusM ?? 0), level: 'area', probability: near && metresBetween(near, at) <= HOSPITAL_RADIUS_M ? STATED_OWN_HOSPITAL : STATED_HOSPITAL }] : []
    return { outcome: 'default', candidates, stage: 'hospital' }
  }

  /** A town or a part of a postcode: an area, and no more is claimed. */
  function coarse(context: Context): Omit<Geocoded, 'key'> | null {
    const { postcode } = context
    if (postcode) {
      const { id, label, lat, lng, radiusM } = postcode.area
      const level = COARSE_LEVEL[postcode.level]
      return { outcome: level === 'postcode' ? 'placed' : 'coarse', stage: 'postcode', candidates: [{ entryId: id, label, lat, lng, radiusM, level, probability: COARSE_PROBABILITY[postcode.level] }] }
    }
    const candidates = towns.candidates(context)
    return candidates.length > 0 ? { outcome: 'coarse', candidates, stage: 'town' } : null
  }

  const key = (text: string) => keyOf(text, index)

  function geocode(text: string, hints: Hints = {}): Geocoded {
    const own = key(text)
    const taught = own === '' || hints.untaught ? undefined : decisions.get(own)
    if (taught) {
      // What is somebody's home by its own words or code stays one, whatever was decided for others who say the same. So does what a
      // postcode beside the words places surely, and the words alone do not: the decision was about the words.
      const alone = geocode(text, { ...hints, untaught: true })
      const byPostcode = Boolean(hints.postcode) && isSure(alone) && !isSure(geocode(text, { ...hints, postcode: '', untaught: true }))
      return alone.outcome === 'home' || byPostcode ? alone : { key: own, ...fromDecision(taught) }
    }
    const words = wordsOf(text, index.isSaint)
    if (own === '') {
      const hinted = hints.postcode ? coarse({ ...lookAt([], hints).context }) : null
      if (hinted && codedHome(hints.placeType)) return { key: own, ...atHome([], lookAt([], hints).context) }
      return { key: own, ...(hinted ?? { outcome: 'nothing-said', candidates: [], stage: 'nothing said' }) }
    }
    return { key: own, ...decide(words, hints) }
  }

  return {
    geocode,
    key,
    read: (text, hints = {}) => {
      const words = wordsOf(text, index.isSaint)
      return { words, readings: lookAt(words, hints).readings }
    },
  }
}

/** Sure enough that nobody has to look. */
export const isSure = ({ outcome, candidates: [best] }: Pick<Geocoded, 'outcome' | 'candidates'>): boolean => outcome === 'placed' && best !== undefined && best.probability >= SURE

const candidatesOf = (scored: readonly Scored[]): Candidate[] =>
  scored.slice(0, MOST_CANDIDATES).map(({ reading, probability }) => {
    const { entryId, lat, lng, radiusM, level } = reading
    return { entryId, label: labelOf(reading), lat, lng, radiusM, level, probability }
  })

const stageOf = ({ kind, level }: Reading): string => (kind === 'stop' || kind === 'landmark' ? level : kind)

function fromDecision(decision: PlaceDecision): Omit<Geocoded, 'key'> {
  if (decision.kind === 'unplaceable') return { outcome: 'not-found', candidates: [], stage: 'taught' }
  const { label, lat, lng, level } = decision
  const home = level === 'home'
  const radiusM = home ? Math.max(HOME_RADIUS_M, decision.radiusM) : decision.radiusM
  const outcome = home ? 'home' : level === 'town' || level === 'area' || level === 'postcode-sector' ? 'coarse' : 'placed'
  return { outcome, stage: 'taught', candidates: [{ entryId: null, label, lat, lng, radiusM, level, probability: 1 }] }
}
