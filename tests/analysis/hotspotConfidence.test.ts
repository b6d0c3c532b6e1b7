import { describe, expect, test } from 'vitest'
import { hotspotConfidenceMethod } from '../../server/analysis/methods/hotspotConfidence.ts'
import type { Field, MethodResult } from '../../server/analysis/methods/method.ts'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import { areaOf, compute, fieldOf, keptOut } from '../support/analysisInput.ts'

const area = areaOf(9, 1)
const run = (field: Field, told: object = {}): MethodResult =>
  compute(hotspotConfidenceMethod, { area, field, other: null, keptOut }, PARAMETERS['hotspot-confidence'].parse({ replicates: 99, top: 5, ...told }) as never)
const column = (result: MethodResult, name: string): number[] => [...(result.tables[0]?.columns.find((one) => one.name === name)?.values ?? [])].map(Number)

describe('the method', () => {
  test('the one cell where a third of everything happens is sure; all cells share five places', () => {
    const field = fieldOf(area, 2000)
    const result = run(field)
    const probability = column(result, 'probability')
    expect(probability[field.counts.indexOf(Math.max(...field.counts))]).toBe(1)
    expect(probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(5, 9)
    expect(column(result, 'near_probability').every((near, row) => near >= probability[row]!)).toBe(true)
    expect(column(result, 'standard_error').every((error) => error >= 0 && error <= 0.051)).toBe(true)
    expect(column(result, 'count').reduce((sum, count) => sum + count, 0)).toBeCloseTo(2000, 6)
  })

  test('a place that is not sure makes its cell less so', () => {
    const field = fieldOf(area, 300)
    const row = field.counts.indexOf(Math.max(...field.counts))
    const vague: Field = { ...field, events: { ...field.events, radius: field.events.radius.map(() => 900) } }
    const [sure, unsure] = [field, vague].map((one) => column(run(one, { top: 1 }), 'probability')[row]!)
    expect(sure).toBeGreaterThan(0.9)
    expect(unsure).toBeLessThan(sure!)
  })

  test.each([
    ['days of harm', { weight: 30 }, {}, 'days of harm'],
    ['more places than cells', { weight: 1 }, { top: 469 }, '469 cells'],
  ])('refuses %s', (_, { weight }, told, words) => {
    const field = fieldOf(area, 50)
    expect(run({ ...field, events: { ...field.events, weight: field.events.weight.fill(weight) } }, told).refused).toContain(words)
  })

  test('says so when the top is made of cells where nothing was seen, or when places were moved', () => {
    expect(run(fieldOf(area, 2), { top: 20 }).caution).toContain('nothing was seen')
    expect(run({ ...fieldOf(area, 2000), snapPoints: true }).caution).toContain('shared public points')
  })
})
