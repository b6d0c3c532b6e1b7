/**
 * The projection of icosahedron.ts over a box, fast: the box is cut into tiles, and in each tile q and r are polynomials of second
 * degree in latitude and longitude (twenty operations, no sine, no division). How far these can be from the projection is not
 * measured but bounded, tile by tile; the tiles are made so small that it is below TARGET.
 *
 * Bound: the projection's power series about the tile's middle is computed to degree 6. Terms of degree 3 are replaced by the nearest
 * ones of lower degree (s³ by ¾ s, s² t by ½ t on [-1, 1]²: Chebyshev), which leaves a quarter or a half of them. What is left of them, all
 * terms of degree 4 to 6 and Cauchy's bound on the rest are added up. H3's own rounding is added too.
 */
import { dot, directionOf, FACE_CENTRES, RADIANS, type FacePlane } from './icosahedron.ts'

/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

export type FaceTiles = {
  readonly columns: number
  readonly rows: number
  /** Twelve numbers a tile, sixteen apart: q then r, each the factors of 1, t, u, t², tu, u²; t eastward and u northward 0 … 1. NaN: ask H3. */
  readonly factors: Float64Array
  /** No q or r is farther from H3's than this. */
  readonly error: number
  /** Bounds of i and j over the box. */
  readonly i: readonly [number, number]
  readonly j: readonly [number, number]
}

const TARGET = 2 ** -17 // of the distance of two lines; about 1 m / 130,000 at resolution 9
const MOST_TILES = 20_000
const DEGREE = 6
const SIDE = DEGREE + 1

/** undefined: the box is too large for tiles of this resolution, or nowhere on the face. */
export function createFaceTiles(plane: FacePlane, box: Box): FaceTiles | undefined {
  const [west, south, east, north] = box
  const narrow = Math.cos(((south + north) / 2) * RADIANS)
  // The error grows with the cube of a tile's side: two or three rounds find the side.
  for (let side = 0.1, round = 0; round < 12; round++) {
    const columns = Math.max(1, Math.ceil((east - west) / (side / narrow)))
    const rows = Math.max(1, Math.ceil((north - south) / side))
    if (columns * rows > MOST_TILES) return undefined
    const tiles = cut(plane, box, columns, rows)
    if (!tiles || tiles.error <= TARGET) return tiles
    side *= 0.95 * Math.cbrt(TARGET / tiles.error)
  }
  return undefined
}

function cut(plane: FacePlane, [west, south, east, north]: Box, columns: number, rows: number): FaceTiles | undefined {
  const factors = new Float64Array(columns * rows * 16).fill(NaN)
  const halfLng = ((east - west) / columns / 2) * RADIANS
  const halfLat = ((north - south) / rows / 2) * RADIANS
  const reach = halfLng + halfLat // no point of a tile is farther from its middle
  const i: [number, number] = [Infinity, -Infinity]
  const j: [number, number] = [Infinity, -Infinity]
  const size = Math.hypot(...plane.q)
  let error = -1
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const lat = south * RADIANS + (2 * row + 1) * halfLat
      const lng = west * RADIANS + (2 * column + 1) * halfLng
      if (!wellInside(plane, lat, lng, reach)) continue
      const depth = series(plane.centre, lat, lng, halfLat, halfLng)
      const rest = remainder(size, depth[0]!, reach)
      const quadratics = [plane.q, plane.r].map((axis) => lowered(quotient(series(axis, lat, lng, halfLat, halfLng), depth)))
      const [q, r] = quadratics as [Quadratic, Quadratic]
      error = Math.max(error, q.left + rest, r.left + rest)
      widen(i, q.factors.map((x, k) => (2 * x + r.factors[k]!) / 3))
      widen(j, q.factors.map((x, k) => (x + 2 * r.factors[k]!) / 3))
      factors.set([...unitSquare(q.factors), ...unitSquare(r.factors)], (row * columns + column) * 16)
    }
  }
  // Where H3 itself rounds: an arc cosine of a number near 1, radians, at most about 4e-13 a milliradian or more from the face's middle.
  return error < 0 ? undefined : { columns, rows, factors, error: error + 4e-13 * size, i, j }
}

/** Whether all of a tile is projected on this face, and not beside its very middle, where H3's arc cosine loses its digits. */
function wellInside({ face, centre }: FacePlane, lat: number, lng: number, reach: number): boolean {
  const middle = directionOf(lat, lng)
  if (Math.sqrt(2 - 2 * dot(middle, centre)) < reach + 0.001) return false
  return FACE_CENTRES.every((other, k) => {
    const apart = Math.sqrt(Math.max(0, 2 - 2 * dot(other, centre)))
    return k === face || dot(centre, middle) - dot(other, middle) > apart * reach + 1e-9
  })
}

type Series = Float64Array // factor of s^m t^n at m * SIDE + n; s northward, t eastward, -1 … 1

/** a · direction(lat + halfLat s, lng + halfLng t). */
function series(a: readonly [number, number, number], lat: number, lng: number, halfLat: number, halfLng: number): Series {
  const out = new Float64Array(SIDE * SIDE)
  // Each derivative of sine and cosine is a quarter turn on.
  const flat = (n: number): number => a[0] * Math.cos(lng + (n * Math.PI) / 2) + a[1] * Math.sin(lng + (n * Math.PI) / 2)
  let latPower = 1
  for (let m = 0; m <= DEGREE; m++) {
    const turned = lat + (m * Math.PI) / 2
    let power = latPower
    for (let n = 0; m + n <= DEGREE; n++) {
      out[m * SIDE + n] = power * Math.cos(turned) * flat(n) + (n === 0 ? power * a[2] * Math.sin(turned) : 0)
      power *= halfLng / (n + 1)
    }
    latPower *= halfLat / (m + 1)
  }
  return out
}

function quotient(above: Series, below: Series): Series {
  const out = new Float64Array(SIDE * SIDE)
  for (let degree = 0; degree <= DEGREE; degree++) {
    for (let m = 0; m <= degree; m++) {
      const n = degree - m
      let sum = above[m * SIDE + n]!
      for (let k = 0; k <= m; k++) for (let l = 0; l <= n; l++) if (k + l > 0) sum -= below[k * SIDE + l]! * out[(m - k) * SIDE + n - l]!
      out[m * SIDE + n] = sum / below[0]!
    }
  }
  return out
}

type Quadratic = { /** of 1, t, s, t², ts, s² */ factors: number[]; left: number }

function lowered(f: Series): Quadratic {
  const at = (m: number, n: number): number => f[m * SIDE + n]!
  const factors = [at(0, 0), at(0, 1) + 0.75 * at(0, 3) + 0.5 * at(2, 1), at(1, 0) + 0.75 * at(3, 0) + 0.5 * at(1, 2), at(0, 2), at(1, 1), at(2, 0)]
  let left = 0.25 * (Math.abs(at(3, 0)) + Math.abs(at(0, 3))) + 0.5 * (Math.abs(at(2, 1)) + Math.abs(at(1, 2)))
  for (let degree = 4; degree <= DEGREE; degree++) for (let m = 0; m <= degree; m++) left += Math.abs(at(m, degree - m))
  return { factors, left }
}

/**
 * Terms of degree 7 and more. Along any line through the tile the projection is analytic out to x / reach times the tile: there no
 * derivative of a direction exceeds reach^n, so numerator and denominator differ from the middle's by less than e^x - 1 (relative to `size`).
 */
function remainder(size: number, depth: number, reach: number): number {
  const x = 0.45
  const far = Math.exp(x) - 1
  return ((size * (1 + far)) / (depth - far)) * ((reach / x) ** (DEGREE + 1) / (1 - reach / x))
}

/** The same polynomial for t and s that run from 0 to 1 instead of -1 to 1. */
function unitSquare(f: readonly number[]): number[] {
  const [one, t, s, tt, ts, ss] = f as [number, number, number, number, number, number]
  return [one - t - s + tt + ts + ss, 2 * t - 4 * tt - 2 * ts, 2 * s - 4 * ss - 2 * ts, 4 * tt, 4 * ts, 4 * ss]
}

function widen(range: [number, number], f: readonly number[]): void {
  const spread = f.slice(1).reduce((sum, x) => sum + Math.abs(x), 1)
  range[0] = Math.min(range[0], Math.floor(f[0]! - spread))
  range[1] = Math.max(range[1], Math.ceil(f[0]! + spread))
}
