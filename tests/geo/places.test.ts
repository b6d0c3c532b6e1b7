import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createPlaces, type Place } from '../../server/domain/places.ts'
import { loadGeoData } from '../../server/geoData.ts'

const { places } = loadGeoData(fileURLToPath(new URL('../../geo-data', import.meta.url)))
const place = (name: string, lng: number, population: number): Place => ({ id: 0, name, lat: 51.7, lng, population, kind: 'village', inArea: true })
const KM = 1 / (111.195 * Math.cos((51.7 * Math.PI) / 180)) // in degrees of longitude

test.each([
  [51.7343, 0.4691, 'Chelmsford'], [51.889, 0.904, 'Colchester'], [51.533, 0.714, 'Southend-on-Sea'], [51.57, 0.4566, 'Basildon'],
  [51.545, 0.65, 'Leigh-on-Sea'], [51.8487, 1.2673, 'Walton-on-the-Naze'], [51.76, 0.1, 'Harlow'],
])('%f, %f is in %s', (lat, lng, name) => expect(places.nearest(lat, lng).name).toBe(name))

test('a town keeps its outskirts from a hamlet, unless the hamlet is much nearer', () => {
  const { nearest } = createPlaces([place('Town', 0.4, 100_000), place('Hamlet', 0.4 + 4.5 * KM, 600)])
  expect(nearest(51.7, 0.4 + 3 * KM)).toEqual({ name: 'Town', distanceM: 3_000 })
  expect(nearest(51.7, 0.4 + 4 * KM)).toEqual({ name: 'Hamlet', distanceM: 500 })
})

test('an empty gazetteer is refused', () => expect(() => createPlaces([])).toThrow('at least one place'))
