import fc from 'fast-check'
import { expect, test } from 'vitest'
import { PLACE_TYPES } from '../../server/contract/vocabulary.ts'
import { createRandom } from '../../server/demo/random.ts'
import { editDistance } from '../../server/geocode/distance.ts'
import { createGeocoder, type Hints } from '../../server/geocode/geocoder.ts'
import { ELMFORD_GENERAL, GAZETTEER, SITES, handMade } from './handMade.ts'

const geocoder = handMade()
const WORDS = ['black', 'lion', 'high', 'st', 'street', 'rd', 'mill', 'lane', 'elmford', 'marlsea', 'oxley', 'o/s', 'the', 'and', '&', '/', 'junction', 'home', 'flat', 'pub', 'station', 'zz1', '1ab', 'ZZ9 4XY', 'johns', 'a&e', 'unknown', 'nk', 'head', 'steps', 'party', 'dr', '12', '@', 'foxglove', 'bus stop', 'stop', 'car', 'park', 'opp', 'pt', '🙂', '…', 'é']
const text = fc.oneof(fc.array(fc.constantFrom(...WORDS), { maxLength: 9 }).map((words) => words.join(' ')), fc.string({ unit: 'binary', maxLength: 120 }), fc.string({ maxLength: 60 }))
const hints: fc.Arbitrary<Hints> = fc.record(
  { near: fc.constantFrom(null, ELMFORD_GENERAL, { lat: 51.555, lng: 0.7 }), town: fc.constantFrom('Elmford', 'MARLSEA', 'nowhere', ''), postcode: fc.constantFrom('ZZ1 1AB', 'ZZ1 1', 'QQ9 9QQ', ''), placeType: fc.constantFrom(...PLACE_TYPES, 'unknown' as const) },
  { requiredKeys: [] },
)

test('candidates: probabilities in (0, 1], best first, at most five, their sum at most 1', () => {
  fc.assert(
    fc.property(text, hints, (said, beside) => {
      const { outcome, candidates, key } = geocoder.geocode(said, beside)
      const probabilities = candidates.map(({ probability }) => probability)
      expect(candidates.length).toBeLessThanOrEqual(5)
      expect(probabilities.every((p) => p > 0 && p <= 1)).toBe(true)
      expect(probabilities).toEqual(probabilities.toSorted((a, b) => b - a))
      expect(probabilities.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(1 + 1e-9)
      expect(candidates.every(({ lat, lng, radiusM }) => Number.isFinite(lat + lng) && radiusM > 0)).toBe(true)
      expect(key).toBe(geocoder.key(said))
      const empty = candidates.length === 0
      expect(empty && (outcome === 'placed' || outcome === 'ambiguous' || outcome === 'coarse')).toBe(false)
    }),
    { numRuns: 1500 },
  )
})

test('the key of a key is that key', () => {
  fc.assert(fc.property(text, (said) => {
      expect(geocoder.key(geocoder.key(said))).toBe(geocoder.key(said))
    }), { numRuns: 3000 })
})

test('somebody’s home is never finer than an area, nor named after an entry', () => {
  fc.assert(
    fc.property(text, hints, (said, beside) => {
      const { outcome, candidates } = geocoder.geocode(`at home ${said}`, beside)
      const fine = candidates.filter(({ level, radiusM, entryId }) => outcome === 'home' && !(level === 'home' && radiusM >= 600 && entryId === null))
      expect(fine).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('a row coded as a home is placed only where the words name something that is none', () => {
  fc.assert(
    fc.property(text, hints, fc.constantFrom('own-home' as const, 'other-home' as const), (said, beside, placeType) => {
      const { outcome, candidates } = geocoder.geocode(said, { ...beside, placeType })
      const bare = outcome === 'placed' && ['street', 'postcode', 'exact'].includes(candidates[0]!.level)
      expect(bare).toBe(false)
    }),
    { numRuns: 1500 },
  )
})

test('fillers, towns and parts of postcodes never come as points', () => {
  fc.assert(
    fc.property(text, hints, (said, beside) => {
      const { outcome, candidates } = geocoder.geocode(said, beside)
      const points = outcome === 'default' || outcome === 'coarse' ? candidates.filter(({ level, radiusM }) => !['town', 'area', 'postcode-sector'].includes(level) || radiusM < 300) : []
      expect(points).toEqual([])
    }),
    { numRuns: 1500 },
  )
})

test('the order of the gazetteer and of the sites does not matter', () => {
  const random = createRandom(7)
  const shuffled = GAZETTEER.map((entry) => ({ entry, at: random.next() })).toSorted((a, b) => a.at - b.at).map(({ entry }) => entry)
  const other = createGeocoder(shuffled, { sites: SITES.toReversed() })
  fc.assert(fc.property(text, hints, (said, beside) => {
      expect(other.geocode(said, beside)).toEqual(geocoder.geocode(said, beside))
    }), { numRuns: 800 })
})

test('an empty gazetteer finds nothing and says so', () => {
  const empty = createGeocoder([])
  expect(empty.geocode('Black Lion, Elmford')).toMatchObject({ outcome: 'not-found', candidates: [] })
  expect(empty.geocode('at home').outcome).toBe('home')
})

const LONG: [string, string][] = [
  ['one word', 'a'.repeat(65_536)], ['names', 'black lion '.repeat(6_000)], ['streets', 'high street mill lane and '.repeat(2_600)], ['pictures', '🙂'.repeat(16_384)], ['accents', 'e\u0301'.repeat(32_768)],
  ['postcodes', 'zz1 1ab '.repeat(8_192)], ['slips', 'hgih steret elmfrod balck loin '.repeat(2_100)], ['slashes', '/'.repeat(65_536)], ['nothing', ' \u0000\n'.repeat(20_000)],
]
test.each(LONG)('64 kB of %s take no longer than a page', (_, long) => {
  const began = performance.now()
  const { candidates } = geocoder.geocode(long, { near: ELMFORD_GENERAL })
  expect(performance.now() - began).toBeLessThan(500)
  expect(candidates.length).toBeLessThanOrEqual(5)
})

test('edit distance: a metric with swaps, and its limit', () => {
  expect(editDistance('balck', 'black', 3)).toBe(1)
  expect(editDistance('kitten', 'sitting', 5)).toBe(3)
  expect(editDistance('kitten', 'sitting', 2)).toBe(3)
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), fc.integer({ min: 0, max: 12 }), (a, b, limit) => {
      const full = editDistance(a, b, 30)
      expect(editDistance(b, a, 30)).toBe(full)
      expect(editDistance(a, b, limit)).toBe(Math.min(full, limit + 1))
      expect(full === 0).toBe(a === b)
    }),
  )
})
