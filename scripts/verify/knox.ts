/**
 * expect_knox*.csv: Knox tables of events*.csv by R surveillance, one line for each pair of limits (inclusive, Euclidean), with the mean
 * expected, Poisson p and p of B exchanges. expect_knox*_table_layout.txt: one such table as R prints it.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { exchangedCounts, planKnox } from '../../server/statistics/knox.ts'
import { knoxTable, type KnoxTable } from '../../server/statistics/knoxTable.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { compareWithin, exchangesFor, simulatedError } from './monteCarlo.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, readText, type Table, Unreadable } from './table.ts'

type Limits = { space: Float64Array; time: Float64Array }
type Mine = { table: KnoxTable; at: number[]; replicates: number }

export function verifyKnox(dir: string, file: string): Outcome {
  const events = eventsOf(dir, file, /^expect_knox(.*)\.csv$/)
  if (!events) return { kind: 'unchecked', why: 'the events are not there' }
  const expected = readTable(dir, file)
  const column = (start: string): string => {
    const name = expected.columns.find((c) => c.toLowerCase().startsWith(start))
    if (!name) throw new Unreadable(`${file} has no column ${start}…`)
    return name
  }
  const [space, time] = [column('eps_s'), column('eps_t')]
  const mine = knoxAt(events, { space: numbers(expected, space), time: numbers(expected, time) })
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const name of expected.columns) {
    if (name === space || name === time) continue
    const ours = columnOf(name.toLowerCase(), mine)
    const draws = Number(/^p_perm(\d+)/.exec(name)?.[1])
    if (draws > 0) {
      const theirs = numbers(expected, name)
      const p = mine.at.map((c) => mine.table.p[c] ?? NaN)
      const granted = theirs.map((value) => simulatedError(value, mine.replicates, draws))
      compared.push([`${name} within its error`, compareWithin(name, p, theirs, granted)])
    } else if (ours) compared.push([name, compareNumbers(name, name.startsWith('p_') ? 'p' : 'score', ours, numbers(expected, name))])
    else notCompared.push(name)
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no column to compare`)
  return comparedBy(expected.rows.length, compared, notCompared)
}

/** The header names what stands across, the first word what stands down: limits are read from the labels. */
export function verifyKnoxLayout(dir: string, file: string): Outcome {
  const events = eventsOf(dir, file, /^expect_knox(.*)_table_layout\.txt$/)
  if (!events) return { kind: 'unchecked', why: 'the events are not there' }
  const lines = readText(dir, file).split(/\r?\n/)
  const down = lines.map((line) => /^\s*(dt|ds)\s+<=\s*([\d.]+)/.exec(line)).find((match) => match !== null)
  const near = lines.map((line) => /^\s*<=\s*([\d.]+)\s+(\d+)\s+(\d+)\s*$/.exec(line)).find((match) => match !== null)
  const far = lines.map((line) => /^\s*>\s*([\d.]+)\s+(\d+)\s+(\d+)\s*$/.exec(line)).find((match) => match !== null)
  if (!down || !near || !far) throw new Unreadable(`${file} is not a table of dt and ds as R prints it`)
  const [across, along] = [Number(down[2]), Number(near[1])]
  const timeDown = down[1] === 'dt'
  const mine = knoxAt(events, { space: Float64Array.of(timeDown ? across : along), time: Float64Array.of(timeDown ? along : across) })
  const cell = (name: string): number => columnOf(name, mine)?.[0] ?? NaN
  const ours = ['close_close', timeDown ? 'close_t_only' : 'close_s_only', timeDown ? 'close_s_only' : 'close_t_only', 'neither'].map(cell)
  const theirs = [near[2], near[3], far[2], far[3]].map(Number)
  return { kind: 'compared', rows: 4, columns: ['pairs'], notCompared: [], comparison: compareNumbers('pairs', 'score', ours, theirs) }
}

function eventsOf(dir: string, file: string, pattern: RegExp): Table | undefined {
  const name = [`events${pattern.exec(file)?.[1] ?? ''}.csv`, 'events.csv'].find((candidate) => existsSync(join(dir, candidate)))
  return name === undefined ? undefined : readTable(dir, name)
}

/** One table of all limits that occur, added up over bands; `at` says which of its cells belongs to each line. */
function knoxAt(events: Table, limits: Limits): Mine {
  const ascending = (values: Float64Array): number[] => [...new Set(values)].sort((a, b) => a - b)
  const [distances, times] = [ascending(limits.space), ascending(limits.time)]
  const xs = numbers(events, needColumn(events, 'x_m', 'x'))
  const ys = numbers(events, needColumn(events, 'y_m', 'y'))
  const days = numbers(events, findColumn(events, 't', 'time', 'days') ?? needColumn(events, 'day'))
  const plan = planKnox(xs, ys, days, { distances, times })
  const replicates = exchangesFor(xs.length)
  const table = knoxTable(plan, exchangedCounts(plan, 1, 0, replicates), true)
  const at = Array.from(limits.space, (d, line) => distances.indexOf(d) * table.columns + times.indexOf(limits.time[line] ?? NaN))
  return { table, at, replicates }
}

/** The four cells of the table for one pair of limits follow from the sums to the last row and column. */
function columnOf(name: string, { table, at }: Mine): number[] | undefined {
  const { observed, columns, rows } = table
  const of = (values: Float64Array): number[] => at.map((c) => values[c] ?? NaN)
  const both = of(observed)
  const near = at.map((c) => observed[c - (c % columns) + columns - 1] ?? NaN)
  const soon = at.map((c) => observed[(rows - 1) * columns + (c % columns)] ?? NaN)
  const all = observed[rows * columns - 1] ?? NaN
  if (name === 'close_close') return both
  if (name.startsWith('close_s_only')) return near.map((value, i) => value - (both[i] ?? NaN))
  if (name.startsWith('close_t_only')) return soon.map((value, i) => value - (both[i] ?? NaN))
  if (name === 'neither') return both.map((value, i) => all - (near[i] ?? NaN) - (soon[i] ?? NaN) + value)
  if (name === 'expected') return of(table.expected)
  return name === 'p_poisson' ? of(table.poissonMore) : undefined // R leaves the count itself out
}
