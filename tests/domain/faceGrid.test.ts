import fc from 'fast-check'
import { cellToLatLng, getPentagons, gridDisk, gridDistance, latLngToCell } from 'h3-js'
import { describe, expect, test } from 'vitest'
import { createFaceGrid } from '../../server/domain/faceGrid.ts'
import { createFaceTiles } from '../../server/domain/faceTiles.ts'
import { directionOf, FACE_CENTRES, facePlane, nearestFace, project, RADIANS } from '../../server/domain/icosahedron.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { ESSEX, expectAsH3, pick, pointsBesideEdges } from './faceGridSupport.ts'
import { pointsIn } from '../support/points.ts'

const chelmsford = (resolution: number, rings: number): string[] => gridDisk(latLngToCell(51.734, 0.471, resolution), rings)

describe('the cell is the one that H3 names', () => {
  test('200,000 points of Essex and its edges, resolution 9', () => {
    const grid = createFaceGrid({ bbox: ESSEX, resolution: 9 })
    expect(grid.fast).toBe(true)
    const { inside } = expectAsH3(grid, pointsIn(ESSEX, 180_000, 1))
    expect(inside).toBe(180_000) // every cell that overlaps the box is there
    expectAsH3(grid, pointsIn([-0.1, 51.3, 1.4, 52.2], 20_000, 2))
  })

  test.each([5, 6, 7, 8, 10, 11, 13, 15])('resolution %i', (resolution) => {
    const grid = createFaceGrid({ cells: chelmsford(resolution, 20), resolution })
    expect(grid.fast).toBe(true)
    const [[south, west], [north, east]] = [-1, 1].map((side) => {
      const span = (side * 40 * 75) / 7 ** ((resolution - 10) / 2) / 111_000
      return [51.734 + span / 2, 0.471 + span]
    }) as [[number, number], [number, number]]
    expect(expectAsH3(grid, pointsIn([west, south, east, north], 10_000, resolution)).inside).toBeGreaterThan(500)
    expectAsH3(grid, pointsBesideEdges(pick(grid.cells, 20, createRandom(3)), 4))
  })

  test.each([7, 8, 9, 10])('on and beside the edges and corners of cells of resolution %i', (resolution) => {
    const cells = chelmsford(resolution, 40)
    const grid = createFaceGrid({ cells, resolution })
    const points = pointsBesideEdges([...pick(cells, 120, createRandom(5)), ...chelmsford(resolution, 41).slice(-10)], 6)
    expect(expectAsH3(grid, points).inside).toBeGreaterThan(15_000)
  })

  test.each([
    ['two faces', 34.5, 14.5], ['a pentagon', ...cellToLatLng(getPentagons(8)[3] ?? '')], ['the middle of a face', ...middleOf(3)],
    ['the 180th meridian', -17, 179.999], ['a pole', 89.99, 0], ['the other pole', -89.9, 20], ['the equator and Greenwich', 0, 0],
    ['Melbourne', -37.81, 144.96], ['Lerwick', 60.15, -1.15], ['St Mary’s', 49.91, -6.31],
  ] as const)('round %s', (_, lat, lng) => {
    for (const resolution of [7, 8, 9, 10]) {
      const cells = gridDisk(latLngToCell(lat, lng, resolution), 12)
      const grid = createFaceGrid({ cells, resolution })
      const middles = cells.map((cell) => cellToLatLng(cell))
      const random = createRandom(7)
      const near = pick(middles, 2000, random).map(([y, x]) => [y + (random.next() - 0.5) * 0.02, x + (random.next() - 0.5) * 0.02] as const)
      const points = { lats: Float64Array.from(near, ([y]) => y), lngs: Float64Array.from(near, ([, x]) => x) }
      expect(expectAsH3(grid, points).inside).toBeGreaterThan(100)
      expectAsH3(grid, pointsBesideEdges(pick(cells, 10, random), 8))
    }
  })

  test('along the line between two faces both are answered', () => {
    const [a, b] = [FACE_CENTRES[3], FACE_CENTRES[4]]
    const between = [0, 1, 2].map((k) => (a?.[k] ?? 0) + (b?.[k] ?? 0)) as [number, number, number]
    const [x, y, z] = between
    const cells = gridDisk(latLngToCell(Math.atan2(z, Math.hypot(x, y)) / RADIANS, Math.atan2(y, x) / RADIANS, 8), 30)
    const faces = new Set(cells.map((cell) => nearestFace(directionOf(cellToLatLng(cell)[0] * RADIANS, cellToLatLng(cell)[1] * RADIANS))))
    expect(faces.size).toBe(2)
    const grid = createFaceGrid({ cells, resolution: 8 })
    expectAsH3(grid, pointsBesideEdges(pick(cells, 300, createRandom(10)), 9))
  })

  test('anywhere on Earth', () => {
    fc.assert(fc.property(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), fc.integer({ min: 4, max: 12 }), (lat, lng, resolution) => {
      const grid = createFaceGrid({ cells: gridDisk(latLngToCell(lat, lng, resolution), 2), resolution })
      expect(grid.rowOf(lat, lng)).toBe(grid.cells.indexOf(latLngToCell(lat, lng, resolution)))
    }), { numRuns: 300 })
  })
})

describe('what is asked of it', () => {
  const cells = chelmsford(9, 5)
  const grid = createFaceGrid({ cells, resolution: 9 })

  test('no place and no cell give -1; longitudes beyond 180 are as H3 takes them', () => {
    for (const [lat, lng] of [[NaN, 0.4], [51.7, NaN], [Infinity, 0], [51.7, -Infinity], [0, 0], [-51.734, 0.471], [51.734, -0.471], [90, 0], [51.734, 180]] as const) {
      expect(grid.rowOf(lat, lng)).toBe(-1)
    }
    expect(grid.rowOf(51.734, 360.471)).toBe(cells.indexOf(latLngToCell(51.734, 360.471, 9)))
  })

  test('rows follow the order of the cells', () => {
    const turned = createFaceGrid({ cells: cells.toReversed(), resolution: 9 })
    const { lats, lngs } = pointsIn([0.44, 51.72, 0.5, 51.75], 3000, 1)
    for (let n = 0; n < lats.length; n++) {
      const row = grid.rowOf(lats[n] ?? NaN, lngs[n] ?? NaN)
      expect(turned.rowOf(lats[n] ?? NaN, lngs[n] ?? NaN)).toBe(row < 0 ? -1 : cells.length - 1 - row)
    }
  })

  test('counts are the rows counted; more points than a block', () => {
    const { lats, lngs } = pointsIn([0.3, 51.7, 0.6, 51.8], 30_000, 2)
    const rows = new Int32Array(lats.length)
    grid.rowsOf(lats, lngs, rows)
    const counts = new Uint32Array(cells.length).fill(1)
    const outside = grid.count(lats, lngs, counts)
    expect(outside).toBe(rows.filter((row) => row < 0).length)
    expect(outside).toBeGreaterThan(0)
    expect(Array.from(counts)).toEqual(cells.map((_, row) => 1 + rows.filter((r) => r === row).length))
  })

  test('no cells: every point lies outside', () => {
    expect(createFaceGrid({ cells: [], resolution: 9 }).rowOf(51.7, 0.4)).toBe(-1)
  })

  test('a cell of another resolution and columns of different length are refused', () => {
    expect(() => createFaceGrid({ cells, resolution: 8 })).toThrow(/resolution 9, not 8/)
    expect(() => grid.rowsOf(new Float64Array(2), new Float64Array(3), new Int32Array(3))).toThrow(RangeError)
    expect(() => grid.rowsOf(new Float64Array(2), new Float64Array(2), new Int32Array(1))).toThrow(RangeError)
    expect(() => grid.count(new Float64Array(2), new Float64Array(2), new Uint32Array(1))).toThrow(RangeError)
  })
})

describe('axes', () => {
  const distance = ({ i, j }: { i: Int32Array; j: Int32Array }, a: number, b: number): number => {
    const [di, dj] = [(i[a] ?? NaN) - (i[b] ?? NaN), (j[a] ?? NaN) - (j[b] ?? NaN)]
    return Math.max(Math.abs(di), Math.abs(dj), Math.abs(di - dj))
  }

  test.each([7, 8, 9, 10])('their distance is the grid distance, resolution %i', (resolution) => {
    const grid = createFaceGrid({ cells: chelmsford(resolution, 15), resolution })
    const axes = grid.axes()
    if (!axes) throw new Error('no axes')
    const random = createRandom(1)
    for (let n = 0; n < 2000; n++) {
      const [a, b] = [random.below(grid.cells.length), random.below(grid.cells.length)]
      expect(distance(axes, a, b)).toBe(gridDistance(grid.cells[a] ?? '', grid.cells[b] ?? ''))
    }
  })

  test('none round a pentagon, nor for cells of two continents', () => {
    expect(createFaceGrid({ cells: gridDisk(getPentagons(7)[0] ?? '', 4), resolution: 7 }).axes()).toBeUndefined()
    const far = [latLngToCell(51.7, 0.4, 9), latLngToCell(-33.9, 151.2, 9)]
    expect(createFaceGrid({ cells: far, resolution: 9 }).axes()).toBeUndefined()
  })
})

test('the bound on the error of the tiles holds, and is not slack by more than a hundred', () => {
  for (const [resolution, box] of [[9, ESSEX], [10, ESSEX], [8, [-6, 50, 2, 56]], [7, [2, 30, 8, 34]]] as const) {
    const [west, south, east, north] = box
    const plane = facePlane(nearestFace(directionOf(((south + north) / 2) * RADIANS, ((west + east) / 2) * RADIANS)), resolution)
    const tiles = createFaceTiles(plane, box)
    if (!tiles) throw new Error('no tiles')
    let worst = 0
    const { lats, lngs } = pointsIn(box, 50_000, 3)
    lats.forEach((lat, n) => {
      const lng = lngs[n] ?? NaN
      const x = ((lng - west) / (east - west)) * tiles.columns
      const y = ((lat - south) / (north - south)) * tiles.rows
      const f = tiles.factors.subarray((Math.floor(y) * tiles.columns + Math.floor(x)) * 16)
      const [t, u] = [x - Math.floor(x), y - Math.floor(y)]
      const value = (k: number): number => [1, t, u, t * t, t * u, u * u].reduce((sum, term, m) => sum + term * (f[k + m] ?? NaN), 0)
      const [q, r] = project(plane, directionOf(lat * RADIANS, lng * RADIANS))
      worst = Math.max(worst, Math.abs(value(0) - q), Math.abs(value(6) - r))
    })
    expect(worst).toBeLessThan(tiles.error)
    expect(worst).toBeGreaterThan(tiles.error / 100)
  }
})

function middleOf(face: number): [number, number] {
  const [x, y, z] = FACE_CENTRES[face] ?? [NaN, NaN, NaN]
  return [Math.atan2(z, Math.hypot(x, y)) / RADIANS, Math.atan2(y, x) / RADIANS]
}
