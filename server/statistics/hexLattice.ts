/**
 * Which cell of a hexagonal lattice does a point fall into, on a plane and without the library that numbers the cells? For points
 * that are moved a little, many times: a simulation of doubtful places.
 *
 * Cells stand at axial coordinates i, j (axes 120° apart, as H3's) and have centres x, y in metres. About each cell the lattice is
 * nearly affine: (x, y) = centre + M (di, dj), M fitted to the centres of its neighbours by least squares. A point is turned into
 * axial coordinates by the inverse of M of a cell near it, and rounded as hexagons are (the largest of the three cube errors is made
 * good); when that names another cell, the look-up is repeated from there.
 *
 * Exact enough: of points some 300 m about their first cell 1 to 9 in 100,000 are put elsewhere than by H3, all of
 * them within a thousandth of a step of an edge
 * (tests/analysis/confidenceLattice.test.ts). Do not use it to index incidents: that is done once, exactly, when they come in.
 *
 * Source: cube rounding as in Patel, Hexagonal Grids, 2013; the rest is here.
 */
export type HexLattice = {
  readonly cells: number
  readonly x: ArrayLike<number>
  readonly y: ArrayLike<number>
  readonly i: ArrayLike<number>
  readonly j: ArrayLike<number>
  /** Inverse of M, four numbers a cell; zeros where a cell has no two neighbours and no other cell has. */
  readonly inverse: Float64Array
  /** Mean length of a step to a neighbour, metres; NaN when no two cells are neighbours. */
  readonly step: number
  readonly firstI: number
  readonly firstJ: number
  readonly width: number
  readonly height: number
  /** Row + 1 of the cell in each place of the raster; 0: none. */
  readonly rows: Int32Array
}

/** Of any raster of cells. */
export const MOST_PLACES = 2 ** 26
/** The six neighbours, in axial steps. */
const STEPS = [[1, 0], [1, 1], [0, 1], [-1, 0], [-1, -1], [0, -1]] as const
/** A point is sought from cell to cell at most so often; each step lands within a cell of it. */
const MOST_HOPS = 8

/** Of cells with centres x, y and places i, j. RangeError: columns of different length, two cells in one place, cells too far apart. */
export function createHexLattice({ x, y, i, j }: { x: ArrayLike<number>; y: ArrayLike<number>; i: ArrayLike<number>; j: ArrayLike<number> }): HexLattice {
  const cells = x.length
  if (y.length !== cells || i.length !== cells || j.length !== cells) throw new RangeError(`${cells} x for ${y.length} y, ${i.length} i, ${j.length} j`)
  const { firstI, firstJ, lastI, lastJ } = extentOf(i, j)
  const width = lastJ - firstJ + 1
  const height = lastI - firstI + 1
  if (!(width * height <= MOST_PLACES)) throw new RangeError(`the cells span ${width} x ${height} places, more than a raster may have`)
  const rows = new Int32Array(width * height)
  for (let n = 0; n < cells; n++) {
    const place = (i[n] - firstI) * width + (j[n] - firstJ)
    if (rows[place] !== 0) throw new RangeError(`cell ${n} stands where another one stands: ${i[n]}, ${j[n]}`)
    rows[place] = n + 1
  }
  const bare = { cells, x, y, i, j, firstI, firstJ, width, height, rows }
  return { ...bare, ...fitted(bare) }
}

/** The places that cells span; the last below the first where there is none. */
export function extentOf(i: ArrayLike<number>, j: ArrayLike<number>): { firstI: number; firstJ: number; lastI: number; lastJ: number } {
  if (i.length === 0) return { firstI: 0, firstJ: 0, lastI: -1, lastJ: -1 }
  let [firstI, firstJ, lastI, lastJ] = [i[0], j[0], i[0], j[0]]
  for (let n = 1; n < i.length; n++) {
    firstI = Math.min(firstI, i[n])
    lastI = Math.max(lastI, i[n])
    firstJ = Math.min(firstJ, j[n])
    lastJ = Math.max(lastJ, j[n])
  }
  return { firstI, firstJ, lastI, lastJ }
}

/** M of every cell from its neighbours, inverted; the mean M where there are too few. */
function fitted(bare: Omit<HexLattice, 'inverse' | 'step'>): { inverse: Float64Array; step: number } {
  const { cells, x, y, i, j } = bare
  const inverse = new Float64Array(4 * cells)
  const mean = [0, 0, 0, 0]
  const lacking: number[] = []
  let [known, steps, length] = [0, 0, 0]
  for (let n = 0; n < cells; n++) {
    let [ii, ij, jj, xi, xj, yi, yj] = [0, 0, 0, 0, 0, 0, 0]
    for (const [di, dj] of STEPS) {
      const other = rowOf(bare, i[n] + di, j[n] + dj)
      if (other < 0) continue
      const [dx, dy] = [x[other] - x[n], y[other] - y[n]]
      ii += di * di
      ij += di * dj
      jj += dj * dj
      xi += dx * di
      xj += dx * dj
      yi += dy * di
      yj += dy * dj
      steps++
      length += Math.hypot(dx, dy)
    }
    const det = ii * jj - ij * ij
    if (det < 0.5) {
      lacking.push(n)
      continue
    }
    const m = [(xi * jj - xj * ij) / det, (xj * ii - xi * ij) / det, (yi * jj - yj * ij) / det, (yj * ii - yi * ij) / det]
    for (let c = 0; c < 4; c++) mean[c] += m[c]
    known++
    invert(m, inverse, 4 * n)
  }
  if (known > 0) for (const n of lacking) invert(mean.map((sum) => sum / known), inverse, 4 * n)
  return { inverse, step: steps > 0 ? length / steps : NaN }
}

function invert(m: readonly number[], into: Float64Array, at: number): void {
  const det = m[0] * m[3] - m[1] * m[2]
  into[at] = m[3] / det
  into[at + 1] = -m[1] / det
  into[at + 2] = -m[2] / det
  into[at + 3] = m[0] / det
}

function rowOf({ firstI, firstJ, width, height, rows }: Pick<HexLattice, 'firstI' | 'firstJ' | 'width' | 'height' | 'rows'>, i: number, j: number): number {
  const [a, b] = [i - firstI, j - firstJ]
  return a < 0 || b < 0 || a >= height || b >= width ? -1 : rows[a * width + b] - 1
}

/** Row of the cell in which (x, y) lies, sought from row `near`; -1: in none of the cells (or NaN). */
export function cellAt(lattice: HexLattice, x: number, y: number, near: number): number {
  const { inverse, firstI, firstJ, width, height, rows } = lattice
  let row = near
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const dx = x - lattice.x[row]
    const dy = y - lattice.y[row]
    // Cube coordinates of the offset: q = di, r = -dj, s = dj - di.
    const q = inverse[4 * row] * dx + inverse[4 * row + 1] * dy
    const r = -(inverse[4 * row + 2] * dx + inverse[4 * row + 3] * dy)
    const s = -q - r
    let a = Math.round(q)
    let b = Math.round(r)
    const c = Math.round(s)
    const ea = Math.abs(a - q)
    const eb = Math.abs(b - r)
    const ec = Math.abs(c - s)
    if (ea > eb && ea > ec) a = -b - c
    else if (eb > ec) b = -a - c
    if (a === 0 && b === 0) return row
    const i = lattice.i[row] + a - firstI
    const j = lattice.j[row] - b - firstJ
    if (!(i >= 0 && j >= 0 && i < height && j < width)) return -1
    row = rows[i * width + j] - 1
    if (row < 0) return -1
  }
  return row
}

/** A vector anywhere in the hexagon of one cell, each point of it as likely: the shift between two grids laid at random. u, v in [0, 1). */
export function shiftWithin(lattice: HexLattice, u: number, v: number): { x: number; y: number } {
  if (lattice.cells === 0 || Number.isNaN(lattice.step)) return { x: 0, y: 0 }
  // Any parallelogram of the lattice holds every shift once: what lies beyond the hexagon is the same shift from another cell.
  const middle = lattice.cells >> 1
  const [a, b, c, d] = [0, 1, 2, 3].map((n) => lattice.inverse[4 * middle + n])
  const det = a * d - b * c
  const at = (di: number, dj: number): { x: number; y: number } => ({ x: (d * di - b * dj) / det, y: (-c * di + a * dj) / det })
  let best = at(u, v)
  for (const [di, dj] of [[1, 0], [0, 1], [1, 1]] as const) {
    const other = at(u - di, v - dj)
    if (Math.hypot(other.x, other.y) < Math.hypot(best.x, best.y)) best = other
  }
  return best
}
