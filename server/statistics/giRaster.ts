/**
 * Gi* and Gi (getisOrd.ts) of cells on a hexagonal lattice, neighbourhoods of every cell within distance k, weights of 1: without
 * neighbour lists, and in a time that does not grow with k. For maps that are counted anew at every turn of a filter.
 *
 * Cells stand at axial coordinates i, j (axes 120° apart, as H3's): their distance is max(|di|, |dj|, |di - dj|). Holes and coasts
 * are allowed: a place without a cell adds nothing, and how many cells a neighbourhood has is counted once.
 *
 * Method for whole numbers: running sums down the columns (V) and down the diagonals (D). When the hexagon moves one place along j, it
 * gains two straight edges, one of a column and one of a diagonal, and loses two: eight look-ups a place. All sums are whole numbers,
 * so nothing is rounded before the last division:
 *   Gi*  z = (n S - T W) / sqrt((n Q - T²) (n W - W²) / (n - 1))          S, W: sum and number of cells of the neighbourhood;
 *   Gi   the same of the n - 1 others, with S - x, W - 1, T - x, Q - x²      T, Q: sum and sum of squares of all n values
 * Method for other values (fractions, NaN, or sums beyond 2^53): the neighbours are added one by one, about the mean; O(k²).
 *
 * The same numbers as giStar and gi with the lists, to 1e-12; assumptions and caveats stand there, NaN means the same.
 * Do not use it for lattices that are mostly empty (cells of two far towns): the raster spans them all.
 *
 * Source: Ord and Getis 1995 as in getisOrd.ts; summed-area tables (Crow, SIGGRAPH 1984) on a skewed lattice.
 */
import { centre, scoreLeftOut, spread } from './getisOrd.ts'
import { extentOf, MOST_PLACES } from './hexLattice.ts'
import { isConstant } from './moments.ts'

export type GiRaster = {
  readonly cells: number
  readonly k: number
  /** Places from one row of the raster (i) to the next, margins included. */
  readonly width: number
  readonly height: number
  /** Place of each cell. */
  readonly places: Int32Array
  /** Cells within distance k of each, itself among them. */
  readonly sizes: Uint16Array
  /** For each row of the raster the first place of a cell and the last one; first > last where there is none. */
  readonly spans: Int32Array
}

/** Prepares for cells at i[n], j[n]. RangeError: two cells in one place, k not a whole number from 1, or a raster beyond 2^26 places. */
export function createGiRaster(i: Int32Array, j: Int32Array, k: number): GiRaster {
  const cells = i.length
  if (j.length !== cells) throw new RangeError(`${cells} i for ${j.length} j`)
  if (!Number.isInteger(k) || k < 1 || k > 100) throw new RangeError(`k must be a whole number of rings from 1 to 100, not ${k}`)
  const { firstI, firstJ, lastI, lastJ } = extentOf(i, j)
  // A margin of k, and one more on the side from which the running sums come.
  const width = lastJ - firstJ + 2 * k + 3
  const height = lastI - firstI + 2 * k + 3
  if (width * height > MOST_PLACES) throw new RangeError(`the cells span ${width} x ${height} places, more than a raster may have`)
  const places = new Int32Array(cells)
  const spans = new Int32Array(2 * height)
  for (let row = 0; row < height; row++) spans[2 * row] = width * height
  const present = new Int32Array(width * height)
  for (let n = 0; n < cells; n++) {
    const row = i[n] - firstI + k + 1
    const place = row * width + (j[n] - firstJ + k + 1)
    if (present[place] === 1) throw new RangeError(`cell ${n} stands where another one stands: ${i[n]}, ${j[n]}`)
    present[place] = 1
    places[n] = place
    spans[2 * row] = Math.min(spans[2 * row], place)
    spans[2 * row + 1] = Math.max(spans[2 * row + 1], place)
  }
  const raster = { cells, k, width, height, places, spans, sizes: new Uint16Array(0) }
  const sums = hexagonSums(present, raster)
  return { ...raster, sizes: Uint16Array.from(places, (place) => sums[place]) }
}

/** Gi* of each cell. values: one per cell, in the order of i and j. */
export function giStarRaster(values: ArrayLike<number>, raster: GiRaster): Float64Array {
  const whole = wholeSums(values, raster)
  if (!whole) return giStarOneByOne(values, raster)
  const { sums, total } = whole
  const { cells, sizes } = raster
  const factor = giStarFactors(whole, raster)
  const z = new Float64Array(cells)
  for (let n = 0; n < cells; n++) z[n] = (cells * sums[n] - total * sizes[n]) * factor[sizes[n]]
  return z
}

/** Gi of each cell, the cell itself left out. */
export function giRaster(values: ArrayLike<number>, raster: GiRaster): Float64Array {
  const whole = wholeSums(values, raster)
  if (!whole) return giOneByOne(values, raster)
  const { sums, total, squares } = whole
  const { cells, sizes } = raster
  const others = cells - 1
  const factor = factors(raster, (size) => spread(others, size - 1, size - 1, others - 1))
  const z = new Float64Array(cells)
  for (let n = 0; n < cells; n++) {
    const x = values[n]
    const rest = total - x
    const variation = others * (squares - x * x) - rest * rest // times others²; whole, so 0 is 0
    z[n] = variation > 0 ? ((others * (sums[n] - x) - rest * (sizes[n] - 1)) / Math.sqrt(variation)) * factor[sizes[n]] : NaN
  }
  return z
}

/** Of values that are all whole numbers: sum of every neighbourhood, of all, and of all squares. Exact. */
export type WholeSums = { sums: Int32Array; total: number; squares: number; largest: number; least: number }

/** undefined where the values are not whole, or so large that n times a sum would not be. RangeError on another number of values. */
export function wholeSums(values: ArrayLike<number>, raster: GiRaster): WholeSums | undefined {
  const { cells, places, width, height } = raster
  if (values.length !== cells) throw new RangeError(`${values.length} values for ${cells} cells`)
  const grid = new Int32Array(width * height)
  let total = 0
  let size = 0
  let squares = 0
  for (let n = 0; n < cells; n++) {
    const x = values[n]
    if (x !== (x | 0)) return undefined
    grid[places[n]] = x
    total += x
    size += Math.abs(x)
    squares += x * x
  }
  if (size >= 2 ** 31 || size * size >= 2 ** 53 || cells * size >= 2 ** 53 || cells * squares >= 2 ** 53) return undefined
  const all = hexagonSums(grid, raster)
  const sums = new Int32Array(cells)
  let largest = 0
  let least = 0
  for (let n = 0; n < cells; n++) {
    const sum = all[places[n]]
    sums[n] = sum
    if (sum > largest) largest = sum
    if (sum < least) least = sum
  }
  return { sums, total, squares, largest, least }
}

/** 1 / (n s sqrt((n W - W²) / (n - 1))) by W: what n S - T W is to be multiplied by. */
export function giStarFactors({ total, squares }: WholeSums, raster: GiRaster): Float64Array {
  const { cells } = raster
  const variation = cells * squares - total * total
  const deviation = variation > 0 ? Math.sqrt(variation) : NaN // times n
  return factors(raster, (size) => deviation * spread(cells, size, size, cells - 1))
}

function factors({ k, cells }: GiRaster, divisor: (size: number) => number): Float64Array {
  return Float64Array.from({ length: Math.min(cells, 3 * k * (k + 1) + 1) + 1 }, (_, size) => 1 / divisor(size))
}

/** Sum of every hexagon of radius k, at the place of its middle; meant only within the spans. The grid becomes the column sums. */
function hexagonSums(grid: Int32Array, { k, width, height, spans }: GiRaster): Int32Array {
  const diagonal = new Int32Array(grid.length)
  const column = grid
  for (let p = 0; p <= Math.min(width, grid.length - 1); p++) diagonal[p] = grid[p]
  for (let p = width + 1; p < grid.length; p++) {
    const x = grid[p]
    diagonal[p] = diagonal[p - width - 1] + x
    column[p] = column[p - width] + x
  }
  const sums = new Int32Array(grid.length)
  const down = k * width
  const up = (k + 1) * width
  for (let row = k + 1; row < height - k; row++) {
    const first = spans[2 * row]
    const last = spans[2 * row + 1]
    if (first > last) continue
    // The hexagon left of the first one is taken row by row.
    let sum = 0
    for (let d = -k; d <= k; d++) {
      const from = first - 1 + d * width + Math.max(-k, d - k)
      const to = first - 1 + d * width + Math.min(k, d + k)
      for (let p = from; p <= to; p++) sum += column[p] - column[p - width]
    }
    for (let p = first; p <= last; p++) {
      sum +=
        diagonal[p + k] - diagonal[p - up - 1] + (column[p + down + k] - column[p + k]) -
        (column[p - 1 - k] - column[p - 1 - up - k]) - (diagonal[p - 1 + down] - diagonal[p - 1 - k])
      sums[p] = sum
    }
  }
  return sums
}

function giStarOneByOne(values: ArrayLike<number>, raster: GiRaster): Float64Array {
  const { cells, sizes } = raster
  const z = new Float64Array(cells).fill(NaN)
  if (isConstant(values)) return z
  const { centred, sumOfSquares } = centre(values)
  const deviation = Math.sqrt(sumOfSquares / cells)
  if (!(deviation < Infinity)) return z
  const factor = factors(raster, (size) => deviation * spread(cells, size, size, cells - 1))
  eachSum(centred, raster, (n, sum) => (z[n] = sum * factor[sizes[n]]))
  return z
}

function giOneByOne(values: ArrayLike<number>, raster: GiRaster): Float64Array {
  const { cells, sizes } = raster
  const z = new Float64Array(cells).fill(NaN)
  if (isConstant(values)) return z
  const { centred, sumOfSquares } = centre(values)
  if (!(sumOfSquares < Infinity)) return z
  const factor = factors(raster, (size) => spread(cells - 1, size - 1, size - 1, cells - 2))
  eachSum(centred, raster, (n, sum) => {
    const around = sizes[n] - 1
    z[n] = scoreLeftOut(centred, sumOfSquares, n, sum - centred[n], around) * factor[around + 1]
  })
  return z
}

function eachSum(centred: Float64Array, { places, k, width, height }: GiRaster, take: (n: number, sum: number) => void): void {
  const grid = new Float64Array(width * height)
  for (let n = 0; n < centred.length; n++) grid[places[n]] = centred[n]
  for (let n = 0; n < centred.length; n++) {
    let sum = 0
    for (let d = -k; d <= k; d++) {
      const end = places[n] + d * width + Math.min(k, d + k)
      for (let p = places[n] + d * width + Math.max(-k, d - k); p <= end; p++) sum += grid[p]
    }
    take(n, sum)
  }
}
