/**
 * Which pairs of points lie within given distances of each other? Every unordered pair once, by band of distance, as flat lists.
 *
 * Distance: Euclidean sqrt(dx² + dy²) or Manhattan |dx| + |dy|, in the unit of the coordinates (metres on a plane grid).
 * Bands: band b holds distances above edge b-1 and up to edge b: inclusive (<= edge) or half-open (< edge).
 *
 * Points are first brought into an order of their own (grid column, grid row, x, y), so that what is computed from the lists does
 * not depend on the order of the rows given, and near points stand near in memory. Work grows with the number of close
 * pairs, not with n²; the grid needs no table, so one point far away costs nothing.
 * RangeError on coordinates that are not finite, on edges that do not ascend, and on more than 60 M close pairs (240 MB).
 */
import { ascendingOrder } from './order.ts'

export type Metric = 'euclidean' | 'manhattan'
export type Edges = 'inclusive' | 'half-open'

export type ClosePairs = {
  readonly n: number
  readonly bands: number
  /** order[k]: the row (as given) of the point that stands at place k. */
  readonly order: Uint32Array
  /** Place k's partners in band b: targets[offsets[b n + k]] .. targets[offsets[b n + k + 1] - 1], each at a place of its own. */
  readonly offsets: Uint32Array
  readonly targets: Uint32Array
}

export const MOST_PAIRS = 60e6

/** same: distance up to which (inclusive) two points are one place, a band of its own before the first; none where undefined. */
export function closePairs(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  distances: readonly number[],
  metric: Metric,
  edges: Edges,
  same?: number,
): ClosePairs {
  const n = xs.length
  if (ys.length !== n) throw new RangeError(`${n} x but ${ys.length} y`)
  checkEdges('distances', distances)
  if (same !== undefined && !(same >= 0 && same < (distances[0] ?? Infinity))) {
    throw new RangeError(`same location is ${same}: a distance from 0 to below the first band is needed`)
  }
  // One rule for every band: its edge, and whether the edge itself is in.
  const limits = Float64Array.of(...(same === undefined ? [] : [same]), ...distances)
  const bands = limits.length
  const bandOf = (d: number): number => {
    let b = 0
    while (b < bands && !(d < limits[b] || (d === limits[b] && (edges === 'inclusive' || (b === 0 && same !== undefined))))) b++
    return b
  }
  const { order, columns, rows, x, y } = placeOnGrid(xs, ys, limits[bands - 1])

  const offsets = new Uint32Array(bands * n + 1)
  const walk = (take: (at: number, partner: number) => void): void => {
    let ahead = 0
    for (let i = 0; i < n; i++) {
      const column = columns[i]
      const row = rows[i]
      const x0 = x[i]
      const y0 = y[i]
      const test = (j: number): void => {
        const dx = x[j] - x0
        const dy = y[j] - y0
        const b = bandOf(metric === 'euclidean' ? Math.sqrt(dx * dx + dy * dy) : Math.abs(dx) + Math.abs(dy))
        if (b < bands) take(b * n + i, j)
      }
      // The rest of this cell and the cell above it in the same column follow directly.
      for (let j = i + 1; j < n && columns[j] === column && rows[j] <= row + 1; j++) test(j)
      // Three cells of the next column follow each other too; their first only moves on as i does.
      while (ahead < n && (columns[ahead] <= column || (columns[ahead] === column + 1 && rows[ahead] < row - 1))) ahead++
      for (let j = ahead; j < n && columns[j] === column + 1 && rows[j] <= row + 1; j++) test(j)
    }
  }
  let total = 0
  walk((at) => {
    offsets[at + 1]++
    if (++total > MOST_PAIRS) throw new RangeError(`distances: more than ${MOST_PAIRS} pairs within ${limits[bands - 1]}; take a smaller largest distance`)
  })
  for (let k = 0; k < bands * n; k++) offsets[k + 1] += offsets[k]
  const targets = new Uint32Array(total)
  const next = offsets.slice(0, bands * n)
  walk((at, partner) => {
    targets[next[at]++] = partner
  })
  return { n, bands, order, offsets, targets }
}

/** Points in the order (column, row, x, y) of a grid whose cells are at least `reach` wide. */
function placeOnGrid(xs: ArrayLike<number>, ys: ArrayLike<number>, reach: number) {
  const n = xs.length
  let west = Infinity
  let east = -Infinity
  let south = Infinity
  let north = -Infinity
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(xs[i]) || !Number.isFinite(ys[i])) throw new RangeError(`point ${i} is at ${xs[i]}, ${ys[i]}: numbers are needed`)
    west = Math.min(west, xs[i])
    east = Math.max(east, xs[i])
    south = Math.min(south, ys[i])
    north = Math.max(north, ys[i])
  }
  // A part in 10^9 wider, so that rounding of a quotient cannot put two points at the reach two cells apart; at most 2^26 cells a side.
  const side = Math.max(reach * (1 + 1e-9), (east - west) / 0x4000000, (north - south) / 0x4000000) || 1
  const columnOf = (i: number): number => Math.floor((xs[i] - west) / side)
  const rowOf = (i: number): number => Math.floor((ys[i] - south) / side)
  // Stable sorts from the least to the most important key.
  let order = ascendingOrder(Float64Array.from({ length: n }, (_, i) => ys[i]))
  for (const key of [(i: number) => xs[i], (i: number) => columnOf(i) * 0x4000001 + rowOf(i)]) {
    const before = order
    order = ascendingOrder(Float64Array.from(before, key)).map((k) => before[k])
  }
  return {
    order,
    columns: Float64Array.from(order, columnOf),
    rows: Float64Array.from(order, rowOf),
    x: Float64Array.from(order, (i) => xs[i]),
    y: Float64Array.from(order, (i) => ys[i]),
  }
}

/** RangeError unless there is at least one edge, all >= 0, finite and ascending. */
export function checkEdges(name: string, values: readonly number[]): void {
  if (values.length === 0) throw new RangeError(`${name} is empty: at least one is needed`)
  values.forEach((value, i) => {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} has ${value}: numbers from 0 on are needed`)
    if (i > 0 && !(value > values[i - 1])) throw new RangeError(`${name} has ${value} after ${values[i - 1]}: they must ascend`)
  })
}
