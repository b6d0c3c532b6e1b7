/**
 * expect_mannkendall.json (an object for each series of series.json: S, varS, z, p, tau_b, Sen slope and its interval) and
 * expect_mannkendall_R.csv (tau_b, z, p of R's cor.test).
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { mannKendall, senSlope } from '../../server/statistics/mannKendall.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { numbers, readJson, readTable, Unreadable } from './table.ts'

export function verifyMannKendall(dir: string, file: string): Outcome {
  if (!existsSync(join(dir, 'series.json'))) return { kind: 'unchecked', why: 'series.json is not there' }
  const series = readSeries(dir)
  const columns = file.endsWith('.json') ? readObjects(dir, file) : columnsOf(dir, file)
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const [name, theirs] of columns) {
    if (theirs.length !== series.length) throw new Unreadable(`${file} has ${theirs.length} rows, series.json has ${series.length}`)
    const compute = computed(name)
    if (compute) compared.push([name, compareNumbers(name, name === 'p' ? 'p' : 'score', series.map(compute), theirs)])
    else notCompared.push(name)
  }
  if (compared.length === 0) throw new Unreadable(`${file} has nothing to compare`)
  return comparedBy(series.length, compared, notCompared)
}

function computed(name: string): ((series: number[]) => number) | undefined {
  const key = name.toLowerCase()
  const end = /^sen_(lo|hi)(\d+)$/.exec(key)
  if (end) return (series) => senSlope(series, undefined, Number(end[2]) / 100)[end[1] === 'lo' ? 'low' : 'high']
  if (key === 'sen_slope') return (series) => senSlope(series).slope
  const field = new Map([['s', 'S'], ['vars', 'variance'], ['z', 'z'], ['p', 'p'], ['tau_b', 'tau'], ['n', 'n']] as const).get(key as 's')
  return field && ((series) => mannKendall(series)[field])
}

function readSeries(dir: string): number[][] {
  const value = readJson(dir, 'series.json')
  if (!Array.isArray(value) || !value.every(Array.isArray)) throw new Unreadable('series.json is not a list of lists of numbers')
  return value.map((series: unknown[]) => series.map((x, i) => numberOf(x, `series.json value ${i + 1}`)))
}

function readObjects(dir: string, file: string): Map<string, number[]> {
  const rows = readJson(dir, file)
  if (!Array.isArray(rows) || rows.length === 0) throw new Unreadable(`${file} is not a list of results`)
  const [first] = rows as object[]
  return new Map(
    Object.keys(first ?? {}).map((name) => [name, rows.map((row: Record<string, unknown>, i) => numberOf(row[name], `${file} result ${i + 1} ${name}`))]),
  )
}

function columnsOf(dir: string, file: string): Map<string, ArrayLike<number> & { length: number }> {
  const table = readTable(dir, file)
  return new Map(table.columns.map((name) => [name, numbers(table, name)]))
}

function numberOf(value: unknown, where: string): number {
  if (value === null) return NaN
  if (typeof value !== 'number') throw new Unreadable(`${where} is not a number`)
  return value
}
