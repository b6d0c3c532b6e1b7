/**
 * Outlines of a set of points: the convex hull, and the hull with its long edges dug in. What they are for, and what not: clusterShape.ts.
 *
 * A ring is a list of rows, anticlockwise, not closed, from the leftmost (then lowest) corner. Points on one place or one line give
 * one or two corners.
 */

/** Andrew's monotone chain. members: rows. Corners only: points along an edge are left out, of rows on one place the lowest stays. */
export function convexHull(members: Uint32Array, x: ArrayLike<number>, y: ArrayLike<number>): Uint32Array {
  const sorted = members.slice().sort((a, b) => x[a] - x[b] || y[a] - y[b] || a - b)
  const distinct = sorted.filter((row, k) => k === 0 || x[row] !== x[sorted[k - 1]] || y[row] !== y[sorted[k - 1]])
  const n = distinct.length
  if (n < 3) return distinct
  const ring = new Uint32Array(2 * n)
  let size = 0
  const turn = (base: number, row: number): void => {
    while (size - base >= 2 && cross(ring[size - 2], ring[size - 1], row, x, y) <= 0) size--
    ring[size++] = row
  }
  for (let k = 0; k < n; k++) turn(0, distinct[k])
  const upper = size - 1
  for (let k = n - 2; k >= 0; k--) turn(upper, distinct[k])
  return ring.slice(0, size - 1)
}

/** Square metres, by the shoelace formula about the first corner. */
export function ringArea(ring: Uint32Array, x: ArrayLike<number>, y: ArrayLike<number>): number {
  let twice = 0
  for (let k = 1; k + 1 < ring.length; k++) twice += cross(ring[0], ring[k], ring[k + 1], x, y)
  return twice / 2
}

/**
 * Every edge longer than `longest` is replaced by two, by way of the inner point nearest to it, as long as the point is no nearer to the
 * edges beside it, the shorter of the two new edges is at most half the old one, and the new edges cross none. Longest
 * edges first, so the answer does not depend on where the ring begins. Simple (no edge crosses another) and holds every member.
 */
export function concaveOutline(hull: Uint32Array, members: Uint32Array, x: ArrayLike<number>, y: ArrayLike<number>, longest: number): Uint32Array {
  if (hull.length < 3) return hull
  const onRing = new Set(hull)
  const places = new Set(Array.from(hull, (row) => `${x[row]} ${y[row]}`))
  const inner: number[] = []
  for (const row of members) {
    const place = `${x[row]} ${y[row]}`
    if (onRing.has(row) || places.has(place)) continue
    places.add(place)
    inner.push(row)
  }
  inner.sort((a, b) => x[a] - x[b] || a - b) // an edge then looks at a stretch of them
  const ring = Array.from(hull)
  const isDone = new Set<string>()
  for (;;) {
    let edge = -1
    let longestYet = longest
    for (let k = 0; k < ring.length; k++) {
      const length = distance(ring[k], ring[(k + 1) % ring.length], x, y)
      if (length <= longestYet || isDone.has(`${ring[k]} ${ring[(k + 1) % ring.length]}`)) continue
      longestYet = length
      edge = k
    }
    if (edge < 0) return Uint32Array.from(ring)
    const at = nearestThatFits(ring, edge, inner, x, y)
    if (at < 0) isDone.add(`${ring[edge]} ${ring[(edge + 1) % ring.length]}`)
    else ring.splice(edge + 1, 0, ...inner.splice(at, 1))
  }
}

/** Candidates for one edge: where the nearest few cannot be seen from it, the far ones hardly ever can. */
const MOST_TRIED = 16

/** Index among the inner points of the one that edge k may be bent to; -1 when there is none. */
function nearestThatFits(ring: number[], k: number, inner: number[], x: ArrayLike<number>, y: ArrayLike<number>): number {
  const n = ring.length
  const [before, a, b, after] = [ring[(k + n - 1) % n], ring[k], ring[(k + 1) % n], ring[(k + 2) % n]]
  const length = distance(a, b, x, y)
  const fitting: { at: number; away: number }[] = []
  const right = Math.max(x[a], x[b]) + length / 2
  for (let at = firstFrom(inner, Math.min(x[a], x[b]) - length / 2, x); at < inner.length && x[inner[at]] <= right; at++) {
    const p = inner[at]
    if (Math.min(distance(a, p, x, y), distance(p, b, x, y)) > length / 2) continue
    const away = toSegment(p, a, b, x, y)
    // Often the nearest place of both edges is the corner they share: equal but for rounding.
    const nearer = away * (1 - 1e-9)
    if (toSegment(p, before, a, x, y) < nearer || toSegment(p, b, after, x, y) < nearer) continue
    fitting.push({ at, away })
  }
  fitting.sort((p, q) => p.away - q.away || inner[p.at] - inner[q.at])
  for (const { at } of fitting.slice(0, MOST_TRIED)) {
    const p = inner[at]
    if (!leavesOut(inner, p, a, b, x, y) && !crossesRing(ring, a, p, x, y) && !crossesRing(ring, p, b, x, y)) return at
  }
  return -1
}

/** Whether another inner point would come to lie outside: within the triangle that is cut off, or on its new edges. */
function leavesOut(inner: number[], p: number, a: number, b: number, x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  const right = Math.max(x[p], x[a], x[b])
  for (let at = firstFrom(inner, Math.min(x[p], x[a], x[b]), x); at < inner.length && x[inner[at]] <= right; at++) {
    const q = inner[at]
    if (q === p) continue
    if (cross(a, b, q, x, y) >= 0 && cross(b, p, q, x, y) > 0 && cross(p, a, q, x, y) > 0) return true
  }
  return false
}

/** Index of the first whose x is at least `least`; inner ascends in x. */
function firstFrom(inner: number[], least: number, x: ArrayLike<number>): number {
  let low = 0
  let high = inner.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (x[inner[middle]] < least) low = middle + 1
    else high = middle
  }
  return low
}

/** Whether the segment p-q meets an edge of the ring other than at a shared corner. */
function crossesRing(ring: number[], p: number, q: number, x: ArrayLike<number>, y: ArrayLike<number>): boolean {
  for (let k = 0; k < ring.length; k++) {
    const c = ring[k]
    const d = ring[(k + 1) % ring.length]
    if (c === p || c === q || d === p || d === q) continue
    const sides = Math.sign(cross(p, q, c, x, y)) * Math.sign(cross(p, q, d, x, y))
    const others = Math.sign(cross(c, d, p, x, y)) * Math.sign(cross(c, d, q, x, y))
    if (sides <= 0 && others <= 0) return true
  }
  return false
}

/** Twice the area of a triangle, above 0 when a, b, c turn left. */
function cross(a: number, b: number, c: number, x: ArrayLike<number>, y: ArrayLike<number>): number {
  return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])
}

function distance(a: number, b: number, x: ArrayLike<number>, y: ArrayLike<number>): number {
  return Math.sqrt((x[a] - x[b]) ** 2 + (y[a] - y[b]) ** 2)
}

/** From point p to the segment a-b. */
function toSegment(p: number, a: number, b: number, x: ArrayLike<number>, y: ArrayLike<number>): number {
  const dx = x[b] - x[a]
  const dy = y[b] - y[a]
  const square = dx * dx + dy * dy
  const along = square > 0 ? Math.min(1, Math.max(0, ((x[p] - x[a]) * dx + (y[p] - y[a]) * dy) / square)) : 0
  return Math.sqrt((x[p] - x[a] - along * dx) ** 2 + (y[p] - y[a] - along * dy) ** 2)
}
