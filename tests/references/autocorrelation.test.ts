// Runs only where REFERENCE_DIR names the folder of reference results (npm test says so when it does not).
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lineOf } from '../../scripts/verify/outcome.ts'
import { CHECKS } from '../../scripts/verify/registry.ts'
import { givenNeighbours } from '../../scripts/verify/spdep.ts'
import { needColumn, numbers, readTable } from '../../scripts/verify/table.ts'
import { verifyReferences } from '../../scripts/verifyReferences.ts'
import { globalMoran } from '../../server/statistics/globalMoran.ts'
import { localMoran } from '../../server/statistics/localMoran.ts'
import { localMoranExact } from '../../server/statistics/localMoranExact.ts'
import { localMoranPermutation } from '../../server/statistics/localMoranPermutation.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'

const home = process.env['REFERENCE_DIR'] ?? ''
const spdep = join(home, 'spdep')

test('spdep: every table, every column', () => {
  const { lines, ok } = verifyReferences(spdep)
  const own = lines.filter((line) => line.includes('_spdep'))
  expect(own.map((line) => line.slice(0, 4))).toEqual(['ok  ', 'ok  ', 'ok  '])
  expect(own.join('\n')).toContain('Gstar150')
  expect(own.join('\n')).toContain('E.Ii, Var.Ii, Z.Ii')
  expect(ok).toBe(true)
})

test.each([
  'expect_localmoran_k1.csv', 'expect_localmoran_k2.csv', 'expect_global_moran.txt', 'expect_ebest.csv', 'expect_ebest_params.txt',
])('kernels/%s', (file) => {
  const check = CHECKS.find(([pattern]) => pattern.test(file))?.[1]
  const outcome = check?.(join(home, 'kernels'), file) ?? { kind: 'unchecked', why: 'nobody checks it' }
  expect(lineOf(file, outcome).line).toMatch(/^ok {2}/)
  expect(outcome.kind === 'compared' && outcome.notCompared).toEqual([])
})

describe('spdep::moran.test', () => {
  test.each([
    ['columbus_crime_spdep_local.csv', 'crime', 0.48577091],
    ['essex_lsoa_violence_2018H1_spdep.csv', 'violence', 0.28766957],
  ])('%s: global I', (file, column, expected) => {
    const table = readTable(spdep, file)
    const { statistic, p } = globalMoran(numbers(table, needColumn(table, column)), givenNeighbours(table))
    expect(statistic).toBeCloseTo(expected, 8)
    expect(p).toBeLessThan(1e-6)
  })
})

test('Essex violence: simulated and exact p agree, and are more careful than the normal in the upper tail', () => {
  const table = readTable(spdep, 'essex_lsoa_violence_2018H1_spdep.csv')
  const counts = numbers(table, needColumn(table, 'violence'))
  const neighbours = givenNeighbours(table)
  const permutations = 99_999
  const exact = localMoranExact(counts, neighbours)
  const simulated = localMoranPermutation(counts, neighbours, { seed: 1, permutations })
  simulated.forEach((p, i) => {
    const tail = (exact[i] ?? NaN) / 2
    expect(Math.abs(p / 2 - tail)).toBeLessThan(5 * Math.sqrt((tail * (1 - tail)) / permutations) + 1 / (permutations + 1))
  })
  const { p: normal, z } = localMoran(counts, neighbours)
  const top = z.indexOf(Math.max(...z))
  expect(exact[top] ?? NaN).toBeGreaterThan((normal[top] ?? NaN) * 1000)
})

test('counts of cells.csv in a line: simulation with two seeds agrees within its error', () => {
  const cells = readTable(join(home, 'kernels'), 'cells.csv')
  const counts = numbers(cells, needColumn(cells, 'count'))
  const line = neighboursFromLists(Array.from(counts, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < counts.length)))
  const permutations = 9999
  const runs = [1, 2].map((seed) => localMoranPermutation(counts, line, { seed, permutations, alternative: 'greater' }))
  const apart = Array.from(runs[0] ?? [], (p, i) => {
    const q = (p + (runs[1]?.[i] ?? NaN)) / 2
    return Math.abs(p - (runs[1]?.[i] ?? NaN)) / (Math.sqrt((2 * q * (1 - q)) / permutations) + 1e-4)
  })
  expect(Math.max(...apart)).toBeLessThan(5)
  expect(Math.max(...apart)).toBeGreaterThan(0)
})
