/**
 * Where do incidents crowd together, whatever the shape of the crowd? DBSCAN: clusters of points that hang together through dense places.
 *
 *   core point: at least minPts points, itself among them, lie within eps of it (distance <= eps)
 *   cluster:    core points joined by chains of core points, each step at most eps
 *   border:     not core, but within eps of a core point; of several clusters it joins the one with the lowest number
 *   noise:      all the rest, label -1
 *
 * Clusters are numbered 0, 1, ... in order of their lowest core row. Which points are core and which core points belong together does
 * not depend on the order of rows; the numbers do, and with them the cluster of a border point that two clusters reach.
 *
 * Assumes one density for the whole area: an eps that fits a town centre leaves the villages as noise, one that fits villages
 * joins the town to its suburbs (hdbscan.ts has no eps). A cluster says "many here", not "more than expected": it has no p-value
 * and follows where people are. Do not use with eps below the precision of the coordinates: snapped points make their snap
 * points into clusters.
 *
 * Method: cells of side eps / sqrt 2 (Gunawan 2013; de Berg, Gunawan and Roeloffzen 2019). Two points of one cell are always
 * within eps, so a cell of minPts points is core without a distance, and all core points of a cell are one cluster; only thin cells
 * measure, against the 24 cells around. Cells are joined by union-find. Near linear in points; a minPts of thousands costs more, since
 * then crowded cells measure too (24 s for a million points at 1,500 m and 10,000, against 0.4 s at 150 m and 10).
 * Source: Ester, Kriegel, Sander and Xu, KDD 1996; labels by the rule of scikit-learn's DBSCAN.
 */
import { checkCoordinates, type PointGrid, pointGrid } from './pointGrid.ts'

export type Clusters = {
  /** Cluster of each row, -1 for noise. */
  labels: Int32Array
  /** 1 where the row is a core point. */
  core: Uint8Array
  /** Number of clusters. */
  count: number
}

/** Mean radius of the Earth, metres. */
export const EARTH_RADIUS = 6371008.8

/** A hair less than eps / sqrt 2, so that rounding never puts two points of one cell further apart than eps. */
const SIDE = Math.SQRT1_2 * (1 - 1e-6)
/** The map of the sphere below stays true enough within this angle of its centre; cos of it. */
const LEAST_COSINE = Math.cos(Math.PI / 4) * 1.001

/** Straight-line distance. x, y: metres, finite. eps: metres, > 0. minPts: whole number >= 1, the point itself counted. */
export function dbscan(x: ArrayLike<number>, y: ArrayLike<number>, eps: number, minPts: number): Clusters {
  checkParameters(eps, minPts)
  checkCoordinates('x', x, 'y', y)
  return cluster(pointGrid(x, y, eps * SIDE, 'eps'), undefined, eps * eps, minPts)
}

/**
 * Great-circle distance on a sphere. lat, lng: degrees. eps: metres. RangeError when a point lies more than 45 degrees (5,000 km) from
 * the middle of all.
 *
 * Points are turned so that their middle is the north pole and looked at from above: east, north and up in metres. Great-circle distance
 * <= eps is chord <= 2 R sin(eps / 2R), a plain distance in those three. Seen from above, a step never looks longer than it is,
 * and at most 1 / cos(angle from the middle) shorter: cells smaller by that factor keep the promise of the method.
 */
export function dbscanHaversine(
  lat: ArrayLike<number>,
  lng: ArrayLike<number>,
  eps: number,
  minPts: number,
  radius = EARTH_RADIUS,
): Clusters {
  checkParameters(eps, minPts)
  checkCoordinates('lat', lat, 'lng', lng)
  if (!(radius > 0 && radius < Infinity)) throw new RangeError(`radius is ${radius}: metres above 0`)
  if (!(eps < radius)) throw new RangeError(`eps is ${eps} m: on a sphere of radius ${radius} m it must be less than that`)
  const { east, north, up, leastCosine } = fromAbove(lat, lng, radius)
  if (leastCosine < LEAST_COSINE) throw new RangeError('lat, lng: points more than 45 degrees from their middle')
  const chord = 2 * radius * Math.sin(eps / (2 * radius))
  const grid = pointGrid(east, north, chord * leastCosine * SIDE, 'eps')
  const zs = Float64Array.from(grid.order, (i) => up[i])
  return cluster(grid, zs, chord * chord, minPts)
}

/** zs: height by sorted position, for the sphere. reach: the square of eps. */
function cluster(grid: PointGrid, zs: Float64Array | undefined, reach: number, minPts: number): Clusters {
  const { cells, starts, order } = grid
  const isCore = findCore(grid, zs, reach, minPts)
  const coreEnd = coreFirst(grid, zs, isCore)
  const firstRow = new Uint32Array(cells) // the lowest core row of each cell: of each set of cells, once they are joined
  for (let c = 0; c < cells; c++) firstRow[c] = order[starts[c]]
  const parent = joinCells(grid, zs, reach, coreEnd)

  const roots: number[] = []
  for (let c = 0; c < cells; c++) {
    if (coreEnd[c] === starts[c]) continue
    const root = rootOf(parent, c)
    if (root === c) roots.push(c)
    else if (firstRow[c] < firstRow[root]) firstRow[root] = firstRow[c]
  }
  roots.sort((a, b) => firstRow[a] - firstRow[b])
  const labelOf = new Int32Array(cells).fill(-1)
  for (let label = 0; label < roots.length; label++) labelOf[roots[label]] = label
  for (let c = 0; c < cells; c++) if (coreEnd[c] > starts[c]) labelOf[c] = labelOf[rootOf(parent, c)]

  const labels = new Int32Array(order.length).fill(-1)
  const core = new Uint8Array(order.length)
  const nearCore = cellsNear(grid, labelOf)
  for (let c = 0; c < cells; c++) {
    for (let k = starts[c]; k < coreEnd[c]; k++) {
      labels[order[k]] = labelOf[c]
      core[order[k]] = 1
    }
    if (nearCore[c] === 0) continue
    for (let k = coreEnd[c]; k < starts[c + 1]; k++) labels[order[k]] = labelOfBorder(grid, zs, reach, coreEnd, labelOf, c, k)
  }
  return { labels, core, count: roots.length }
}

/** 1 at each sorted position that has minPts points within reach. */
function findCore({ xs, ys, cells, starts, from, to }: PointGrid, zs: Float64Array | undefined, reach: number, minPts: number) {
  const isCore = new Uint8Array(xs.length)
  for (let c = 0; c < cells; c++) {
    const first = starts[c]
    const end = starts[c + 1]
    if (end - first >= minPts) {
      isCore.fill(1, first, end)
      continue
    }
    let around = 0
    for (let s = 5 * c; s < 5 * c + 5; s++) around += starts[to[s]] - starts[from[s]]
    if (around < minPts) continue
    for (let k = first; k < end; k++) {
      const x = xs[k]
      const y = ys[k]
      const z = zs ? zs[k] : 0
      let near = end - first
      // The row of the cell itself first, then the rows beside it: the nearer ones decide sooner.
      for (let turn = 0; turn < 5 && near < minPts; turn++) {
        const s = 5 * c + NEAREST_FIRST[turn]
        const last = starts[to[s]]
        for (let j = starts[from[s]]; j < last; j++) {
          if (j === first) {
            j = end - 1
            continue
          }
          const dx = xs[j] - x
          const dy = ys[j] - y
          let d = dx * dx + dy * dy
          if (zs) d += (zs[j] - z) * (zs[j] - z)
          if (d <= reach && ++near >= minPts) break
        }
      }
      if (near >= minPts) isCore[k] = 1
    }
  }
  return isCore
}

const NEAREST_FIRST = [2, 1, 3, 0, 4]

/** Sorts core points to the front of their cell (both parts keep their order) and tells where they end. */
function coreFirst(grid: PointGrid, zs: Float64Array | undefined, isCore: Uint8Array): Uint32Array {
  const { xs, ys, order, cells, starts } = grid
  const coreEnd = new Uint32Array(cells)
  const rest: number[] = []
  for (let c = 0; c < cells; c++) {
    let write = starts[c]
    while (write < starts[c + 1] && isCore[write]) write++
    rest.length = 0
    for (let k = write; k < starts[c + 1]; k++) {
      if (!isCore[k]) {
        rest.push(order[k], xs[k], ys[k], zs ? zs[k] : 0)
        continue
      }
      put(grid, zs, write++, order[k], xs[k], ys[k], zs ? zs[k] : 0)
    }
    coreEnd[c] = write
    for (let r = 0; r < rest.length; r += 4) put(grid, zs, write++, rest[r], rest[r + 1], rest[r + 2], rest[r + 3])
  }
  return coreEnd
}

function put({ order, xs, ys }: PointGrid, zs: Float64Array | undefined, k: number, row: number, x: number, y: number, z: number) {
  order[k] = row
  xs[k] = x
  ys[k] = y
  if (zs) zs[k] = z
}

/** Union-find over cells: two cells are one when a core point of the one is within reach of a core point of the other. */
function joinCells(grid: PointGrid, zs: Float64Array | undefined, reach: number, coreEnd: Uint32Array): Int32Array {
  const { cells, starts, from, to } = grid
  const parent = new Int32Array(cells)
  for (let c = 0; c < cells; c++) parent[c] = c
  const boxes = new Float64Array(4 * cells)
  for (let c = 0; c < cells; c++) writeBox(grid, starts[c], coreEnd[c], boxes, 4 * c)
  for (let c = 0; c < cells; c++) {
    if (coreEnd[c] === starts[c]) continue
    // Each pair once: the rest of the own row, then the two rows above. The row next to it joins most, and what is joined is not measured.
    for (let s = 2; s < 5; s++) {
      for (let q = s === 2 ? c + 1 : from[5 * c + s]; q < to[5 * c + s]; q++) {
        if (coreEnd[q] === starts[q]) continue
        const a = rootOf(parent, c)
        const b = rootOf(parent, q)
        if (a === b || gap(boxes, 4 * c, boxes, 4 * q) > reach) continue
        if (!anyWithin(grid, zs, reach, starts[c], coreEnd[c], starts[q], coreEnd[q])) continue
        if (a < b) parent[b] = a
        else parent[a] = b
      }
    }
  }
  return parent
}

function rootOf(parent: Int32Array, cell: number): number {
  let i = cell
  while (parent[i] !== i) {
    parent[i] = parent[parent[i]]
    i = parent[i]
  }
  return i
}

/** Whether a point of a0..a1-1 is within reach of one of b0..b1-1. May reorder points inside either stretch. */
function anyWithin(grid: PointGrid, zs: Float64Array | undefined, reach: number, a0: number, a1: number, b0: number, b1: number): boolean {
  const { xs, ys } = grid
  if ((a1 - a0) * (b1 - b0) <= 1024) {
    for (let i = a0; i < a1; i++) {
      for (let j = b0; j < b1; j++) {
        const dx = xs[j] - xs[i]
        const dy = ys[j] - ys[i]
        let d = dx * dx + dy * dy
        if (zs) d += (zs[j] - zs[i]) * (zs[j] - zs[i])
        if (d <= reach) return true
      }
    }
    return false
  }
  // Halving the wider box keeps two crowded cells that just miss each other from measuring every pair; a place on which
  // thousands of points were snapped is a box without width, and one of its points stands for all.
  const boxes = new Float64Array(8)
  writeBox(grid, a0, a1, boxes, 0)
  writeBox(grid, b0, b1, boxes, 4)
  if (gap(boxes, 0, boxes, 4) > reach) return false
  const widthA = Math.max(boxes[1] - boxes[0], boxes[3] - boxes[2])
  const widthB = Math.max(boxes[5] - boxes[4], boxes[7] - boxes[6])
  if (widthA === 0 && a1 - a0 > 1) return anyWithin(grid, zs, reach, a0, a0 + 1, b0, b1)
  if (widthB === 0 && b1 - b0 > 1) return anyWithin(grid, zs, reach, a0, a1, b0, b0 + 1)
  if (widthA >= widthB) {
    const m = halve(grid, zs, a0, a1, boxes, 0)
    return anyWithin(grid, zs, reach, a0, m, b0, b1) || anyWithin(grid, zs, reach, m, a1, b0, b1)
  }
  const m = halve(grid, zs, b0, b1, boxes, 4)
  return anyWithin(grid, zs, reach, a0, a1, b0, m) || anyWithin(grid, zs, reach, a0, a1, m, b1)
}

/** Points left of the middle of the box's longer side first; where they end. Both parts have points when the box has width. */
function halve(grid: PointGrid, zs: Float64Array | undefined, first: number, end: number, boxes: Float64Array, at: number): number {
  const { xs, ys, order } = grid
  const alongX = boxes[at + 1] - boxes[at] >= boxes[at + 3] - boxes[at + 2]
  const [least, most] = alongX ? [boxes[at], boxes[at + 1]] : [boxes[at + 2], boxes[at + 3]]
  const middle = least + (most - least) / 2
  const cut = middle < most ? middle : least
  const values = alongX ? xs : ys
  let m = first
  for (let k = first; k < end; k++) {
    if (values[k] > cut) continue
    const row = order[k]
    const x = xs[k]
    const y = ys[k]
    const z = zs ? zs[k] : 0
    put(grid, zs, k, order[m], xs[m], ys[m], zs ? zs[m] : 0)
    put(grid, zs, m++, row, x, y, z)
  }
  return m
}

/** least x, most x, least y, most y of the points at first .. end - 1. */
function writeBox({ xs, ys }: PointGrid, first: number, end: number, boxes: Float64Array, at: number): void {
  let x0 = Infinity
  let x1 = -Infinity
  let y0 = Infinity
  let y1 = -Infinity
  for (let k = first; k < end; k++) {
    const x = xs[k]
    const y = ys[k]
    if (x < x0) x0 = x
    if (x > x1) x1 = x
    if (y < y0) y0 = y
    if (y > y1) y1 = y
  }
  boxes[at] = x0
  boxes[at + 1] = x1
  boxes[at + 2] = y0
  boxes[at + 3] = y1
}

/** Square of the distance between two boxes, 0 where they meet. On the sphere seen from above never more than the truth. */
function gap(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = Math.max(0, a[i] - b[j + 1], b[j] - a[i + 1])
  const dy = Math.max(0, a[i + 2] - b[j + 3], b[j + 2] - a[i + 3])
  return dx * dx + dy * dy
}

/** 1 for the cells that have a core cell among the 25 around: where border points can be. */
function cellsNear({ cells, from, to }: PointGrid, labelOf: Int32Array): Uint8Array {
  const near = new Uint8Array(cells)
  for (let c = 0; c < cells; c++) {
    if (labelOf[c] < 0) continue
    for (let s = 5 * c; s < 5 * c + 5; s++) near.fill(1, from[s], to[s])
  }
  return near
}

/** The lowest cluster that has a core point within reach of the point at position k of cell c; -1 without one. */
function labelOfBorder(
  { xs, ys, starts, from, to }: PointGrid,
  zs: Float64Array | undefined,
  reach: number,
  coreEnd: Uint32Array,
  labelOf: Int32Array,
  c: number,
  k: number,
): number {
  const x = xs[k]
  const y = ys[k]
  let best = labelOf[c] >= 0 ? labelOf[c] : Infinity // a core point of the same cell is always within reach
  for (let s = 5 * c; s < 5 * c + 5; s++) {
    for (let q = from[s]; q < to[s]; q++) {
      if (labelOf[q] < 0 || labelOf[q] >= best) continue
      for (let j = starts[q]; j < coreEnd[q]; j++) {
        const dx = xs[j] - x
        const dy = ys[j] - y
        let d = dx * dx + dy * dy
        if (zs) d += (zs[j] - zs[k]) * (zs[j] - zs[k])
        if (d > reach) continue
        best = labelOf[q]
        break
      }
    }
  }
  return best === Infinity ? -1 : best
}

/** Coordinates in metres about the middle of all points, and the least cosine of the angle between a point and that middle. */
function fromAbove(lat: ArrayLike<number>, lng: ArrayLike<number>, radius: number) {
  const n = lat.length
  const degree = Math.PI / 180
  let mx = 0
  let my = 0
  let mz = 0
  for (let i = 0; i < n; i++) {
    const across = Math.cos(lat[i] * degree)
    mx += across * Math.cos(lng[i] * degree)
    my += across * Math.sin(lng[i] * degree)
    mz += Math.sin(lat[i] * degree)
  }
  const lat0 = Math.atan2(mz, Math.hypot(mx, my))
  const lng0 = Math.atan2(my, mx)
  const east = new Float64Array(n)
  const north = new Float64Array(n)
  const up = new Float64Array(n)
  let leastCosine = 1
  for (let i = 0; i < n; i++) {
    const phi = lat[i] * degree
    const lambda = lng[i] * degree - lng0
    const across = Math.cos(phi) * Math.cos(lambda)
    const cosine = Math.sin(phi) * Math.sin(lat0) + across * Math.cos(lat0)
    east[i] = radius * Math.cos(phi) * Math.sin(lambda)
    north[i] = radius * (Math.sin(phi) * Math.cos(lat0) - across * Math.sin(lat0))
    up[i] = radius * cosine
    if (cosine < leastCosine) leastCosine = cosine
  }
  return { east, north, up, leastCosine }
}

function checkParameters(eps: number, minPts: number): void {
  if (!(eps > 0 && eps < Infinity)) throw new RangeError(`eps is ${eps}: metres above 0`)
  if (!Number.isInteger(minPts) || minPts < 1) throw new RangeError(`minPts is ${minPts}: a whole number from 1`)
}
