// A reference folder of other values, other rows and other parameters than the one we were given, its figures by definition.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyReferences } from '../../scripts/verifyReferences.ts'
import { createRandom } from '../../server/statistics/random.ts'

let dir = ''
const csv = (rows: (string | number)[][]): string => rows.map((row) => row.join(',') + '\n').join('')
const total = (list: number[]): number => list.reduce((a, b) => a + b, 0)
const n = 31 // the last cell has no neighbours
const lists = Array.from({ length: n }, (_, i) => (i === 30 ? [] : [(i + 29) % 30, (i + 1) % 30]))
const counts = Array.from({ length: n }, (_, i) => Math.round(10 + 8 * Math.sin(i / 4) + (i * 7) % 5))
const people = counts.map((_, i) => 50 + ((i * 37) % 100))
const mean = total(counts) / n
const z = counts.map((x) => x - mean)
const squares = total(z.map((x) => x * x))
const m2 = squares / n
const lag = lists.map((list) => total(list.map((j) => z[j] ?? NaN)) / 2)

/** 199 draws with replacement, rank of the observed sum as R gives it (ties in the middle, cut to a whole number). */
function simulated(i: number): string {
  if (i === 30) return 'NA'
  const random = createRandom(77, i)
  const others = counts.filter((_, j) => j !== i)
  const pick = (): number => others[random.below(n - 1)] ?? NaN
  const sums = Array.from({ length: 199 }, () => pick() + pick())
  const observed = total((lists[i] ?? []).map((j) => counts[j] ?? NaN))
  const rank = Math.floor(sums.filter((sum) => sum < observed).length + (sums.filter((sum) => sum === observed).length + 2) / 2)
  return String((2 * Math.min(rank, 201 - rank)) / 200)
}

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'autocorrelation-'))
  const names = counts.map((_, i) => `area ${i}`)
  writeFileSync(join(dir, 'cells.csv'), csv([['population', 'cell', 'count'], ...names.map((name, i) => [people[i] ?? 0, name, counts[i] ?? 0])]))
  writeFileSync(join(dir, 'neighbours.json'), JSON.stringify({ k3: lists }))
  // Rows in another order than cells.csv; a cell alone as spdep writes it: zeros, then NaN.
  const rows = names.map((name, i) => {
    const own = (z[i] ?? NaN) / m2
    const lone = i === 30
    return [name, own * (lag[i] ?? NaN), lone ? 0 : -(own * (z[i] ?? NaN)) / (n - 1), simulated(i)]
  })
  writeFileSync(join(dir, 'expect_localmoran_k3.csv'), csv([['cell', 'Ii', 'E_cond', 'p_sim_two_sided_199'], ...rows.reverse()]))
  // adjust.n: 30 cells with neighbours, S0 = 30.
  const moran = total(z.map((x, i) => x * (lag[i] ?? NaN))) / squares
  const pairs = total(lists.map((list, i) => total(list.map((j) => ((z[i] ?? NaN) - (z[j] ?? NaN)) ** 2)) / 2))
  writeFileSync(join(dir, 'expect_global_moran.txt'), `k3 moran I=${moran} E=${-1 / 29} geary_C=${((29 / 60) * pairs) / squares} isolates=1\n`)
  const rate = counts.map((x, i) => x / (people[i] ?? NaN))
  const b = total(counts) / total(people)
  const spread = total(rate.map((r, i) => (people[i] ?? NaN) * (r - b) ** 2)) / total(people)
  const a = Math.max(0, spread - b / (total(people) / n))
  writeFileSync(join(dir, 'expect_ebest_params.txt'), `a=${a}\nb=${b}\n`)
  const shrunk = rate.map((r, i) => b + (a * (r - b)) / (a + b / (people[i] ?? NaN)))
  writeFileSync(join(dir, 'expect_ebest.csv'), csv([['cell', 'raw', 'estmm'], ...names.map((name, i) => [name, rate[i] ?? 0, shrunk[i] ?? 0])]))
  const near = (i: number): number[] => [i, ...(lists[i] ?? [])]
  const sum = (i: number, of: number[]): number => total(near(i).map((j) => of[j] ?? NaN))
  const local = names.map((name, i) => [name, rate[i] ?? 0, sum(i, counts) / sum(i, people)])
  writeFileSync(join(dir, 'expect_eblocal_k3.csv'), csv([['cell', 'raw', 'm'], ...local]))
  // A table of spdep: three points, x y in metres; only the first two lie within 50 of each other.
  writeFileSync(join(dir, 'three_spdep_localG.csv'), csv([['x', 'y', 'burglary', 'G50'], [0, 0, 1, 1], [30, 40, 3, -1], [90, 90, 2, 'NaN']]))
})

afterAll(() => rmSync(dir, { recursive: true }))

test('any folder of the layout: all agree, isolated cells and rows in another order included', () => {
  const { lines, ok } = verifyReferences(dir)
  const own = lines.filter((line) => !line.includes('neighbours.json'))
  expect(own.map((line) => line.slice(0, 4))).toEqual(Array(6).fill('ok  '))
  expect(own.filter((line) => line.includes('not compared'))).toEqual([])
  expect(ok).toBe(true)
})

test.each([
  ['expect_localmoran_k3.csv', 3, 1, (x: number) => x * (1 + 1e-7)],
  ['expect_localmoran_k3.csv', 12, 3, (x: number) => (x < 0.5 ? x + 0.4 : x - 0.45)],
  ['expect_ebest.csv', 5, 2, (x: number) => x * (1 + 1e-8)],
  ['expect_eblocal_k3.csv', 9, 2, (x: number) => x * (1 + 1e-8)],
  ['three_spdep_localG.csv', 1, 3, (x: number) => x + 1e-8],
])('%s: a wrong figure in row %i column %i is found', (file, row, column, change) => {
  const path = join(dir, file)
  const before = readFileSync(path, 'utf8')
  const rows = before.trim().split('\n').map((line) => line.split(','))
  rows[row]?.splice(column, 1, String(change(Number(rows[row][column]))))
  writeFileSync(path, csv(rows))
  const failed = verifyReferences(dir).lines.filter((line) => line.startsWith('FAIL'))
  writeFileSync(path, before)
  expect(failed).toHaveLength(1)
  expect(failed[0]).toContain(`${file}  row ${row} column`)
})

test('global figures and parameters: a wrong one is found, one that is no number too', () => {
  for (const file of ['expect_global_moran.txt', 'expect_ebest_params.txt']) {
    const path = join(dir, file)
    const before = readFileSync(path, 'utf8')
    for (const wrong of [before.replace(/=(\d)/, '=9$1'), before.replace(/=\S+/, '=many')]) {
      writeFileSync(path, wrong)
      expect(verifyReferences(dir).lines.filter((line) => line.startsWith('FAIL')).join()).toContain(file)
    }
    writeFileSync(path, before)
  }
})
