import fc from 'fast-check'
import { expect, test } from 'vitest'
import { announce, chanceSentence, excludedSentence, formatArea, formatP, formatRatio, formatShare, formatZ, hotspotSentence } from '../../client/words.ts'
import type { Hotspot, Run } from '../../server/contract/results.ts'

const hotspot: Hotspot = {
  rank: 1, cells: [], incidents: 1204, share: 0.0412, areaKm2: 1.31, z: 22.4, adjustedP: 1e-12,
  lat: 51.54, lng: 0.71, place: 'Southend-on-Sea', peakCell: '89194ad1423ffff', ratio: 48.2,
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

test('a hotspot in plain words first', () => {
  expect(plain(hotspotSentence(hotspot, 'benjamini-hochberg'))).toBe(
    '1,204 incidents in 1.3 km² of Southend-on-Sea: 4.1% of all mapped incidents, 48 times what an even spread would give. ' +
      'Chance alone would very rarely give this (adjusted p < 0.001).',
  )
  expect(plain(hotspotSentence({ ...hotspot, incidents: 1 }, 'none'))).toMatch(/^1 incident in .*\(p, not adjusted, < 0\.001\)\.$/)
})

test('p is never rounded to nothing', () => {
  expect([0, 0.0009, 0.001, 0.0451, 0.0996, 0.214, 1].map(formatP)).toEqual(['< 0.001', '< 0.001', '0.001', '0.045', '0.10', '0.21', '1.00'])
  expect(formatP(null)).toBe('–')
  fc.assert(fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (p) => {
    expect(formatP(p)).not.toMatch(/^0(\.0+)?$/)
  }))
  expect(plain(chanceSentence(0.03, 'holm'))).toBe('Chance alone would seldom give this (adjusted p = 0.030).')
})

test('figures', () => {
  expect([0, 0.0004, 0.0412, 1].map(formatShare)).toEqual(['0.0%', '< 0.1%', '4.1%', '100%'])
  expect([0.01, 0.4, 3.14, 48.2, 1234].map(formatRatio)).toEqual(['< 0.1', '0.4', '3.1', '48', '1,234'])
  expect([0.0123, 0.105, 1.31, 3670].map(formatArea)).toEqual(['0.012', '0.10', '1.3', '3,670'])
  expect(formatZ(-2.34)).toBe('−2.3')
})

test('what is not on the map is said', () => {
  expect(excludedSentence([{ kind: 'no-coordinates', count: 408 }, { kind: 'outside-area', count: 0 }])).toBe(
    '408 without coordinates match too, but are not on the map and not in n.',
  )
  expect(excludedSentence([{ kind: 'outside-area', count: 1 }])).toBe('1 outside the study area matches too, but is not on the map and not in n.')
  expect(excludedSentence([])).toBe('')
  expect(announce({ hotspots: [hotspot], incidents: 9832 } as unknown as Run)).toBe('1 hotspot, 9,832 incidents')
})
