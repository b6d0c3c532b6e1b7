/**
 * Where do locations stand? Locations at one and the same point are one site: they enter a circle together. Sites are numbered along rows
 * of a grid, so that neighbours in space are neighbours in memory.
 */
export type Coordinates =
  | { kind: 'planar'; x: ArrayLike<number>; y: ArrayLike<number> }
  /** Degrees; distances are great circles on a sphere of 6367 km, as SaTScan's. */
  | { kind: 'spherical'; lat: ArrayLike<number>; lng: ArrayLike<number> }

const EARTH_RADIUS_KM = 6367

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
export function distance({ spherical, x, y, z }: Sites, a: number, b: number): number {
  const dx = x[b] - x[a]
  const dy = y[b] - y[a]
  const dz = z[b] - z[a]
  const straight = Math.sqrt(dx * dx + dy * dy + dz * dz)
  return spherical ? 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, straight / (2 * EARTH_RADIUS_KM))) : straight
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
export function extent({ x, y, z }: Sites): number {
  return Math.hypot(...[x, y, z].map((axis) => range(axis)[1] - range(axis)[0])) * (1 + 1e-9)
}

/** Straight through the sphere, of an arc on it. */
export function chord(arc: number): number {
  return arc >= Math.PI * EARTH_RADIUS_KM ? 2 * EARTH_RADIUS_KM : 2 * EARTH_RADIUS_KM * Math.sin(arc / (2 * EARTH_RADIUS_KM))
}
