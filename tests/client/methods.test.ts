import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { filterSentence, narrowings } from '../../client/pages/methods/filterWords.ts'
import { withLabels, wordsOf } from '../../client/pages/methods/fieldWords.ts'
import { grouped, GROUPS } from '../../client/pages/methods/groups.ts'
import { formatMethods, parseMethods } from '../../client/pages/methods/methodsState.ts'
import { emptyLists, faultOf, fieldsOf, parametersOf, textOf, valueOf } from '../../client/pages/methods/parameters.ts'
import { mapLink, saidFigure, saidValue, shownColumns, sortRows, standardSort } from '../../client/pages/methods/rows.ts'
import { standardPeriod, standardSources } from '../../client/pages/methods/standards.ts'
import { parseState } from '../../client/state.ts'
import type { ParameterSchema } from '../../client/api/analyses.ts'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import type { ColumnHead } from '../../server/contract/analysis.ts'
import { ANALYSIS_KINDS } from '../../server/contract/methodGuide.ts'
import type { AnalysisKind } from '../../server/contract/methodGuide.ts'

/** As /api/methods sends it. */
const schemaOf = (kind: AnalysisKind): ParameterSchema => z.toJSONSchema(PARAMETERS[kind], { io: 'input', unrepresentable: 'any' }) as ParameterSchema
const fields = (kind: AnalysisKind) => fieldsOf(kind, schemaOf(kind))
const field = (kind: AnalysisKind, name: string) => fields(kind).find((one) => one.name === name)!

describe.each(ANALYSIS_KINDS)('the form of %s', (kind) => {
  test('untouched, it asks what the service would answer by itself', () => {
    const sent = parametersOf(fields(kind), {})
    const usual = kind === 'relative-density' ? { against: { sources: ['police'] } } : {}
    expect(PARAMETERS[kind].parse(sent)).toEqual(PARAMETERS[kind].parse(usual))
  })

  test('filled from an answer, it asks the same again', () => {
    const asked = PARAMETERS[kind].parse(kind === 'relative-density' ? { against: { period: { from: '2023-01', to: '2024-01' } } } : {}) as Record<string, unknown>
    const texts = Object.fromEntries(fields(kind).map((one) => [one.name, textOf(one, asked[one.name])]))
    expect(PARAMETERS[kind].parse(parametersOf(fields(kind), texts))).toEqual(asked)
  })

  test('each field has its own words, and something is asked at once', () => {
    for (const { name, label, choices } of fields(kind)) {
      expect(label).not.toBe(name)
      expect(wordsOf(kind, name).label).toBe(label)
      for (const { label: words } of choices) expect(words).not.toMatch(/-/)
    }
    expect(fields(kind).length).toBeLessThan(10)
  })
})

describe('what is written in a field', () => {
  test.each([
    ['density', 'bandwidth', ' 250 ', 250],
    ['density', 'bandwidth', '1,200', 1200],
    ['density', 'bandwidth', '', undefined],
    ['density', 'bandwidth', 'far', Number.NaN],
    ['density', 'kernel', 'gaussian', 'gaussian'],
    ['density', 'kernel', 'conical', undefined],
    ['gi-star', 'resolution', '8', 8],
    ['near-repeat', 'distances', '100, 200 400', [100, 200, 400]],
    ['near-repeat', 'days', '7;14', [7, 14]],
    ['agreement', 'first', 'police ambulance', ['police', 'ambulance']],
    ['patrol-zones', 'exclude', '', undefined],
    ['patrol-zones', 'exclude', '8a194e2a5c27fff,8a194e2a5d0ffff', ['8a194e2a5c27fff', '8a194e2a5d0ffff']],
    ['change', 'earlier', '', undefined],
    ['change', 'earlier', '2024-01 2024-12', { from: '2024-01-01', to: '2025-01-01' }],
    ['change', 'earlier', '2024-03-05 2024-04-01', { from: '2024-03-05', to: '2024-04-01' }],
    ['relative-density', 'against', 'ambulance', { sources: ['ambulance'] }],
    ['relative-density', 'against', '2024-01 2024-01', { period: { from: '2024-01-01', to: '2024-02-01' } }],
  ] as const)('%s, %s: "%s"', (kind, name, text, value) => {
    expect(valueOf(field(kind, name), text)).toEqual(value)
  })

  test('the hint tells the range; a seed needs none', () => {
    expect(field('density', 'bandwidth').hint).toBe('50 to 10,000.')
    expect(field('near-repeat', 'days').hint).toContain('1 to 365.')
    expect(field('concentration', 'seed').hint).not.toContain('4,294,967,295')
  })

  test('one name, two meanings', () => {
    expect(field('spatial-scan', 'share').label).not.toBe(field('prediction-accuracy', 'share').label)
  })

  test('no box ticked is told at the field', () => {
    expect(emptyLists(fields('agreement'), { first: '' })).toEqual({ first: 'Choose one at least.' })
    expect(emptyLists(fields('agreement'), {})).toEqual({})
    expect(emptyLists(fields('relative-density'), { against: ' ' })).toEqual({ against: 'Choose one at least.' })
  })
})

describe('a problem', () => {
  test('names the field it is about, without the words of the API', () => {
    expect(faultOf('parameters.bandwidth', 'parameters.bandwidth: must be a number from 50 to 10,000')).toEqual({ name: 'bandwidth', text: 'Must be a number from 50 to 10,000' })
    expect(faultOf('parameters.distances.1', 'parameters.distances.1: must be a number from 1 to 10,000')).toEqual({ name: 'distances', text: 'Must be a number from 1 to 10,000' })
    expect(faultOf('filter.period', 'filter.period: this would take about 900 seconds, and 600 are allowed.')?.name).toBe('period')
  })

  test.each([[null], ['kind'], ['id']])('of %s belongs to no field', (name) => {
    expect(faultOf(name, 'x: no')).toBeNull()
  })

  test('in a sentence of the service stands under the name that the page has for it', () => {
    expect(withLabels('months: a burst of up to 6.', 'space-time-scan', ['months'])).toBe('Longest burst, months: a burst of up to 6.')
    expect(withLabels('Few. eps: one in ten.', 'dbscan', ['eps'])).toBe('Few. Distance between neighbours, m: one in ten.')
    expect(withLabels('These months: all', 'space-time-scan', ['months'])).toBe('These months: all')
  })
})

describe('the link', () => {
  test.each([{ kind: '', analysis: null }, { kind: 'gi-star', analysis: null }, { kind: 'gi-star', analysis: '0ff336bb3fc16e41a0d9c87a' }])('%o there and back', (state) => {
    expect(parseMethods(new URL(formatMethods(state), 'http://x').search)).toEqual(state)
  })

  test('an answer that is none, or of no method, is not there', () => {
    expect(parseMethods('?method=gi-star&analysis=x').analysis).toBeNull()
    expect(parseMethods('?analysis=0ff336bb3fc16e41a0d9c87a').analysis).toBeNull()
  })
})

const heads: ColumnHead[] = [
  { name: 'cell', label: 'H3 cell', type: 'cell' }, { name: 'count', label: 'Incidents', type: 'number' }, { name: 'z', label: 'z-score', type: 'number' }, { name: 'adjusted_p', label: 'Adjusted p', type: 'number' },
]

describe('rows', () => {
  test('the most significant first, among equals the strongest, what is not known last', () => {
    const rows = [['a', 0, null, null], ['b', 1, 0.2, 0.9], ['c', 9, 5, 0.01], ['d', 3, -6, 0.01], ['e', 9, 7, 0.001]]
    const sorted = sortRows(rows, heads, standardSort(heads))
    expect(sorted.map(([cell]) => cell).join('')).toBe('edcba')
    expect(sortRows(rows, heads, { column: 'count', descending: true }).at(-1)?.[0]).toBe('a')
    expect(sortRows(rows, heads, { column: 'adjusted_p', descending: true }).map(([cell]) => cell).join('')).toBe('bdcea')
    expect(rows[0]?.[0]).toBe('a')
  })

  test('a ranked table stays as it comes', () => {
    const ranked: ColumnHead[] = [{ name: 'rank', label: 'Rank', type: 'integer' }, { name: 'p', label: 'p', type: 'number' }]
    expect(standardSort(ranked)).toBeNull()
    expect(sortRows([[2, 0.1], [1, 0.2]], ranked, null)).toEqual([[2, 0.1], [1, 0.2]])
  })

  test('the address of a place stands last, its shape nowhere', () => {
    const columns = [...heads, ...['lat', 'lng', 'outline', 'cells'].map((name): ColumnHead => ({ name, label: name, type: 'number' }))]
    expect(shownColumns(columns).map(({ name }) => name)).toEqual(['count', 'z', 'adjusted_p', 'cell', 'lat'])
  })

  test.each([
    ['p', 'p, Gumbel', 0, '< 0.001'], ['adjusted_p', 'Adjusted p', 0.0123, '0.012'], ['p_greater', 'p', 1, '1.000'],
    ['z', 'z-score', -2.345, '−2.35'], ['trend_z', 'Trend', 3, '3.00'], ['count', 'Incidents', 4752, '4,752'], ['expected', 'Expected', 1.60061, '1.6'],
    ['radius_m', 'Radius, m', 0, 'one cell'], ['radius_m', 'Radius, m', 1571.84, '1,572'], ['within_m', 'Within, m', 0, 'same place'], ['first_hot', 'Hot for police', 1, 'Yes'], ['first_hot', 'Hot for police', 0, '–'],
    ['hit_rate', 'Hit rate', 0.70929, '70.9 %'], ['lat', 'Latitude', 51.5356170494, '51.53562'], ['opens', 'From', '2025-12-30', '30\u00A0Dec\u00A02025'], ['from', 'From month', '2025-07', 'Jul\u00A02025'], ['from', 'From', '2023 Q1', '2023 Q1'], ['x', 'X', null, '–'],
  ])('%s (%s) of %s reads %s', (name, label, value, text) => {
    expect(saidValue(value, { name, label, type: 'number' })).toBe(text)
  })

  test('figures carry their unit; shares are per cent, multiples are not', () => {
    expect(saidFigure({ label: 'Rate of the county', value: 1.2715, unit: 'per km²' })).toBe('1.27 per km²')
    expect(saidFigure({ label: 'Share of cells holding 50 %', value: 0.00204 })).toBe('0.204 %')
    expect(saidFigure({ label: 'Shared hot cells, times chance', value: 96.33 })).toBe('96.3')
    expect(saidFigure({ label: 'PAI', value: null })).toBe('not known')
  })

  test('a place opens on the map page with the same months; a cell of another size does not', () => {
    const filter = { period: { from: '2023-01-01', to: '2024-01-01' } }
    const opened = (href: string | null) => parseState(new URL(href ?? '', 'http://x').search)
    expect(opened(mapLink(['89194e2a5d3ffff', 1, 1, 1], heads[0]!, heads, filter))).toMatchObject({ from: '2023-01', to: '2023-12', selection: { kind: 'cell', cell: '89194e2a5d3ffff' } })
    expect(mapLink(['88194e2a5dfffff', 1, 1, 1], heads[0]!, heads, filter)).toBeNull()
    expect(mapLink(['89194e2a5d3ffff', 1, 1, 1], heads[1]!, heads, filter)).toBeNull()
    const point: ColumnHead[] = [{ name: 'lat', label: '', type: 'number' }, { name: 'lng', label: '', type: 'number' }]
    expect(opened(mapLink([51.5, 0.7], point[0]!, point, { period: { from: '2023-01-05', to: '2023-02-01' } }))).toMatchObject({ from: null, view: { lat: 51.5, lng: 0.7, zoom: 14 } })
  })
})

describe('what the form stands at', () => {
  const months = Array.from({ length: 36 }, (_, n) => `${2023 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`)
  test('change asks of a period that has as much before it', () => {
    expect(standardPeriod('change', months)).toBe('2025-01 2025-12')
    expect(standardPeriod('change', months.slice(0, 5))).toBe('2023-04 2023-05')
    expect(standardPeriod('gi-star', months)).toBe('2023-01 2025-12')
    expect(standardPeriod('gi-star', [])).toBe('')
  })

  test('nobody is measured against themselves', () => {
    expect(standardSources('relative-density', ['police', 'ambulance'])).toEqual(['ambulance'])
    expect(standardSources('relative-density', ['police'])).toEqual(['police'])
    expect(standardSources('gi-star', ['police', 'ambulance'])).toEqual(['police', 'ambulance'])
  })
})

test('every method stands in one group', () => {
  const all = ANALYSIS_KINDS.map((kind) => ({ kind }))
  expect(grouped(all).flatMap(({ methods }) => methods.map(({ kind }) => kind)).toSorted()).toEqual([...ANALYSIS_KINDS].toSorted())
  expect(GROUPS.flatMap(({ kinds }) => kinds).toSorted()).toEqual([...ANALYSIS_KINDS].toSorted())
  expect(grouped([{ kind: 'tomorrow' as AnalysisKind }])).toEqual([{ title: 'More', methods: [{ kind: 'tomorrow' }] }])
})

test('the filter in words', () => {
  const plain = { period: { from: '2023-01-01', to: '2026-01-01' }, sources: ['emergency-department' as const], categories: ['violence-and-sexual-offences' as const], measure: 'count' as const }
  expect(filterSentence(plain)).toBe('Jan 2023 to Dec 2025 · Emergency department')
  expect(narrowings(plain)).toEqual([])
  expect(narrowings({ ...plain, categories: ['robbery'], measure: 'harm', methods: ['fist'] })).toEqual(['robbery', 'some ways of being hurt', 'by harm'])
})
