import { fromGeojsonVt } from '@maplibre/vt-pbf'
import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import type { TileAddress } from './address.ts'
import type { CellIndex } from './cellIndex.ts'

// The encoder reads a tile's features only; the other fields of its type describe how geojson-vt cut them.
type EncoderTile = Parameters<typeof fromGeojsonVt>[0][string]

const EXTENT = 4096

/** Doubled area of a ring in tile units, positive when it runs clockwise on the screen, as an outer ring of a tile must. */
const doubledArea = (ring: [number, number][]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)

/**
 * Mapbox Vector Tile of one layer `cells` with the columns of the table as properties (null figures are left out). Whole
 * hexagons, not clipped: a reader clips at the tile's edge, and coordinates stay small up to the deepest zoom served.
 */
export const mvtOf = (t: Released<ReleasedTable>, index: CellIndex, tile: TileAddress): Uint8Array => {
  const scale = 2 ** tile.z * EXTENT
  const features = index.touching(tile).flatMap((row) => {
    const corners = index.ring(row)
    const ring: [number, number][] = []
    for (let i = 0; i < corners.length; i += 2)
      ring.push([Math.round((corners[i] ?? 0) * scale - tile.x * EXTENT), Math.round((corners[i + 1] ?? 0) * scale - tile.y * EXTENT)])
    if (!overlaps(ring)) return []
    if (doubledArea(ring) < 0) ring.reverse()
    const [first] = ring
    if (first) ring.push(first)
    const figures = { count: t.counts[row], z: t.z[row], p: t.p[row], adjusted_p: t.adjustedP[row] }
    const known = Object.entries(figures).filter(([, value]) => value !== undefined && !Number.isNaN(value))
    return [{ type: 3 as const, geometry: [ring], tags: { cell: t.cells[row] ?? '', ...Object.fromEntries(known), state: t.states[row] ?? '' } }]
  })
  return fromGeojsonVt({ cells: { features } as unknown as EncoderTile }, { version: 2, extent: EXTENT })
}

const overlaps = (ring: [number, number][]): boolean => {
  const xs = ring.map(([x]) => x)
  const ys = ring.map(([, y]) => y)
  return Math.max(...xs) >= 0 && Math.min(...xs) <= EXTENT && Math.max(...ys) >= 0 && Math.min(...ys) <= EXTENT
}
