import { clusterShapes } from '../../statistics/clusterShape.ts'
import { dbscan } from '../../statistics/dbscan.ts'
import { hdbscan } from '../../statistics/hdbscan.ts'
import { degreesOf } from '../area.ts'
import { integers, numbers, tableOf, texts, whole } from './columns.ts'
import { dayText } from './days.ts'
import type { MethodInput, MethodResult } from './method.ts'
import { method } from './method.ts'

/**
 * Clusters as rows, the largest first. On a map a cluster is the cells its incidents stand in: the corners of its hull are places of
 * single incidents, which nobody outside needs to know.
 */
const describe = ({ area, field }: MethodInput, labels: Int32Array, longest: number, words: (clusters: number, noise: number) => string): MethodResult => {
  const { events } = field
  const shapes = clusterShapes(labels, events.x, events.y, { times: events.day, weights: events.weight, longest })
  const cellsOf = Array.from({ length: shapes.count }, () => new Set<number>())
  let noise = 0
  labels.forEach((label, i) => {
    if (label < 0) noise += events.weight[i] ?? 1
    else cellsOf[label]?.add(events.cell[i] ?? 0)
  })
  const order = Array.from(shapes.members.keys()).toSorted((a, b) => (shapes.weight[b] ?? 0) - (shapes.weight[a] ?? 0) || a - b)
  const rank = new Map(order.map((cluster, n) => [cluster, n + 1]))
  const toDegrees = degreesOf(area)
  const centres = order.map((c) => toDegrees(shapes.centreX[c] ?? Number.NaN, shapes.centreY[c] ?? Number.NaN))
  const pick = (values: ArrayLike<number>): Float64Array => Float64Array.from(order, (c) => values[c] ?? Number.NaN)
  const nameOf = (row: number): string => (area.cells[row] ?? 0n).toString(16)
  const days = (values: Float64Array): string[] => order.map((c) => dayText(values[c] ?? 0))
  const cells = order.flatMap((c) => [...(cellsOf[c] ?? [])].map((row) => ({ row, cluster: rank.get(c) ?? 0 }))).toSorted((a, b) => a.cluster - b.cluster || a.row - b.row)
  const monthsOnly = events.dayKnown.includes(0)
  return {
    sentence: words(shapes.count, noise),
    advice: [
      'A cluster is dense, not significant: it has no p, and follows where people are.',
      ...(monthsOnly ? ['Of some incidents the month alone is known; they stand at its first day.'] : []),
    ],
    figures: [{ name: 'clusters', label: 'Clusters', value: shapes.count }, { name: 'noise', label: 'Incidents in none', value: noise }, { name: 'largest', label: 'Incidents in the largest', value: order[0] === undefined ? null : (shapes.weight[order[0]] ?? null) }],
    tables: [
      tableOf('clusters', 'Clusters, largest first', 'cells', [
        integers('rank', 'Rank', order.map((_, n) => n + 1)), numbers('incidents', 'Incidents', pick(shapes.weight)), numbers('lat', 'Latitude of the middle', centres.map(([lat]) => lat)), numbers('lng', 'Longitude of the middle', centres.map(([, lng]) => lng)),
        numbers('spread_m', 'Standard distance, m', pick(shapes.spread)), numbers('hull_km2', 'Area of the convex hull, km²', pick(shapes.hullArea).map((m2) => m2 / 1e6)), numbers('outline_km2', 'Area of the outline, km²', pick(shapes.outlineArea).map((m2) => m2 / 1e6)),
        texts('first', 'First day', days(shapes.first)), texts('last', 'Last day', days(shapes.last)), texts('cells', 'H3 cells', order.map((c) => Array.from(cellsOf[c] ?? [], nameOf).toSorted().join(' '))),
      ]),
      tableOf('members', 'Cells of each cluster', 'cell', [{ name: 'cell', label: 'H3 cell', type: 'cell', values: BigUint64Array.from(cells, ({ row }) => area.cells[row] ?? 0n) }, integers('cluster', 'Cluster', cells.map(({ cluster }) => cluster))]),
    ],
  }
}

export const dbscanMethod = method<'dbscan'>({
  kind: 'dbscan',
  resolution: () => 9,
  needs: { points: true },
  seconds: ({ incidents }) => 0.1 + incidents * 2e-6,
  compute: (input, { eps, minPoints }) =>
    describe(input, dbscan(input.field.events.x, input.field.events.y, eps, minPoints).labels, eps, (clusters, noise) =>
      `${whole(clusters)} clusters of incidents with at least ${whole(minPoints)} within ${whole(eps)} m of one another; ${whole(noise)} of ${whole(input.field.incidents)} incidents are in none.`),
})

/** Places known to some metres stand on one another: distances below this count as it. */
const PRECISION_M = 10

export const hdbscanMethod = method<'hdbscan'>({
  kind: 'hdbscan',
  resolution: () => 9,
  needs: { points: true },
  seconds: ({ incidents }, { minPoints }) => 0.1 + incidents * (2e-5 + minPoints * 1e-6),
  compute: (input, { minPoints }) =>
    describe(input, hdbscan(input.field.events.x, input.field.events.y, minPoints, { precision: PRECISION_M }).labels, 500, (clusters, noise) =>
      `${whole(clusters)} clusters of at least ${whole(minPoints)} incidents outlive changes of scale; ${whole(noise)} of ${whole(input.field.incidents)} incidents are in none.`),
})
