/**
 * What does a cluster look like: how many, where, how large, from when to when? One row of numbers per label, and its outlines.
 *
 *   centre   mean of the members' coordinates; medoid: the member nearest to it (a place where somebody was, for a map label)
 *   spread   root mean square distance from the centre ("standard distance")
 *   hull     convex hull, anticlockwise from its leftmost (then lowest) corner, not closed; area by the shoelace formula
 *   outline  the hull with its long edges dug in (concave hull): an edge longer than `longest` is replaced by two by way of the member
 *            closest to it, as long as no edges cross (outline.ts has the rules)
 *
 * Members on one place have a hull of one corner, on one line of two: area 0. Noise (label below 0) is left out.
 *
 * Assumes metres in the plane. A hull holds what lies between the members too: a bent street's hull holds the park beside it, and its area
 * says little about where incidents were; the outline follows the bend. Neither is a boundary of risk, and a hull's corners are
 * places of single incidents: an output for the public has to show cells instead.
 *
 * Source: Andrew, Inf. Process. Lett. 9 (1979) 216-219 (hull); Park and Oh, J. Inf. Sci. Eng. 28 (2012) 587-600 (outline).
 */
import { concaveOutline, convexHull, ringArea } from './outline.ts'
import { checkCoordinates } from './pointGrid.ts'

/** Rings of all clusters in one pair of arrays: ring c is offsets[c] .. offsets[c + 1] - 1, rows of the input. */
export type Rings = { offsets: Uint32Array; rows: Uint32Array }

export type ClusterShapes = {
  /** Number of clusters: one more than the highest label. */
  count: number
  /** Members; their summed weight. */
  members: Uint32Array
  weight: Float64Array
  centreX: Float64Array
  centreY: Float64Array
  /** Row of the member nearest to the centre, of equals the lowest; -1 without members. */
  medoid: Int32Array
  spread: Float64Array
  hull: Rings
  /** Square metres. */
  hullArea: Float64Array
  outline: Rings
  outlineArea: Float64Array
  /** Of the members' times, in their unit; NaN without times or members. */
  first: Float64Array
  last: Float64Array
}

export type ShapeOptions = {
  /** One per row; any unit. NaN: unknown, left out. */
  times?: ArrayLike<number>
  /** One per row, for counts that are weights; centre and spread are of places and stay unweighted. */
  weights?: ArrayLike<number>
  /** Metres: edges of the outline longer than this are dug in. Infinity (unless given): the outline is the hull. DBSCAN's eps fits. */
  longest?: number
}

/** labels: whole numbers, below 0 for noise. */
export function clusterShapes(labels: ArrayLike<number>, x: ArrayLike<number>, y: ArrayLike<number>, options: ShapeOptions = {}): ClusterShapes {
  const { times, weights, longest = Infinity } = options
  checkCoordinates('x', x, 'y', y)
  checkLengths(labels.length, { x, times, weights })
  if (!(longest > 0)) throw new RangeError(`longest is ${longest}: metres above 0`)
  const { offsets, rows, count } = membersOf(labels)
  const numbers = (fill: number): Float64Array => new Float64Array(count).fill(fill)
  const shapes = {
    count,
    members: new Uint32Array(count),
    weight: numbers(0),
    centreX: numbers(NaN),
    centreY: numbers(NaN),
    medoid: new Int32Array(count).fill(-1),
    spread: numbers(NaN),
    hullArea: numbers(NaN),
    outlineArea: numbers(NaN),
    first: numbers(NaN),
    last: numbers(NaN),
  }
  const hulls: Uint32Array[] = []
  const outlines: Uint32Array[] = []
  for (let c = 0; c < count; c++) {
    const members = rows.subarray(offsets[c], offsets[c + 1])
    shapes.members[c] = members.length
    for (const row of members) shapes.weight[c] += weights ? weights[row] : 1
    const hull = convexHull(members, x, y)
    const outline = longest === Infinity ? hull : concaveOutline(hull, members, x, y, longest)
    hulls.push(hull)
    outlines.push(outline)
    if (members.length === 0) continue
    const middle = middleOf(members, x, y)
    shapes.centreX[c] = middle.x
    shapes.centreY[c] = middle.y
    shapes.medoid[c] = middle.medoid
    shapes.spread[c] = middle.spread
    shapes.hullArea[c] = ringArea(hull, x, y)
    shapes.outlineArea[c] = ringArea(outline, x, y)
    if (times) [shapes.first[c], shapes.last[c]] = rangeOf(members, times)
  }
  return { ...shapes, hull: joined(hulls), outline: joined(outlines) }
}

function membersOf(labels: ArrayLike<number>): Rings & { count: number } {
  let count = 0
  for (let i = 0; i < labels.length; i++) {
    if (!Number.isInteger(labels[i])) throw new RangeError(`labels[${i}] is ${labels[i]}: not a whole number`)
    if (labels[i] >= count) count = labels[i] + 1
  }
  // A label is a number out of 0 .. rows - 1 at most; a stray code would make a table of its size.
  if (count > labels.length) throw new RangeError(`labels go up to ${count - 1} for ${labels.length} rows`)
  const offsets = new Uint32Array(count + 1)
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) offsets[labels[i] + 1]++
  for (let c = 0; c < count; c++) offsets[c + 1] += offsets[c]
  const next = offsets.slice()
  const rows = new Uint32Array(offsets[count])
  for (let i = 0; i < labels.length; i++) if (labels[i] >= 0) rows[next[labels[i]]++] = i
  return { offsets, rows, count }
}

function middleOf(members: Uint32Array, x: ArrayLike<number>, y: ArrayLike<number>) {
  // From the first member, so that the sums of far-off coordinates lose no digits.
  const x0 = x[members[0]]
  const y0 = y[members[0]]
  let sumX = 0
  let sumY = 0
  for (const row of members) {
    sumX += x[row] - x0
    sumY += y[row] - y0
  }
  const cx = x0 + sumX / members.length
  const cy = y0 + sumY / members.length
  let medoid = members[0]
  let least = Infinity
  let squares = 0
  for (const row of members) {
    const d = (x[row] - cx) ** 2 + (y[row] - cy) ** 2
    squares += d
    if (d >= least) continue
    least = d
    medoid = row
  }
  return { x: cx, y: cy, medoid, spread: Math.sqrt(squares / members.length) }
}

function rangeOf(members: Uint32Array, times: ArrayLike<number>): [number, number] {
  let first = Infinity
  let last = -Infinity
  for (const row of members) {
    if (times[row] < first) first = times[row]
    if (times[row] > last) last = times[row]
  }
  return first <= last ? [first, last] : [NaN, NaN]
}

function joined(rings: Uint32Array[]): Rings {
  const offsets = new Uint32Array(rings.length + 1)
  rings.forEach((ring, c) => (offsets[c + 1] = offsets[c] + ring.length))
  const rows = new Uint32Array(offsets[rings.length])
  rings.forEach((ring, c) => rows.set(ring, offsets[c]))
  return { offsets, rows }
}

function checkLengths(n: number, columns: Record<string, ArrayLike<number> | undefined>): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column && column.length !== n) throw new RangeError(`${name} has ${column.length} values for ${n} labels`)
  }
}
