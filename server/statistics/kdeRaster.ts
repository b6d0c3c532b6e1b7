/**
 * Kernel density of very many incidents on a raster of square cells: the sums of kde.ts at the centres of the cells, by way of bins.
 *
 * Each incident is shared among the four nodes of a fine lattice around it (linear binning; the centres of cells are nodes), and the
 * kernel is laid over the nodes instead of the incidents: for the Gaussian along rows and then along columns, which its product
 * form allows; for the quartic over the disc. Work depends on the lattice, not on the number of incidents.
 *
 * Error: linear binning is linear interpolation of the kernel between nodes, so a node spacing of t makes an error of at most
 *   gaussian  t^2 / (4 b^2) of the kernel's peak,      quartic  2 t^2 / b^2 of it
 * per unit of weight within reach: `largestErrorPerIncident`, a bound that holds always. With 10 nodes to a Gaussian bandwidth that is
 * 0.25 % of the peak, with 16 to a quartic 0.8 %. Over many incidents the errors largely cancel: with 4,000 they stay below 0.2 to 0.4 %
 * of the map's maximum (tests/statistics/kde.test.ts), with a million below 0.05 % for bandwidths of 150 m to 1 km.
 *
 * Where cells are so much larger than the bandwidth that the lattice would have more than 400 million nodes, the sums are taken
 * exactly at the centres, since few incidents lie within reach of one; the error is 0.
 *
 * For hexagons or any other places: sampleRaster between the centres of a raster of cells no larger than the bandwidth, or kdeAt.
 * Source: Wand, J. Comput. Graph. Stat. 3 (1994) 433-445.
 */
import { kdeAt, type KdeOptions, kernelPeak, kernelReach } from './kde.ts'
import { checkCoordinates } from './pointGrid.ts'

/** Square cells, row by row from the lower left: cell (column, row) is value row * columns + column. */
export type Raster = {
  /** Lower left corner, metres. */
  left: number
  bottom: number
  /** Side of a cell, metres. */
  size: number
  columns: number
  rows: number
}

export type RasterDensity = {
  /** Incidents per square metre at the centre of each cell. */
  values: Float64Array
  /** Per square metre and unit of weight within reach: an upper bound. */
  largestErrorPerIncident: number
}

const MOST_CELLS = 2e7
const MOST_NODES = 4e8
/** The lattice is filled and laid out in strips of about this many nodes: 16 MB, whatever the size of the map. */
const STRIP = 2 ** 21

/** x, y: metres, finite. Incidents outside the raster count as far as their kernel reaches into it. */
export function kdeRaster(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  raster: Raster,
  options: KdeOptions & { nodesPerBandwidth?: number },
): RasterDensity {
  const { kernel = 'gaussian', bandwidth, weights } = options
  const { nodesPerBandwidth = kernel === 'gaussian' ? 10 : 16 } = options
  const reach = kernelReach(options)
  checkCoordinates('x', x, 'y', y)
  checkRaster(raster)
  if (!(nodesPerBandwidth >= 1 && nodesPerBandwidth <= 1000)) {
    throw new RangeError(`nodesPerBandwidth is ${nodesPerBandwidth}: 1 to 1000`)
  }
  if (weights && weights.length !== x.length) throw new RangeError(`weights has ${weights.length} values for ${x.length} incidents`)

  const step = Math.max(1, Math.ceil((raster.size * nodesPerBandwidth) / bandwidth)) // nodes from centre to centre
  const spacing = raster.size / step
  const span = Math.floor(reach / spacing + 1e-9)
  const lattice: Lattice = {
    raster,
    step,
    span,
    spacing,
    across: (raster.columns - 1) * step + 2 * span + 3,
    up: (raster.rows - 1) * step + 2 * span + 3,
  }
  if (lattice.across * lattice.up > MOST_NODES) {
    const { placesX, placesY } = centres(raster)
    return { values: kdeAt(placesX, placesY, x, y, options), largestErrorPerIncident: 0 }
  }
  const peak = kernelPeak(options)
  const values = new Float64Array(raster.columns * raster.rows)
  const lay = kernel === 'gaussian' ? gaussianLayer(lattice, bandwidth) : quarticLayer(lattice, bandwidth)
  const height = Math.min(lattice.up, Math.max(1, Math.floor(STRIP / lattice.across)))
  const bins = new Float64Array(height * lattice.across)
  for (let first = 0; first < lattice.up; first += height) {
    bins.fill(0)
    const end = Math.min(lattice.up, first + height)
    binLinearly(x, y, weights, lattice, bins, first, end)
    for (let row = Math.max(1, first); row < Math.min(end, lattice.up - 1); row++) lay(values, bins, (row - first) * lattice.across, row)
  }
  for (let i = 0; i < values.length; i++) values[i] *= peak
  const share = (spacing / bandwidth) ** 2
  return { values, largestErrorPerIncident: peak * share * (kernel === 'gaussian' ? 0.25 : 2) }
}

/** Values of a raster at places, linear between the four centres around a place; NaN beyond the outermost centres. */
export function sampleRaster(values: ArrayLike<number>, raster: Raster, placesX: ArrayLike<number>, placesY: ArrayLike<number>): Float64Array {
  checkRaster(raster)
  const { left, bottom, size, columns, rows } = raster
  if (values.length !== columns * rows) throw new RangeError(`values has ${values.length} values for ${columns * rows} cells`)
  return Float64Array.from({ length: placesX.length }, (_, i) => {
    const u = (placesX[i] - left) / size - 0.5
    const v = (placesY[i] - bottom) / size - 0.5
    if (!(u >= 0 && u <= columns - 1 && v >= 0 && v <= rows - 1)) return NaN
    const c = Math.min(Math.floor(u), Math.max(0, columns - 2))
    const r = Math.min(Math.floor(v), Math.max(0, rows - 2))
    const right = columns > 1 ? 1 : 0
    const above = rows > 1 ? columns : 0
    const at = r * columns + c
    const low = values[at] + (u - c) * (values[at + right] - values[at])
    const high = values[at + above] + (u - c) * (values[at + above + right] - values[at + above])
    return low + (v - r) * (high - low)
  })
}

/** Centres of the cells of a raster, in its order. */
export function centres({ left, bottom, size, columns, rows }: Raster): { placesX: Float64Array; placesY: Float64Array } {
  const n = columns * rows
  return {
    placesX: Float64Array.from({ length: n }, (_, i) => left + ((i % columns) + 0.5) * size),
    placesY: Float64Array.from({ length: n }, (_, i) => bottom + (Math.floor(i / columns) + 0.5) * size),
  }
}

/** The centre of cell (c, r) is node (span + 1 + c step, span + 1 + r step). */
type Lattice = { raster: Raster; step: number; span: number; spacing: number; across: number; up: number }

/** Into rows first .. end - 1 of the lattice. Incidents out of every kernel's reach are passed over. */
function binLinearly(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
  { raster, span, spacing, across, up }: Lattice,
  bins: Float64Array,
  first: number,
  end: number,
): void {
  const x0 = raster.left + raster.size / 2 - (span + 1) * spacing
  const y0 = raster.bottom + raster.size / 2 - (span + 1) * spacing
  for (let i = 0; i < x.length; i++) {
    const v = (y[i] - y0) / spacing
    if (!(v >= first - 1 && v < end && v >= 0 && v < up - 1)) continue
    const u = (x[i] - x0) / spacing
    if (!(u >= 0 && u < across - 1)) continue
    const c = Math.floor(u)
    const r = Math.floor(v)
    const weight = weights ? weights[i] : 1
    const right = u - c
    const above = weight * (v - r)
    const below = weight - above
    const at = (r - first) * across + c
    if (r >= first) {
      bins[at] += below * (1 - right)
      bins[at + 1] += below * right
    }
    if (r + 1 < end) {
      bins[at + across] += above * (1 - right)
      bins[at + across + 1] += above * right
    }
  }
}

/** Adds to the values what the nodes of one row give: bins from `start` on, which are row `row` of the lattice. */
type Layer = (values: Float64Array, bins: Float64Array, start: number, row: number) => void

/** exp(-d^2 / 2 b^2), first along the row to the columns of centres, then to the rows of centres within reach. */
function gaussianLayer({ raster, step, span, spacing, across }: Lattice, bandwidth: number): Layer {
  const { columns, rows } = raster
  const width = 2 * span + 1
  const kernel = Float64Array.from({ length: width }, (_, k) => Math.exp(-0.5 * (((k - span) * spacing) / bandwidth) ** 2))
  const sums = new Float64Array(columns)
  return (values, bins, start, row) => {
    let filled = false
    // From the nodes that hold something: most of a county holds nothing.
    for (let node = 1; node < across - 1; node++) {
      const mass = bins[start + node]
      if (mass === 0) continue
      if (!filled) sums.fill(0)
      filled = true
      const first = Math.max(0, Math.ceil((node - width) / step))
      const last = Math.min(columns - 1, Math.floor((node - 1) / step))
      for (let c = first; c <= last; c++) sums[c] += mass * kernel[node - 1 - c * step]
    }
    if (!filled) return
    const firstRow = Math.max(0, Math.ceil((row - width) / step))
    const lastRow = Math.min(rows - 1, Math.floor((row - 1) / step))
    for (let r = firstRow; r <= lastRow; r++) {
      const height = kernel[row - 1 - r * step]
      for (let c = 0, at = r * columns; c < columns; c++, at++) values[at] += height * sums[c]
    }
  }
}

/** (1 - d^2 / b^2)^2 over the centres of the disc about each node that holds something. */
function quarticLayer({ raster, step, span, spacing, across }: Lattice, bandwidth: number): Layer {
  const { columns, rows } = raster
  const width = 2 * span + 1
  const kernel = new Float64Array(width * width)
  for (let j = 0; j < width; j++) {
    for (let i = 0; i < width; i++) {
      const u = (((i - span) * spacing) ** 2 + ((j - span) * spacing) ** 2) / (bandwidth * bandwidth)
      kernel[j * width + i] = u < 1 ? (1 - u) ** 2 : 0
    }
  }
  return (values, bins, start, row) => {
    const firstRow = Math.max(0, Math.ceil((row - width) / step))
    const lastRow = Math.min(rows - 1, Math.floor((row - 1) / step))
    for (let node = 1; node < across - 1; node++) {
      const mass = bins[start + node]
      if (mass === 0) continue
      const first = Math.max(0, Math.ceil((node - width) / step))
      const last = Math.min(columns - 1, Math.floor((node - 1) / step))
      for (let r = firstRow; r <= lastRow; r++) {
        const k = (row - 1 - r * step) * width + node - 1
        for (let c = first; c <= last; c++) values[r * columns + c] += mass * kernel[k - c * step]
      }
    }
  }
}

function checkRaster({ left, bottom, size, columns, rows }: Raster): void {
  if (!Number.isFinite(left) || !Number.isFinite(bottom)) throw new RangeError('raster: left and bottom must be finite')
  if (!(size > 0 && size < Infinity)) throw new RangeError(`raster.size is ${size}: metres above 0`)
  const whole = (k: number): boolean => Number.isInteger(k) && k >= 1
  if (!whole(columns) || !whole(rows) || columns * rows > MOST_CELLS) {
    throw new RangeError(`raster of ${columns} columns and ${rows} rows: whole numbers from 1, at most ${MOST_CELLS} cells`)
  }
}
