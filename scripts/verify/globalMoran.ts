/**
 * expect_global_moran.txt: Moran's I with the variance of randomisation, and Geary's C, on the H3 patch (cells.csv). One line
 * for each ring size: "k1 moran I=… E=… Var(randomisation)=… z=… p_two_sided=… geary_C=… isolates=…".
 */
import { gearyC, globalMoran, weightConstants } from '../../server/statistics/globalMoran.ts'
import { type Comparison, compareNumbers } from './compare.ts'
import { neighboursAt, readField } from './getisOrd.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { readTableIfThere, readText, Unreadable } from './table.ts'

export function verifyGlobalMoran(dir: string, file: string): Outcome {
  const lines = readText(dir, file).split(/\r?\n/).filter((line) => line.trim() !== '')
  const table = readTableIfThere(dir, 'cells.csv')
  if (!table) return { kind: 'unchecked', why: 'cells.csv is not there' }
  const field = readField(table)
  const compared: [string, Comparison][] = []
  const notCompared: string[] = []
  for (const line of lines) {
    const k = /^k(\d+)\b/.exec(line.trim())?.[1]
    if (!k) throw new Unreadable(`${file}: "${line}" does not begin with k1, k2, …`)
    const neighbours = neighboursAt(dir, field, Number(k))
    // spdep counts cells with neighbours alone (adjust.n), which matters only where there are others.
    const moran = globalMoran(field.counts, neighbours, { countIsolates: false })
    const geary = gearyC(field.counts, neighbours, { countIsolates: false })
    const mine = new Map<string, number>([
      ['I', moran.statistic],
      ['E', moran.expectation],
      ['Var(randomisation)', moran.variance],
      ['z', moran.z],
      ['p_two_sided', moran.p],
      ['geary_C', geary.statistic],
      ['geary_Var', geary.variance],
      ['geary_z', geary.z],
      ['geary_p_two_sided', geary.p],
      ['isolates', field.cells.length - weightConstants(neighbours).linked],
    ])
    for (const [, name = '', text = ''] of line.matchAll(/(\S+)=(\S+)/g)) {
      const column = `k${k} ${name}`
      const ours = mine.get(name)
      const expected = Number(text)
      if (Number.isNaN(expected)) throw new Unreadable(`${file}: ${column} is "${text}", not a number`)
      if (ours === undefined) notCompared.push(column)
      else compared.push([column, compareNumbers(column, name.includes('p_') ? 'p' : 'score', [ours], [expected])])
    }
  }
  if (compared.length === 0) throw new Unreadable(`${file} has no figure to compare`)
  return comparedBy(lines.length, compared, notCompared)
}
