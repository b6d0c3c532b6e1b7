import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlaceLevel } from '../../../server/contract/vocabulary.ts'
import { accuracyOf, ENOUGH, type Labelled } from '../../../server/ingest/review/accuracy.ts'

const labelled = (probability: number, right: boolean, level: PlaceLevel = 'venue'): Labelled => ({
  best: { entryId: null, label: 'x', lat: 51.7, lng: 0.4, radiusM: 100, level, probability },
  truth: { lat: 51.7 + (right ? 0.0008 : 0.001), lng: 0.4 }, // 89 m and 111 m off
})

test('every labelled text with a candidate stands in one level and one bin', () => {
  const one = fc.record({ probability: fc.double({ min: 0.01, max: 1, noNaN: true }), right: fc.boolean(), level: fc.constantFrom('venue', 'street', 'town'), silent: fc.boolean() })
  fc.assert(fc.property(fc.array(one, { maxLength: 60 }), (list) => {
    const found = accuracyOf(list.map(({ probability, right, level, silent }) => (silent ? { best: null, truth: { lat: 51, lng: 0 } } : labelled(probability, right, level as PlaceLevel))), true)
    const told = list.filter(({ silent }) => !silent)
    for (const shares of [found.levels, found.bins]) {
      expect(shares.reduce((sum, { n }) => sum + n, 0)).toBe(told.length)
      expect(shares.reduce((sum, { right }) => sum + right, 0)).toBe(told.filter(({ right }) => right).length)
    }
    for (const { from, to, stated, n } of found.bins) {
      const within = told.filter(({ probability: p }) => p >= from && (p < to || (p === 1 && to === 1)))
      expect(n).toBe(within.length)
      expect(stated).toBeCloseTo(within.reduce((sum, { probability: p }) => sum + p, 0) / n, 9)
    }
    expect(found).toMatchObject({ decisions: list.length, silent: list.length - told.length, enough: list.length >= ENOUGH })
  }))
})

test.each([
  [0, /^No decision that names a place so far: too few to say/],
  [1, /^One decision .* too few to say/],
  [ENOUGH - 1, /^19 decisions .* too few to say/],
  [ENOUGH, /^Of 20 texts .* right for 10 of them \(50 %\), and it had stated 75 %\.$/],
])('%d decisions are said in words', (n, words) => {
  expect(accuracyOf(Array.from({ length: n }, (_, i) => labelled(0.75, i % 2 === 0)), false).sentence).toMatch(words)
})
