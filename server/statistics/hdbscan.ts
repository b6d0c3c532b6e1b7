/**
 * Where do incidents crowd together when town and village differ in density? HDBSCAN*: the clusters that outlive changes of scale.
 *
 * All DBSCAN clusterings at once: as the distance falls, the one group of all points splits. A split into two groups of at least minPts
 * points makes two new clusters; points that come off in smaller groups leave the cluster. With lambda = 1 / distance,
 *
 *   stability(c) = sum over points of c of (lambda at which the point leaves c or c splits - lambda at which c was born)
 *
 * and the flat clusters are the set of disjoint clusters with the largest sum of stability ("excess of mass"); the group of all points
 * is never one of them. Points in none are noise, label -1. Clusters are numbered 0, 1, ... in order of their lowest row.
 *
 * probability = 1 - core distance / largest core distance in the cluster: 0 at its rim, towards 1 in its midst.
 *
 * Assumes nothing about scale but minPts, which is also the least size of a cluster. Like DBSCAN it says "many here" and has no
 * p-value; it finds clusters in a uniform scatter too (small minPts: more of them). Not for places snapped to few points: where minPts
 * incidents share one place, lambda is infinite there and that place alone beats any crowd around it; give `precision`, the error of
 * the coordinates in metres, and distances below it count as it.
 *
 * The same labels as R dbscan::hdbscan 1.1-11, its handling of ties included (reachability.ts); which side of a split takes the single
 * point that joined the two depends on the order of rows, as it does there. A small group that comes off counts each of its points until
 * that point stands alone, but not beyond the split of the cluster it left, as there.
 * Source: Campello, Moulavi and Sander, PAKDD 2013; Campello, Moulavi, Zimek and Sander, ACM TKDD 10:1 (2015).
 */
import { ascendingOrder } from './order.ts'
import { checkCoordinates } from './pointGrid.ts'
import { walkByReachability } from './reachability.ts'

export type Hdbscan = {
  /** Cluster of each row, -1 for noise. */
  labels: Int32Array
  count: number
  /** By row; 0 for noise. */
  probability: Float64Array
  /** By row, metres; Infinity where there are fewer than minPts points. */
  coreDistances: Float64Array
  /** By cluster, points per metre. */
  stability: Float64Array
}

/** x, y: metres, finite. minPts: whole number >= 2, the point itself counted. precision: metres, >= 0. */
export function hdbscan(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  minPts: number,
  { precision = 0 }: { precision?: number } = {},
): Hdbscan {
  if (!Number.isInteger(minPts) || minPts < 2) throw new RangeError(`minPts is ${minPts}: a whole number from 2`)
  if (!(precision >= 0 && precision < Infinity)) throw new RangeError(`precision is ${precision}: metres from 0`)
  checkCoordinates('x', x, 'y', y)
  const n = x.length
  if (n < minPts) {
    return {
      labels: new Int32Array(n).fill(-1),
      count: 0,
      probability: new Float64Array(n),
      coreDistances: new Float64Array(n).fill(Infinity),
      stability: new Float64Array(0),
    }
  }
  const { rows, steps, coreDistances } = walkByReachability(x, y, minPts)
  const tree = condense(mergesOf(steps), minPts, precision)
  const chosen = mostStable(tree)

  const labels = new Int32Array(n).fill(-1)
  const clusterOfRow = new Int32Array(n)
  for (let t = 0; t < n; t++) clusterOfRow[rows[t]] = chosen[tree.clusterOf[t]]
  const labelOf = new Map<number, number>()
  for (let i = 0; i < n; i++) {
    const cluster = clusterOfRow[i]
    if (cluster < 0) continue
    const label = labelOf.get(cluster) ?? labelOf.size
    labelOf.set(cluster, label)
    labels[i] = label
  }
  return {
    labels,
    count: labelOf.size,
    probability: probabilities(labels, labelOf.size, coreDistances),
    coreDistances,
    stability: Float64Array.from(labelOf.keys(), (cluster) => tree.stability[cluster]),
  }
}

function probabilities(labels: Int32Array, count: number, coreDistances: Float64Array): Float64Array {
  const largest = new Float64Array(count)
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) largest[labels[i]] = Math.max(largest[labels[i]], coreDistances[i])
  return Float64Array.from(labels, (label, i) => {
    if (label < 0) return 0
    return largest[label] > 0 ? (largest[label] - coreDistances[i]) / largest[label] : 1 // all on one place
  })
}

/** The hierarchy over positions of the walk. Node t < n is a point, node n + k the group made by merge k; heights ascend with k. */
type Merges = { n: number; left: Uint32Array; right: Uint32Array; heights: Float64Array; sizes: Uint32Array }

/** Steps of the walk in ascending order (equal ones as they were walked), each joining the stretches before and after it. */
function mergesOf(steps: Float64Array): Merges {
  const n = steps.length
  const between = steps.subarray(1)
  const order = ascendingOrder(between)
  const left = new Uint32Array(n - 1)
  const right = new Uint32Array(n - 1)
  const heights = new Float64Array(n - 1)
  const sizes = new Uint32Array(2 * n - 1).fill(1, 0, n)
  // A group is a stretch of the walk: the group at each end of it is all that has to be known.
  const groupFrom = Uint32Array.from({ length: n }, (_, t) => t) // by first position
  const groupTo = Uint32Array.from({ length: n }, (_, t) => t) // by last position
  const firstOf = new Uint32Array(2 * n - 1)
  const lastOf = new Uint32Array(2 * n - 1)
  for (let t = 0; t < n; t++) firstOf[t] = lastOf[t] = t
  for (let k = 0; k < n - 1; k++) {
    const t = order[k]
    const a = groupTo[t]
    const b = groupFrom[t + 1]
    const group = n + k
    left[k] = a
    right[k] = b
    heights[k] = between[t]
    sizes[group] = sizes[a] + sizes[b]
    firstOf[group] = firstOf[a]
    lastOf[group] = lastOf[b]
    groupFrom[firstOf[a]] = group
    groupTo[lastOf[b]] = group
  }
  return { n, left, right, heights, sizes }
}

type Condensed = {
  /** Cluster 0 is all points; a cluster's number is above its parent's. */
  parents: number[]
  stability: number[]
  /** By position of the walk: the smallest cluster the point was in. */
  clusterOf: Int32Array
}

function condense({ n, left, right, heights, sizes }: Merges, minPts: number, precision: number): Condensed {
  const lambda = (distance: number): number => 1 / Math.max(distance, precision)
  const gain = (distance: number, birth: number): number => (distance === birth ? 0 : lambda(distance) - lambda(birth))
  const parents = [-1]
  const births = [heights[n - 2] ?? NaN]
  const splits = [NaN]
  const stability = [0]
  const clusterOf = new Int32Array(2 * n - 1)
  const born = (parent: number, height: number): number => {
    births.push(height)
    splits.push(NaN)
    stability.push(0)
    return parents.push(parent) - 1
  }
  for (let k = n - 2; k >= 0; k--) {
    const cluster = clusterOf[n + k]
    const height = heights[k]
    const [a, b] = [left[k], right[k]]
    if (sizes[a] >= minPts && sizes[b] >= minPts) {
      splits[cluster] = height
      stability[cluster] += (sizes[a] + sizes[b]) * gain(height, births[cluster])
      clusterOf[a] = born(cluster, height)
      clusterOf[b] = born(cluster, height)
      continue
    }
    clusterOf[a] = clusterOf[b] = cluster
    // A point that stands alone from here on has left; in a group that came off it counts no longer than the cluster it left.
    const leaves = (a < n ? 1 : 0) + (b < n ? 1 : 0)
    if (leaves > 0) stability[cluster] += leaves * gain(Number.isNaN(splits[cluster]) ? height : splits[cluster], births[cluster])
  }
  return { parents, stability, clusterOf: clusterOf.subarray(0, n) }
}

/** For each cluster the chosen cluster it is or lies in, -1 for none. */
function mostStable({ parents, stability }: Condensed): Int32Array {
  const count = parents.length
  const best = new Float64Array(count) // of the cluster and all in it
  const children = new Uint32Array(count)
  const ofChildren = new Float64Array(count)
  const isChosen = new Uint8Array(count)
  for (let c = count - 1; c > 0; c--) {
    const childrenWin = children[c] > 0 && stability[c] < ofChildren[c]
    isChosen[c] = childrenWin ? 0 : 1
    best[c] = childrenWin ? ofChildren[c] : stability[c]
    children[parents[c]]++
    ofChildren[parents[c]] += best[c]
  }
  const chosen = new Int32Array(count).fill(-1)
  for (let c = 1; c < count; c++) {
    const above = chosen[parents[c]]
    chosen[c] = above >= 0 ? above : isChosen[c] ? c : -1
  }
  return chosen
}
