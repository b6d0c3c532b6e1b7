import { expect, test } from 'vitest'
import { accuracyOf, type Judged } from '../../server/geocode/accuracy.ts'
import type { Candidate, Geocoded } from '../../server/geocode/geocoder.ts'

const truth = { lat: 51.7, lng: 0.5 }
const metresNorth = (m: number) => ({ lat: truth.lat + m / 111_195, lng: truth.lng })
const candidate = (m: number, probability: number, over: Partial<Candidate> = {}): Candidate => ({ entryId: 'a', label: 'A', ...metresNorth(m), radiusM: 45, level: 'venue', probability, ...over })
const judged = (outcome: Geocoded['outcome'], candidates: Candidate[], mappable = true): Judged => ({ found: { key: 'k', outcome, stage: '', candidates }, truth, placeId: 'a', mappable })

test('placed texts are right within the radius; the rest is counted apart', () => {
  const accuracy = accuracyOf([
    judged('placed', [candidate(44, 0.8)]),
    judged('placed', [candidate(46, 0.8), candidate(0, 0.2)]),
    judged('placed', [candidate(100, 0.97, { level: 'street', radiusM: 150, entryId: 'b' })]),
    judged('placed', [candidate(10, 0.9, { level: 'landmark' })], false),
    judged('ambiguous', [candidate(5, 0.4), candidate(900, 0.4)]),
    judged('home', [candidate(500, 0.99, { level: 'home', radiusM: 600 })], false),
    judged('coarse', [candidate(5000, 0.9, { level: 'town', radiusM: 3000 })], false),
    judged('nothing-said', [], false),
  ])
  expect(accuracy).toMatchObject({ texts: 8, mappable: 4, mappablePlaced: 3, mappablePlacedRight: 2 })
  expect(accuracy.outcomes).toMatchObject({ placed: 4, ambiguous: 1, home: 1, coarse: 1, 'nothing-said': 1, default: 0 })
  expect(accuracy.precision).toContainEqual({ level: 'venue', placed: 2, right: 1, named: 2, rightName: 2 })
  expect(accuracy.streetAndVenue).toEqual({ placed: 3, right: 2, named: 3, rightName: 2 })
  const bin = (p: number) => accuracy.calibration.find(({ from, to }) => p >= from && p < to)!
  expect(bin(0.8)).toMatchObject({ from: 0.75, to: 0.85, n: 2, right: 1 })
  expect(bin(0.8).stated).toBeCloseTo(0.8, 12)
  expect(bin(0.4)).toMatchObject({ n: 1, right: 1 })
  expect(accuracy.calibration.reduce((sum, { n }) => sum + n, 0)).toBe(5)
  expect(accuracy.coarse).toEqual([{ outcome: 'home', level: 'home', n: 1, stated: 0.99, right: 1 }, { outcome: 'coarse', level: 'town', n: 1, stated: 0.9, right: 0 }])
})

test('nothing judged is nothing claimed', () => {
  const none = accuracyOf([])
  expect(none).toMatchObject({ texts: 0, precision: [], coarse: [] })
  expect(none.calibration.every(({ n, stated, right }) => n === 0 && stated === 0 && right === 0)).toBe(true)
})
