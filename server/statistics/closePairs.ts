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
  const edgeIn = Uint8Array.from(limits, (_, b) => (edges === 'inclusive' || (b === 0 && same !== undefined) ? 1 : 0))
  const bands = limits.length
  const grid = placeOnGrid(xs, ys, limits[bands - 1])
  const offsets = new Uint32Array(bands * n + 1)
  const rule = { limits, edgeIn, euclidean: metric === 'euclidean' }
  const total = walk(grid, rule, offsets.subarray(1), undefined)
  for (let k = 0; k < bands * n; k++) offsets[k + 1] += offsets[k]
  const targets = new Uint32Array(total)
  walk(grid, rule, offsets.slice(0, bands * n), targets)
  return { n, bands, order: grid.order, offsets, targets }
}

type Rule = { limits: Float64Array; edgeIn: Uint8Array; euclidean: boolean }

/** Once to count (no targets: tally[b n + i] grows by one for each partner of i), once to write (tally says where to). */
function walk({ columns, rows, x, y }: Grid, { limits, edgeIn, euclidean }: Rule, tally: Uint32Array, targets: Uint32Array | undefined): number {
  const n = x.length
  const reach = limits[limits.length - 1]
  // The distance itself is compared, as others do, not its square: on an edge they differ. The square only sorts out the far.
  const far = reach * reach * (1 + 1e-12)
  let total = 0
  let ahead = 0
  for (let i = 0; i < n; i++) {
    const column = columns[i]
    const row = rows[i]
    const x0 = x[i]
    const y0 = y[i]
    // Three cells of the next column follow each other; their first only moves on as i does.
    while (ahead < n && (columns[ahead] <= column || (columns[ahead] === column + 1 && rows[ahead] < row - 1))) ahead++
    // The rest of this cell and the cell above it in the same column follow directly, then those.
    for (let stretch = 0; stretch < 2; stretch++) {
      const inColumn = column + stretch
      for (let j = stretch === 0 ? i + 1 : ahead; j < n && columns[j] === inColumn && rows[j] <= row + 1; j++) {
        const dx = x[j] - x0
        const dy = y[j] - y0
        const square = dx * dx + dy * dy
        if (square > far) continue
        const distance = euclidean ? Math.sqrt(square) : Math.abs(dx) + Math.abs(dy)
        let b = 0
        while (b < limits.length && (distance > limits[b] || (distance === limits[b] && edgeIn[b] === 0))) b++
        if (b === limits.length) continue
        const at = b * n + i
        if (targets) targets[tally[at]] = j
        tally[at]++
        total++
      }
    }
    if (total > MOST_PAIRS) throw new RangeError(`distances: more than ${MOST_PAIRS} pairs within ${reach}; take a smaller largest distance`)
  }
  return total
}

type Grid = ReturnType<typeof placeOnGrid>

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
  // Stable sorts, the least important key first.
  const column = new Float64Array(n)
  const row = new Float64Array(n)
  const cell = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    column[i] = Math.floor((xs[i] - west) / side)
    row[i] = Math.floor((ys[i] - south) / side)
    cell[i] = column[i] * 0x4000001 + row[i]
  }
  let order = ascendingOrder(picked(ys))
  for (const key of [xs, cell]) {
    const before = order
    order = ascendingOrder(picked(key, before))
    for (let k = 0; k < n; k++) order[k] = before[order[k]]
  }
  return { order, columns: picked(column, order), rows: picked(row, order), x: picked(xs, order), y: picked(ys, order) }
}

function picked(values: ArrayLike<number>, order?: Uint32Array): Float64Array {
  const out = new Float64Array(values.length)
  for (let k = 0; k < out.length; k++) out[k] = values[order ? order[k] : k]
  return out
}

/** RangeError unless there is at least one edge, all >= 0, finite and ascending. */
export function checkEdges(name: string, values: readonly number[]): void {
  if (values.length === 0) throw new RangeError(`${name} is empty: at least one is needed`)
  values.forEach((value, i) => {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`${name} has ${value}: numbers from 0 on are needed`)
    if (i > 0 && !(value > values[i - 1])) throw new RangeError(`${name} has ${value} after ${values[i - 1]}: they must ascend`)
  })
}
