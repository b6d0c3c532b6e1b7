import type { Place } from '../../server/domain/places.ts'
import { BOX } from './land.ts'

/** GeoNames second-level codes of the study area: Essex, Southend-on-Sea, Thurrock. */
const ADMIN2_OF_AREA = new Set(['E4', 'M5', 'O3'])

/** Populated places of England in the box, from the GeoNames dump (tab-separated, no header). */
export function cutPlaces(dump: string): Place[] {
  const places: Place[] = []
  for (const line of dump.split('\n')) {
    const [id, name, , , latText, lngText, , code, country, , admin1, admin2, , , populationText] = line.split('\t')
    if (country !== 'GB' || admin1 !== 'ENG') continue
    const [lat, lng, population] = [Number(latText), Number(lngText), Number(populationText)]
    if (lng < BOX[0] || lng > BOX[2] || lat < BOX[1] || lat > BOX[3]) continue
    const kind = kindOf(code ?? '', population)
    places.push({ id: Number(id), name: name!, lat, lng, population, kind, inArea: ADMIN2_OF_AREA.has(admin2 ?? '') })
  }
  return places.sort((a, b) => a.id - b.id)
}

/** Size only: a place of 100,000 is drawn as a city whether or not it has letters patent. */
function kindOf(code: string, population: number): Place['kind'] {
  if (code === 'PPLX') return 'suburb' // "section of populated place"
  if (population >= 100_000) return 'city'
  return population >= 5_000 ? 'town' : 'village'
}
