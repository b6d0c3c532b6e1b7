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
 * and which least core distance, each node has (Bentley and Friedman 1978). A search gives up at a few times the present step; its limit
 * stands in the heap instead, and only points whose limit is reached search again. Near n log n on maps.
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

/** x, y: finite, same length, more than minPts - 1 of them. minPts: from 2. */
export function walkByReachability(x: ArrayLike<number>, y: ArrayLike<number>, minPts: number): ReachabilityWalk {
  const n = x.length
  const tree = kdTree(x, y)
  const core = distancesToKth(tree, minPts - 1)
  const search = unvisited(tree, core)
  const heap = candidates(n)
  const rows = new Uint32Array(n)
  const steps = new Float64Array(n)
  const coreDistances = new Float64Array(n)
  for (let k = 0; k < n; k++) coreDistances[tree.order[k]] = core[k]

  let at = tree.order.indexOf(0)
  let step = Infinity
  let limit = core[at]
  for (let t = 0; t < n; t++) {
    rows[t] = tree.order[at]
    steps[t] = step
    search.visit(at)
    if (t === n - 1) break
    push(at)
    // The nearest in the heap may have been visited meanwhile, or be a mere limit: then its owner searches again.
    for (;;) {
      const owner = heap.pop()
      const found = heap.position()
      step = heap.reach()
      limit = step
      if (found >= 0 && !search.isVisited(found)) {
        at = found
        push(owner)
        break
      }
      push(owner)
    }
  }
  return { rows, steps, coreDistances }

  function push(owner: number): void {
    search.nearest(owner, 2 * Math.max(limit, core[owner]))
    heap.push(owner, search.reach(), search.row(), search.position())
  }
}

/** The nearest unvisited point by reach, of equals the lowest row. */
function unvisited(tree: KdTree, core: Float64Array) {
  const { xs, ys, order, starts, ends, firstLeaf, nodes } = tree
  const n = xs.length
  const visited = new Uint8Array(n)
  const left = new Uint32Array(nodes)
  const leastCore = new Float64Array(nodes).fill(Infinity)
  const leastRow = new Uint32Array(nodes).fill(0xffffffff)
  const leafOf = new Uint32Array(n)
  for (let v = nodes - 1; v >= 0; v--) {
    left[v] = ends[v] - starts[v]
    for (let k = starts[v]; v >= firstLeaf && k < ends[v]; k++) {
      leafOf[k] = v
      leastCore[v] = Math.min(leastCore[v], core[k])
      leastRow[v] = Math.min(leastRow[v], order[k])
    }
    if (v >= firstLeaf) continue
    leastCore[v] = Math.min(leastCore[2 * v + 1], leastCore[2 * v + 2])
    leastRow[v] = Math.min(leastRow[2 * v + 1], leastRow[2 * v + 2])
  }
  const open = new Int32Array(128)
  let bestReach = Infinity
  let bestRow = -1
  let bestPosition = -1

  return {
    visit(k: number): void {
      visited[k] = 1
      for (let v = leafOf[k]; ; v = (v - 1) >> 1) {
        left[v]--
        if (v === 0) return
      }
    },
    isVisited: (k: number): boolean => visited[k] === 1,
    reach: (): number => bestReach,
    row: (): number => bestRow,
    /** -1 when no unvisited point lies within the limit: reach is then the limit, and all are farther. */
    position: (): number => bestPosition,
    nearest(k: number, limit: number): void {
      const x = xs[k]
      const y = ys[k]
      const own = core[k]
      bestReach = limit
      bestRow = n
      bestPosition = -1
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
          if (visited[j]) continue
          const d = Math.sqrt((xs[j] - x) * (xs[j] - x) + (ys[j] - y) * (ys[j] - y))
          const reach = Math.max(own, core[j], d)
          if (reach > bestReach || (reach === bestReach && order[j] >= bestRow)) continue
          bestReach = reach
          bestRow = order[j]
          bestPosition = j
        }
      }
      if (bestPosition < 0) bestRow = -1 // a limit comes before points at the same reach, so that its owner searches in time
    },
  }
}

/** A heap of (reach, row): one candidate per visited point at most. pop tells the owner; reach and position are those of the last popped. */
function candidates(n: number) {
  const owners = new Uint32Array(n + 1)
  const reaches = new Float64Array(n + 1)
  const rows = new Int32Array(n + 1)
  const positions = new Int32Array(n + 1)
  let size = 0
  let lastReach = NaN
  let lastPosition = -1
  const put = (to: number, from: number): void => {
    owners[to] = owners[from]
    reaches[to] = reaches[from]
    rows[to] = rows[from]
    positions[to] = positions[from]
  }
  return {
    push(owner: number, reach: number, row: number, position: number): void {
      let at = size++
      while (at > 0) {
        const parent = (at - 1) >> 1
        if (reaches[parent] < reach || (reaches[parent] === reach && rows[parent] <= row)) break
        put(at, parent)
        at = parent
      }
      owners[at] = owner
      reaches[at] = reach
      rows[at] = row
      positions[at] = position
    },
    pop(): number {
      const owner = owners[0]
      lastReach = reaches[0]
      lastPosition = positions[0]
      const last = --size
      const reach = reaches[last]
      const row = rows[last]
      let at = 0
      put(n, last)
      for (;;) {
        let child = 2 * at + 1
        if (child >= last) break
        const other = child + 1
        if (other < last && (reaches[other] < reaches[child] || (reaches[other] === reaches[child] && rows[other] < rows[child]))) child = other
        if (reach < reaches[child] || (reach === reaches[child] && row <= rows[child])) break
        put(at, child)
        at = child
      }
      put(at, n)
      return owner
    },
    reach: (): number => lastReach,
    position: (): number => lastPosition,
  }
}
