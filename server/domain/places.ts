/** A populated place of the gazetteer. */
export type Place = {
  id: number
  name: string
  lat: number
  lng: number
  population: number
  kind: 'city' | 'town' | 'village' | 'suburb'
  inArea: boolean
}
export type Nearest = { name: string; distanceM: number }
export type Places = { list: Place[]; nearest: (lat: number, lng: number) => Nearest }

const M_PER_DEG = 111_195 // on a sphere of 6,371 km
const RAD = Math.PI / 180

/** The gazetteer leaves many suburbs and small places without a population: what we take them for. */
const LEAST_POPULATION = { suburb: 8_000, city: 100_000, town: 5_000, village: 500 }

/**
 * The name people would say for a point. Plain nearest would give a hamlet at the edge of a town for much of that town, because
 * a town is one dot at its centre. So distances are divided by a reach that grows with the fourth root of the population: a town
 * of 100,000 wins over a hamlet of 600 unless the hamlet is 3.6 times nearer.
 */
export function createPlaces(list: Place[]): Places {
  if (list.length === 0) throw new Error('a gazetteer needs at least one place')
  const reach = list.map((place) => Math.max(place.population, LEAST_POPULATION[place.kind]) ** 0.25)
  return {
    list,
    nearest: (lat, lng) => {
      const lngScale = Math.cos(lat * RAD)
      let best = 0
      let bestScore = Infinity
      let bestDegrees = 0
      for (let i = 0; i < list.length; i++) {
        const place = list[i]!
        const degrees = Math.hypot(place.lat - lat, (place.lng - lng) * lngScale)
        const score = degrees / reach[i]!
        if (score < bestScore) [best, bestScore, bestDegrees] = [i, score, degrees]
      }
      return { name: list[best]!.name, distanceM: Math.round(bestDegrees * M_PER_DEG) }
    },
  }
}
