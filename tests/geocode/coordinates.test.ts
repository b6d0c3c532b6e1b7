import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readCoordinates, type CoordinateFields } from '../../server/geocode/coordinates.ts'
import { metresBetween } from '../../server/geocode/distance.ts'
import { fromGrid, readGridReference, toGrid } from '../../server/geocode/nationalGrid.ts'

const ground = { bbox: [-0.02, 51.44, 1.31, 52.1] as const, sites: [{ lat: 51.7743, lng: 0.4668 }, { lat: null, lng: null }] }
const read = (fields: CoordinateFields) => readCoordinates(fields, ground)
const fault = (fields: CoordinateFields) => {
  const told = read(fields)
  return told.kind === 'fault' ? told.issue : told.kind
}

describe('the National Grid', () => {
  // Ordnance Survey's worked example of the projection, OSGB36 to WGS84 by the Helmert shift (A guide to coordinate systems in Great Britain): Caister water tower.
  it('Caister water tower, 651410 313177', () => {
    const point = fromGrid(651_409.903, 313_177.27)
    expect(metresBetween(point, { lat: 52.65798, lng: 1.71605 })).toBeLessThan(6)
  })
  it('there and back is within 1 cm', () => {
    fc.assert(
      fc.property(fc.double({ min: 100_000, max: 650_000, noNaN: true }), fc.double({ min: 20_000, max: 1_200_000, noNaN: true }), (easting, northing) => {
        const { lat, lng } = fromGrid(easting, northing)
        const back = toGrid(lat, lng)
        expect(Math.hypot(back.easting - easting, back.northing - northing)).toBeLessThan(0.05)
      }),
    )
  })
  test.each<[text: string, easting: number, northing: number, sideM: number]>([
    ['TL 707 069', 570_750, 206_950, 100],
    ['TL707069', 570_750, 206_950, 100],
    ['tl7006', 570_500, 206_500, 1000],
    ['TL 7070 0690', 570_705, 206_905, 10],
    ['TL 70700 06900', 570_700.5, 206_900.5, 1],
    ['TQ 88 86', 588_500, 186_500, 1000],
    ['SV 00 00', 500, 500, 1000],
    ['HP 60 15', 460_500, 1_215_500, 1000],
    ['NN 166 712', 216_650, 771_250, 100],
  ])('%s', (text, easting, northing, sideM) => {
    expect(readGridReference(text)).toEqual({ easting, northing, sideM })
  })
  test.each(['', 'TL', 'TL 707 06', 'TI 707 069', 'TL 123456 123456', 'ZZ 10 10', 'TL 7x 06', '570700 206900'])('%j is no reference', (text) => {
    expect(readGridReference(text)).toBeNull()
  })
})

describe('a point, however it is written', () => {
  const at = { lat: 51.7348, lng: 0.4706 }
  test.each<[string, CoordinateFields, number]>([
    ['degrees', { lat: '51.73482', lng: '0.47063' }, 30],
    ['eastings and northings', { easting: '570700', northing: '206900' }, 60],
    ['with decimals', { easting: '570700.0', northing: '206900.00' }, 60],
    ['grid numbers in columns called latitude and longitude', { lat: '206900', lng: '570700' }, 60],
    ['a letter reference', { gridRef: 'TL 7070 0690' }, 30],
    ['a letter reference in the column of eastings', { easting: 'TL7070 0690', northing: '' }, 30],
    ['numbers in the column of the reference', { gridRef: '570700, 206900' }, 60],
  ])('%s', (_, fields, within) => {
    const told = read(fields)
    expect(told.kind).toBe('point')
    expect(told.kind === 'point' && metresBetween(told, at)).toBeLessThan(within)
  })
  it('claims no more than the writing holds', () => {
    const radius = (fields: CoordinateFields) => {
      const told = read(fields)
      return told.kind === 'point' ? [told.radiusM, told.level] : told
    }
    expect(radius({ lat: '51.734821', lng: '0.470631' })).toEqual([25, 'exact'])
    expect(radius({ lat: '51.73', lng: '0.47' })).toEqual([786, 'area'])
    expect(radius({ gridRef: 'TL 707 069' })).toEqual([71, 'exact'])
    expect(radius({ gridRef: 'TL 70 06' })).toEqual([707, 'area'])
    expect(radius({ easting: '570000', northing: '206000' })).toEqual([707, 'area'])
    expect(radius({ easting: '570123', northing: '206456' })).toEqual([25, 'exact'])
  })
  it('outside the area is still a point: another step judges it', () => {
    expect(read({ lat: '51.5', lng: '-0.12' })).toMatchObject({ kind: 'point', lat: 51.5 })
    expect(read({ easting: '400000', northing: '300001' }).kind).toBe('point')
  })
})

describe('what goes wrong has a name', () => {
  test.each<[string, CoordinateFields]>([
    ['none', {}], ['none', { lat: ' ', lng: '' }],
    ['half-coordinates', { lat: '51.7', lng: '' }], ['half-coordinates', { easting: '', northing: '206900' }],
    ['zero-coordinates', { lat: '0', lng: '0.000' }], ['zero-coordinates', { easting: '0', northing: '0' }],
    ['bad-coordinates', { lat: 'abc', lng: '0.4' }], ['bad-coordinates', { lat: '91', lng: '0.4' }], ['bad-coordinates', { lat: '51,7', lng: '0,4' }], ['bad-coordinates', { lat: 'NaN', lng: '1e5' }],
    ['bad-coordinates', { easting: '9999999', northing: '206900' }], ['bad-coordinates', { gridRef: 'somewhere' }], ['bad-coordinates', { gridRef: '570700' }], ['bad-coordinates', { lat: '51.7', lng: '200' }],
    ['swapped-coordinates', { lat: '0.4706', lng: '51.7348' }], ['swapped-coordinates', { easting: '206900', northing: '570700' }],
    ['sign-missing', { lat: '51.7348', lng: '-0.4706' }],
    ['default-place', { lat: '51.7743', lng: '0.4668' }], ['default-place', { lat: '51.77432', lng: '0.46681' }],
  ])('%s: %j', (expected, fields) => {
    expect(fault(fields)).toBe(expected)
  })
  it('a hospital told on the grid is recognised too', () => {
    const { easting, northing } = toGrid(51.7743, 0.4668)
    expect(fault({ easting: String(Math.round(easting)), northing: String(Math.round(northing)) })).toBe('default-place')
  })
  it('longitudes just west of Greenwich are no missing sign', () => {
    expect(read({ lat: '51.69', lng: '-0.01' }).kind).toBe('point')
  })
})

test('any text: never throws, and a point is always on the globe', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary', maxLength: 30 }), fc.double().map(String), fc.integer({ min: -1_400_000, max: 1_400_000 }).map(String), fc.constantFrom('', 'TL 707 069', '0'))
  fc.assert(
    fc.property(fc.record({ lat: cell, lng: cell, easting: cell, northing: cell, gridRef: cell }, { requiredKeys: [] }), (fields) => {
      const told = read(fields)
      const onGlobe = told.kind !== 'point' || (Math.abs(told.lat) <= 90 && Math.abs(told.lng) <= 180 && told.radiusM >= 25)
      expect(onGlobe).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
