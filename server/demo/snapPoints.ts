import type { Place } from '../domain/places.ts'
import { VENUES, streetName, type Setting } from './mix.ts'
import type { Random } from './random.ts'

/** An invented place that stands for the real ones round it, as police.uk publishes them: incidents share points. */
export type SnapPoint = { lat: number; lng: number; location: string; setting: Setting; weight: number; lsoaCode: string; lsoaName: string }

const M_PER_DEG_LAT = 111_250
const M_PER_DEG_LNG = 68_900 // at 51.8° N
const NIGHT_TOWNS = 14
const POINTS_PER_LSOA = 25 // our "LSOA" is a mere label: the service does not trust the one in a file

/** All points of the county, the same for the same seed. `onLand` keeps streets out of the sea and out of the next county. */
export function snapPoints(places: Place[], onLand: (lat: number, lng: number) => boolean, random: Random): SnapPoint[] {
  const points: SnapPoint[] = []
  const towns = places.filter((place) => place.inArea).sort((a, b) => b.population - a.population || a.id - b.id)
  let lsoa = 0
  towns.forEach((town, rank) => {
    let here = 0
    const people = Math.min(Math.max(town.population, 800), 180_000) // one name stands for a whole built-up area: no town is 300,000
    const add = (setting: Setting, location: string, weight: number, sigmaM: number, centre: { lat: number; lng: number } = town) => {
      const spot = scatter(centre, sigmaM, onLand, random)
      if (here++ % POINTS_PER_LSOA === 0) lsoa++
      const area = Math.floor((lsoa - 1) / 5) + 1
      const lsoaName = `Demo ${String(area).padStart(3, '0')}${'ABCDE'[(lsoa - 1) % 5]}`
      points.push({ ...spot, location, setting, weight, lsoaCode: `X01${String(lsoa).padStart(5, '0')}`, lsoaName })
      return spot
    }
    const street = () => streetName(random.pick)
    const spreadM = 28 * Math.sqrt(people / 10) // a town of 100,000: 2.8 km, so that its streets reach some 4 km out
    if (rank < NIGHT_TOWNS) {
      const strip = scatter(town, 120, onLand, random)
      const size = people ** 0.8
      for (let i = 0; i < 8; i++) add('nightlife', i < 5 ? VENUES.nightlife[i]! : street(), (size * random.next()) / (i + 1), 90, strip)
    }
    if (people >= 5_000) {
      const shops = 3 + Math.round(people / 8_000)
      for (let i = 0; i < shops; i++) add('shops', random.pick(VENUES.shops), people / (i + 1) / Math.log(shops + 2), i < 4 ? 180 : spreadM / 2)
      for (let estate = 0; estate < Math.floor(people / 18_000); estate++) {
        const centre = scatter(town, spreadM * 0.6, onLand, random)
        const size = (people * (0.4 + random.next())) / (estate + 1)
        for (let i = 0; i < 14; i++) add('estate', street(), size / (i + 2), 170, centre)
      }
    }
    const streets = 4 + Math.round(people / 180)
    for (let i = 0; i < streets; i++) add('street', street(), (people / streets) * (0.3 + random.next() ** 2 * 3), spreadM * 0.6)
    if (people < 8_000) for (let i = 0; i < 6; i++) add('rural', street(), 0.3 + random.next(), 1_600)
  })
  return points
}

/** A point at random round a centre, on land; after a few vain tries the centre itself, which the gazetteer puts on land. */
function scatter(centre: { lat: number; lng: number }, sigmaM: number, onLand: (lat: number, lng: number) => boolean, random: Random) {
  for (let attempt = 0; attempt < 12; attempt++) {
    const lat = round(centre.lat + (random.normal() * sigmaM) / M_PER_DEG_LAT)
    const lng = round(centre.lng + (random.normal() * sigmaM) / M_PER_DEG_LNG)
    if (onLand(lat, lng)) return { lat, lng }
  }
  return { lat: round(centre.lat), lng: round(centre.lng) }
}

const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6
