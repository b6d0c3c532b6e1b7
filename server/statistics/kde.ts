/**
 * How dense are incidents at a place, smoothed over its surroundings? Kernel density, in incidents per square metre.
 *
 *   f(s) = sum_i w_i K(|s - x_i|)
 *   gaussian:  K(d) = exp(-d^2 / 2 b^2) / (2 pi b^2), cut off at `cutoff` bandwidths (8 unless given)
 *   quartic:   K(d) = 3 / (pi b^2) (1 - d^2 / b^2)^2 for d < b, else 0 (biweight; the usual one of crime maps)
 *
 * f sums to the number of incidents over the plane, not to 1: divide by it for a probability. No edge correction: within a bandwidth
 * of the edge of the data (a coast, a force boundary) f is too low. A quartic of radius b looks like a Gaussian of b / 2.83
 * (equal variance).
 *
 * The cut-off at 8 leaves out less than exp(-32) = 1.3e-14 of a kernel's peak per incident: no digit that a density has. Only where every
 * incident is farther off than that is f 0 instead of a number below 1e-14 of one incident's peak.
 *
 * Assumes the bandwidth: the picture is mostly its doing. Below the precision of the coordinates it draws their snap points. A high
 * density is no finding: it has no p-value (Gi* has), and follows where people are (dualKde.ts divides by them).
 *
 * Here every kernel is evaluated (kdeAtPoints, kdeAt): right to rounding, and slow where thousands lie within reach of each other;
 * for a million points on a raster see kdeRaster.ts.
 * Source: Silverman, Density Estimation (1986); gaussian as spatstat density.ppp(at = "points", edge = FALSE).
 */
import { checkCoordinates, pointGrid } from './pointGrid.ts'

export type Kernel = 'gaussian' | 'quartic'

export type KdeOptions = {
  kernel?: Kernel
  /** Metres: standard deviation of the Gaussian, radius of the quartic. */
  bandwidth: number
  /** Gaussian only: where its kernel ends, in bandwidths. */
  cutoff?: number
  /** One per incident, finite; 1 unless given. */
  weights?: ArrayLike<number>
}

/** Density at the incidents themselves. leaveOneOut: without the incident's own kernel, as for choosing a bandwidth. */
export function kdeAtPoints(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: KdeOptions & { leaveOneOut?: boolean },
): Float64Array {
  checkCoordinates('x', x, 'y', y)
  return sumKernels(x, y, weightsOf(x.length, options), 0, options, options.leaveOneOut === true)
}

/** Density at other places (centres of cells), one per place. All metres, finite. */
export function kdeAt(
  placesX: ArrayLike<number>,
  placesY: ArrayLike<number>,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  options: KdeOptions,
): Float64Array {
  checkCoordinates('x', x, 'y', y)
  checkCoordinates('placesX', placesX, 'placesY', placesY)
  // Incidents and places go into one grid, so that a place finds its cell.
  return sumKernels(joined(x, placesX), joined(y, placesY), weightsOf(x.length, options), x.length, options, false)
}

/** Height of one incident's kernel at its own place, per square metre. */
export function kernelPeak({ kernel = 'gaussian', bandwidth }: KdeOptions): number {
  return (kernel === 'gaussian' ? 0.5 : 3) / (Math.PI * bandwidth * bandwidth)
}

/** Metres at which a kernel ends. RangeError on a bandwidth or cut-off that makes no kernel. */
export function kernelReach({ kernel = 'gaussian', bandwidth, cutoff = 8 }: KdeOptions): number {
  if (!(bandwidth > 0 && bandwidth < Infinity)) throw new RangeError(`bandwidth is ${bandwidth}: metres above 0`)
  if (kernel === 'quartic') return bandwidth
  if (!(cutoff > 0 && cutoff < Infinity)) throw new RangeError(`cutoff is ${cutoff}: bandwidths above 0`)
  return cutoff * bandwidth
}

/** For rows from `firstAsked` on: the kernels of the first weights.length rows, summed in the order of the grid. */
function sumKernels(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  weights: Float64Array,
  firstAsked: number,
  options: KdeOptions,
  leaveOneOut: boolean,
): Float64Array {
  const reach = kernelReach(options)
  const { order, xs, ys, cells, starts, from, to } = pointGrid(x, y, (reach / 2) * (1 + 1e-6), 'bandwidth')
  // The incidents alone, in the order of the grid: those at positions a .. b - 1 are numbers before[a] .. before[b] - 1.
  const incidents = order.filter((row) => row < weights.length)
  const before = new Uint32Array(order.length + 1)
  for (let k = 0; k < order.length; k++) before[k + 1] = before[k] + (order[k] < weights.length ? 1 : 0)
  const ix = Float64Array.from(incidents, (row) => x[row])
  const iy = Float64Array.from(incidents, (row) => y[row])
  const iw = Float64Array.from(incidents, (row) => weights[row])

  const { bandwidth } = options
  const gaussian = options.kernel !== 'quartic'
  const scale = (gaussian ? -0.5 : -1) / (bandwidth * bandwidth)
  const most = reach * reach
  const peak = kernelPeak(options)
  const density = new Float64Array(x.length - firstAsked)
  for (let c = 0; c < cells; c++) {
    for (let k = starts[c]; k < starts[c + 1]; k++) {
      const row = order[k]
      if (row < firstAsked) continue
      const own = leaveOneOut ? before[k] : -1
      let sum = 0
      for (let s = 5 * c; s < 5 * c + 5; s++) {
        const end = before[to[s]]
        for (let j = before[from[s]]; j < end; j++) {
          const dx = ix[j] - xs[k]
          const dy = iy[j] - ys[k]
          const d = dx * dx + dy * dy
          if (d > most || j === own) continue
          const u = d * scale
          sum += iw[j] * (gaussian ? Math.exp(u) : (1 + u) * (1 + u))
        }
      }
      density[row - firstAsked] = peak * sum
    }
  }
  return density
}

function weightsOf(n: number, { weights }: KdeOptions): Float64Array {
  if (!weights) return new Float64Array(n).fill(1)
  if (weights.length !== n) throw new RangeError(`weights has ${weights.length} values for ${n} incidents`)
  return Float64Array.from(weights, (w, i) => {
    if (!(Math.abs(w) < Infinity)) throw new RangeError(`weights[${i}] is ${w}: not a finite number`)
    return w
  })
}

function joined(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const both = new Float64Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
