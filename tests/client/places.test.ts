import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundsOf, circle } from '../../client/pages/places/circle.ts'
import { chanceWords, decisionWords, EXACTNESS, exactnessAt, movedWords, percentWords, radiusWords } from '../../client/pages/places/placeWords.ts'
import { formatPlaces, parsePlaces } from '../../client/pages/places/usePlaces.ts'
import { REVIEW_OUTCOMES } from '../../server/contract/placeWords.ts'
import { placeDecisionSchema } from '../../server/contract/places.ts'

describe('chances in words', () => {
  test.each([
    [0.001, 'less than 1 in 100'], [0.01, '1 in 100'], [0.02, '1 in 50'], [0.033, '1 in 30'], [0.05, '1 in 20'], [0.24, '1 in 4'], [0.33, '1 in 3'], [0.5, '1 in 2'],
    [0.74, '3 in 4'], [0.8, '4 in 5'], [0.95, '19 in 20'], [0.99, 'nearly certain'], [1, 'nearly certain'],
  ])('%d is %s', (probability, words) => expect(chanceWords(probability)).toBe(words))

  test('a fraction never strays far from its probability, nor goes down as it goes up', () => {
    const valueOf = (words: string): number => {
      if (words === 'nearly certain') return 1
      const [, over, under] = /(\d+) in (\d+)/.exec(words) ?? []
      return Number(over) / Number(under)
    }
    fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (p, q) => {
      expect(Math.abs(valueOf(chanceWords(p)) - p)).toBeLessThan(0.076)
      expect(Math.sign(valueOf(chanceWords(p)) - valueOf(chanceWords(q))) * Math.sign(p - q)).toBeGreaterThanOrEqual(0)
    }))
  })

  test('something is never nothing', () => expect([percentWords(0), percentWords(0.002), percentWords(0.746)]).toEqual(['0 %', '< 1 %', '75 %']))
})

test.each([[44, 'within 45 m'], [130, 'within 130 m'], [999, 'within 1,000 m'], [1000, 'within 1.0 km'], [4611, 'within 4.6 km'], [20_000, 'within 20 km']])('%d m is said %s', (radius, words) => {
  expect(radiusWords(radius)).toBe(words)
})

describe('what a decision did', () => {
  const place = { kind: 'place', label: 'The Gaff, Chelmsford', lat: 51.7, lng: 0.4, radiusM: 45, level: 'venue' } as const
  test.each([
    [place, { moved: 48, homes: 0, surer: 0 }, '48 cases moved: “the gaff” is The Gaff, Chelmsford.'],
    [place, { moved: 1, homes: 2, surer: 1 }, "1 case moved: “the gaff” is The Gaff, Chelmsford. 2 cases stayed: somebody's home. 1 case stayed: a postcode beside the words says more."],
    [{ kind: 'unplaceable' } as const, { moved: 3, homes: 0, surer: 0 }, '3 cases moved: “the gaff” cannot be placed.'],
    [null, { moved: 3, homes: 0, surer: 0 }, 'Taken back. 3 cases moved: “the gaff” is again what the geocoder makes of it.'],
  ])('%#', (decision, done, words) => expect(movedWords('the gaff', decision, { key: 'gaff', ...done })).toBe(words))

  test('and what was decided', () => {
    expect(decisionWords(place)).toBe('The Gaff, Chelmsford (building or venue, within 45 m)')
    expect(decisionWords({ kind: 'unplaceable' })).toBe('Cannot be placed')
  })
})

describe('a point', () => {
  test('claims less the further out the map is', () => expect([16, 14, 10].map(exactnessAt)).toEqual(['building', 'corner', 'area']))
  test.each(EXACTNESS.map((one) => [one.label, one] as const))('%s is a decision that the server takes', (_label, { radiusM, level }) => {
    expect(placeDecisionSchema.safeParse({ kind: 'place', lat: 51.7, lng: 0.4, radiusM, level, label: 'A point set on the map' }).success).toBe(true)
  })
})

const M_PER_DEG = 111_195
test('a circle is its radius wide everywhere, and the bounds hold all circles', () => {
  const disc = fc.record({ lat: fc.double({ min: 50, max: 56, noNaN: true }), lng: fc.double({ min: -5, max: 2, noNaN: true }), radiusM: fc.double({ min: 20, max: 6000, noNaN: true }) })
  fc.assert(fc.property(fc.array(disc, { minLength: 1, maxLength: 6 }), (discs) => {
    const [west, south, east, north] = boundsOf(discs) ?? [0, 0, 0, 0]
    for (const one of discs) {
      const [ring = []] = circle(one).coordinates
      expect(ring[0]).toEqual(ring.at(-1))
      for (const [lng = 0, lat = 0] of ring) {
        const metres = Math.hypot(lat - one.lat, (lng - one.lng) * Math.cos((one.lat * Math.PI) / 180)) * M_PER_DEG
        expect(Math.abs(metres - one.radiusM)).toBeLessThan(one.radiusM * 1e-6)
        expect(lng >= west - 1e-9 && lng <= east + 1e-9 && lat >= south - 1e-9 && lat <= north + 1e-9).toBe(true)
      }
    }
  }))
  expect(boundsOf([])).toBeNull()
})

test('the page is in its URL', () => {
  fc.assert(fc.property(fc.option(fc.constantFrom(...REVIEW_OUTCOMES)), fc.option(fc.string({ minLength: 1, unit: 'grapheme' })), (outcome, text) => {
    expect(parsePlaces(formatPlaces({ outcome, text }))).toEqual({ outcome, text })
  }))
  expect(parsePlaces('?why=nonsense&text=')).toEqual({ outcome: null, text: null })
})
