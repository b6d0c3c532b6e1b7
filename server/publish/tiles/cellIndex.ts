import { cellToBoundary, cellToLatLng } from 'h3-js'
import type { TileAddress } from './address.ts'
import { createShapes, EXTENT, LENGTH_AT, SHAPE_WORDS, type CellShapes } from './cellShapes.ts'
import { namesAsValues } from './tileValues.ts'

const WORLD = 2 ** 32

/** Web-Mercator x of a longitude and y of a latitude, 0–1, y downwards. */
export const mercator = (lng: number, lat: number): [number, number] => {
  const sin = Math.sin((lat * Math.PI) / 180)
  return [lng / 360 + 0.5, 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI]
}

export type CellIndex = {
  /** the names of the cells as values of a vector tile */
  readonly names: Int32Array
  /** rows whose centre lies in the tile, ascending: each cell in exactly one tile */
  within(tile: TileAddress): number[]
  /** rows whose polygon, rounded to the grid of the zoom, touches the tile's box with its own, ascending. A view, good until the next call. */
  touching(tile: TileAddress): Int32Array
  /** Polygons at a zoom, clockwise on the screen as an outer ring of a tile must be. Those of the rows touching a tile are drawn. */
  shapes(zoom: number): CellShapes
}

/** Numbers of a hexagon's ring. */
const USUAL = 12

// H3 names its cells along a curve that fills the plane: rows of a sorted list that follow each other lie near each other, and the
// box of 16 of them is small, that of 512 too. No tree is needed, and rows come out in order.
const BLOCK = 16
const BLOCKS = 32

/** Where the cells of one table lie in the plane of the tiles. Rings are computed when first drawn. */
export const createCellIndex = (cells: readonly string[]): CellIndex => {
  const centres = new Float64Array(2 * cells.length)
  const boxes = emptyBoxes(Math.ceil(cells.length / BLOCK))
  const wholes = emptyBoxes(Math.ceil(cells.length / BLOCK / BLOCKS))
  // Hexagons side by side; a row not yet computed has 0 there, which no corner has that a map shows. Untouched memory is not held.
  const hexagons = new Float64Array(USUAL * cells.length)
  const others = new Map<number, Float64Array>()
  const ringAt = (row: number): Float64Array => {
    const known = hexagons[USUAL * row] === 0 ? others.get(row) : hexagons.subarray(USUAL * row, USUAL * (row + 1))
    if (known) return known
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
    widen(boxes, 4 * Math.floor(row / BLOCK), x, y)
    widen(wholes, 4 * Math.floor(row / BLOCK / BLOCKS), x, y)
    // Cells of one region differ by a few per cent: a sample with a margin bounds them all.
    if (row % sampled === 0) {
      const corners = ringAt(row)
      for (let i = 0; i < corners.length; i += 2) reach = Math.max(reach, 1.2 * Math.hypot(corners[i]! - x, corners[i + 1]! - y))
    }
  }
  const found = new Int32Array(cells.length)
  /** Puts rows with their centre in the box, edges included, at the front of `found`. */
  const range = (left: number, top: number, right: number, bottom: number): number => {
    const apart = (of: Float64Array, b: number): boolean => of[b]! > right || of[b + 2]! < left || of[b + 1]! > bottom || of[b + 3]! < top
    let count = 0
    for (let whole = 0; whole < wholes.length; whole += 4) {
      if (apart(wholes, whole)) continue
      const last = Math.min(boxes.length, BLOCKS * (whole + 4))
      for (let b = BLOCKS * whole; b < last; b += 4) {
        if (apart(boxes, b)) continue
        const first = (BLOCK * b) / 4
        const end = Math.min(cells.length, first + BLOCK)
        for (let row = first; row < end; row++) {
          const x = centres[2 * row]!
          const y = centres[2 * row + 1]!
          if (x >= left && x <= right && y >= top && y <= bottom) found[count++] = row
        }
      }
    }
    return count
  }
  const byZoom: CellShapes[] = []
  const shapes = (zoom: number): CellShapes => (byZoom[zoom] ??= createShapes(cells.length, zoom, ringAt))
  return {
    names: namesAsValues(cells),
    shapes,
    // Half-open on the far sides by less than a millimetre, so that a centre on an edge is in one tile only.
    within: ({ z, x, y }) => {
      const side = 1 / 2 ** z
      const edge = 1 / WORLD / 1024
      return Array.from(found.subarray(0, range(x * side, y * side, (x + 1) * side - edge, (y + 1) * side - edge)))
    },
    touching: ({ z, x, y }) => {
      const side = 1 / 2 ** z
      const { words, bytes, draw } = shapes(z)
      const [left, top] = [x * EXTENT, y * EXTENT]
      const [right, bottom] = [left + EXTENT, top + EXTENT]
      const near = range(x * side - reach, y * side - reach, (x + 1) * side + reach, (y + 1) * side + reach)
      let count = 0
      for (let i = 0; i < near; i++) {
        const row = found[i]!
        const at = SHAPE_WORDS * row
        if (bytes[4 * at + LENGTH_AT] === 0) draw(row)
        if (words[at + 4]! >= left && words[at + 2]! <= right && words[at + 5]! >= top && words[at + 3]! <= bottom) found[count++] = row
      }
      return found.subarray(0, count)
    },
  }
}

/** Least x and y, greatest x and y. */
const emptyBoxes = (count: number): Float64Array => Float64Array.from({ length: 4 * count }, (_, i) => (i % 4 < 2 ? Infinity : -Infinity))

function widen(boxes: Float64Array, b: number, x: number, y: number): void {
  boxes[b] = Math.min(boxes[b]!, x)
  boxes[b + 1] = Math.min(boxes[b + 1]!, y)
  boxes[b + 2] = Math.max(boxes[b + 2]!, x)
  boxes[b + 3] = Math.max(boxes[b + 3]!, y)
}

const ringOf = (cell: string): Float64Array => {
  const corners = cellToBoundary(cell).map(([lat, lng]) => mercator(lng, lat))
  const doubledArea = corners.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? [0, 0]
    return sum + x * nextY - nextX * y
  }, 0)
  return Float64Array.from((doubledArea < 0 ? corners.toReversed() : corners).flat())
}
