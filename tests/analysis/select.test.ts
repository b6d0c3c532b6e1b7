// The columns against the rules of counting, row by row: any mix of filters, in any order of coming.
import { cellToChildren, cellToParent } from 'h3-js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesOf } from '../../server/analysis/columns.ts'
import { fillIn } from '../../server/analysis/completeQuery.ts'
import { countCells } from '../../server/analysis/countCells.ts'
import { select } from '../../server/analysis/select.ts'
import type { Selection } from '../../server/analysis/select.ts'
import { ASKED_AGE_BANDS, ASKED_METHODS, ASKED_PLACE_TYPES, WEEKDAYS } from '../../server/contract/query.ts'
import type { QueryInput } from '../../server/contract/query.ts'
import { CATEGORIES, SOURCES } from '../../server/contract/vocabulary.ts'
import type { ExcludedKind } from '../../server/contract/vocabulary.ts'
import { cellFromBigint, cellToBigint } from '../../server/domain/cell.ts'
import { createHarmWeights } from '../../server/domain/harm.ts'
import type { IncidentFact } from '../../server/domain/incident.ts'
import { area, at, centre, columnsOf, fact, facts, judge } from './incidents.ts'

const cells = area.cells(9)
const options = { cells: cells.length }
const year = { sources: SOURCES, period: { from: '2025-01-01', to: '2026-01-01' } }
const filter = (input: QueryInput = {}) => fillIn(input, year)
const run = (list: IncidentFact[], input: QueryInput = {}): Selection => select([columnsOf(list, { points: false, candidates: true })], filter(input), options)
const told = ({ excluded }: Selection) => Object.fromEntries(excluded.map(({ kind, count }) => [kind, count]))

/** Mostly not asked for, or together they leave next to nothing to count. */
const some = <T extends string>(words: readonly T[]) => fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...words), { minLength: 1 }) })
const day = fc.integer({ min: 0, max: 70 }).map((n) => new Date(Date.UTC(2025, 8, 20) + n * 86_400_000).toISOString().slice(0, 10))
const questions = fc.record({
  sources: some(SOURCES), categories: some(CATEGORIES.slice(0, 3)).map((asked) => asked ?? CATEGORIES.slice(0, 3)),
  period: fc.option(fc.tuple(day, day).filter(([a, b]) => a < b).map(([from, to]) => ({ from, to })), { nil: undefined }),
  weekHours: fc.option(fc.array(fc.record({ days: some(WEEKDAYS), from: fc.integer({ min: 0, max: 24 }), to: fc.integer({ min: 0, max: 24 }) }), { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 }),
  methods: some([...ASKED_METHODS.slice(0, 2), 'unknown' as const]), placeTypes: some([...ASKED_PLACE_TYPES.slice(0, 2), 'unknown' as const]), ageBands: some([...ASKED_AGE_BANDS.slice(0, 2), 'unknown' as const]),
  weighting: fc.constantFrom('whole' as const, 'fractional' as const), operationalDays: fc.boolean(),
})

test('any mix of filters counts what the rules say, row by row', () => {
  let counted = 0
  fc.assert(fc.property(fc.array(facts, { minLength: 30, maxLength: 60 }), questions, (list, input) => {
    const query = filter(input)
    const wanted = new Float64Array(cells.length)
    const reasons: Partial<Record<ExcludedKind, number>> = {}
    const tell = (kind: ExcludedKind, count: number) => (reasons[kind] = (reasons[kind] ?? 0) + count)
    for (const f of list) {
      const { share, told: why } = judge(f, query)
      for (const [kind, count] of Object.entries(why)) tell(kind as ExcludedKind, count)
      if (share === 0) continue
      const row = f.cell === null ? -1 : cells.indexOf(cellToParent(cellFromBigint(f.cell), 9))
      if (row >= 0) wanted[row]! += share
      else tell(f.unplaced ?? 'outside-area', share)
    }
    const ours = run(list, input)
    expect([...ours.counts].map((x) => x.toFixed(9))).toEqual([...wanted].map((x) => x.toFixed(9)))
    const rounded = (list: object) => Object.fromEntries(Object.entries(list).map(([kind, count]) => [kind, Number((count as number).toFixed(9))]).filter(([, count]) => count !== 0))
    expect(rounded(told(ours))).toEqual(rounded(reasons))
    expect(ours.events.weight.reduce((sum, x) => sum + x, 0)).toBeCloseTo(ours.incidents, 4)
    counted += ours.incidents
    const whole = { ...query, weighting: 'whole' as const }
    expect([...countCells([columnsOf(list)], whole, cells.length).counts]).toEqual([...run(list, whole).counts])
  }), { numRuns: 200 })
  expect(counted).toBeGreaterThan(500)
})

test('the order of coming, and how incidents are split into files, change no count', () => {
  fc.assert(fc.property(fc.array(facts, { maxLength: 40 }), fc.nat(40), questions, (list, split, input) => {
    const query = filter(input)
    const whole = run(list, input)
    const parts = [list.slice(split).toReversed(), list.slice(0, split)].map((part) => columnsOf(part, { points: false, candidates: true }))
    const other = select(parts, query, options)
    const round = (x: number) => Number(x.toFixed(9))
    expect([...other.counts].map(round)).toEqual([...whole.counts].map(round))
    expect(other.excluded.map(({ kind, count }) => [kind, round(count)])).toEqual(whole.excluded.map(({ kind, count }) => [kind, round(count)]))
  }), { numRuns: 100 })
})

test('a res-10 count adds up to its parent; what is known to res 9 only is told', () => {
  fc.assert(fc.property(fc.array(facts, { maxLength: 60 }), (list) => {
    const columns = [columnsOf(list)]
    const [nine, ten] = [select(columns, filter(), options), select(columns, filter(), { ...options, resolution: 10 })]
    const fine = area.cells(10)
    expect(ten.counts.length).toBe(fine.length)
    for (const [row, count] of ten.counts.entries()) {
      if (count === 0) continue
      const here = list.filter((f) => f.cell !== null && f.unplaced === null && cellFromBigint(f.cell) === fine[row] && judge(f, filter()).share === 1)
      expect(count).toBe(here.length)
      expect(cellToParent(fine[row]!, 9)).toBe(cells[Math.floor(row / 7)])
    }
    expect(ten.incidents + (told(ten)['finer-than-known'] ?? 0)).toBe(nine.incidents)
  }), { numRuns: 60 })
})

describe('fractional weights', () => {
  const late = fact({ from: at('2025-07-05 21:30'), to: at('2025-07-05 23:30'), kind: 'range' })

  test('an incident enters by the share of its hours that is asked for', () => {
    const shared = run([late], { weekHours: [{ from: 22, to: 6 }], weighting: 'fractional' })
    expect([shared.incidents, told(shared)]).toEqual([0.75, { 'other-hours': 0.25 }])
    const whole = run([late], { weekHours: [{ from: 22, to: 6 }] })
    expect([whole.incidents, told(whole)]).toEqual([0, { 'no-time-of-day': 1 }])
    const both = run([late], { dayParts: ['evening', 'night'] })
    expect([both.incidents, told(both)]).toEqual([1, {}])
    expect(told(run([late], { dayParts: ['morning'] }))).toEqual({})
  })

  test('and by the share of its days', () => {
    const night = fact({ from: at('2025-07-31 22:00'), to: at('2025-08-01 02:00'), kind: 'range' })
    const july = { period: { from: '2025-07-01', to: '2025-08-01' } }
    expect(told(run([night], july))).toEqual({ 'cut-by-period': 1 })
    const shared = run([night], { ...july, weighting: 'fractional' })
    expect([shared.incidents, told(shared)]).toEqual([0.5, { 'cut-by-period': 0.5 }])
    const operational = run([night], { ...july, operationalDays: true })
    expect([operational.incidents, operational.events.dayKnown[0]]).toEqual([1, 1])
  })

  test('its candidates share it by their probability, and the rest is told', () => {
    const [a, b] = [cells[1]!, cells[5]!]
    const candidate = (cell: string, probability: number) => ({ cell: cellToBigint(cell), ...centre(cell), radiusM: 30, level: 'street' as const, probability })
    const unsure = fact({ cell: cellToBigint(a), level: 'street', candidates: [candidate(cellToChildren(a, 10)[2]!, 0.5), candidate(b, 0.25)] })
    const sure = fact({ cell: cellToBigint(b), candidates: [candidate(b, 1)] })
    const home = fact({ unplaced: 'home', cell: null, candidates: [{ ...candidate(b, 1), level: 'home' }] })
    const torn = fact({ unplaced: 'ambiguous-place', cell: null, candidates: [candidate(a, 0.25), candidate(b, 0.25)] })
    const columns = [columnsOf([unsure, sure, home, torn], { points: true, candidates: true })]
    const shared = select(columns, filter({ weighting: 'fractional' }), { ...options, points: true })
    expect([shared.counts[1], shared.counts[5], shared.incidents]).toEqual([0.75, 1.5, 2.25])
    expect(told(shared)).toEqual({ home: 1, 'ambiguous-place': 0.5, 'place-unsure': 0.25 })
    expect([...shared.events.weight]).toEqual([0.5, 0.25, 1, 0.25, 0.25])
    expect(new Set(shared.events.incident).size).toBe(3)
    expect([...shared.events.radius]).toEqual([30, 30, 30, 30, 30])
    const whole = select(columns, filter(), options)
    expect([whole.counts[1], whole.counts[5], told(whole)]).toEqual([1, 1, { 'ambiguous-place': 1, home: 1 }])
    const fine = select(columns, filter({ weighting: 'fractional' }), { ...options, resolution: 10 })
    expect([fine.counts[1 * 7 + 2], told(fine)['finer-than-known']]).toEqual([0.5, 1.75])
  })
})

test('harm is the sum of the days; without a code or a weight it is unknown', () => {
  const list = [fact({ offence: '8N' }), fact({ offence: '08n' }), fact({ offence: '9Z' }), fact({ sources: ['ambulance'] })]
  const harm = createHarmWeights([{ code: '8N', title: '', days: 10 }], 'v1')
  const { counts, incidents, harm: account, excluded, events } = select([columnsOf(list)], filter({ measure: 'harm' }), { ...options, harm })
  expect([counts[3], incidents, [...events.harm]]).toEqual([20, 2, [10, 10]])
  expect(account).toEqual({ version: 'v1', withoutCode: [{ sources: ['ambulance'], count: 1 }], withoutWeight: [{ code: '9Z', count: 1 }] })
  expect(excluded).toEqual([{ kind: 'no-offence-code', count: 1 }, { kind: 'no-harm-weight', count: 1 }])
})

test('an event tells its day, hour and source', () => {
  const list = [
    fact({ from: at('2025-07-06 02:10') }), fact({ from: at('2025-07-01 00:00'), to: at('2025-08-01 00:00'), kind: 'month', sources: ['ambulance'] }),
    fact({ from: at('2025-07-04 00:00'), to: at('2025-07-05 00:00'), kind: 'date' }),
  ]
  const days = (s: Selection) => [...s.events.day].map((d) => new Date(d * 86_400_000).toISOString().slice(0, 10))
  const plain = run(list)
  const rows = days(plain).map((d, i) => `${d} ${plain.events.hour[i]} ${plain.events.dayKnown[i]} ${plain.events.sources[i]}`).toSorted()
  expect(rows).toEqual(['2025-07-01 255 0 2', '2025-07-04 255 1 1', '2025-07-06 2 1 1'])
  const operational = run(list, { operationalDays: true })
  expect(days(operational).toSorted()).toEqual(['2025-07-01', '2025-07-04', '2025-07-05'])
})

test('operational days begin and end at six, for a single moment too', () => {
  const list = ['07-05 05:59', '07-05 06:00', '07-06 05:59', '07-06 06:00'].map((local) => fact({ from: at(`2025-${local}`) }))
  const saturday = { period: { from: '2025-07-05', to: '2025-07-06' } }
  const hours = (input: QueryInput) => [...run(list, input).events.hour].toSorted((a, b) => a - b)
  expect([hours(saturday), hours({ ...saturday, operationalDays: true })]).toEqual([[5, 6], [5, 6]])
  expect([...run(list, saturday).events.day]).toEqual([...run(list, { ...saturday, operationalDays: true }).events.day])
  const early = { ...saturday, weekHours: [{ from: 5, to: 6 }] }
  const days = (input: QueryInput) => [list[0]!, list[2]!].map((one) => run([one], input).incidents)
  expect([days(early), days({ ...early, operationalDays: true })]).toEqual([[1, 0], [0, 1]])
  const range = fact({ from: at('2025-07-05 23:00'), to: at('2025-07-06 03:00'), kind: 'range' })
  expect([told(run([range], saturday)), run([range], { ...saturday, operationalDays: true }).incidents]).toEqual([{ 'cut-by-period': 1 }, 1])
})

test('columns take at most twelve bytes an incident', () => {
  const list = Array.from({ length: 20_000 }, (_, i) => fact({ from: at('2025-01-01 00:00') + i * 1500, offence: `${i % 300}A`, kind: i % 10 === 0 ? 'range' : 'exact', ...(i % 10 === 0 && { to: at('2025-01-01 00:00') + i * 1500 + 7200 }) }))
  const columns = columnsOf(list)
  expect(bytesOf(columns) / list.length).toBeLessThanOrEqual(12)
  expect(columns.spans.length).toBe(2000)
})

test('what the columns were not loaded with is asked for in vain', () => {
  const columns = [columnsOf([fact()])]
  expect(() => select(columns, filter(), { ...options, points: true })).toThrow('without points')
  expect(() => select(columns, filter({ weighting: 'fractional' }), options)).toThrow('without candidates')
  expect(() => countCells(columns, filter({ weighting: 'fractional' }), 1)).toThrow(RangeError)
  expect(() => columnsOf([fact()]).n === 1 && columnsOf([]).n).not.toThrow()
})
