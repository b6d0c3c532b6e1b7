import type { Parameters } from '../../contract/analysis.ts'
import { SOURCE_LABELS } from '../../contract/vocabulary.ts'
import { dualKde, thinDensity } from '../../statistics/dualKde.ts'
import { kdeAt } from '../../statistics/kde.ts'
import type { KdeOptions } from '../../statistics/kde.ts'
import type { Area } from '../area.ts'
import { cellColumn, countColumn, counted, countedIn, headingOf, numbers, said, tableOf, whole } from './columns.ts'
import { saidPeriod } from './days.ts'
import type { Field } from './method.ts'
import { method, refuse } from './method.ts'

const KM2 = 1e6

/** Incidents, or days of harm, per km² at the middle of each cell. */
const densityOf = (area: Area, { events }: Field, options: Omit<KdeOptions, 'weights'>): Float64Array =>
  kdeAt(area.x, area.y, events.x, events.y, { ...options, weights: events.weight }).map((perM2) => perM2 * KM2)

/** Cells per km², about. */
const PER_KM2 = { 7: 0.22, 8: 1.5, 9: 10.8 } as const

/** Each incident reaches the cells within the bandwidth (Gaussian: eight of them), and no more than there are. */
const secondsOf = (incidents: number, cells: number, resolution: 7 | 8 | 9, bandwidth: number, reach: number): number =>
  0.1 + incidents * Math.min(cells, ((reach * bandwidth) / 1000) ** 2 * Math.PI * PER_KM2[resolution]) * 6e-9 + incidents * 2e-6

export const densityMethod = method<'density'>({
  kind: 'density',
  resolution: ({ resolution }) => resolution,
  needs: { points: true },
  seconds: ({ incidents, cells }, { bandwidth, kernel, resolution }) => cells * 1e-6 + secondsOf(incidents, cells, resolution, bandwidth, kernel === 'gaussian' ? 8 : 1),
  compute: ({ area, field }, { bandwidth, kernel }) => {
    const density = densityOf(area, field, { bandwidth, kernel })
    const top = density.reduce((best, value, row) => (value > (density[best] ?? 0) ? row : best), 0)
    const [unit, all] = [countedIn(field), field.events.weight.reduce((sum, weight) => sum + weight, 0)]
    const mean = all / area.areaKm2.reduce((sum, km2) => sum + km2, 0)
    return {
      sentence: `Smoothed over ${whole(bandwidth)} m the densest cell has ${said(density[top] ?? Number.NaN)} ${unit} per km², ${said((density[top] ?? Number.NaN) / mean)} times the ${said(mean)} of the whole area.`,
      advice: [`${kernel === 'quartic' ? 'The hill over each incident ends at' : 'The standard deviation of the hill over each incident is'} ${whole(bandwidth)} m. Near the edge of the area densities are too low: what lies beyond it was not received.`],
      figures: [{ name: 'highest', label: 'Highest density', value: density[top] ?? null, unit: 'per km²' }, { name: 'mean', label: 'Whole area', value: mean, unit: 'per km²' }],
      tables: [tableOf('cells', 'Every cell', 'cell', [cellColumn(area.cells), countColumn(field), numbers('density', `${headingOf(field)} per km²`, density)])],
    }
  },
})

/** A ratio is told where the denominator has at least so many incidents behind it. */
const THIN = 5

const saidAgainst = (against: Parameters<'relative-density'>['against']): string =>
  'sources' in against ? against.sources.map((source) => SOURCE_LABELS[source].toLowerCase()).join(' and ') : saidPeriod(against.period)

export const relativeDensityMethod = method<'relative-density'>({
  kind: 'relative-density',
  resolution: ({ resolution }) => resolution,
  needs: { points: true },
  second: (_, { against }) => ('sources' in against ? { sources: against.sources } : { period: against.period }),
  seconds: ({ incidents, otherIncidents, cells }, { bandwidth, resolution }) => cells * 2e-6 + secondsOf(incidents + otherIncidents, cells, resolution, bandwidth, 1),
  compute: ({ area, field, other }, { bandwidth, against }) => {
    if (!other) throw new Error('nothing to measure against')
    if (other.incidents === 0) return refuse('There is nothing to measure against: the other side has no incident on the map.')
    if (field.measure === 'harm') return refuse('measure: errors of a ratio are told from numbers of incidents, which days of harm are not: ask for the count.')
    const options = { kernel: 'quartic', bandwidth } as const
    const [own, below] = [field, other].map((side) => densityOf(area, side, options)) as [Float64Array, Float64Array]
    const perM2 = (density: Float64Array): Float64Array => density.map((perKm2) => perKm2 / KM2)
    const { ratio, logRisk, standardError, thin } = dualKde(perM2(own), perM2(below), { ...options, totals: { numerator: field.incidents, denominator: other.incidents }, floor: thinDensity(options, THIN) })
    const z = logRisk.map((risk, row) => risk / (standardError[row] ?? Number.NaN))
    let [high, low] = [0, 0]
    for (const score of z) {
      if (score > 1.96) high++
      else if (score < -1.96) low++
    }
    return {
      sentence: `Measured against ${saidAgainst(against)}, ${counted(high, 'cell has', 'cells have')} more incidents than the area as a whole would give, and ${counted(low, 'cell has', 'cells have')} fewer (by more than two standard errors, each cell by itself).`,
      advice: [`${whole(thin)} cells have too little to be measured against and no figure: unknown, not equal.`, 'Cells were not adjusted for their number: some would be beyond two standard errors by chance.'],
      figures: [{ name: 'high', label: 'Cells with more', value: high }, { name: 'low', label: 'Cells with fewer', value: low }, { name: 'thin', label: 'Cells with too little', value: thin }],
      tables: [tableOf('cells', 'Every cell', 'cell', [
        cellColumn(area.cells), numbers('density', 'Incidents per km²', own), numbers('against', 'Measured against, per km²', below), numbers('ratio', 'Ratio, as the area = 1', ratio), numbers('log_ratio', 'Natural logarithm of it', logRisk), numbers('z', 'In standard errors', z),
      ])],
    }
  },
})
