import { fileURLToPath } from 'node:url'
import { UNITS, cellArea, cellToParent, gridDisk, latLngToCell } from 'h3-js'
import { describe, expect, test } from 'vitest'
import { createStudyArea, studyAreaFromPolygon } from '../../server/domain/studyArea.ts'
import { loadGeoData } from '../../server/geoData.ts'

const { studyArea, places } = loadGeoData(fileURLToPath(new URL('../../geo-data', import.meta.url)))
const contains = (lat: number, lng: number) => studyArea.has(latLngToCell(lat, lng, 9))

const CENTRES: Record<'in' | 'out', [string, number, number][]> = {
  in: [
    ['Chelmsford', 51.7343, 0.4691], ['Colchester', 51.8892, 0.9042], ['Southend High Street', 51.5378, 0.7137],
    ['Southend sea front', 51.533, 0.714], ['Basildon', 51.5702, 0.4566], ['Harlow', 51.7696, 0.0942], ['Clacton', 51.7892, 1.1538],
    ['Grays', 51.4757, 0.3245], ['Canvey', 51.5209, 0.5843], ['Walton-on-the-Naze', 51.8487, 1.2673], ['Saffron Walden', 52.0233, 0.2423],
    ['Waltham Abbey', 51.687, -0.0042], ['Foulness', 51.6, 0.893], ['West Mersea', 51.778, 0.919], ['Harwich', 51.9459, 1.2885],
  ],
  out: [
    ['Ipswich', 52.0592, 1.1555], ['Romford', 51.5752, 0.1858], ['Sudbury', 52.0389, 0.7312], ["Bishop's Stortford", 51.8711, 0.1587],
    ['Cambridge', 52.2, 0.1167], ['Gravesend', 51.4421, 0.3711], ['Haverhill', 52.0823, 0.4389], ['Felixstowe', 51.9638, 1.3511],
    ['Upminster', 51.5559, 0.2556], ['Chingford', 51.6303, 0.0005], ['Sheerness', 51.4404, 0.7625], ['the sea off Clacton', 51.76, 1.25],
  ],
}

test.each(CENTRES.in)('%s is inside', (_, lat, lng) => expect(contains(lat, lng)).toBe(true))
test.each(CENTRES.out)('%s is outside', (_, lat, lng) => expect(contains(lat, lng)).toBe(false))

test('every place of the gazetteer is on the side its administrative code says', () => {
  expect(places.list.filter((place) => contains(place.lat, place.lng) !== place.inArea).map((place) => place.name)).toEqual([])
})

test('it is about as large as Essex, and says where it is', () => {
  expect(Math.abs(studyArea.areaKm2 / 3_670 - 1)).toBeLessThan(0.03)
  const [west, south, east, north] = studyArea.bbox
  expect([west, south, east, north].map((degrees) => Math.round(degrees * 10) / 10)).toEqual([-0, 51.4, 1.3, 52.1])
})

test('resolutions agree: children and parents of the same set, sorted, with their real areas', () => {
  const nines = studyArea.cells(9)
  expect(studyArea.cells(10).length).toBe(nines.length * 7)
  expect(studyArea.cells(10).every((cell) => studyArea.has(cellToParent(cell, 9)))).toBe(true)
  for (const resolution of [7, 8] as const) {
    expect(new Set(studyArea.cells(resolution))).toEqual(new Set(nines.map((cell) => cellToParent(cell, resolution))))
  }
  for (const resolution of [7, 8, 9, 10] as const) {
    const cells = studyArea.cells(resolution)
    expect(cells.every((cell, i) => i === 0 || cells[i - 1]! < cell)).toBe(true)
    expect(studyArea.index(resolution).get(cells[100]!)).toBe(100)
    expect(studyArea.areaKm2Of(resolution)[100]).toBe(cellArea(cells[100]!, UNITS.km2))
  }
})

describe.each([[9, 1], [9, 3], [8, 2], [10, 1]] as const)('neighbours at resolution %i within %i', (resolution, k) => {
  const { offsets, targets } = studyArea.neighbours(resolution, k)
  const cells = studyArea.cells(resolution)
  const row = (i: number) => targets.subarray(offsets[i], offsets[i + 1])

  test('are those H3 gives, ascending, without the cell itself', () => {
    const index = studyArea.index(resolution)
    for (let i = 0; i < cells.length; i += Math.ceil(cells.length / 500)) {
      const expected = gridDisk(cells[i]!, k).flatMap((cell) => index.get(cell) ?? []).filter((j) => j !== i).sort((a, b) => a - b)
      expect([...row(i)]).toEqual(expected)
    }
  })

  test('are neighbours of each other', () => {
    let oneSided = 0
    for (let i = 0; i < cells.length; i += Math.ceil(cells.length / 500)) for (const j of row(i)) if (!row(j).includes(i)) oneSided++
    expect(oneSided).toBe(0)
    expect(offsets[cells.length]).toBe(targets.length)
  })
})

test('neighbours are kept, and a ring count that is none is refused', () => {
  expect(studyArea.neighbours(9, 1)).toBe(studyArea.neighbours(9, 1))
  expect(() => studyArea.neighbours(9, 0)).toThrow(RangeError)
})

test("an operator's polygon takes every cell it touches; its version follows its cells", () => {
  const square = (size: number): GeoJSON.Feature => ({
    type: 'Feature', properties: {},
    geometry: { type: 'Polygon', coordinates: [[[0.4, 51.7], [0.4 + size, 51.7], [0.4 + size, 51.7 + size], [0.4, 51.7 + size], [0.4, 51.7]]] },
  })
  const small = studyAreaFromPolygon('Square', square(0.05))
  expect(small.has(latLngToCell(51.7, 0.4, 9))).toBe(true) // the very corner
  expect(small.areaKm2).toBeGreaterThan(19.2) // 5.56 km × 3.45 km, and the rim
  expect(small.version).toBe(studyAreaFromPolygon('Other name', { type: 'FeatureCollection', features: [square(0.05)] } as GeoJSON.GeoJSON).version)
  expect(small.version).not.toBe(studyAreaFromPolygon('Square', square(0.06)).version)
})

test('what is no area is refused in one line', () => {
  expect(() => studyAreaFromPolygon('Point', { type: 'Point', coordinates: [0, 51] })).toThrow('holds no polygon')
  const metres: GeoJSON.Polygon = { type: 'Polygon', coordinates: [[[570000, 206000], [571000, 206000], [571000, 207000], [570000, 206000]]] }
  expect(() => studyAreaFromPolygon('Grid', metres)).toThrow('longitude and latitude')
  expect(() => createStudyArea({ name: 'Nothing', version: '0', cells9: [] })).toThrow('has no cells')
})
