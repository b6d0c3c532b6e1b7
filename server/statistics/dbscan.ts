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
import { joinCells, put, rootOf, someWithin } from './coreCells.ts'
import { checkCoordinates, type PointGrid, pointGrid } from './pointGrid.ts'
import { polarView } from './polarView.ts'

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
  return cluster(pointGrid(x, y, eps * SIDE, 'eps', minPts), undefined, eps * eps, minPts)
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
  const { east, north, up, leastCosine } = polarView(lat, lng, radius)
  if (leastCosine < LEAST_COSINE) throw new RangeError('lat, lng: points more than 45 degrees from their middle')
  const chord = 2 * radius * Math.sin(eps / (2 * radius))
  const grid = pointGrid(east, north, chord * leastCosine * SIDE, 'eps', minPts)
  const zs = Float64Array.from(grid.order, (i) => up[i])
  return cluster(grid, zs, chord * chord, minPts)
}

/** zs: height by sorted position, for the sphere. reach: the square of eps. */
function cluster(grid: PointGrid, zs: Float64Array | undefined, reach: number, minPts: number): Clusters {
  const { cells, starts, order } = grid
  const coreEnd = coreFirst(grid, zs, reach, minPts)
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
  for (let c = 0; c < cells; c++) {
    for (let k = starts[c]; k < coreEnd[c]; k++) {
      labels[order[k]] = labelOf[c]
      core[order[k]] = 1
    }
  }
  joinBorder(grid, zs, reach, coreEnd, labelOf, labels)
  return { labels, core, count: roots.length }
}

/** Brings the core points of each cell to its front (both parts keep their order) and tells where they end. */
function coreFirst(grid: PointGrid, zs: Float64Array | undefined, reach: number, minPts: number): Uint32Array {
  const { xs, ys, cells, starts, from, to } = grid
  const coreEnd = new Uint32Array(cells)
  const stretches = new Uint32Array(10)
  const isCore = new Uint8Array(Math.min(minPts, xs.length)) // of the cell in hand: a thin one
  for (let c = 0; c < cells; c++) {
    const first = starts[c]
    const end = starts[c + 1]
    coreEnd[c] = first
    if (end - first >= minPts) {
      coreEnd[c] = end
      continue
    }
    if (to[5 * c + 2] === 0) continue // fewer than minPts within two cells: nobody here is core
    let last = 0
    for (let turn = 0; turn < 5; turn++) {
      const s = 5 * c + NEAREST_FIRST[turn]
      if (from[s] === to[s]) continue
      stretches[last++] = from[s]
      stretches[last++] = to[s]
    }
    let found = 0
    for (let k = first; k < end; k++) {
      const x = xs[k]
      const y = ys[k]
      const z = zs ? zs[k] : 0
      let near = 0
      for (let r = 0; r < last && near < minPts; r += 2) {
        const stop = stretches[r + 1]
        for (let j = stretches[r]; j < stop; j++) {
          const dx = xs[j] - x
          const dy = ys[j] - y
          let d = dx * dx + dy * dy
          if (zs) d += (zs[j] - z) * (zs[j] - z)
          if (d <= reach && ++near >= minPts) break
        }
      }
      isCore[k - first] = near >= minPts ? 1 : 0
      if (near >= minPts) found++
    }
    coreEnd[c] = first + found
    if (found > 0 && found < end - first) partition(grid, zs, first, end, isCore)
  }
  return coreEnd
}

/** The row of the cell itself, then the rows beside it: the nearer ones decide sooner. */
const NEAREST_FIRST = [2, 1, 3, 0, 4]

/** Points first .. end - 1, those with a 1 before those with a 0. */
function partition(grid: PointGrid, zs: Float64Array | undefined, first: number, end: number, isCore: Uint8Array): void {
  const { xs, ys, order } = grid
  const rest: number[] = []
  let write = first
  for (let k = first; k < end; k++) {
    if (isCore[k - first]) put(grid, zs, write++, order[k], xs[k], ys[k], zs ? zs[k] : 0)
    else rest.push(order[k], xs[k], ys[k], zs ? zs[k] : 0)
  }
  for (let r = 0; r < rest.length; r += 4) put(grid, zs, write++, rest[r], rest[r + 1], rest[r + 2], rest[r + 3])
}

/** Gives points that are not core the lowest cluster that has a core point within reach of them. */
function joinBorder(grid: PointGrid, zs: Float64Array | undefined, reach: number, coreEnd: Uint32Array, labelOf: Int32Array, labels: Int32Array): void {
  const { order, cells, starts, cellAt, from, to } = grid
  for (let c = 0; c < cells; c++) {
    const label = labelOf[c]
    if (label < 0) continue
    for (let s = 5 * c; s < 5 * c + 5; s++) {
      const end = to[s]
      for (let q = from[s] < end ? cellAt[from[s]] : cells; q < cells && starts[q] < end; q++) {
        for (let k = coreEnd[q]; k < starts[q + 1]; k++) {
          const known = labels[order[k]]
          if (known >= 0 && known <= label) continue
          if (someWithin(grid, zs, reach, k, k + 1, starts[c], coreEnd[c])) labels[order[k]] = label
        }
      }
    }
  }
}

function checkParameters(eps: number, minPts: number): void {
  if (!(eps > 0 && eps < Infinity)) throw new RangeError(`eps is ${eps}: metres above 0`)
  if (!Number.isInteger(minPts) || minPts < 1) throw new RangeError(`minPts is ${minPts}: a whole number from 1`)
}
