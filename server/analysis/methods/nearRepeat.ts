import type { Parameters } from '../../contract/analysis.ts'
import { exchangedCounts } from '../../statistics/knox.ts'
import type { KnoxPlan } from '../../statistics/knox.ts'
import { bandsOf, nearRepeatTable, openAlerts, planNearRepeat, riskWindows } from '../../statistics/nearRepeat.ts'
import type { Band, NearRepeatOptions, RiskWindow } from '../../statistics/nearRepeat.ts'
import { capital, cellColumn, counted, numbers, said, saidP, tableOf, texts, whole } from './columns.ts'
import { dayNumber, dayText, saidDay } from './days.ts'
import type { MethodInput, MethodResult } from './method.ts'
import { method, refuse, simulation } from './method.ts'

type Prepared = { input: MethodInput; refused: string } | { input: MethodInput; refused: null; plan: KnoxPlan; options: NearRepeatOptions; dated: Dated }

/** Incidents of which the day is known. */
type Dated = { cell: Uint32Array; day: Int32Array; x: Float64Array; y: Float64Array }

const datedOf = ({ field: { events } }: MethodInput): Dated => {
  const pick = <T extends Uint32Array | Int32Array | Float64Array>(values: T): T => values.filter((_, i) => events.dayKnown[i] === 1) as T
  return { cell: pick(events.cell), day: pick(events.day), x: pick(events.x), y: pick(events.y) }
}

/** Why these incidents cannot be paired, or null. */
const refusedFor = ({ field: { events, snapPoints } }: MethodInput, { cell }: Dated): string | null => {
  if (cell.length < 2) return 'Fewer than two incidents with a day are on the map: there is no pair, for near repeats are a matter of days.'
  if (events.weight.some((weight) => weight !== 1)) return 'Pairs need whole incidents: ask without weights.'
  if (snapPoints) return 'Places were moved to shared snap points, up to hundreds of metres: distances between incidents mean nothing.'
  return null
}

const saidBand = ({ from, to }: Band, unit: string): string => (to === Infinity ? `more than ${whole(from)} ${unit}` : to === from ? 'same place' : `${whole(from)}–${whole(to)} ${unit}`)

/** The strongest finding, as an alert says it. */
const alertWords = ({ distance, days, ratio, p }: RiskWindow): string =>
  `repeat risk ${distance.to === 0 ? 'at the same place' : `within ${whole(distance.to)} m`} and within ${whole(days.to)} days of an incident: ${said(ratio, 2)} times what chance gives (${saidP(p)})`

const resultOf = ({ input, plan, options, dated }: Extract<Prepared, { refused: null }>, { alpha, metric }: Parameters<'near-repeat'>, counts: Uint32Array): MethodResult => {
  const { area, field } = input
  const table = nearRepeatTable(plan, counts)
  const bands = bandsOf(options)
  const windows = riskWindows(table, bands, { level: alpha })
  const strongest = windows.toSorted((a, b) => a.p - b.p || b.ratio - a.ratio)[0]
  const last = dayNumber(field.period.to)
  const alerts = openAlerts(windows, dated.day, last)
  const running = new Set(alerts.map(({ incident }) => incident)).size
  const bandAt = (c: number): [Band, Band] => [bands.distances[Math.floor(c / table.columns)], bands.times[c % table.columns]] as [Band, Band]
  const inner = Array.from(table.observed.keys()).filter((c) => Math.floor(c / table.columns) < table.rows - 1 && c % table.columns < table.columns - 1)
  const pick = (values: Float64Array): Float64Array => Float64Array.from(inner, (c) => values[c] ?? Number.NaN)
  return {
    sentence: strongest ? `${capital(alertWords(strongest))}. On ${saidDay(field.period.to)} ${counted(running, 'incident is', 'incidents are')} recent enough for such a risk.` : 'No band of distance and time holds more pairs than chance would give.',
    advice: [
      `p is for each band by itself; the table holds ${inner.length} bands, so about ${said(inner.length * alpha, 2)} would be below ${alpha} by chance.`,
      'Several people hurt in one event, and one event told by two services, are pairs at the same place on the same day: nothing is linked yet. Read the rows beyond the same place first.',
      'The first row, the same place, also holds incidents that were placed at the same street or venue for want of more.',
      ...(metric === 'manhattan' ? ['Distances are measured along the grid lines (Manhattan), as the Near Repeat Calculator does.'] : []),
    ],
    figures: [
      { name: 'pairs', label: 'Pairs in the bands', value: inner.reduce((sum, c) => sum + (table.observed[c] ?? 0), 0) },
      { name: 'windows', label: 'Windows of raised risk', value: windows.length },
      { name: 'running', label: 'Incidents whose window is still running', value: running },
    ],
    tables: [
      tableOf('bands', 'Pairs by distance and time', 'none', [
        texts('distance', 'Distance', inner.map((c) => saidBand(bandAt(c)[0], 'm'))), texts('days', 'Days apart', inner.map((c) => saidBand(bandAt(c)[1], 'days'))),
        numbers('observed', 'Pairs', pick(table.observed)), numbers('expected', 'Expected', pick(table.expected)), numbers('ratio', 'Times chance', pick(table.ratio)),
        numbers('p', 'p, by exchanging dates', pick(table.p)), numbers('poisson_p', 'p, Poisson', pick(table.poissonP)),
      ]),
      tableOf('windows', 'Windows of raised risk', 'none', [
        texts('distance', 'Distance', windows.map(({ distance }) => saidBand(distance, 'm'))), numbers('within_m', 'Within, m', windows.map(({ distance }) => distance.to)),
        numbers('from_day', 'From day', windows.map(({ days }) => days.from)), numbers('to_day', 'To day', windows.map(({ days }) => days.to)), numbers('ratio', 'Times chance', windows.map(({ ratio }) => ratio)), numbers('p', 'Least p', windows.map(({ p }) => p)),
      ]),
      tableOf('alerts', `Still running on ${saidDay(field.period.to)}`, 'cell', [
        cellColumn(BigUint64Array.from(alerts, ({ incident }) => area.cells[dated.cell[incident] ?? 0] ?? 0n)), numbers('within_m', 'Repeat risk within, m', alerts.map(({ window }) => windows[window]?.distance.to ?? Number.NaN)),
        texts('opens', 'From', alerts.map(({ opens }) => dayText(opens))), texts('closes', 'To, that day not included', alerts.map(({ closes }) => dayText(closes))), numbers('ratio', 'Times chance', alerts.map(({ window }) => windows[window]?.ratio ?? Number.NaN)),
      ]),
    ],
  }
}

export const nearRepeatMethod = method<'near-repeat'>({
  kind: 'near-repeat',
  resolution: () => 9,
  needs: { points: true },
  // Pairs near in space grow with the square of incidents over the area they share; each exchange looks at every one.
  seconds: ({ incidents, cells }, { replicates, distances }) => 0.1 + ((incidents * incidents) / (2 * cells * 0.093)) * Math.PI * ((distances.at(-1) ?? 0) / 1000) ** 2 * 20 * (replicates * 6e-10 + 5e-8),
  simulate: simulation<'near-repeat', Prepared>('near-repeat', {
    replicates: ({ replicates }) => replicates,
    prepare: (input, { distances, days, metric }) => {
      const dated = datedOf(input)
      const refused = refusedFor(input, dated)
      if (refused !== null) return { input, refused }
      const options: NearRepeatOptions = { distances, times: days, metric, edges: 'half-open', sameLocation: 0 }
      const { x, y, day } = dated
      return { input, refused, options, dated, plan: planNearRepeat(x, y, day, options) }
    },
    part: (prepared, { seed }, from, to) => (prepared.refused === null ? Float64Array.from(exchangedCounts(prepared.plan, seed, from, to)) : new Float64Array(0)),
    finish: (prepared, parameters, numbers) => (prepared.refused === null ? resultOf(prepared, parameters, Uint32Array.from(numbers)) : refuse(prepared.refused)),
  }),
})
