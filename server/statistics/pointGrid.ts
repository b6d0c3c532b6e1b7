/**
 * Points sorted into square cells, cells in rows, and for every cell the stretch of points in the five rows around it: what a search
 * within a fixed distance needs. Empty cells cost nothing: the cells are the runs of a sort, not a raster, so ten points a
 * hundred kilometres apart take as little room as ten points in a street.
 *
 * The cells around cell c, two steps each way, lie in five rows, and within a row both cells and their points stand side by side:
 * slot s (0..4) is row cellY[c] + s - 2, its cells are from[5 c + s] .. to[5 c + s] - 1, and their points are
 * starts[from] .. starts[to] - 1. All distances up to two cell sides are therefore found in five straight reads.
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
  from: Uint32Array
  to: Uint32Array
}

/** The largest number of cells in a row or column: beyond it the place of a point within its cell would drown in rounding. */
const MOST_CELLS_ACROSS = 2 ** 30

/** x, y: finite, metres. side: metres. RangeError that names `what` (the parameter side was made from) when it is far too small. */
export function pointGrid(x: ArrayLike<number>, y: ArrayLike<number>, side: number, what = 'side'): PointGrid {
  const n = x.length
  const column = cellNumbers(x, side, what)
  const row = cellNumbers(y, side, what)
  const sorted: Sorted = {
    order: new Uint32Array(n),
    xs: new Float64Array(n),
    ys: new Float64Array(n),
    starts: new Uint32Array(n + 1),
    cellX: new Int32Array(n),
    cellY: new Int32Array(n),
    cells: 0,
  }
  // Where a raster of counters is not much larger than the points, one pass over it is the faster sort of the two.
  if ((column.most + 1) * (row.most + 1) <= 16 * n) sortByRaster(x, y, column, row, sorted)
  else sortByDigits(x, y, column, row, sorted)
  const { order, xs, ys, starts, cells } = sorted
  const { from, to } = cellsAround(sorted.cellX, sorted.cellY, cells)
  return { order, xs, ys, cells, starts: starts.subarray(0, cells + 1), from, to }
}

type CellNumbers = { of: Int32Array; most: number }
type Sorted = Pick<PointGrid, 'order' | 'xs' | 'ys' | 'starts' | 'cells'> & { cellX: Int32Array; cellY: Int32Array }

function sortByRaster(x: ArrayLike<number>, y: ArrayLike<number>, column: CellNumbers, row: CellNumbers, into: Sorted): void {
  const { order, xs, ys, starts, cellX, cellY } = into
  const n = x.length
  const columns = column.most + 1
  const rows = row.most + 1
  const columnOf = column.of
  const rowOf = row.of
  const next = new Uint32Array(columns * rows)
  for (let i = 0; i < n; i++) next[rowOf[i] * columns + columnOf[i]]++
  let sum = 0
  let cells = 0
  for (let r = 0, cell = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, cell++) {
      const count = next[cell]
      next[cell] = sum
      if (count === 0) continue
      starts[cells] = sum
      cellX[cells] = c
      cellY[cells] = r
      cells++
      sum += count
    }
  }
  starts[cells] = n
  into.cells = cells
  for (let i = 0; i < n; i++) {
    const k = next[rowOf[i] * columns + columnOf[i]]++
    order[k] = i
    xs[k] = x[i]
    ys[k] = y[i]
  }
}

function sortByDigits(x: ArrayLike<number>, y: ArrayLike<number>, column: CellNumbers, row: CellNumbers, into: Sorted): void {
  const { xs, ys, starts, cellX, cellY } = into
  const n = x.length
  for (let i = 0; i < n; i++) into.order[i] = i
  const order = countingSort(countingSort(into.order, column.of, column.most), row.of, row.most)
  into.order = order
  let cells = 0
  for (let k = 0; k < n; k++) {
    const i = order[k]
    xs[k] = x[i]
    ys[k] = y[i]
    const cx = column.of[i]
    const cy = row.of[i]
    if (cells > 0 && cellX[cells - 1] === cx && cellY[cells - 1] === cy) continue
    starts[cells] = k
    cellX[cells] = cx
    cellY[cells] = cy
    cells++
  }
  starts[cells] = n
  into.cells = cells
}

function cellNumbers(values: ArrayLike<number>, side: number, what: string): CellNumbers {
  let least = Infinity
  let most = -Infinity
  for (let i = 0; i < values.length; i++) {
    if (values[i] < least) least = values[i]
    if (values[i] > most) most = values[i]
  }
  const of = new Int32Array(values.length)
  if (!(most > least)) return { of, most: 0 }
  const perMetre = 1 / side
  if (!((most - least) * perMetre < MOST_CELLS_ACROSS)) {
    throw new RangeError(`${what} is too small for points ${most - least} m apart`)
  }
  for (let i = 0; i < values.length; i++) of[i] = (values[i] - least) * perMetre
  return { of, most: Math.floor((most - least) * perMetre) }
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
function cellsAround(cellX: Int32Array, cellY: Int32Array, cells: number): { from: Uint32Array; to: Uint32Array } {
  const from = new Uint32Array(5 * cells)
  const to = new Uint32Array(5 * cells)
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
        from[5 * c + s] = a
        to[5 * c + s] = b
      }
    }
  }
  return { from, to }
}

/** RangeError that names the first value that is no place. */
export function checkCoordinates(nameX: string, x: ArrayLike<number>, nameY: string, y: ArrayLike<number>): void {
  if (x.length !== y.length) throw new RangeError(`${nameX} has ${x.length} values, ${nameY} ${y.length}`)
  for (let i = 0; i < x.length; i++) {
    if (!(Math.abs(x[i]) < Infinity)) throw new RangeError(`${nameX}[${i}] is ${x[i]}: not a finite number`)
    if (!(Math.abs(y[i]) < Infinity)) throw new RangeError(`${nameY}[${i}] is ${y[i]}: not a finite number`)
  }
}
