import { describe, expect, it } from 'vitest'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import type { GeometryKind } from '../../server/contract/analysis.ts'
import { METHOD_GUIDE } from '../../server/contract/methodGuide.ts'
import type { AnalysisKind } from '../../server/contract/methodGuide.ts'
import { METHODS } from '../../server/analysis/methods/registry.ts'
import type { Method, MethodInput } from '../../server/analysis/methods/method.ts'
import { checkTable } from '../../server/domain/resultTable.ts'
import { areaOf, compute, fieldOf, keptOut } from '../support/analysisInput.ts'

const NEEDED: Partial<Record<AnalysisKind, object>> = { 'relative-density': { against: { sources: ['police'] } } }
/** Columns that a row needs to lie somewhere. */
const PLACED_BY: Record<GeometryKind, string[]> = { none: [], cell: ['cell'], cells: ['cells'], point: ['lat', 'lng'], circle: ['lat', 'lng', 'radius_m'], polygon: ['outline'] }
const FEWER = { replicates: 99 }

const parametersOf = (kind: AnalysisKind, more: object = {}): never => {
  const fewer = 'replicates' in PARAMETERS[kind].shape ? FEWER : {}
  return PARAMETERS[kind].parse({ ...NEEDED[kind], ...fewer, ...more }) as never
}

const inputOf = (method: Method, parameters: never, n: number, options: Parameters<typeof fieldOf>[2] = {}): MethodInput => {
  const area = areaOf(Math.min(9, method.resolution(parameters)) as 9, (parameters as { k?: number }).k ?? 1)
  const filter = { sources: ['police' as const], categories: [], period: { from: '2022-01-01', to: '2025-01-01' } }
  const own = { ...filter, ...method.first?.(filter, parameters) }
  const change = method.second?.(filter, parameters) ?? null
  return { keptOut, area, field: fieldOf(area, n, { ...options, period: own.period }), other: change ? fieldOf(area, n, { ...options, seed: 2, period: change.period ?? own.period }) : null }
}

describe.each(Object.values(METHODS).map((method): [AnalysisKind, Method] => [method.kind, method]))('%s', (kind, method) => {
  it('answers with words, figures and tables that are whole', () => {
    const parameters = parametersOf(kind)
    const result = compute(method, inputOf(method, parameters, 3000), parameters)
    expect(result.refused).toBeUndefined()
    expect(result.sentence).toMatch(/^[A-Z0-9].*[.]$/)
    expect(result.sentence).not.toMatch(/NaN|undefined|Infinity/)
    expect(result.tables.length).toBeGreaterThan(0)
    for (const table of result.tables) {
      checkTable(table)
      const names = table.columns.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      expect(names).toEqual(expect.arrayContaining(PLACED_BY[table.geometry]))
    }
    for (const { label } of result.figures) expect(label).not.toBe('')
    expect(METHOD_GUIDE[kind].question).toMatch(/\?/)
  })

  it('gives the same bytes in one stretch, in two and in five', () => {
    const parameters = parametersOf(kind)
    const input = inputOf(method, parameters, 600)
    const whole = compute(method, input, parameters)
    expect(compute(method, input, parameters, 2)).toEqual(whole)
    expect(compute(method, input, parameters, 5)).toEqual(whole)
  })

  it('bears data without an incident, with one, and of which the months alone are known: an answer or a reason', () => {
    for (const input of [0, 1, 2].map((n) => inputOf(method, parametersOf(kind), n)).concat(inputOf(method, parametersOf(kind), 500, { dayKnown: false }))) {
      const { refused, sentence } = compute(method, input, parametersOf(kind))
      expect(refused ?? sentence).toMatch(/[a-z]/)
      expect(refused ?? sentence).not.toMatch(/NaN|undefined/)
    }
  })

  it('says beforehand what it will cost, and more for more', () => {
    const facts = { cells: 40_000, incidents: 10_000, otherIncidents: 10_000, months: 36, days: 1096 }
    const seconds = method.seconds(facts, parametersOf(kind))
    expect(seconds).toBeGreaterThan(0)
    expect(seconds).toBeLessThan(3600)
    expect(method.seconds({ ...facts, cells: 4e6, incidents: 1e6, otherIncidents: 1e6, months: 360, days: 10_960 }, parametersOf(kind))).toBeGreaterThan(seconds)
  })
})

describe('months that nobody sent, in the middle of a period', () => {
  it.each<AnalysisKind>(['emerging-hotspots', 'stability', 'space-time-scan', 'space-time-permutation'])('%s: its two sides are not neighbours', (kind) => {
    const method = METHODS[kind]!
    const parameters = parametersOf(kind, kind === 'stability' ? { step: 'month' } : {})
    const input = inputOf(method, parameters, 800)
    const gap = { ...input, field: { ...input.field, monthsReceived: input.field.monthsReceived.filter((month) => month !== '2023-05') } }
    expect(compute(method, gap, parameters).refused).toMatch(/nobody sent/)
  })
})
