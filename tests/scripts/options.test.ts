import { expect, test } from 'vitest'
import { fillPeriod, readOptions as readAnalyse } from '../../scripts/analyse/options.ts'
import { PARTS, readOptions as readBench } from '../../scripts/bench/options.ts'

test('analyse: arguments become a query', () => {
  const { query, period, json } = readAnalyse(['--categories', 'robbery, Drugs', '--from', '2018-01', '--to', '2018-07', '--resolution', '8', '--k', '2', '--json'])
  expect(query).toEqual({ categories: ['robbery', 'drugs'], resolution: 8, k: 2 })
  expect(period).toEqual({ from: '2018-01-01', to: '2018-07-01' })
  expect(json).toBe(true)
  expect(readAnalyse([])).toEqual({ query: {}, period: {}, json: false, help: false })
})

test.each([
  [['--categories', 'murder'], /^--categories: /],
  [['--from', 'May'], /^--from: must be a date/],
  [['--to', '2018-13'], /^--to: must be a date/],
  [['--from', '2018-07', '--to', '2018-01'], /^--from: period.from must be before/],
  [['--resolution', '12'], /^--resolution: /],
  [['--k', 'two'], /^--k: /],
  [['--until', '2018-01'], /--until/],
  [['2018-01'], /2018-01/],
])('analyse refuses %j and names it', (argv, message) => {
  expect(() => readAnalyse(argv)).toThrow(message)
})

test('analyse: an open end of the period is where the data begin or end', () => {
  const received = [{ from: '2018-02-01', to: '2018-04-01' }, { from: '2018-01-01', to: '2018-03-01' }]
  expect(fillPeriod({}, received)).toEqual({})
  expect(fillPeriod({ from: '2018-02-15' }, received)).toEqual({ period: { from: '2018-02-15', to: '2018-04-01' } })
  expect(fillPeriod({ to: '2018-02-01' }, received)).toEqual({ period: { from: '2018-01-01', to: '2018-02-01' } })
  expect(fillPeriod({ to: '2018-02-01' }, [])).toEqual({})
  expect(() => fillPeriod({ from: '2019-01-01' }, received)).toThrow('is empty')
})

test('bench: parts by name', () => {
  expect(readBench([])).toEqual({ only: [], json: false, full: false, help: false })
  expect(readBench(['--only', 'tiles', '--only', 'run', '--json'])).toEqual({ only: ['tiles', 'run'], json: true, full: false, help: false })
  expect(() => readBench(['--only', 'speed'])).toThrow(`known: ${PARTS.join(', ')}`)
})
