import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dayNumber, dayText, justBefore, stepsOf, twoThirds } from '../../server/analysis/methods/days.ts'
import { METHODS } from '../../server/analysis/methods/registry.ts'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import { areaOf, fieldOf, keptOut } from '../support/analysisInput.ts'

describe('periods that are compared', () => {
  test.each([
    [{ from: '2024-01-01', to: '2025-01-01' }, '2023-01-01', '2024-09-01'], // 366 days against 365: the same twelve months
    [{ from: '2024-03-01', to: '2024-04-01' }, '2024-02-01', '2024-03-22'],
    [{ from: '2024-01-01', to: '2024-03-01' }, '2023-11-01', '2024-02-01'],
    [{ from: '2024-01-10', to: '2024-01-20' }, '2023-12-31', '2024-01-17'],
  ])('%j', (period, before, cut) => {
    expect(justBefore(period)).toEqual({ from: before, to: period.from })
    expect(twoThirds(period)).toBe(cut)
  })

  const days = fc.tuple(fc.integer({ min: -20_000, max: 30_000 }), fc.integer({ min: 2, max: 4000 })).map(([start, length]) => ({ from: dayText(start), to: dayText(start + length) }))
  const firstOf = (day: number): string => `${dayText(day).slice(0, 7)}-01`
  const months = days.map(({ from, to }) => ({ from: firstOf(dayNumber(from)), to: firstOf(dayNumber(to) + 31) }))

  it('law: the stretch before ends where the period begins and is as long; both parts of a period hold a day', () => {
    fc.assert(fc.property(days.filter(({ from, to }) => !(from.endsWith('-01') && to.endsWith('-01'))), (period) => {
      expect(justBefore(period).to).toBe(period.from)
      expect(dayNumber(period.from) - dayNumber(justBefore(period).from)).toBe(dayNumber(period.to) - dayNumber(period.from))
      expect(period.from < twoThirds(period) && twoThirds(period) < period.to).toBe(true)
    }))
  })

  it('law: months stay whole', () => {
    fc.assert(fc.property(months, (period) => {
      expect(justBefore(period)).toEqual({ from: expect.stringMatching(/-01$/), to: period.from })
      expect(stepsOf(justBefore(period), 'month')).toHaveLength(stepsOf(period, 'month').length)
      expect(period.from < twoThirds(period) && twoThirds(period) < period.to).toBe(true)
    }))
    fc.assert(fc.property(months.filter((period) => stepsOf(period, 'month').length > 1), (period) => twoThirds(period).endsWith('-01')))
  })

  it('a period is not compared with a part of itself', () => {
    const area = areaOf(9, 1)
    const ask = (from: string, to: string) =>
      METHODS.change!.compute!({ area, field: fieldOf(area, 500), other: fieldOf(area, 500, { seed: 2, period: { from, to } }), keptOut }, PARAMETERS.change.parse({}) as never, () => {}).refused
    expect(ask('2021-06-01', '2022-06-01')).toMatch(/^earlier: .*2022-06-01/)
    expect(ask('2021-01-01', '2022-01-01')).toBeUndefined()
  })
})

describe('parameters', () => {
  const cell = '8a194ad3078ffff'

  test.each([
    ['agreement', { first: ['police'] }, 'second'],
    ['patrol-zones', { exclude: ['89194ad3077ffff'] }, 'exclude.0'],
    ['patrol-zones', { exclude: ['8a194ad3078fff0'] }, 'exclude.0'],
    ['patrol-zones', { exclude: Array.from({ length: 3001 }, () => cell) }, 'exclude'],
  ] as const)('%s %j', (kind, given, path) => {
    expect(PARAMETERS[kind].safeParse(given).error?.issues[0]?.path.join('.')).toBe(path)
  })

  it('lists read the same in any order', () => {
    expect(PARAMETERS['patrol-zones'].parse({ exclude: ['8a194ad3079ffff', cell, cell] }).exclude).toEqual([cell, '8a194ad3079ffff'])
    expect(PARAMETERS.agreement.parse({ first: ['ambulance', 'emergency-department', 'ambulance'] })).toEqual(PARAMETERS.agreement.parse({}))
  })

  it('the most cells that may be left out fit into a request', () => {
    expect(JSON.stringify({ kind: 'patrol-zones', parameters: { exclude: Array.from({ length: 3000 }, () => cell) } }).length).toBeLessThan(64 * 1024)
  })
})
