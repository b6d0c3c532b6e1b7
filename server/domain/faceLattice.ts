/**
 * Point -> slot of a table with one place for every cell of one face that a box may touch: some 35 arithmetic operations, no branch
 * that a processor could guess wrong. -1 wherever that cannot be trusted; H3 itself must then be asked:
 *   - outside the box, or in a tile that is not all on this face (faceTiles.ts),
 *   - within `guard` of a line where q, r or q + r is whole. Every edge of a cell lies on such a line, so a point whose cell
 *     could be another one by rounding, ours or H3's, is always among them; about one point in 10,000.
 *
 * Method: q and r become whole numbers with `bits` binary digits behind the point. Their leading parts name a triangle of the
 * lattice, three divisions by whole numbers its hexagon; the trailing parts tell how near the lines are.
 */
import type { FacePlane } from './icosahedron.ts'
import { createFaceTiles, type Box, type FaceTiles } from './faceTiles.ts'

export type FaceLattice = {
  readonly plane: FacePlane
  readonly box: Box
  readonly tiles: FaceTiles
  /** q and r of the tiles, in units of 2^-bits, counted from cell (firstI, firstJ). */
  readonly factors: Float64Array
  readonly bits: number
  readonly guard: number
  readonly firstI: number
  readonly firstJ: number
  /** A cell's slot is (i - firstI) * width + (j - firstJ). */
  readonly height: number
  readonly width: number
}

/** Beyond this many cells along an axis q and r would have too few binary digits, and a third not be had by a multiplication. */
const MOST_ALONG = 16_000
const MOST_SLOTS = 2 ** 25

/** undefined where the box is too large, or nowhere well inside the face. */
export function createFaceLattice(plane: FacePlane, box: Box): FaceLattice | undefined {
  const tiles = createFaceTiles(plane, box)
  if (!tiles) return undefined
  const [firstI, firstJ] = [tiles.i[0] - 1, tiles.j[0] - 1]
  const [height, width] = [tiles.i[1] - firstI + 2, tiles.j[1] - firstJ + 2]
  if (height > MOST_ALONG || width > MOST_ALONG || height * width > MOST_SLOTS) return undefined
  const bits = 30 - Math.ceil(Math.log2(2 * Math.max(height, width) + 4))
  const unit = 2 ** bits
  const factors = new Float64Array(tiles.factors.length)
  tiles.factors.forEach((x, n) => {
    const term = n % 16
    const origin = term === 0 ? 2 * firstI - firstJ : term === 6 ? 2 * firstJ - firstI : 0
    factors[n] = (x - origin) * unit
  })
  // q + r may be off by twice the error, and by one unit for each of the two that was cut to a whole number.
  const guard = Math.ceil(2 * tiles.error * unit) + 3
  return { plane, box, tiles, factors, bits, guard, firstI, firstJ, height, width }
}

/** In a table: H3 must be asked. Below it: so it must, and then slot `slotToLearn(value)` of the table may keep its answer. */
export const UNKNOWN = -2
export const toLearn = (slot: number): number => UNKNOWN - 1 - slot
export const slotToLearn = (value: number): number => UNKNOWN - 1 - value

/**
 * table[slot] of every point from..to, into out[0], out[1], …. The places in `out` of points that H3 must be asked about (at most
 * UNKNOWN) go to `asks`, which is as long as `out`; returns how many they are.
 */
export function lookUp(lattice: FaceLattice, table: Int32Array, lats: Float64Array, lngs: Float64Array, from: number, to: number, out: Int32Array, asks: Int32Array): number {
  const { box, tiles, factors, bits, guard, width } = lattice
  const [west, south, east, north] = box
  const { columns, rows } = tiles
  const perLng = columns / (east - west)
  const perLat = rows / (north - south)
  const mask = (1 << bits) - 1
  const near = 2 * guard
  let asked = 0
  for (let n = from; n < to; n++) {
    const x = (lngs[n]! - west) * perLng
    const y = (lats[n]! - south) * perLat
    let value = UNKNOWN
    if (x >= 0 && x < columns && y >= 0 && y < rows) {
      const column = x | 0
      const row = y | 0
      const t = x - column
      const u = y - row
      const f = (row * columns + column) << 4
      const q = (factors[f]! + t * (factors[f + 1]! + t * factors[f + 3]! + u * factors[f + 4]!) + u * (factors[f + 2]! + u * factors[f + 5]!)) | 0
      const r = (factors[f + 6]! + t * (factors[f + 7]! + t * factors[f + 9]! + u * factors[f + 10]!) + u * (factors[f + 8]! + u * factors[f + 11]!)) | 0
      const p = (q + r) | 0
      // Each bracket is negative within the guard of a line; a NaN became 0, which is a line.
      if (((((q + guard) & mask) - near) | (((r + guard) & mask) - near) | (((p + guard) & mask) - near)) >= 0) {
        const above = (p >> bits) + 2
        // x * 43691 >>> 17 is the whole part of x / 3 for x below 98,304.
        const i = Math.imul(above + (q >> bits), 43691) >>> 17
        const j = Math.imul(above + (r >> bits), 43691) >>> 17
        value = table[(Math.imul(i, width) + j) | 0]!
      }
    }
    out[n - from] = value
    if (value <= UNKNOWN) asks[asked++] = n - from
  }
  return asked
}
