import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths, lastMonths, monthsBetween, periodLabel } from '../../client/months.ts'
import { DEFAULT_STATE, formatState, parseState, roundView, toQuery } from '../../client/state.ts'
import type { PageState } from '../../client/state.ts'
import { ADJUSTMENTS, CATEGORIES } from '../../server/contract/vocabulary.ts'

const month = fc
  .tuple(fc.integer({ min: 2010, max: 2040 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`)
const cell = fc.stringMatching(/^[0-9a-f]{15}$/)
const states: fc.Arbitrary<PageState> = fc
  .record({
    months: fc.tuple(fc.option(month), fc.option(month)),
    categories: fc.option(fc.subarray(CATEGORIES, { minLength: 1 })),
    measure: fc.constantFrom('count' as const, 'significance' as const),
    k: fc.integer({ min: 1, max: 5 }),
    adjustment: fc.constantFrom(...ADJUSTMENTS),
    alpha: fc.integer({ min: 1, max: 200 }).map((n) => n / 1000),
    view: fc.option(
      fc
        .record({
          lat: fc.double({ min: -84, max: 84, noNaN: true }),
          lng: fc.double({ min: -179, max: 179, noNaN: true }),
          zoom: fc.double({ min: 0, max: 20, noNaN: true }),
        })
        .map(roundView),
    ),
    selection: fc.option(
      fc.oneof(
        cell.map((id) => ({ kind: 'cell' as const, cell: id })),
        fc.integer({ min: 1, max: 5000 }).map((rank) => ({ kind: 'hotspot' as const, rank })),
      ),
    ),
  })
  .map(({ months: [a, b], ...rest }) => {
    const swap = a !== null && b !== null && a > b
    return { ...rest, from: swap ? b : a, to: swap ? a : b }
  })

test('a link reproduces the state exactly', () => {
  fc.assert(fc.property(states, (state) => {
    expect(parseState(`?${formatState(state)}`)).toEqual(state)
  }))
})

test('the default state has an empty link', () => {
  expect(formatState(DEFAULT_STATE)).toBe('')
  expect(parseState('')).toEqual(DEFAULT_STATE)
})

test('any text opens; what makes no sense is ignored', () => {
  fc.assert(
    fc.property(fc.string(), fc.webQueryParameters(), (text, query) => {
      for (const search of [text, query]) {
        const state = parseState(search)
        expect(parseState(formatState(state))).toEqual(state)
      }
    }),
  )
  const odd = '?from=2024-13&to=yes&categories=murder,,&measure=x&k=9&adjustment=magic&alpha=-1&cell=DROP&hotspot=0&lat=1e9&lng=0&zoom=5'
  expect(parseState(odd)).toEqual(DEFAULT_STATE)
  expect(parseState('?from=2024-05&to=2024-01')).toEqual(DEFAULT_STATE)
})

test('the query names only what differs, with a half-open period', () => {
  const months = ['2022-11', '2022-12', '2023-01']
  expect(toQuery(DEFAULT_STATE, months)).toEqual({})
  expect(toQuery({ ...DEFAULT_STATE, from: '2022-12', k: 2 }, months)).toEqual({ period: { from: '2022-12-01', to: '2023-02-01' }, k: 2 })
})

test('months', () => {
  expect(addMonths('2023-12', 1)).toBe('2024-01')
  expect(addMonths('2023-01', -13)).toBe('2021-12')
  expect(lastMonths(['2023-01', '2023-02'], 12)).toEqual({ from: '2023-01', to: '2023-02' })
  expect(periodLabel({ from: '2023-01-01', to: '2024-01-01' })).toBe('Jan 2023 to Dec 2023')
  expect(periodLabel({ from: '2023-01-01', to: '2023-02-01' })).toBe('Jan 2023')
  expect(monthsBetween({ from: '2023-11-01', to: '2024-02-01' })).toEqual(['2023-11', '2023-12', '2024-01'])
  expect(monthsBetween({ from: '2023-11-15', to: '2023-12-02' })).toEqual(['2023-11', '2023-12'])
})
