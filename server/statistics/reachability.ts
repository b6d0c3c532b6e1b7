/**
 * In which order does density lead from one point to the next? The minimum spanning tree of mutual reachability, walked by Prim's method.
 *
 *   core(i)      distance from i to its (minPts - 1)-th nearest other point: how far i must look to see minPts points, itself counted
 *   reach(i, j)  max(core(i), core(j), |i - j|)
 *
 * From row 0, always the point nearest in reach to any point already visited; of equals the lowest row. Cutting the walk wherever its
 * step is longer than r leaves exactly the groups that hang together at r: the walk is the whole single-linkage hierarchy.
 *
 * Equal reaches are the rule here, not the exception, since core(i) is the reach of i to all its near neighbours. The rule "lowest
 * row" makes the answer one answer; it is that of R dbscan 1.1-11 (a scan of all rows with <), whose labels depend on it at points that
 * join two clusters at the same height.
 *
 * Method: a heap of every visited point's nearest unvisited one, searched for in a k-d tree that knows how many unvisited points,
 * and which least core distance and row, each node has (Bentley and Friedman 1978). Near n log n on maps: about 16 searches a
 * point, 2.3 s of one core for 100,000. Searches that give up at a limit and come back were tried and saved nothing.
 */
import { distancesToKth, type KdTree, kdTree, squareToBox } from './kdTree.ts'

export type ReachabilityWalk = {
  /** Rows in order of the walk. */
  rows: Uint32Array
  /** Reach by which each came in; the first has Infinity. */
  steps: Float64Array
  /** By row. */
  coreDistances: Float64Array
}

/** x, y: finite, same length, at least minPts of them. minPts: from 2. */
export function walkByReachability(x: ArrayLike<number>, y: ArrayLike<number>, minPts: number): ReachabilityWalk {
  const n = x.length
  const tree = kdTree(x, y)
  const core = distancesToKth(tree, minPts - 1)
  const search = searchUnvisited(tree, core)
  const heap = emptyHeap(n)
  const rows = new Uint32Array(n)
  const steps = new Float64Array(n)
  const coreDistances = new Float64Array(n)
  for (let k = 0; k < n; k++) coreDistances[tree.order[k]] = core[k]

  let at = tree.order.indexOf(0)
  let owner = -1
  let step = Infinity
  for (let t = 0; t < n; t++) {
    rows[t] = tree.order[at]
    steps[t] = step
    visit(search, at)
    if (t === n - 1) break
    push(heap, search, at)
    if (owner >= 0) push(heap, search, owner)
    // The nearest in the heap may have been visited meanwhile: then its owner searches again.
    for (;;) {
      owner = heap.owners[0]
      at = heap.positions[0]
      step = heap.reaches[0]
      pop(heap)
      if (search.visited[at] === 0) break
      push(heap, search, owner)
    }
  }
  return { rows, steps, coreDistances }
}

// Plain functions over plain state: as closures made anew for each walk the same code ran half as fast from the second walk on.

type Search = {
  tree: KdTree
  /** By sorted position, as are visited and leafOf. */
  core: Float64Array
  visited: Uint8Array
  leafOf: Uint32Array
  /** By node: unvisited points; least core distance and row of all its points. */
  left: Uint32Array
  leastCore: Float64Array
  leastRow: Uint32Array
  /** Nodes yet to be looked at. */
  open: Int32Array
  /** Reach of the last point found. */
  reach: number
}

function searchUnvisited(tree: KdTree, core: Float64Array): Search {
  const { order, starts, ends, firstLeaf, nodes } = tree
  const left = new Uint32Array(nodes)
  const leastCore = new Float64Array(nodes).fill(Infinity)
  const leastRow = new Uint32Array(nodes).fill(0xffffffff)
  const leafOf = new Uint32Array(core.length)
  for (let v = nodes - 1; v >= 0; v--) {
    left[v] = ends[v] - starts[v]
    if (v < firstLeaf) {
      leastCore[v] = Math.min(leastCore[2 * v + 1], leastCore[2 * v + 2])
      leastRow[v] = Math.min(leastRow[2 * v + 1], leastRow[2 * v + 2])
      continue
    }
    for (let k = starts[v]; k < ends[v]; k++) {
      leafOf[k] = v
      leastCore[v] = Math.min(leastCore[v], core[k])
      leastRow[v] = Math.min(leastRow[v], order[k])
    }
  }
  const visited = new Uint8Array(core.length)
  return { tree, core, visited, leafOf, left, leastCore, leastRow, open: new Int32Array(128), reach: Infinity }
}

function visit({ visited, leafOf, left }: Search, k: number): void {
  visited[k] = 1
  let v = leafOf[k]
  left[v]--
  while (v > 0) {
    v = (v - 1) >> 1
    left[v]--
  }
}

/** Position of the unvisited point nearest to k by reach, of equals the one with the lowest row; -1 when all are visited. */
function nearest(search: Search, k: number): number {
  const { tree, core, visited, left, leastCore, leastRow, open } = search
  const { xs, ys, order, starts, ends, firstLeaf } = tree
  const x = xs[k]
  const y = ys[k]
  const own = core[k]
  let bestReach = Infinity
  let bestRow = Infinity
  let best = -1
  let top = 0
  open[top++] = 0
  while (top > 0) {
    const v = open[--top]
    if (left[v] === 0) continue
    const least = Math.max(own, leastCore[v], Math.sqrt(squareToBox(tree, v, x, y)))
    if (least > bestReach || (least === bestReach && leastRow[v] > bestRow)) continue
    if (v < firstLeaf) {
      const a = 2 * v + 1
      const nearerIsA = squareToBox(tree, a, x, y) <= squareToBox(tree, a + 1, x, y)
      open[top++] = nearerIsA ? a + 1 : a
      open[top++] = nearerIsA ? a : a + 1
      continue
    }
    for (let j = starts[v]; j < ends[v]; j++) {
      if (visited[j] === 1) continue
      const distance = Math.sqrt((xs[j] - x) * (xs[j] - x) + (ys[j] - y) * (ys[j] - y))
      const reach = Math.max(own, core[j], distance)
      if (reach > bestReach || (reach === bestReach && order[j] >= bestRow)) continue
      bestReach = reach
      bestRow = order[j]
      best = j
    }
  }
  search.reach = bestReach
  return best
}

/** Least (reach, row) on top; one candidate per visited point at most. */
type Heap = { size: number; owners: Uint32Array; reaches: Float64Array; rows: Uint32Array; positions: Int32Array }

function emptyHeap(n: number): Heap {
  return {
    size: 0,
    owners: new Uint32Array(n),
    reaches: new Float64Array(n),
    rows: new Uint32Array(n),
    positions: new Int32Array(n),
  }
}

/** The owner's nearest unvisited point goes in. */
function push(heap: Heap, search: Search, owner: number): void {
  const position = nearest(search, owner)
  if (position < 0) return
  const { reaches, rows } = heap
  const reach = search.reach
  const row = search.tree.order[position]
  let at = heap.size++
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (reaches[parent] < reach || (reaches[parent] === reach && rows[parent] <= row)) break
    move(heap, parent, at)
    at = parent
  }
  heap.owners[at] = owner
  reaches[at] = reach
  rows[at] = row
  heap.positions[at] = position
}

function pop(heap: Heap): void {
  const { reaches, rows } = heap
  const last = --heap.size
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= last) break
    const other = child + 1
    if (other < last && (reaches[other] < reaches[child] || (reaches[other] === reaches[child] && rows[other] < rows[child]))) child = other
    if (reaches[last] < reaches[child] || (reaches[last] === reaches[child] && rows[last] <= rows[child])) break
    move(heap, child, at)
    at = child
  }
  move(heap, last, at)
}

function move({ owners, reaches, rows, positions }: Heap, from: number, to: number): void {
  owners[to] = owners[from]
  reaches[to] = reaches[from]
  rows[to] = rows[from]
  positions[to] = positions[from]
}
