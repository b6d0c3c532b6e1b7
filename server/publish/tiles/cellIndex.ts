import { cellToBoundary, cellToLatLng } from 'h3-js'
import KDBush from 'kdbush'
import type { TileAddress } from './address.ts'

const WORLD = 2 ** 32

/** Web-Mercator x of a longitude and y of a latitude, 0–1, y downwards. */
export const mercator = (lng: number, lat: number): [number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180)
  return [lng / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI]
}

export type CellIndex = {
  /** rows whose centre lies in the tile: each cell in exactly one tile */
  within(tile: TileAddress): number[]
  /** rows whose polygon may touch the tile: its centre lies within one cell's reach of it */
  touching(tile: TileAddress): number[]
  /** polygon of a row in Mercator, x and y alternating, not closed */
  ring(row: number): Float64Array
}

/** Where the cells of one table lie in the plane of the tiles. Rings are computed when first drawn. */
export const createCellIndex = (cells: readonly string[]): CellIndex => {
  const index = new KDBush(cells.length, 64, Float64Array)
  let reach = 0
  const rings: (Float64Array | undefined)[] = []
  const ring = (row: number): Float64Array =>
    (rings[row] ??= Float64Array.from(cellToBoundary(cells[row] ?? '').flatMap(([lat, lng]) => mercator(lng, lat))))
  for (const [row, cell] of cells.entries()) {
    const [lat, lng] = cellToLatLng(cell)
    const [x, y] = mercator(lng, lat)
    index.add(x, y)
    // Cells of one region differ by a few per cent: a sample with a margin bounds them all.
    if (row % 97 === 0) {
      const corners = ring(row)
      for (let i = 0; i < corners.length; i += 2) reach = Math.max(reach, 1.2 * Math.hypot((corners[i] ?? 0) - x, (corners[i + 1] ?? 0) - y))
    }
  }
  index.finish()
  const box = ({ z, x, y }: TileAddress, margin: number) => {
    const side = 1 / 2 ** z
    return index.range(x * side - margin, y * side - margin, (x + 1) * side + margin, (y + 1) * side + margin).toSorted((a, b) => a - b)
  }
  return {
    ring,
    // Half-open on the far sides by less than a millimetre, so that a centre on an edge is in one tile only.
    within: (tile) => {
      const side = 1 / 2 ** tile.z
      const edge = 1 / WORLD / 1024
      return index
        .range(tile.x * side, tile.y * side, (tile.x + 1) * side - edge, (tile.y + 1) * side - edge)
        .toSorted((a, b) => a - b)
    },
    touching: (tile) => box(tile, reach),
  }
}
