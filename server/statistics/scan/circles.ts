/**
 * Which circles are there? Around every location as centre, circles that grow by one location at a time, nearest first, up to a
 * share of the population at risk and a radius.
 *
 * Locations at one and the same point are one site (sites.ts). Sites at the same distance enter one after the other,
 * the smaller first coordinate first, then the second: SaTScan's rule, so that the windows are the same and do not depend on the
 * order of rows. The last site is the last with which the circle's share is still at most the maximum (and its
 * distance at most the maximal radius); a centre that alone is more than that has no circle.
 *
 * Lists are cut before they are sorted: candidates come from the grid, buckets by squared distance, and only the buckets up to the cut are sorted.
 * About 0.1 microseconds a list entry.
 */
import { chord, extent, type Sites } from './sites.ts'

export type Circles = {
  /** Sites + 1 numbers: circles of centre i are members[offsets[i]] alone, then with the next, and so on. */
  readonly offsets: Uint32Array
  readonly members: Uint16Array | Uint32Array
}

/** More would not fit the memory of a small server (4 bytes each, in each worker). */
const MOST_CIRCLES = 100_000_000

/** weight: population at risk of each site. maxWeight: of the largest circle. maxRadius: in the unit of the coordinates. */
export function growCircles(sites: Sites, weight: Float64Array, maxWeight: number, maxRadius: number): Circles {
  const n = sites.x.length
  const { spherical } = sites
  const reach = spherical && maxRadius < Infinity ? chord(maxRadius) : maxRadius
  const offsets = new Uint32Array(n + 1)
  let members: Members = n <= 0x10000 ? new Uint16Array(16 * n + 16) : new Uint32Array(16 * n + 16)
  let filled = 0
  const all = extent(sites)
  // A little more than the maximum, so that the shares of a sum taken in another order are not cut by rounding.
  const most = maxWeight * (1 + 1e-12)
  const gathered = { site: new Uint32Array(n), far: new Float64Array(n), count: 0 }
  const sorter = createSorter(sites, n)
  let radius = Math.min(reach, all / Math.sqrt(Math.max(n, 1)))
  for (let centre = 0; centre < n; centre++) {
    // The last centre's radius is a good guess; a ring too small shows in its weight, and is widened.
    for (;;) {
      const inside = gather(sites, weight, centre, radius, gathered)
      if (inside > most || radius >= reach || radius >= all) break
      radius = Math.min(reach, radius * 1.25)
    }
    if (filled + gathered.count > members.length) members = grown(members, filled + gathered.count)
    const start = filled
    const last = sorter(gathered, centre, weight, most, members, start)
    filled = start + last.count
    offsets[centre + 1] = filled
    // Told early where the first centres already show it: a share has about as many circles at the edge as in the middle.
    if (filled > MOST_CIRCLES || (centre === 255 && (filled / 256) * n > 1.5 * MOST_CIRCLES)) {
      throw new RangeError(`more than ${MOST_CIRCLES} circles: give a smaller maxShare or maxRadius, or fewer locations`)
    }
    // Next time a ring a tenth wider than this one needed.
    radius = Math.min(reach, Math.max(last.far * 1.1, all * 1e-9))
  }
  return { offsets, members: members.slice(0, filled) }
}

/** Straight distance from centre to every site that is not farther than radius; returns their weight. */
function gather(
  { x, y, z, grid, spherical }: Sites,
  weight: Float64Array,
  centre: number,
  radius: number,
  into: Gathered,
): number {
  const cx = x[centre]
  const cy = y[centre]
  const cz = z[centre]
  const { left, bottom, side, columns, rows, tileStart } = grid
  // On the sphere the grid over two of three axes still bounds what is near.
  const firstRow = Math.max(0, Math.floor((cy - radius - bottom) / side) - 1)
  const lastRow = Math.min(rows - 1, Math.floor((cy + radius - bottom) / side) + 1)
  const firstColumn = Math.max(0, Math.floor((cx - radius - left) / side) - 1)
  const lastColumn = Math.min(columns - 1, Math.floor((cx + radius - left) / side) + 1)
  const { site, far } = into
  let count = 0
  let sum = 0
  for (let row = firstRow; row <= lastRow; row++) {
    const end = tileStart[row * columns + lastColumn + 1]
    for (let s = tileStart[row * columns + firstColumn]; s < end; s++) {
      const dx = x[s] - cx
      const dy = y[s] - cy
      let square = dx * dx + dy * dy
      if (spherical) square += (z[s] - cz) * (z[s] - cz)
      const d = Math.sqrt(square)
      if (!(d <= radius)) continue
      site[count] = s
      far[count++] = d
      sum += weight[s]
    }
  }
  into.count = count
  return sum
}

type Gathered = { site: Uint32Array; far: Float64Array; count: number }
type Members = Uint16Array | Uint32Array

/** Sorts what was gathered by bucket, writes members until the weight is reached; returns how many and how far the last stands. */
function createSorter({ x, y, z }: Sites, n: number) {
  const bucketStart = new Uint32Array(n + 2)
  const site = new Uint32Array(n)
  const far = new Float64Array(n)
  const before = (a: number, da: number, b: number, db: number): boolean =>
    da !== db ? da < db : x[a] !== x[b] ? x[a] < x[b] : y[a] !== y[b] ? y[a] < y[b] : z[a] < z[b]
  return (from: Gathered, centre: number, weight: Float64Array, most: number, into: Members, start: number) => {
    const { count } = from
    let longest = 0
    for (let i = 0; i < count; i++) if (from.far[i] > longest) longest = from.far[i]
    // Equal steps of the squared distance hold equal areas. The factor keeps the longest inside the last bucket.
    const perSquare = longest > 0 ? (count * (1 - 1e-9)) / (longest * longest) : 0
    bucketStart.fill(0, 0, count + 2)
    for (let i = 0; i < count; i++) bucketStart[((from.far[i] * from.far[i] * perSquare) | 0) + 2]++
    for (let b = 2; b < count + 2; b++) bucketStart[b] += bucketStart[b - 1]
    for (let i = 0; i < count; i++) {
      const at = bucketStart[((from.far[i] * from.far[i] * perSquare) | 0) + 1]++
      site[at] = from.site[i]
      far[at] = from.far[i]
    }
    let sum = 0
    for (let b = 0; b < count; b++) {
      const end = bucketStart[b + 1]
      for (let i = bucketStart[b] + 1; i < end; i++) {
        const s = site[i]
        const d = far[i]
        let k = i - 1
        for (; k >= bucketStart[b] && before(s, d, site[k], far[k]); k--) {
          site[k + 1] = site[k]
          far[k + 1] = far[k]
        }
        site[k + 1] = s
        far[k + 1] = d
      }
      for (let i = bucketStart[b]; i < end; i++) {
        sum += weight[site[i]]
        if (sum > most) return { count: i, far: far[i] }
        into[start + i] = site[i]
      }
    }
    return { count, far: longest }
  }
}

function grown(members: Members, atLeast: number): Members {
  const length = Math.max(atLeast, Math.ceil(members.length * 1.5))
  const copy = members instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length)
  copy.set(members)
  return copy
}
