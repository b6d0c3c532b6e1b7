/**
 * expect_scan_satscan.json: named blocks of SaTScan parameters with the clusters found, for scan_locations.csv (id, x_km, y_km,
 * population) and scan_cases.csv (id, month, cases). Month 0 begins on the StartDate of the blocks.
 */
import { prepareScan, type ScanInput, type ScanPlan } from '../../server/statistics/scan/scan.ts'
import { together } from './compare.ts'
import type { Outcome } from './outcome.ts'
import { intervalBounds, printedDays } from './satscanFiles.ts'
import { compareClusters, type PrintedCluster } from './scanClusters.ts'
import { needColumn, numbers, readJson, readTable, texts, Unreadable } from './table.ts'

type Block = { parameters: Record<string, string>; clusters: Record<string, unknown>[] }
type Input = { ids: string[]; x: Float64Array; y: Float64Array; population: Float64Array; rows: Float64Array; months: Float64Array; cases: Float64Array }

export function verifyScan(dir: string, file: string): Outcome {
  const blocks = Object.entries(readBlocks(dir, file))
  const input = readInput(dir)
  const outcomes = blocks.map(([name, block]) => verifyBlock(input, name, block))
  return {
    kind: 'compared',
    rows: outcomes.reduce((sum, o) => sum + o.rows, 0),
    columns: [...new Set(outcomes.flatMap((o) => o.columns))],
    notCompared: [],
    comparison: together(outcomes.map((o) => o.comparison)),
  }
}

function verifyBlock(input: Input, name: string, { parameters, clusters }: Block): Extract<Outcome, { kind: 'compared' }> {
  const { plan, bounds } = planOf(input, name, parameters)
  const replicates = Number(parameters['MonteCarloReps'] ?? 999)
  const outcome = compareClusters(plan, clusters.map((cluster) => printed(name, cluster)), {
    idOf: (row) => input.ids[row] ?? '',
    timeOf: (window) => (plan.intervals === 1 ? undefined : printedDays(bounds, window)),
    asked: replicates,
    done: replicates,
  })
  if (outcome.kind !== 'compared') throw new Unreadable(`${name}: nothing compared`)
  const { mismatch } = outcome.comparison
  if (mismatch) mismatch.column = `${name} ${mismatch.column}`
  return outcome
}

function planOf(input: Input, name: string, parameters: Record<string, string>): { plan: ScanPlan; bounds: number[] } {
  const parameter = (key: string, usual?: string): string => {
    const value = parameters[key] ?? usual
    if (value === undefined) throw new Unreadable(`${name} has no parameter ${key}`)
    return value
  }
  // SaTScan's numbers: analysis 1 purely spatial, 3 retrospective space-time; model 0 Poisson, 2 space-time permutation.
  const spaceTime = parameter('AnalysisType') === '3'
  const poisson = parameter('ModelType') === '0'
  if (!['1', '3'].includes(parameter('AnalysisType')) || !['0', '2'].includes(parameter('ModelType'))) {
    throw new Unreadable(`${name}: analysis ${parameters['AnalysisType']} with model ${parameters['ModelType']} is not known`)
  }
  const units = ['none', 'year', 'month', 'day'][Number(parameter('TimeAggregationUnits', '0'))] ?? ''
  const length = Number(parameter('TimeAggregationLength', '1'))
  const [start, end] = [parameter('StartDate'), parameter('EndDate')]
  const bounds = spaceTime ? intervalBounds(start, end, units, length) : []
  const months = intervalBounds(start, end, 'month', 1)
  const given: ScanInput = {
    model: poisson ? 'poisson' : 'space-time-permutation',
    coordinates: { kind: 'planar', x: input.x, y: input.y },
    cases: { location: input.rows, count: input.cases },
    maxShare: Number(parameter('MaxSpatialSizeInPopulationAtRisk', '50')) / 100,
  }
  if (poisson) given.exposure = input.population
  if (spaceTime) {
    const intervals = bounds.length - 1
    given.intervals = intervals
    given.cases.interval = input.months.map((month) => bounds.findIndex((_, t) => (bounds[t + 1] ?? Infinity) > (months[month] ?? NaN)))
    if (poisson) given.intervalLengths = Array.from({ length: intervals }, (_, t) => (bounds[t + 1] ?? 0) - (bounds[t] ?? 0))
    // Interpretation 0: a percentage of the study period; 1: a number of units.
    const largest = Number(parameter('MaxTemporalSize', '50'))
    given.maxIntervals =
      parameter('MaxTemporalSizeInterpretation', '0') === '0' ? Math.floor((largest / 100) * intervals) : Math.floor(largest / length)
  }
  return { plan: prepareScan(given), bounds }
}

function printed(name: string, cluster: Record<string, unknown>): PrintedCluster {
  const text = (key: string): string => {
    const value = cluster[key]
    if (typeof value !== 'string' && typeof value !== 'number') throw new Unreadable(`${name}: a cluster has no ${key}`)
    return String(value)
  }
  if (!Array.isArray(cluster['ids'])) throw new Unreadable(`${name}: a cluster has no ids`)
  const [from, to] = typeof cluster['time'] === 'string' ? cluster['time'].split(' to ') : []
  return {
    ids: cluster['ids'].map(String),
    cases: text('cases'),
    expected: text('expected'),
    ratio: text('obs_exp'),
    llr: text('llr'),
    p: text('p'),
    radius: text('circle').split('/')[1]?.trim() ?? '',
    from,
    to,
  }
}

function readInput(dir: string): Input {
  const table = readTable(dir, 'scan_locations.csv')
  // SaTScan numbers locations in the order of their ids as text, and settles ties by that number.
  const given = texts(table, needColumn(table, 'id'))
  const order = given.map((_, row) => row).sort((a, b) => ((given[a] ?? '') < (given[b] ?? '') ? -1 : 1))
  const column = (...names: string[]): Float64Array => {
    const values = numbers(table, needColumn(table, ...names))
    return Float64Array.from(order, (row) => values[row] ?? NaN)
  }
  const ids = order.map((row) => given[row] ?? '')
  const rowOf = new Map(ids.map((id, row) => [id, row]))
  const cases = readTable(dir, 'scan_cases.csv')
  const rows = Float64Array.from(texts(cases, needColumn(cases, 'id')), (id) => rowOf.get(id) ?? NaN)
  const odd = rows.findIndex((row) => Number.isNaN(row))
  if (odd >= 0) throw new Unreadable(`scan_cases.csv row ${odd + 1}: no such location`)
  return {
    ids,
    x: column('x_km', 'x'),
    y: column('y_km', 'y'),
    population: column('population'),
    rows,
    months: numbers(cases, needColumn(cases, 'month')),
    cases: numbers(cases, needColumn(cases, 'cases')),
  }
}

function readBlocks(dir: string, file: string): Record<string, Block> {
  const value = readJson(dir, file)
  const isBlock = (block: unknown): block is Block =>
    typeof block === 'object' && block !== null && 'parameters' in block && 'clusters' in block && Array.isArray(block.clusters)
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {})
  if (entries.length === 0 || !entries.every(([, block]) => isBlock(block))) throw new Unreadable(`${file} has no blocks with parameters and clusters`)
  return Object.fromEntries(entries.filter((entry): entry is [string, Block] => isBlock(entry[1])))
}
