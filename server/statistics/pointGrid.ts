/**
 * Points sorted into square cells, cells in rows, and for every cell the stretch of points in the five rows around it: what a search
 * within a fixed distance needs. Empty cells cost nothing: the cells are the runs of a sort, not a raster, so ten points a
 * hundred kilometres apart take as little room as ten points in a street.
 *
 * The cells around cell c, two steps each way, lie in five rows, and within a row both cells and their points stand side by side:
 * slot s (0..4) is the row of c plus s - 2, and its points are at positions from[5 c + s] .. to[5 c + s] - 1. All distances up to two
 * cell sides are therefore found in five straight reads.
 *
 * Method: counting sort on column then row (stable, so points of a cell keep the order of their rows in the input), linear in points.
 */
export type PointGrid = {
  /** Input row of the point at each sorted position. */
  order: Uint32Array
  /** Coordinates by sorted position, metres. */
  xs: Float64Array
  ys: Float64Array
  cells: number
  /** cells + 1 positions. */
  starts: Uint32Array
  /** Cell of the point at each position. */
  cellAt: Uint32Array
  from: Uint32Array
  /** 0 in all slots of a cell that was not worth looking around (see `least`). */
  to: Uint32Array
}

/** The largest number of cells in a row or column: beyond it the place of a point within its cell would drown in rounding. */
const MOST_CELLS_ACROSS = 2 ** 30

/**
 * x, y: finite, metres. side: metres. RangeError that names `what` (the parameter side was made from) when it is far too small.
 * fewest: cells with fewer points than that in the 25 cells around may be left without from and to.
 */
export function pointGrid(x: ArrayLike<number>, y: ArrayLike<number>, side: number, what = 'side', fewest = 0): PointGrid {
  if (x.length === 0) return NO_POINTS
  const perMetre = 1 / side
  const x0 = least(x)
  const y0 = least(y)
  const columns = cellsAcross(x, x0, perMetre, what)
  const rows = cellsAcross(y, y0, perMetre, what)
  // Where a raster of cells is not much larger than the points, walking all of it is cheaper than looking for what is not empty.
  return columns * rows <= 16 * x.length ? byRows(x, y, x0, y0, columns, rows, perMetre, fewest) : byDigits(x, y, x0, y0, columns, rows, perMetre)
}

/** An empty grid with room for n points in at most `cells` cells. */
function emptyGrid(n: number, cells: number): PointGrid {
  return {
    order: new Uint32Array(n), xs: new Float64Array(n), ys: new Float64Array(n), cellAt: new Uint32Array(n), cells: 0,
    starts: new Uint32Array(cells + 1), from: new Uint32Array(5 * cells), to: new Uint32Array(5 * cells),
  }
}

/** Stays alive: an engine that has seen the last object of a shape go forgets what it had compiled for it (3 ms became 20). */
const NO_POINTS = emptyGrid(0, 0)

function least(values: ArrayLike<number>): number {
  let found = values[0]
  for (let i = 1; i < values.length; i++) if (values[i] < found) found = values[i]
  return found
}

/** Number of cells from the least value to the greatest. */
function cellsAcross(values: ArrayLike<number>, from: number, perMetre: number, what: string): number {
  let most = from
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i]
  if (most === from) return 1
  const last = (most - from) * perMetre
  if (!(last < MOST_CELLS_ACROSS)) throw new RangeError(`${what} is too small for points ${most - from} m apart`)
  return Math.floor(last) + 1
}

/**
 * Points are dealt to rows, then each row to its columns: whatever is touched at random fits the processor's nearest memory.
 * Of the last five rows a strip each tells, for every column, the first cell at or after it: the ends of a stretch without a search.
 */
function byRows(
  x: ArrayLike<number>, y: ArrayLike<number>, x0: number, y0: number, columns: number, rows: number, perMetre: number, fewest: number,
): PointGrid {
  const n = x.length
  const next = new Uint32Array(rows + 1)
  for (let i = 0; i < n; i++) next[(((y[i] - y0) * perMetre) | 0) + 1]++
  for (let row = 0; row < rows; row++) next[row + 1] += next[row]
  const dealt = new Uint32Array(n)
  const dealtX = new Float64Array(n)
  const dealtY = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    const k = next[((y[i] - y0) * perMetre) | 0]++
    dealt[k] = i
    dealtX[k] = x[i]
    dealtY[k] = y[i]
  }
  const most = Math.min(n, rows * columns)
  const grid = emptyGrid(n, most)
  const { order, xs, ys, starts, from, to } = grid
  const columnOf = new Uint32Array(most)
  const counts = new Uint32Array(columns)
  const width = columns + 5 // two empty columns on the left, and three on the right
  const strips = new Uint32Array(5 * width)
  let cells = 0
  let told = 0 // cells whose surroundings are known
  let first = 0
  for (let row = 0; row < rows + 2; row++) {
    const strip = (row % 5) * width
    const end = row < rows ? next[row] : n
    for (let k = first; k < end; k++) counts[((dealtX[k] - x0) * perMetre) | 0]++
    if (first === end) strips.fill(end, strip, strip + width)
    else {
      strips.fill(first, strip, strip + 2)
      let sum = first
      for (let column = 0; column < columns; column++) {
        strips[strip + 2 + column] = sum
        const count = counts[column]
        if (count === 0) continue
        counts[column] = sum
        starts[cells] = sum
        columnOf[cells] = column
        cells++
        sum += count
      }
      strips.fill(end, strip + 2 + columns, strip + width)
      for (let k = first; k < end; k++) {
        const at = counts[((dealtX[k] - x0) * perMetre) | 0]++
        order[at] = dealt[k]
        xs[at] = dealtX[k]
        ys[at] = dealtY[k]
      }
      counts.fill(0)
      first = end
    }
    // Row - 2 has its five strips now.
    const known = row < 2 ? 0 : strips[((row + 4) % 5) * width] // position at which row - 1 begins
    for (; told < cells && starts[told] < known; told++) {
      let around = 0
      for (let s = 1; s <= 5; s++) {
        const at = ((row + s) % 5) * width + columnOf[told]
        around += strips[at + 5] - strips[at]
      }
      if (around < fewest) continue
      for (let s = 1, slot = 5 * told; s <= 5; s++, slot++) {
        const at = ((row + s) % 5) * width + columnOf[told]
        from[slot] = strips[at]
        to[slot] = strips[at + 5]
      }
    }
  }
  return finish(grid, cells)
}

function finish(grid: PointGrid, cells: number): PointGrid {
  const { starts, cellAt, order } = grid
  starts[cells] = order.length
  for (let c = 0, k = 0; c < cells; c++) for (const end = starts[c + 1]; k < end; k++) cellAt[k] = c
  grid.starts = starts.subarray(0, cells + 1)
  grid.cells = cells
  return grid
}

function byDigits(x: ArrayLike<number>, y: ArrayLike<number>, x0: number, y0: number, columns: number, rows: number, perMetre: number): PointGrid {
  const n = x.length
  const column = cellNumbers(x, x0, perMetre)
  const row = cellNumbers(y, y0, perMetre)
  const grid = emptyGrid(n, n)
  grid.order = countingSort(countingSort(rowNumbers(n), column, columns - 1), row, rows - 1)
  const { order, xs, ys, starts } = grid
  const cellX = new Int32Array(n)
  const cellY = new Int32Array(n)
  let cells = 0
  for (let k = 0; k < n; k++) {
    const i = order[k]
    xs[k] = x[i]
    ys[k] = y[i]
    const cx = column[i]
    const cy = row[i]
    if (cells > 0 && cellX[cells - 1] === cx && cellY[cells - 1] === cy) continue
    starts[cells] = k
    cellX[cells] = cx
    cellY[cells] = cy
    cells++
  }
  finish(grid, cells)
  lookAround(cellX, cellY, grid)
  return grid
}

function cellNumbers(values: ArrayLike<number>, from: number, perMetre: number): Int32Array {
  const numbers = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) numbers[i] = (values[i] - from) * perMetre
  return numbers
}

function rowNumbers(n: number): Uint32Array {
  const numbers = new Uint32Array(n)
  for (let i = 0; i < n; i++) numbers[i] = i
  return numbers
}

function countingSort(order: Uint32Array, keys: Int32Array, most: number): Uint32Array {
  let sorted = order
  for (let shift = 0; shift < 32; shift += 16) {
    const width = Math.min(0xffff, most >>> shift) + 1
    if (width === 1) continue
    const starts = new Uint32Array(width + 1)
    for (let i = 0; i < keys.length; i++) starts[((keys[i] >>> shift) & 0xffff) + 1]++
    for (let d = 0; d < width; d++) starts[d + 1] += starts[d]
    const next = new Uint32Array(sorted.length)
    for (let k = 0; k < sorted.length; k++) {
      const i = sorted[k]
      next[starts[(keys[i] >>> shift) & 0xffff]++] = i
    }
    sorted = next
  }
  return sorted
}

/** For each row of cells a pair of fingers walks along each of the five rows around it: linear in cells. */
function lookAround(cellX: Int32Array, cellY: Int32Array, { cells, starts, from, to }: PointGrid): void {
  const rowStarts: number[] = []
  for (let c = 0; c < cells; c++) if (c === 0 || cellY[c] !== cellY[c - 1]) rowStarts.push(c)
  const rows = rowStarts.length
  rowStarts.push(cells)
  for (let s = 0; s < 5; s++) {
    let other = 0
    for (let row = 0; row < rows; row++) {
      const y = cellY[rowStarts[row]] + s - 2
      while (other < rows && cellY[rowStarts[other]] < y) other++
      if (other === rows || cellY[rowStarts[other]] > y) continue // no such row: from and to stay 0
      const end = rowStarts[other + 1]
      let a = rowStarts[other]
      let b = a
      for (let c = rowStarts[row]; c < rowStarts[row + 1]; c++) {
        const x = cellX[c]
        while (a < end && cellX[a] < x - 2) a++
        while (b < end && cellX[b] <= x + 2) b++
        from[5 * c + s] = starts[a]
        to[5 * c + s] = starts[b]
      }
    }
  }
}

/** RangeError that names the first value that is no place. */
export function checkCoordinates(nameX: string, x: ArrayLike<number>, nameY: string, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`${nameX} has ${x.length} values, ${nameY} ${y.length}`)
  for (let i = 0; i < x.length; i++) {
    if (!(Math.abs(x[i]) < Infinity)) throw new RangeError(`${nameX}[${i}] is ${x[i]}: not a finite number`)
    if (!(Math.abs(y[i]) < Infinity)) throw new RangeError(`${nameY}[${i}] is ${y[i]}: not a finite number`)
  }
}
