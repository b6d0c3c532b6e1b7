/**
 * Do incidents that are near in space come near in time, more than chance would bring? The Knox table.
 *
 * Every unordered pair of incidents falls into one cell: band of distance x band of time apart (|t_i - t_j|). Against that, times are
 * exchanged between the places: the null is "when has nothing to do with where", with all places and all times as they were. Here
 * pairs are counted, as they are and after exchanges; the table with its expected counts and p is made of them in knoxTable.ts.
 *
 * When not to use it: over years in which some places grew and others shrank, or seasons differ between places, the exchange
 * itself is wrong and everything looks contagious (Kulldorff and Hjalmars 1999); take shorter periods. Coordinates that stand
 * for an area (a snap point, a centroid) make "same place" and the nearest band meaningless. It says that there is a pattern, not why.
 * Fewer than 2 incidents: every count 0.
 *
 * Fast because pairs near in space are found once (closePairs.ts) and only times move. Whole times within a span of 16,383 go two
 * exchanges to a machine word, 16 bits each: with a guard bit above, one subtraction tells for both whether a + T >= b.
 * Replicate r draws from stream r of the seed: any split into ranges gives the same bytes. Neither counts nor
 * replicates depend on the order of the rows.
 *
 * Source: Knox, Applied Statistics 13 (1964) 25-29; same counts as surveillance::knox (R) with inclusive bands; half-open bands are
 * those of the Near Repeat Calculator.
 */
import { checkEdges, closePairs, type ClosePairs, type Edges, type Metric } from './closePairs.ts'
import { permute } from './permute.ts'
import { createRandom, needReplicates } from './random.ts'

export type KnoxOptions = {
  /** Upper edges of the bands, ascending, in the unit of the coordinates. */
  distances: readonly number[]
  /** Upper edges of the bands, ascending, in the unit of the times. */
  times: readonly number[]
  /** 'euclidean' unless given. */
  metric?: Metric
  /** 'inclusive' (<= edge) unless given. 'half-open' (< edge). */
  edges?: Edges
  /** Distance up to which two incidents count as at the same location: a band of its own before the first. None unless given. */
  sameLocation?: number
}

/** Everything that stays as it is while times move. Plain arrays: may be sent to a worker. */
export type KnoxPlan = {
  readonly pairs: ClosePairs
  readonly timeBands: number
  /** Time of each place, in the order of the pairs, and the same times in ascending order, from which every exchange starts. */
  readonly times: Float64Array
  readonly pool: Float64Array
  /** Edges of time: whole numbers and inclusive where `packed`. */
  readonly limits: Float64Array
  readonly inclusive: boolean
  readonly packed: boolean
  /** All pairs by band of time, the last is beyond. */
  readonly timeTotals: Float64Array
}

const SPAN = 0x3fff
const LANES = 8

export function planKnox(xs: ArrayLike<number>, ys: ArrayLike<number>, times: ArrayLike<number>, options: KnoxOptions): KnoxPlan {
  const { distances, metric = 'euclidean', edges = 'inclusive' } = options
  if (times.length !== xs.length) throw new RangeError(`${xs.length} points but ${times.length} times`)
  checkEdges('times', options.times)
  let first = Infinity
  let last = -Infinity
  let whole = true
  for (let i = 0; i < times.length; i++) {
    if (!Number.isFinite(times[i])) throw new RangeError(`time ${i} is ${times[i]}: a number is needed`)
    first = Math.min(first, times[i])
    last = Math.max(last, times[i])
    whole &&= Number.isInteger(times[i])
  }
  const packed = whole && last - first <= SPAN
  const inclusive = packed || edges === 'inclusive'
  const wholeEdge = (edge: number): number => Math.min(SPAN, edges === 'inclusive' ? Math.floor(edge) : Math.ceil(edge) - 1)
  const limits = Float64Array.from(options.times, (edge) => (packed ? wholeEdge(edge) : edge))
  const pairs = closePairs(xs, ys, distances, metric, edges, options.sameLocation)
  const ofPlace = Float64Array.from(pairs.order, (i) => (packed ? times[i] - first : times[i]))
  const pool = ofPlace.toSorted()
  return { pairs, timeBands: limits.length, times: ofPlace, pool, limits, inclusive, packed, timeTotals: totalsByTime(pool, limits, inclusive) }
}

/** Of all pairs: how many in each band of time. Two pointers over the sorted times. */
function totalsByTime(pool: Float64Array, limits: Float64Array, inclusive: boolean): Float64Array {
  const n = pool.length
  const totals = new Float64Array(limits.length + 1)
  let before = 0
  limits.forEach((limit, b) => {
    let within = 0
    for (let i = 0, back = 0; i < n; i++) {
      while (back < i && !isWithin(pool[i] - pool[back], limit, inclusive)) back++
      within += i - back
    }
    totals[b] = within - before
    before = within
  })
  totals[limits.length] = pairsOf(n) - before
  return totals
}

/** Unordered pairs of n. */
export function pairsOf(n: number): number {
  return n < 2 ? 0 : (n * (n - 1)) / 2
}

function isWithin(apart: number, limit: number, inclusive: boolean): boolean {
  return inclusive ? apart <= limit : apart < limit
}

/** Pairs within the bands as they were seen: bands of distance x bands of time, row by row, without what lies beyond. */
export function observedCounts(plan: KnoxPlan): Uint32Array {
  return disjoint(plainCounts(plan, plan.times), plan.timeBands)
}

/**
 * The same after each of the exchanges numbered from..to-1 (to not included), one table after the other. Concatenated ranges
 * are the range of the whole.
 */
export function exchangedCounts(plan: KnoxPlan, seed: number, from: number, to: number): Uint32Array {
  needReplicates(seed, from, to)
  const { n, bands } = plan.pairs
  const cells = bands * plan.timeBands
  const out = new Uint32Array((to - from) * cells)
  const drawn = new Uint32Array(n)
  if (!plan.packed) {
    // Times of any kind: rows of the pool are exchanged, and every pair is asked plainly.
    const rows = Uint32Array.from(drawn.keys())
    for (let r = from; r < to; r++) {
      drawn.set(rows)
      permute(drawn, createRandom(seed, r))
      out.set(plainCounts(plan, Float64Array.from(drawn, (k) => plan.pool[k])), (r - from) * cells)
    }
    return disjoint(out, plan.timeBands)
  }
  const pool = Uint32Array.from(plan.pool)
  const upper = new Uint32Array(n)
  const lanes = new Int32Array((n * LANES) / 2)
  const totals = new Uint32Array(LANES)
  for (let r = from; r < to; r += LANES) {
    for (let lane = 0; lane < LANES; lane += 2) {
      drawn.set(pool)
      permute(drawn, createRandom(seed, r + lane))
      upper.set(pool)
      permute(upper, createRandom(seed, r + lane + 1))
      for (let i = 0, at = lane / 2; i < n; i++, at += LANES / 2) lanes[at] = drawn[i] | (upper[i] << 16)
    }
    for (let b = 0; b < bands; b++) {
      for (let t = 0; t < plan.timeBands; t++) {
        countPacked(plan.pairs, b, plan.limits[t], lanes, totals)
        const used = Math.min(LANES, to - r)
        for (let lane = 0; lane < used; lane++) out[(r - from + lane) * cells + b * plan.timeBands + t] = totals[lane]
      }
    }
  }
  return disjoint(out, plan.timeBands)
}

/** Pairs of band b at most `limit` apart in time, for eight exchanges at once. */
function countPacked({ n, offsets, targets }: ClosePairs, b: number, limit: number, lanes: Int32Array, totals: Uint32Array): void {
  totals.fill(0)
  // 2^15 + limit in both halves: a + that - b keeps its bit 15 exactly where a + limit >= b, and never touches the other half.
  const reach = Math.imul(0x8000 + limit, 0x10001)
  let c0 = 0
  let c1 = 0
  let c2 = 0
  let c3 = 0
  let room = 0xffff // a half holds no more
  for (let i = 0; i < n; i++) {
    let e = offsets[b * n + i]
    const end = offsets[b * n + i + 1]
    if (e === end) continue
    const a = 4 * i
    const up0 = (lanes[a] + reach) | 0
    const up1 = (lanes[a + 1] + reach) | 0
    const up2 = (lanes[a + 2] + reach) | 0
    const up3 = (lanes[a + 3] + reach) | 0
    const down0 = (reach - lanes[a]) | 0
    const down1 = (reach - lanes[a + 1]) | 0
    const down2 = (reach - lanes[a + 2]) | 0
    const down3 = (reach - lanes[a + 3]) | 0
    while (e < end) {
      const stop = Math.min(end, e + room)
      room -= stop - e
      for (; e < stop; e++) {
        const j = 4 * targets[e]
        const t0 = lanes[j]
        const t1 = lanes[j + 1]
        const t2 = lanes[j + 2]
        const t3 = lanes[j + 3]
        c0 = (c0 + ((((up0 - t0) & (down0 + t0)) >>> 15) & 0x10001)) | 0
        c1 = (c1 + ((((up1 - t1) & (down1 + t1)) >>> 15) & 0x10001)) | 0
        c2 = (c2 + ((((up2 - t2) & (down2 + t2)) >>> 15) & 0x10001)) | 0
        c3 = (c3 + ((((up3 - t3) & (down3 + t3)) >>> 15) & 0x10001)) | 0
      }
      if (room > 0) continue
      addHalves(totals, c0, c1, c2, c3)
      c0 = c1 = c2 = c3 = 0
      room = 0xffff
    }
  }
  addHalves(totals, c0, c1, c2, c3)
}

function addHalves(totals: Uint32Array, ...counts: number[]): void {
  counts.forEach((count, w) => {
    totals[2 * w] += count & 0xffff
    totals[2 * w + 1] += count >>> 16
  })
}

/** Pairs within each band of distance and within each edge of time (bands of time added up). */
function plainCounts({ pairs, limits, inclusive }: KnoxPlan, times: Float64Array): Uint32Array {
  const { n, bands, offsets, targets } = pairs
  const counts = new Uint32Array(bands * limits.length)
  for (let row = 0; row < bands * n; row++) {
    const time = times[row % n]
    const first = Math.floor(row / n) * limits.length
    for (let e = offsets[row]; e < offsets[row + 1]; e++) {
      const apart = Math.abs(time - times[targets[e]])
      for (let t = limits.length - 1; t >= 0 && isWithin(apart, limits[t], inclusive); t--) counts[first + t]++
    }
  }
  return counts
}

/** From "within the edge" to "within the band", in place. */
function disjoint(counts: Uint32Array, timeBands: number): Uint32Array {
  for (let row = 0; row < counts.length; row += timeBands) {
    for (let t = timeBands - 1; t > 0; t--) counts[row + t] -= counts[row + t - 1]
  }
  return counts
}
