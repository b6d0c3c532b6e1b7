import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countScale, significanceScale } from '../../client/map/scales.ts'
import { drawnResolution, tileZoom } from '../../client/map/zoom.ts'

const cell = (figures: object) => ({ count: 0, z: 0, adjusted_p: 1, state: 'count', ...figures })

test('a count falls in the class whose label holds it', () => {
  const scale = countScale({ countBreaks: [1, 4, 10, 30], maxCount: 77 }, 'light')
  expect(scale.classes.map((c) => c.label)).toEqual(['1–3', '4–9', '10–29', '30+'])
  expect([0, 1, 3, 4, 29, 30, 77].map((count) => scale.classOf(cell({ count }))?.label)).toEqual([
    undefined, '1–3', '1–3', '4–9', '10–29', '30+', '30+',
  ])
})

test('every class has its own colour', () => {
  for (let n = 1; n <= 6; n++) {
    const breaks = Array.from({ length: n }, (_, i) => i * 5 + 1)
    const colours = countScale({ countBreaks: breaks, maxCount: 99 }, 'dark').classes.map((c) => c.colour.join())
    expect(new Set(colours).size).toBe(n)
  }
})

test('more incidents never get a lower class', () => {
  const scale = countScale({ countBreaks: [1, 3, 7, 20, 50], maxCount: 90 }, 'light')
  const index = (count: number) => scale.classes.indexOf(scale.classOf(cell({ count })) as never)
  fc.assert(fc.property(fc.nat(200), fc.nat(200), (a, b) => {
    expect(Math.sign(index(a) - index(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
  }))
})

test('no data to classify: still a scale', () => {
  expect(countScale({ countBreaks: [], maxCount: 0 }, 'light').classes).toHaveLength(1)
})

test('significance steps at adjusted p 0.10, 0.05 and 0.01, both ways, with a transparent middle', () => {
  const { classOf } = significanceScale('light')
  const label = (z: number, adjusted_p: number) => classOf(cell({ z, adjusted_p }))?.label
  expect(label(3, 0.01)).toBe('more, p ≤ 0.01')
  expect(label(3, 0.0100001)).toBe('more, p ≤ 0.05')
  expect(label(-3, 0.1)).toBe('fewer, p ≤ 0.1')
  expect(label(3, 0.11)).toBeUndefined()
  expect(classOf(cell({ z: null, adjusted_p: null }))).toBeNull()
  expect(classOf(cell({ z: 4, adjusted_p: 0, state: 'suppressed' }))).toBeNull()
})

test('zoom to resolution is the table of the tiles', () => {
  expect([5, 6, 8.9, 9, 10.99, 11, 13.9, 14, 17].map((z) => drawnResolution(z, 10))).toEqual([7, 7, 7, 8, 8, 9, 9, 10, 10])
  expect(drawnResolution(15, 9)).toBe(9)
  expect([0, 7.99, 20].map(tileZoom)).toEqual([6, 7, 14])
})
