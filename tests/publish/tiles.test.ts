// One tile in words, from a table made by hand; and the addresses of tiles.
import { VectorTile } from '@mapbox/vector-tile'
import { tableFromIPC } from 'apache-arrow'
import { gridDisk, latLngToCell } from 'h3-js'
import { PbfReader } from 'pbf'
import { expect, test } from 'vitest'
import { readTileAddress, resolutionAt } from '../../server/publish/tiles/address.ts'
import { tileOf } from '../../server/publish/tiles/tiles.ts'

const cells = gridDisk(latLngToCell(51.734, 0.471, 9), 1).toSorted()
const table = {
  run: 'r',
  resolution: 9,
  cells,
  counts: Float64Array.from(cells, (_, i) => (i === 6 ? NaN : i)),
  z: Float64Array.from(cells, (_, i) => (i === 6 ? NaN : i - 2.5)),
  p: Float64Array.from(cells, (_, i) => (i === 6 ? NaN : 1 / (i + 1))),
  adjustedP: Float64Array.from(cells, (_, i) => (i === 6 ? NaN : 1)),
  states: cells.map((_, i) => (i === 6 ? 'suppressed' : i === 0 ? 'zero' : 'count')),
} as never // a test may put before the encoders what the gate has not seen

test('a vector tile in words', () => {
  const layer = new VectorTile(new PbfReader(tileOf(table, { z: 12, x: 2053, y: 1357 }, 'mvt'))).layers['cells']
  const said = Array.from({ length: layer?.length ?? 0 }, (_, i) => {
    const feature = layer!.feature(i)
    const ring = feature.loadGeometry()[0]!.map(({ x, y }) => `${x},${y}`).join(' ')
    return `${Object.entries(feature.properties).map(([key, value]) => `${key}=${value}`).join(' ')} | ${ring}`
  })
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "cell=89194e0d307ffff count=0 z=-2.5 p=1 adjusted_p=1 state=zero | 1694,3254 1714,3385 1616,3457 1499,3399 1479,3268 1577,3195 1694,3254
    cell=89194e0d30fffff count=1 z=-1.5 p=0.5 adjusted_p=1 state=count | 1479,3268 1499,3399 1401,3471 1284,3413 1264,3282 1362,3209 1479,3268
    cell=89194e0d323ffff count=2 z=-0.5 p=0.3333333333333333 adjusted_p=1 state=count | 1752,3647 1772,3778 1674,3850 1557,3792 1537,3661 1635,3588 1752,3647
    cell=89194e0d32bffff count=3 z=0.5 p=0.25 adjusted_p=1 state=count | 1537,3661 1557,3792 1459,3864 1342,3806 1322,3675 1420,3602 1537,3661
    cell=89194e0d333ffff count=4 z=1.5 p=0.2 adjusted_p=1 state=count | 1831,3443 1850,3574 1752,3647 1635,3588 1616,3457 1714,3385 1831,3443
    cell=89194e0d33bffff count=5 z=2.5 p=0.16666666666666666 adjusted_p=1 state=count | 1616,3457 1635,3588 1537,3661 1420,3602 1401,3471 1499,3399 1616,3457
    cell=89194e0d377ffff state=suppressed | 1401,3471 1420,3602 1322,3675 1205,3616 1186,3485 1284,3413 1401,3471"
  `)
})

test('an Arrow tile in words', () => {
  const arrow = tableFromIPC(tileOf(table, { z: 12, x: 2053, y: 1357 }, 'arrow'))
  expect(arrow.schema.fields.map((field) => `${field.name}: ${field.type}`).join(', ')).toMatchInlineSnapshot(`"cell: Utf8, count: Int32, z: Float64, p: Float64, adjusted_p: Float64, state: Utf8"`)
  expect(arrow.toArray().map((row) => Object.values((row as { toJSON(): object }).toJSON()).join(' ')).join('\n')).toMatchInlineSnapshot(`
    "89194e0d307ffff 0 -2.5 1 1 zero
    89194e0d30fffff 1 -1.5 0.5 1 count
    89194e0d323ffff 2 -0.5 0.3333333333333333 1 count
    89194e0d32bffff 3 0.5 0.25 1 count
    89194e0d333ffff 4 1.5 0.2 1 count
    89194e0d33bffff 5 2.5 0.16666666666666666 1 count
    89194e0d377ffff     suppressed"
  `)
})

test('the resolution follows the zoom and never outdoes the data', () => {
  expect(Array.from({ length: 17 }, (_, z) => resolutionAt(z, 10)).join(' ')).toBe('7 7 7 7 7 7 7 7 7 8 8 9 9 9 10 10 10')
  expect(Array.from({ length: 17 }, (_, z) => resolutionAt(z, 9)).at(-1)).toBe(9)
})

test('an address is inside the square of the world or refused', () => {
  expect(readTileAddress('0', '0', '0')).toEqual({ z: 0, x: 0, y: 0 })
  expect(readTileAddress('16', '65535', '65535')).toEqual({ z: 16, x: 65_535, y: 65_535 })
  for (const [z, x, y] of [['17', '0', '0'], ['-1', '0', '0'], ['0', '1', '0'], ['3', '0', '8'], ['3', '1.5', '1'], ['3', '0x1', '1'], ['', '0', '0'], ['3', ' 1', '1'], ['3', '1e0', '1']])
    expect(() => readTileAddress(z!, x!, y!), `${z}/${x}/${y}`).toThrow(/must be/)
})
