/**
 * Empirical-Bayes rates of count / population (cells.csv), by R spdep: expect_ebest.csv (global) with its parameters in
 * expect_ebest_params.txt (a=…, b=…), and expect_eblocal_k*.csv (local, with each cell's a and m).
 */
import { empiricalBayes, localEmpiricalBayes } from '../../server/statistics/empiricalBayes.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { type Field, neighboursAt, readField, rowsOf } from './getisOrd.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { needColumn, numbers, readTable, readTableIfThere, readText, Unreadable } from './table.ts'

type Input = { field: Field; population: Float64Array }

export function verifyEmpiricalBayes(dir: string, file: string): Outcome {
  const input = readInput(dir)
  if (!input) return { kind: 'unchecked', why: 'cells.csv is not there' }
  const expected = readTable(dir, file)
  const { field, population } = input
  const at = rowsOf(expected, field)
  const k = /_k(\d+)\.csv$/.exec(file)?.[1]
  const columns = k
    ? localColumns(localEmpiricalBayes(field.counts, population, neighboursAt(dir, field, Number(k))))
    : globalColumns(empiricalBayes(field.counts, population))
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const column of expected.columns) {
    const mine = columns.get(column)
    if (mine) {
      const ours = Float64Array.from(at, (row) => mine[row] ?? NaN)
      compared.push([column, compareNumbers(column, 'p', ours, numbers(expected, column))])
    } else if (column !== 'cell') notCompared.push(column)
  }
  return outcome(file, expected.rows.length, compared, notCompared)
}

export function verifyEmpiricalBayesParameters(dir: string, file: string): Outcome {
  const input = readInput(dir)
  if (!input) return { kind: 'unchecked', why: 'cells.csv is not there' }
  const { mean, variance } = empiricalBayes(input.field.counts, input.population)
  const mine = new Map([['a', variance], ['b', mean]])
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const [, name = '', text = ''] of readText(dir, file).matchAll(/(\w+)\s*=\s*(\S+)/g)) {
    const ours = mine.get(name)
    if (Number.isNaN(Number(text))) throw new Unreadable(`${file}: ${name} is "${text}", not a number`)
    if (ours === undefined) notCompared.push(name)
    else compared.push([name, compareNumbers(name, 'p', [ours], [Number(text)])])
  }
  return outcome(file, 1, compared, notCompared)
}

function globalColumns({ raw, estimate }: ReturnType<typeof empiricalBayes>): Map<string, Float64Array> {
  return new Map([['raw', raw], ['eb', estimate], ['estmm', estimate], ['est', estimate]])
}

function localColumns({ raw, estimate, mean, variance }: ReturnType<typeof localEmpiricalBayes>): Map<string, Float64Array> {
  return new Map([['raw', raw], ['eb', estimate], ['est', estimate], ['a', variance], ['m', mean]])
}

function readInput(dir: string): Input | undefined {
  const table = readTableIfThere(dir, 'cells.csv')
  return table && { field: readField(table), population: numbers(table, needColumn(table, 'population', 'pop', 'denominator')) }
}

function outcome(file: string, rows: number, compared: [string, Comparison][], notCompared: string[]): Outcome {
  if (compared.length === 0) throw new Unreadable(`${file} has nothing to compare`)
  return comparedBy(rows, compared, notCompared)
}
