/**
 * Which circles are there? Around every location as centre, circles that grow by one location at a time, nearest first, up to a
 * share of the population at risk and a radius.
 *
 * Locations at one and the same point are one site: they enter together. Sites at the same distance enter one after the other,
 * the smaller first coordinate first, then the second: SaTScan's rule, so that the windows are the same and do not depend on the
 * order of rows. The last site is the last with which the circle's share is still at most the maximum (and its
 * distance at most the maximal radius); a centre that alone is more than that has no circle.
 *
 * Sites are numbered along rows of a grid, so that neighbours in space are neighbours in memory. Lists are cut before they are
 * sorted: candidates come from the grid, buckets by squared distance, and only the buckets up to the cut are sorted.
 * About 0.1 microseconds a list entry.
 */
export type Coordinates =
  | { kind: 'planar'; x: ArrayLike<number>; y: ArrayLike<number> }
  /** Degrees; distances are great circles on a sphere of 6367 km, as SaTScan's. */
  | { kind: 'spherical'; lat: ArrayLike<number>; lng: ArrayLike<number> }

export const EARTH_RADIUS_KM = 6367

export type Sites = {
  readonly spherical: boolean
  /** Per site; on the sphere points of space in km, so that straight distances order as arcs do. */
  readonly x: Float64Array
  readonly y: Float64Array
  readonly z: Float64Array
  /** Site of each location. */
  readonly siteOf: Uint32Array
  /** Columns and tiles of the grid: sites of tile k are tileStart[k] .. tileStart[k + 1] - 1. */
  readonly grid: Grid
}

type Grid = { left: number; bottom: number; side: number; columns: number; rows: number; tileStart: Uint32Array }

export type Circles = {
  /** Sites + 1 numbers: circles of centre i are members[offsets[i]] alone, then with the next, and so on. */
  readonly offsets: Uint32Array
  readonly members: Uint16Array | Uint32Array
}

/** More would not fit the memory of a small server (4 bytes each, in each worker). */
export const MOST_CIRCLES = 100_000_000

export function createSites(coordinates: Coordinates): Sites {
  const { spherical, x, y, z } = points(coordinates)
  const n = x.length
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => x[a] - x[b] || y[a] - y[b] || z[a] - z[b] || a - b)
  const firsts: number[] = []
  const siteOfLocation = new Uint32Array(n)
  order.forEach((i, k) => {
    const before = order[k - 1]
    if (k === 0 || x[i] !== x[before] || y[i] !== y[before] || z[i] !== z[before]) firsts.push(i)
    siteOfLocation[i] = firsts.length - 1
  })
  const { grid, tileOf } = createGrid(Float64Array.from(firsts, (i) => x[i]), Float64Array.from(firsts, (i) => y[i]))
  // Counting sort of sites by tile.
  const next = grid.tileStart.slice()
  const place = Uint32Array.from(firsts, (_, s) => next[tileOf[s]]++)
  const sites = { x: new Float64Array(firsts.length), y: new Float64Array(firsts.length), z: new Float64Array(firsts.length) }
  firsts.forEach((i, s) => {
    sites.x[place[s]] = x[i]
    sites.y[place[s]] = y[i]
    sites.z[place[s]] = z[i]
  })
  return { spherical, ...sites, siteOf: siteOfLocation.map((s) => place[s]), grid }
}

/** Distance of two sites, in the unit of the coordinates (km on the sphere). */
export function distance(sites: Sites, a: number, b: number): number {
  const straight = straightDistance(sites, a, b)
  return sites.spherical ? 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, straight / (2 * EARTH_RADIUS_KM))) : straight
}

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
  into: { site: Uint32Array; far: Float64Array; count: number },
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

function points(coordinates: Coordinates): { spherical: boolean; x: Float64Array; y: Float64Array; z: Float64Array } {
  const [a, b] = coordinates.kind === 'planar' ? [coordinates.x, coordinates.y] : [coordinates.lat, coordinates.lng]
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} coordinates`)
  const n = a.length
  for (let i = 0; i < n; i++) {
    if (!Number.isFinite(a[i]) || !Number.isFinite(b[i])) throw new RangeError(`coordinates of location ${i} are not numbers`)
  }
  // Adding 0 makes one zero of -0 and 0.
  if (coordinates.kind === 'planar') {
    return { spherical: false, x: Float64Array.from(a, (v) => v + 0), y: Float64Array.from(b, (v) => v + 0), z: new Float64Array(n) }
  }
  const x = new Float64Array(n)
  const y = new Float64Array(n)
  const z = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    if (Math.abs(a[i]) > 90) throw new RangeError(`latitude ${a[i]} of location ${i} is not -90 to 90`)
    const lat = (a[i] * Math.PI) / 180
    const lng = (b[i] * Math.PI) / 180
    x[i] = EARTH_RADIUS_KM * Math.cos(lng) * Math.cos(lat)
    y[i] = EARTH_RADIUS_KM * Math.sin(lng) * Math.cos(lat)
    z[i] = EARTH_RADIUS_KM * Math.sin(lat)
  }
  return { spherical: true, x, y, z }
}

/** About four sites a tile where they are spread evenly. */
function createGrid(x: Float64Array, y: Float64Array): { grid: Grid; tileOf: Uint32Array } {
  const n = x.length
  const [left, right] = range(x)
  const [bottom, top] = range(y)
  const area = (right - left) * (top - bottom)
  const widest = Math.max(right - left, top - bottom)
  const side = Math.max(Math.sqrt((4 * area) / Math.max(n, 1)), (4 * widest) / Math.max(n, 1)) || 1
  const columns = Math.floor((right - left) / side) + 1
  const rows = Math.floor((top - bottom) / side) + 1
  const tileStart = new Uint32Array(columns * rows + 1)
  const tileOf = Uint32Array.from(x, (v, s) => Math.floor((y[s] - bottom) / side) * columns + Math.floor((v - left) / side))
  for (let s = 0; s < n; s++) tileStart[tileOf[s] + 1]++
  for (let k = 0; k < columns * rows; k++) tileStart[k + 1] += tileStart[k]
  return { grid: { left, bottom, side, columns, rows, tileStart }, tileOf }
}

function range(values: Float64Array): [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const v of values) {
    if (v < low) low = v
    if (v > high) high = v
  }
  return values.length > 0 ? [low, high] : [0, 0]
}

/** No two sites are farther apart. */
function extent({ x, y, z }: Sites): number {
  return Math.hypot(...[x, y, z].map((axis) => range(axis)[1] - range(axis)[0])) * (1 + 1e-9)
}

function straightDistance({ x, y, z }: Sites, a: number, b: number): number {
  const dx = x[b] - x[a]
  const dy = y[b] - y[a]
  const dz = z[b] - z[a]
  return Math.sqrt(dx * dx + dy * dy + dz * dz)
}

function chord(arc: number): number {
  return arc >= Math.PI * EARTH_RADIUS_KM ? 2 * EARTH_RADIUS_KM : 2 * EARTH_RADIUS_KM * Math.sin(arc / (2 * EARTH_RADIUS_KM))
}

function grown(members: Members, atLeast: number): Members {
  const length = Math.max(atLeast, Math.ceil(members.length * 1.5))
  const copy = members instanceof Uint16Array ? new Uint16Array(length) : new Uint32Array(length)
  copy.set(members)
  return copy
}
