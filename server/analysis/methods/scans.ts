import type { Parameters } from '../../contract/analysis.ts'
import { stoppingPoint } from '../../statistics/scan/significance.ts'
import { finishScan, observedWindows, prepareScan, replicateMaxima } from '../../statistics/scan/scan.ts'
import type { Coordinates, ScanPlan, ScanResult } from '../../statistics/scan/scan.ts'
import { capital, counted, integers, numbers, said, saidP, tableOf, texts, whole } from './columns.ts'
import { consecutive, GAP, saidDay, stepsOf } from './days.ts'
import type { Step } from './days.ts'
import { denominatorOf, otherFor } from './denominators.ts'
import { knownSteps } from './fieldsInTime.ts'
import type { MethodInput, MethodResult } from './method.ts'
import { method, refuse, simulation } from './method.ts'

type ScanKind = 'spatial-scan' | 'space-time-scan' | 'space-time-permutation'
type Prepared = { input: MethodInput; refused: string } | { input: MethodInput; refused: null; plan: ScanPlan; steps: Step[] }

const coordinatesOf = ({ area }: MethodInput): Coordinates => ({ kind: 'planar', x: Float64Array.from(area.x, (m) => m / 1000), y: Float64Array.from(area.y, (m) => m / 1000) })

/** One entry a case: its cell and, where time counts, the number of its month among those received. */
const casesOf = ({ field }: MethodInput, steps: Step[] | null): { location: Uint32Array; interval?: Uint16Array } => {
  const { cell, day } = field.events
  if (!steps) return { location: cell }
  const first = steps[0]?.from ?? 0
  const at = new Int32Array((steps.at(-1)?.to ?? first) - first).fill(-1)
  steps.forEach(({ from, to }, n) => at.fill(n, from - first, to - first))
  const rows = Array.from(cell.keys()).filter((i) => (at[(day[i] ?? 0) - first] ?? -1) >= 0)
  return { location: Uint32Array.from(rows, (i) => cell[i] ?? 0), interval: Uint16Array.from(rows, (i) => at[(day[i] ?? 0) - first] ?? 0) }
}

const resultOf = (kind: ScanKind, { input, plan, steps }: Extract<Prepared, { refused: null }>, parameters: Parameters<ScanKind>, { clusters, replicates }: ScanResult): MethodResult => {
  const { area, field } = input
  const rows = clusters.slice(0, parameters.clusters)
  const significant = rows.filter(({ p }) => p <= 0.05)
  const [first] = rows
  const month = (n: number): string => saidDay(steps[n]?.label ?? '')
  const when = (c: { from: number; to: number }): string => (steps.length === 0 ? '' : c.to - c.from === 1 ? ` in ${month(c.from)}` : ` from ${month(c.from)} to ${month(c.to - 1)}`)
  const place = first ? `${first.radius === 0 ? 'in the cell at' : `within ${said(first.radius, 2)} km of`} ${said(area.lat[first.centre] ?? Number.NaN, 6)}, ${said(area.lng[first.centre] ?? Number.NaN, 4)}${when(first)}` : ''
  const apart = steps.length > 0 ? 'that do not overlap in place and time' : 'that share no cell'
  const told = significant.length > 0 && significant.length === parameters.clusters
    ? `All ${whole(significant.length)} clusters told here, ${apart}, are significant at 0.05: there may be more.`
    : `${capital(counted(significant.length, 'cluster', 'clusters'))} ${apart} ${significant.length > 1 ? 'are' : 'is'} significant at 0.05.`
  return {
    sentence: first
      ? `The most likely cluster holds ${whole(first.observed)} incidents ${place}, where ${said(first.expected)} were to be expected (${said(first.observed / first.expected)} times as many, ${saidP(first.p)}). ${told}`
      : 'No circle holds more incidents than were to be expected.',
    advice: [
      'p already allows for every circle tried; each further cluster is judged as if it were the first.',
      ...(kind === 'space-time-permutation' ? ['A cluster may also mean that other places had fewer at that time: read the counts.'] : []),
    ],
    figures: [
      { name: 'clusters', label: 'Significant clusters', value: significant.length },
      { name: 'llr', label: 'Log likelihood ratio of the first', value: first?.llr ?? null },
      { name: 'replicates', label: 'Simulated worlds', value: replicates },
      { name: 'cases', label: 'Incidents scanned', value: plan.total },
    ],
    tables: [
      tableOf('clusters', 'Clusters, most likely first', 'circle', [
        integers('rank', 'Rank', rows.map((_, n) => n + 1)), numbers('lat', 'Latitude of the middle', rows.map(({ centre }) => area.lat[centre] ?? Number.NaN)), numbers('lng', 'Longitude of the middle', rows.map(({ centre }) => area.lng[centre] ?? Number.NaN)),
        numbers('radius_m', 'Radius, m', rows.map(({ radius }) => radius * 1000)), ...(steps.length > 0 ? [texts('from', 'From month', rows.map(({ from }) => steps[from]?.label ?? '')), texts('to', 'To month', rows.map(({ to }) => steps[to - 1]?.label ?? ''))] : []),
        integers('cells', 'Cells', rows.map(({ members }) => members.length)), numbers('observed', 'Incidents', rows.map(({ observed }) => observed)), numbers('expected', 'Expected', rows.map(({ expected }) => expected)),
        numbers('ratio', 'Observed / expected', rows.map(({ observed, expected }) => observed / expected)), numbers('llr', 'Log likelihood ratio', rows.map(({ llr }) => llr)), numbers('p', 'p, Monte Carlo', rows.map(({ p }) => p)), numbers('gumbel_p', 'p, Gumbel', rows.map(({ gumbelP }) => gumbelP)),
      ]),
      tableOf('members', 'Cells of each cluster', 'cell', [
        { name: 'cell', label: 'H3 cell', type: 'cell', values: BigUint64Array.from(rows.flatMap(({ members }) => Array.from(members, (row) => area.cells[row] ?? 0n))) },
        integers('cluster', 'Cluster', rows.flatMap(({ members }, n) => Array.from(members, () => n + 1))),
        numbers('count', 'Incidents in the whole period', rows.flatMap(({ members }) => Array.from(members, (row) => field.counts[row] ?? 0))),
      ]),
    ],
  }
}

const prepare = (kind: ScanKind, input: MethodInput, parameters: Parameters<ScanKind>): Prepared => {
  const p = parameters as Partial<Parameters<'spatial-scan'> & Parameters<'space-time-scan'>>
  const steps = kind === 'spatial-scan' ? [] : knownSteps(input.field, stepsOf(input.field.period, 'month'))
  if (kind !== 'spatial-scan' && steps.length < 2) return { input, refused: `Only ${steps.length} whole month of this period was received; two at least are needed to tell a burst.` }
  if (!consecutive(steps)) return { input, refused: GAP }
  const cases = casesOf(input, steps.length > 0 ? steps : null)
  if (cases.location.length < 2) return { input, refused: 'Fewer than two incidents are on the map: there is nothing to cluster.' }
  const exposure = denominatorOf(input, p.denominator ?? 'area')
  const separate = kind === 'spatial-scan' ? {} : { intervals: steps.length, intervalLengths: steps.map(({ from, to }) => to - from), maxIntervals: Math.max(1, Math.min(p.months ?? 6, steps.length >> 1)), maxRadius: p.radiusKm ?? 5 }
  const plan = prepareScan({
    model: kind === 'space-time-permutation' ? 'space-time-permutation' : 'poisson',
    coordinates: coordinatesOf(input),
    cases,
    ...(kind !== 'space-time-permutation' && { exposure }),
    ...separate,
    ...(kind === 'spatial-scan' && { maxShare: p.share ?? 0.1 }),
  })
  return { input, refused: null, plan, steps }
}

/** Windows tried: circles about each cell, times stretches of months. Measured: 0.65 ns a window and replicate in space, 0.07 ns in space and time. */
const secondsOf = (circles: number, stretches: number, replicates: number): number =>
  0.3 + circles * 1e-7 + replicates * circles * (stretches === 1 ? 6.5e-10 : stretches * 7e-11)

/** Mean area of a cell in Essex, km²: an estimate needs no finer figure. */
const CELL_KM2 = { 7: 4.6, 8: 0.65, 9: 0.093 } as const

/** Sequential Monte Carlo: so many worlds that reach the first cluster end it; asked after each stage, so that any number of threads stops alike. */
const EXCEEDANCES = 10
const STAGE = 192

const scanMethod = <K extends ScanKind>(kind: K) =>
  method<K>({
    kind,
    resolution: ({ resolution }) => resolution,
    second: (_, parameters) => otherFor((parameters as Partial<Parameters<'spatial-scan'>>).denominator ?? 'area'),
    seconds: ({ cells, months }, parameters) => {
      const p = parameters as Partial<Parameters<'spatial-scan'> & Parameters<'space-time-scan'>>
      if (kind === 'spatial-scan') return secondsOf(cells * cells * (p.share ?? 0.1), 1, p.replicates ?? 999)
      const within = Math.min(cells, (Math.PI * (p.radiusKm ?? 5) ** 2) / CELL_KM2[p.resolution ?? 8])
      return secondsOf(cells * within, months * Math.max(1, Math.min(p.months ?? 6, months / 2)), p.replicates ?? 999)
    },
    simulate: simulation<K, Prepared>(kind, {
      replicates: ({ replicates }) => replicates,
      stage: ({ stop }) => (stop === 'sequential' ? STAGE : null),
      enough: (prepared, _, maxima) => prepared.refused !== null || stoppingPoint(maxima, observedWindows(prepared.plan, 1)[0]?.llr ?? 0, EXCEEDANCES) !== undefined,
      portion: 48, // batches of 16 in space, of 24 in space and time
      prepare: (input, parameters) => prepare(kind, input, parameters as Parameters<ScanKind>),
      part: (prepared, { seed }, from, to) => (prepared.refused === null ? replicateMaxima(prepared.plan, seed, from, to) : new Float64Array(0)),
      finish: (prepared, parameters, maxima) => (prepared.refused === null ? resultOf(kind, prepared, parameters as Parameters<ScanKind>, finishScan(observedWindows(prepared.plan, parameters.clusters), maxima, parameters.stop === 'sequential' ? { exceedances: EXCEEDANCES } : {})) : refuse(prepared.refused)),
    }),
  })

export const spatialScanMethod = scanMethod('spatial-scan')
export const spaceTimeScanMethod = scanMethod('space-time-scan')
export const spaceTimePermutationMethod = scanMethod('space-time-permutation')
