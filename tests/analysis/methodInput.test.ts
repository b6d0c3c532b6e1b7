// What methods make of input that is not "one incident, one day, one count".
import { describe, expect, it } from 'vitest'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import type { AnalysisKind } from '../../server/contract/methodGuide.ts'
import { dayNumber } from '../../server/analysis/methods/days.ts'
import { METHODS } from '../../server/analysis/methods/registry.ts'
import type { Field, MethodResult } from '../../server/analysis/methods/method.ts'
import type { ResultTable } from '../../server/domain/resultTable.ts'
import { areaOf, compute, fieldOf, keptOut } from '../support/analysisInput.ts'

const area = areaOf(9, 1)
const resultOf = (kind: AnalysisKind, field: Field, other: Field | null = null, more: object = {}): MethodResult =>
  compute(METHODS[kind]!, { area, field, other, keptOut }, PARAMETERS[kind].parse(more) as never)
const column = ({ tables }: MethodResult, table: string, name: string): ArrayLike<unknown> =>
  tables.find((one: ResultTable) => one.name === table)!.columns.find((one) => one.name === name)!.values

/** The same incidents, each of so many days of harm. */
const inHarm = (field: Field, days: number): Field => ({
  ...field, measure: 'harm', counts: field.counts.map((count) => count * days), events: { ...field.events, weight: field.events.weight.map(() => days) },
})

describe('days of harm', () => {
  const field = fieldOf(area, 800)
  const harm = inHarm(field, 10)

  it('have a density in days of harm, so many times the mean as the incidents have', () => {
    const [plain, weighted] = [field, harm].map((one) => resultOf('density', one)) as [MethodResult, MethodResult]
    const figure = ({ figures }: MethodResult, name: string): number => figures.find((one) => one.name === name)!.value as number
    expect(figure(weighted, 'highest')).toBeCloseTo(10 * figure(plain, 'highest'), 6)
    expect(figure(weighted, 'mean')).toBeCloseTo(10 * figure(plain, 'mean'), 9)
    expect(weighted.sentence).toMatch(/days of harm per km²/)
    expect(/[\d.]+ times/.exec(weighted.sentence)?.[0]).toBe(/[\d.]+ times/.exec(plain.sentence)?.[0])
  })

  it('are told as such in every heading', () => {
    for (const kind of ['gi-star', 'density', 'emerging-hotspots', 'stability', 'prediction-accuracy', 'patrol-zones'] as const) {
      const { refused, sentence, tables, figures } = resultOf(kind, harm, kind === 'prediction-accuracy' ? { ...harm, period: { from: '2025-01-01', to: '2026-01-01' } } : null, kind === 'stability' ? { top: 20 } : {})
      expect(refused).toBeUndefined()
      expect([sentence, ...figures.map(({ label }) => label), ...tables.flatMap(({ columns }) => columns.map(({ label }) => label))].filter((words) => /incidents/i.test(words))).toEqual([])
    }
  })

  it('zones hold a part of the whole harm, and as much of it as of the incidents', () => {
    const [plain, weighted] = [field, harm].map((one) => resultOf('patrol-zones', one)) as [MethodResult, MethodResult]
    expect(weighted.sentence).toMatch(/ of (the )?8,000 days of harm/)
    expect(column(weighted, 'zones', 'cells')).toEqual(column(plain, 'zones', 'cells'))
  })

  it('are refused where a method asks what chance does to single incidents', () => {
    for (const kind of ['rates', 'concentration', 'relative-density'] as const)
      expect(resultOf(kind, harm, harm, kind === 'relative-density' ? { against: { sources: ['police'] } } : {}).refused).toMatch(/^measure: .*ask for the count\.$/)
  })
})

describe('incidents of which no one day is known', () => {
  const dated = fieldOf(area, 600)
  const n = dated.events.cell.length
  /** The same, and as many again of which the month alone is known. */
  const twice = <T extends Uint32Array | Int32Array | Uint8Array | Float32Array | Float64Array>(values: T): T => {
    const out = new (values.constructor as new (size: number) => T)(2 * n)
    out.set(values)
    out.set(values, n)
    return out
  }
  const mixed: Field = {
    ...dated, incidents: 2 * n, counts: dated.counts.map((count) => 2 * count),
    events: { ...(Object.fromEntries(Object.entries(dated.events).map(([name, values]) => [name, twice(values)])) as Field['events']), dayKnown: Uint8Array.from({ length: 2 * n }, (_, i) => Number(i < n)) },
  }

  it('make no near repeats, and take none away', () => {
    const [own, all] = [dated, mixed].map((field) => resultOf('near-repeat', field, null, { replicates: 99 })) as [MethodResult, MethodResult]
    expect(own.refused).toBeUndefined()
    expect(all).toEqual(own)
  })

  it('are in no week, and in their month', () => {
    const year = { from: '2022-01-01', to: '2023-01-01' }
    const z = (field: Field, step: string): ArrayLike<unknown> => column(resultOf('emerging-hotspots', { ...field, period: year }, null, { step }), 'cells', 'trend_z')
    expect(z(mixed, 'week')).toEqual(z(dated, 'week'))
    const march = (day: number, dayKnown: number) => ({ ...dated, events: { ...dated.events, day: dated.events.day.map(() => day), dayKnown: new Uint8Array(n).fill(dayKnown) } })
    const first = dayNumber('2022-03-01')
    expect(z(march(first, 0), 'month')).toEqual(z(march(first + 20, 1), 'month'))
  })
})

it('an estimate knows that no incident reaches more cells than there are', () => {
  const facts = { cells: 400, incidents: 10_000, otherIncidents: 0, months: 12, days: 365 }
  const seconds = (more: object): number => METHODS.density!.seconds(facts, PARAMETERS.density.parse({ bandwidth: 10_000, kernel: 'gaussian', ...more }) as never)
  expect(seconds({})).toBeLessThan(1)
  expect(seconds({ resolution: 7 })).toBeLessThanOrEqual(seconds({}))
})
