// The hand-written vector tile against a general encoder of the same features, and the index of the plane against looking at every cell.
import { VectorTile } from '@mapbox/vector-tile'
import { fromGeojsonVt } from '@maplibre/vt-pbf'
import fc from 'fast-check'
import { cellToBoundary, cellToLatLng, getPentagons, gridDisk, latLngToCell } from 'h3-js'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import type { TileAddress } from '../../server/publish/tiles/address.ts'
import { createCellIndex, mercator } from '../../server/publish/tiles/cellIndex.ts'
import { closeLength, putText, putVarint } from '../../server/publish/tiles/protobuf.ts'
import { tileOf } from '../../server/publish/tiles/tiles.ts'
import { createRandom, type Random } from '../../server/statistics/random.ts'

const EXTENT = 4096

type Table = { cells: string[]; counts: Float64Array; z: Float64Array; p: Float64Array; adjustedP: Float64Array; states: string[] }

/** The tile by way of objects, as anybody would write it. */
function plainTile(t: Table, { z: zoom, x: column, y: line }: TileAddress): Uint8Array {
  const scale = 2 ** zoom * EXTENT
  const features = t.cells.flatMap((cell, row) => {
    const ring = cellToBoundary(cell).map(([lat, lng]) => {
      const [x, y] = mercator(lng, lat)
      return [Math.round(x * scale - column * EXTENT), Math.round(y * scale - line * EXTENT)] as [number, number]
    })
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)]
    if (Math.max(...xs) < 0 || Math.min(...xs) > EXTENT || Math.max(...ys) < 0 || Math.min(...ys) > EXTENT) return []
    const outer = ring.toReversed() // H3 turns the other way
    const figures = { count: t.counts[row]!, z: t.z[row]!, p: t.p[row]!, adjusted_p: t.adjustedP[row]! }
    const tags = { cell, ...Object.fromEntries(Object.entries(figures).filter(([, value]) => !Number.isNaN(value))), state: t.states[row]! }
    return [{ type: 3 as const, geometry: [[...outer, outer[0]!]], tags }]
  })
  return fromGeojsonVt({ cells: { features } as never }, { version: 2, extent: EXTENT })
}

function decoded(tile: Uint8Array): unknown {
  const { version, name, extent, length, ...layer } = new VectorTile(new PbfReader(tile)).layers['cells']!
  void layer
  const read = new VectorTile(new PbfReader(tile)).layers['cells']!
  return { version, name, extent, features: Array.from({ length }, (_, i) => {
    const feature = read.feature(i)
    return { type: feature.type, properties: { ...feature.properties }, rings: feature.loadGeometry().map((ring) => ring.map(({ x, y }) => [x, y])) }
  }) }
}

const SOME = [NaN, NaN, -0, 0, 1, -1, 3, -3, 127, 128, 2 ** 31, -(2 ** 40), 1e-300, 0.5]
const figureFrom = ({ below, normal }: Random): number => (below(2) === 0 ? SOME[below(SOME.length)]! : below(3) === 0 ? Math.round(1000 * normal()) : normal())
const tileAt = (cell: string, z: number): TileAddress => {
  const [lat, lng] = cellToLatLng(cell)
  const [x, y] = mercator(lng, lat)
  return { z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) }
}

const around = gridDisk(latLngToCell(51.734, 0.471, 9), 4).toSorted()
// A pentagon and its neighbours: rings of five, and of more corners where they cross an edge of the icosahedron.
const odd = gridDisk(getPentagons(7)[3]!, 3).toSorted()

test.each([['hexagons', around, 16], ['a pentagon and what lies round it', odd, 14]] as const)('the same features as a general encoder: %s', (_, cells, deepest) => {
  fc.assert(
    fc.property(
      fc.nat(), fc.integer({ min: 9, max: deepest }), fc.nat(cells.length - 1),
      (seed, zoom, middle) => {
        const column = (k: number): Float64Array => {
          const random = createRandom(seed, k)
          return Float64Array.from(cells, () => figureFrom(random))
        }
        const table = { cells: [...cells], counts: column(0), z: column(1), p: column(2), adjustedP: column(3), states: cells.map((_cell, row) => (row % 3 === 0 ? 'zero' : 'count')) }
        const tile = tileAt(cells[middle]!, zoom)
        expect(decoded(tileOf(table as never, tile, 'mvt'))).toEqual(decoded(plainTile(table, tile)))
      },
    ),
    { numRuns: 15 },
  )
})

test('shapes too long for their line, places of three bytes, tile after tile of one table', () => {
  const plainOf = (cells: string[], figure: (i: number) => number): Table => {
    const column = (k: number): Float64Array => Float64Array.from(cells, (_, i) => figure(4 * i + k))
    return { cells, counts: column(0), z: column(1), p: column(2), adjustedP: column(3), states: cells.map(() => 'no-data') }
  }
  // Ten corners with steps of three bytes each way.
  const pentagon = getPentagons(5)[3]!
  const deep = plainOf([pentagon], () => NaN)
  const [within, index] = [tileAt(pentagon, 16), createCellIndex(deep.cells)]
  expect([...index.touching(within)]).toEqual([0])
  expect(index.shapes(16).long.size).toBe(1)
  expect(decoded(tileOf(deep as never, within, 'mvt'))).toEqual(decoded(plainTile(deep, within)))
  // More than 16,384 values: 3,600 cells with four of their own each, and their names.
  const many = plainOf(gridDisk(latLngToCell(51.734, 0.471, 9), 34).toSorted(), (i) => (i % 9 === 0 ? i : i + 0.25))
  const tile = tileAt(many.cells[1800]!, 8)
  const told = decoded(plainTile(many, tile)) as { features: unknown[] }
  expect(told.features.length).toBeGreaterThan(3300)
  for (const address of [tile, tileAt(many.cells[0]!, 12), tile]) expect(decoded(tileOf(many as never, address, 'mvt'))).toEqual(decoded(plainTile(many, address)))
})

test('the index finds the cells that looking at each of them finds, in their order', () => {
  const cells = gridDisk(latLngToCell(51.734, 0.471, 8), 20).toSorted()
  const index = createCellIndex(cells)
  const centres = cells.map((cell) => {
    const [lat, lng] = cellToLatLng(cell)
    return mercator(lng, lat)
  })
  for (let z = 6; z <= 13; z++) {
    for (const middle of [0, 200, 700, 1200]) {
      const tile = tileAt(cells[middle]!, z)
      const rows = [...cells.keys()].filter((row) => Math.floor(centres[row]![0] * 2 ** z) === tile.x && Math.floor(centres[row]![1] * 2 ** z) === tile.y)
      expect(index.within(tile)).toEqual(rows)
      const touching = index.touching(tile)
      expect(rows.every((row) => touching.includes(row))).toBe(true)
      expect(touching).toEqual(touching.toSorted((a, b) => a - b))
    }
  }
})

test('lengths beyond 127 move aside, and words beyond ASCII are UTF-8', () => {
  for (const length of [0, 127, 128, 300, 20_000]) {
    const out = new Uint8Array(length + 16)
    out.fill(7, 1, 1 + length)
    const end = closeLength(out, 0, 1 + length)
    const read = new PbfReader(out.subarray(0, end))
    expect([...read.readBytes()]).toEqual(Array.from({ length }, () => 7))
    expect(read.pos).toBe(end)
  }
  for (const text of ['', 'Chelmsford', 'Llanfair—ŷ', 'x'.repeat(200)]) {
    const out = new Uint8Array(3 * text.length + 16)
    const end = putText(out, 0, 1, text)
    expect(out[0]).toBe((1 << 3) | 2)
    expect(new PbfReader(out.subarray(1, end)).readString()).toBe(text)
  }
  for (const value of [0, 1, 127, 128, 16_384, 2 ** 31, 2 ** 32 - 1]) {
    const out = new Uint8Array(5)
    const end = putVarint(out, 0, value)
    expect(new PbfReader(out.subarray(0, end)).readVarint()).toBe(value)
  }
})
