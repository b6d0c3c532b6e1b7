import { cellToBoundary, cellToLatLng } from 'h3-js'
import type { TileAddress } from './address.ts'
import { namesAsValues } from './tileValues.ts'

const WORLD = 2 ** 32

/** Web-Mercator x of a longitude and y of a latitude, 0–1, y downwards. */
export const mercator = (lng: number, lat: number): [number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180)
  return [lng / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI]
}

export type CellIndex = {
  /** the names of the cells as values of a vector tile */
  readonly names: Uint8Array
  /** rows whose centre lies in the tile, ascending: each cell in exactly one tile */
  within(tile: TileAddress): number[]
  /** rows whose polygon may touch the tile, ascending: its centre lies within one cell's reach of it */
  touching(tile: TileAddress): number[]
  /**
   * Polygon of a row in units of 1 / scale from (left, top), rounded: x and y alternating, not closed, clockwise on the screen as an
   * outer ring of a tile must be. Returns how many numbers were written, at most MOST_CORNERS.
   */
  corners(row: number, scale: number, left: number, top: number, out: Int32Array): number
}

/** An H3 cell has at most ten corners: a hexagon or pentagon, and where it crosses edges of the icosahedron some more. */
export const MOST_CORNERS = 20
const USUAL = 12

// H3 names its cells along a curve that fills the plane: rows of a sorted list that follow each other lie near each other, and the
// box of 64 of them is small. No tree is needed, and rows come out in order.
const BLOCK = 64

/** Where the cells of one table lie in the plane of the tiles. Rings are computed when first drawn. */
export const createCellIndex = (cells: readonly string[]): CellIndex => {
  const centres = new Float64Array(2 * cells.length)
  const boxes = new Float64Array(4 * Math.ceil(cells.length / BLOCK))
  for (let block = 0; block < boxes.length; block += 4) boxes.set([Infinity, Infinity, -Infinity, -Infinity], block)
  // Hexagons side by side; a row not yet drawn has 0 there, which no cell of the world's middle has. Untouched memory is not held.
  const hexagons = new Float64Array(USUAL * cells.length)
  const others = new Map<number, Float64Array>()
  const draw = (row: number): Float64Array => {
    const ring = ringOf(cells[row] ?? '')
    if (ring.length === USUAL) hexagons.set(ring, USUAL * row)
    else others.set(row, ring)
    return ring
  }
  const sampled = Math.ceil(cells.length / 500)
  let reach = 0
  for (const [row, cell] of cells.entries()) {
    const [lat, lng] = cellToLatLng(cell)
    const [x, y] = mercator(lng, lat)
    centres[2 * row] = x
    centres[2 * row + 1] = y
    const box = boxes.subarray(4 * Math.floor(row / BLOCK))
    box[0] = Math.min(box[0]!, x)
    box[1] = Math.min(box[1]!, y)
    box[2] = Math.max(box[2]!, x)
    box[3] = Math.max(box[3]!, y)
    // Cells of one region differ by a few per cent: a sample with a margin bounds them all.
    if (row % sampled === 0) {
      const corners = draw(row)
      for (let i = 0; i < corners.length; i += 2) reach = Math.max(reach, 1.2 * Math.hypot(corners[i]! - x, corners[i + 1]! - y))
    }
  }
  /** Rows with their centre in the box, edges included. */
  const range = (left: number, top: number, right: number, bottom: number): number[] => {
    const rows: number[] = []
    for (let b = 0, first = 0; b < boxes.length; b += 4, first += BLOCK) {
      if (boxes[b]! > right || boxes[b + 2]! < left || boxes[b + 1]! > bottom || boxes[b + 3]! < top) continue
      const end = Math.min(cells.length, first + BLOCK)
      for (let row = first; row < end; row++) {
        const x = centres[2 * row]!
        const y = centres[2 * row + 1]!
        if (x >= left && x <= right && y >= top && y <= bottom) rows.push(row)
      }
    }
    return rows
  }
  return {
    names: namesAsValues(cells),
    corners: (row, scale, left, top, out) => {
      const first = USUAL * row
      if (hexagons[first] === 0) {
        const other = others.get(row) ?? draw(row)
        if (other.length !== USUAL) {
          for (let i = 0; i < other.length; i += 2) {
            out[i] = Math.round(other[i]! * scale - left)
            out[i + 1] = Math.round(other[i + 1]! * scale - top)
          }
          return other.length
        }
      }
      for (let i = 0; i < USUAL; i += 2) {
        out[i] = Math.round(hexagons[first + i]! * scale - left)
        out[i + 1] = Math.round(hexagons[first + i + 1]! * scale - top)
      }
      return USUAL
    },
    // Half-open on the far sides by less than a millimetre, so that a centre on an edge is in one tile only.
    within: ({ z, x, y }) => {
      const side = 1 / 2 ** z
      const edge = 1 / WORLD / 1024
      return range(x * side, y * side, (x + 1) * side - edge, (y + 1) * side - edge)
    },
    touching: ({ z, x, y }) => {
      const side = 1 / 2 ** z
      return range(x * side - reach, y * side - reach, (x + 1) * side + reach, (y + 1) * side + reach)
    },
  }
}

const ringOf = (cell: string): Float64Array => {
  const corners = cellToBoundary(cell).map(([lat, lng]) => mercator(lng, lat))
  const doubledArea = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Float64Array.from((doubledArea < 0 ? corners.toReversed() : corners).flat())
}
