import MiniSearch from 'minisearch'
import type { FoundPlace } from '../../contract/places.ts'
import type { PlaceLevel } from '../../contract/vocabulary.ts'
import type { GazetteerEntry, GazetteerKind } from '../../domain/gazetteer.ts'
import type { Places } from '../../domain/places.ts'
import { readCoordinates } from '../../geocode/coordinates.ts'
import type { CoordinateFields } from '../../geocode/coordinates.ts'
import type { Geocoder } from '../../geocode/geocoder.ts'

const MOST = 8
/** Names indexed before everybody else in the process has a turn. */
const CHUNK = 500

const LEVELS: Record<GazetteerKind, PlaceLevel> = {
  venue: 'venue', street: 'street', postcode: 'postcode', 'postcode-sector': 'postcode-sector', town: 'town',
  station: 'landmark', stop: 'landmark', school: 'landmark', park: 'landmark', hospital: 'landmark', landmark: 'landmark',
}

const NUMBERS = /^([+-]?\d+(?:\.\d+)?)°?[\s,;]+([+-]?\d+(?:\.\d+)?)°?$/
/** Four digits at least: "SS1 2" is more likely a part of a postcode. */
const REFERENCE = /^[a-z]{2}(?:[\s,]*\d){4,10}$/i

/** Two numbers (degrees, latitude first, or National Grid metres, easting first) or a grid reference with letters. */
const coordinateFields = (text: string): CoordinateFields | null => {
  if (REFERENCE.test(text)) return { gridRef: text }
  const [, first = '', second = ''] = NUMBERS.exec(text) ?? []
  if (first === '') return null
  return Math.abs(Number(first)) > 180 && Math.abs(Number(second)) > 180 ? { easting: first, northing: second } : { lat: first, lng: second }
}

/** Looks places up by name, for the person who knows better than the geocoder. Postcodes are the geocoder's own. */
export const createPlaceSearch = (entries: GazetteerEntry[], geocoder: Geocoder, places: Places, bbox: readonly [number, number, number, number]) => {
  let indexing: Promise<MiniSearch> | undefined
  const named = entries.filter(({ kind }) => kind !== 'postcode' && kind !== 'postcode-sector')

  /** Made when first asked for: most processes never are. */
  const index = (): Promise<MiniSearch> => {
    if (indexing) return indexing
    const made = new MiniSearch({ idField: 'at', fields: ['name', 'alternatives', 'town'], searchOptions: { boost: { name: 3, alternatives: 2 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' } })
    const documents = named.map(({ name, alternatives, town }, at) => ({ at, name, alternatives: alternatives.join(' '), town }))
    indexing = made.addAllAsync(documents, { chunkSize: CHUNK }).then(() => made)
    return indexing
  }
  const near = (lat: number, lng: number): string => places.nearest(lat, lng).name

  const typed = (text: string): FoundPlace[] => {
    const fields = coordinateFields(text)
    const told = fields && readCoordinates(fields, { bbox, sites: [] })
    if (told?.kind !== 'point') return []
    const { lat, lng, radiusM } = told
    const at = near(lat, lng)
    return [{ kind: 'point', label: `Point near ${at}`, lat, lng, radiusM, level: radiusM > 250 ? 'area' : radiusM > 75 ? 'street' : 'venue', near: at }]
  }

  return async (text: string): Promise<FoundPlace[]> => {
    const asked = text.trim()
    const points = typed(asked)
    if (points.length > 0) return points
    const understood = geocoder.geocode(asked, { untaught: true })
    const fromWords = understood.outcome === 'home' || understood.outcome === 'default' ? [] : understood.candidates
    const ranked = (await index()).search(asked).slice(0, MOST).map((hit) => named[hit['id'] as number]).filter((entry) => entry !== undefined)
    const all = [
      ...fromWords.map(({ label, lat, lng, radiusM, level }) => ({ label, lat, lng, radiusM, level })),
      ...ranked.map(({ name, town, kind, lat, lng, radiusM }) => ({ label: town && town !== name ? `${name}, ${town}` : name, lat, lng, radiusM, level: LEVELS[kind] })),
    ]
    const seen = new Set<string>()
    const distinct = all.filter(({ lat, lng, level }) => {
      const place = `${level} ${lat.toFixed(5)} ${lng.toFixed(5)}`
      return !seen.has(place) && seen.add(place)
    })
    return distinct.slice(0, MOST).map((place) => ({ ...place, kind: 'named', near: near(place.lat, place.lng) }))
  }
}
