import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gridDisk, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyReferences } from '../../scripts/verifyReferences.ts'

// A tiny reference folder whose expected values are worked out here, by the formulas and not by the kernels.
const script = new URL('../../scripts/verifyReferences.ts', import.meta.url).pathname
const root = new URL('../..', import.meta.url).pathname
let home = ''
let good = ''

const csv = (rows: (string | number)[][]): string => rows.map((row) => row.join(',') + '\n').join('')

/** 2 Phi(-|z|) by the power series of the error function: good to 1e-14 for the small |z| here. */
function seriesP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  let term = x
  let sum = x
  for (let k = 1; k < 200; k++) {
    term *= -(x * x) / k
    sum += term / (2 * k + 1)
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * sum
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'references-'))
  good = join(home, 'good')
  mkdirSync(good)
  // One H3 cell and its six neighbours, the ring listed first: seven incidents in one of the ring and seven in the centre.
  const centre = latLngToCell(51.73, 0.48, 9)
  const ring = gridDisk(centre, 1).filter((cell) => cell !== centre)
  const cells = [...ring, centre]
  const counts = [0, 0, 0, 0, 0, 7, 7]
  const near = cells.map((cell, i) => gridDisk(cell, 1).map((other) => cells.indexOf(other)).filter((j) => j >= 0 && j !== i))
  // n = 7, m = 2, s^2 = 10: Gi* = (sum - 2 W) / sqrt(10 (7 W - W^2) / 6); the centre's neighbourhood is everything, so it has none.
  const star = near.map((list, i) => {
    const w = list.length + 1
    const sum = [i, ...list].reduce((total, j) => total + (counts[j] ?? 0), 0)
    return w === 7 ? NaN : (sum - 2 * w) / Math.sqrt((10 * (7 * w - w * w)) / 6)
  })
  const p = star.map(seriesP)
  const text = (x: number): string => (Number.isNaN(x) ? 'NA' : x.toPrecision(15))
  writeFileSync(join(good, 'cells.csv'), csv([['cell', 'count'], ...cells.map((cell, i) => [cell, counts[i] ?? 0])]))
  writeFileSync(join(good, 'neighbours.json'), JSON.stringify({ note: 'rows', k1: near }))
  writeFileSync(
    join(good, 'expect_gistar_k1.csv'),
    csv([
      ['cell', 'gi_star_z', 'p_two_sided', 'p_bonferroni', 'quadr'],
      ...cells.map((cell, i) => [cell, text(star[i]!), text(p[i]!), text(Math.min(1, 6 * p[i]!)), 'High-High']),
    ]),
  )
  writeFileSync(join(good, 'pvalues.csv'), csv([['p'], [0.01], [0.04], [0.03], [0.005]]))
  writeFileSync(
    join(good, 'expect_padjust.csv'),
    csv([['p', 'BH', 'holm'], [0.01, 0.02, 0.03], [0.04, 0.04, 0.06], [0.03, 0.04, 0.06], [0.005, 0.02, 0.02]]),
  )
  writeFileSync(join(good, 'h3_index.csv'), csv([['lat', 'lon', 'r9'], [51.73, 0.48, centre]]))
  writeFileSync(join(good, 'expect_alien.csv'), csv([['id', 'label'], [0, 1]]))
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A copy of the good folder, with one file changed or removed. */
function copyWith(file: string, change: ((text: string) => string) | 'removed'): string {
  const dir = mkdtempSync(join(home, 'copy-'))
  cpSync(good, dir, { recursive: true })
  if (change === 'removed') rmSync(join(dir, file))
  else {
    const before = readFileSync(join(dir, file), 'utf8')
    const after = change(before)
    if (after === before) throw new Error('the change changed nothing')
    writeFileSync(join(dir, file), after)
  }
  return dir
}

/** The given cell of a table (row 1 is the first below the header) run through `change`. */
const cellOf = (row: number, column: string, change: (text: string) => string) => (text: string) => {
  const lines = text.split('\n').map((line) => line.split(','))
  const c = lines[0]!.indexOf(column)
  lines[row]![c] = change(lines[row]![c]!)
  return lines.map((line) => line.join(',')).join('\n')
}
const byOneInAHundredMillion = (text: string): string => (Number(text) * (1 + 1e-8)).toPrecision(15)

const lineFor = (lines: string[], file: string): string => lines.find((line) => line.includes(file)) ?? ''

describe('a folder of references', () => {
  test('that agrees: one line a file, columns that are not ours named, exit 0', () => {
    const { lines, ok } = verifyReferences(good)
    expect(lines.map((line) => line.replace(/largest difference \S+/, 'largest difference …'))).toEqual([
      '--  expect_alien.csv  no kernel yet',
      'ok  expect_gistar_k1.csv  7 rows  largest difference …  (gi_star_z, p_two_sided, p_bonferroni; not compared: quadr)',
      'ok  expect_padjust.csv  4 rows  largest difference …  (p, BH, holm)',
      'ok  h3_index.csv  1 rows  no difference  (r9)',
      'ok  neighbours.json  7 rows  no difference  (k1)',
    ])
    expect(ok).toBe(true)
    expect(execFileSync(process.execPath, ['--import', 'tsx', script, good], { cwd: root, encoding: 'utf8' })).toContain('ok  h3_index')
  })

  test('with one value wrong in the ninth digit: exit 1, row and column named', () => {
    const dir = copyWith('expect_gistar_k1.csv', cellOf(3, 'gi_star_z', byOneInAHundredMillion))
    const run = spawnSync(process.execPath, ['--import', 'tsx', script, dir], { cwd: root, encoding: 'utf8' })
    expect(run.status).toBe(1)
    expect(run.stdout).toMatch(/FAIL {2}expect_gistar_k1\.csv {2}row 3 column gi_star_z: ours -?\d\.\d+, expected -?\d\.\d+/)
    expect(run.stdout).toContain('ok  expect_padjust.csv')
  })

  test.each([
    ['expect_gistar_k1.csv', 'p_two_sided', 2],
    ['expect_gistar_k1.csv', 'p_bonferroni', 6],
    ['expect_padjust.csv', 'BH', 1],
    ['expect_padjust.csv', 'holm', 4],
    ['expect_padjust.csv', 'p', 4],
    ['cells.csv', 'count', 6],
    ['pvalues.csv', 'p', 2],
  ])('%s column %s row %d changed is found', (file, column, row) => {
    const change = column === 'count' ? () => '8' : byOneInAHundredMillion
    const dir = copyWith(file, cellOf(row, column, change))
    expect(verifyReferences(dir).ok).toBe(false)
  })

  test.each<[string, string, (text: string) => string]>([
    ['a missing value where there is a number', 'expect_gistar_k1.csv', cellOf(1, 'gi_star_z', () => 'NA')],
    ['a number where there is none', 'expect_gistar_k1.csv', cellOf(7, 'gi_star_z', () => '0')],
    ['another cell', 'h3_index.csv', cellOf(1, 'r9', () => '89194ada073ffff')],
    ['a row left out', 'expect_gistar_k1.csv', (text) => text.split('\n').slice(0, -2).join('\n')],
    ['a column too few in a row', 'expect_padjust.csv', (text) => text.replace('0.03,0.04,', '0.03,')],
    ['a word for a number', 'pvalues.csv', (text) => text.replace('0.03', 'three')],
    ['a p above 1', 'pvalues.csv', (text) => text.replace('0.03', '3')],
    ['an empty file', 'cells.csv', () => ''],
    ['another neighbour', 'neighbours.json', (text) => text.replace('"k1":[[', '"k1":[[0,')],
    ['broken JSON', 'neighbours.json', (text) => text.slice(0, -1)],
  ])('%s is found', (_, file, change) => {
    const { lines, ok } = verifyReferences(copyWith(file, change))
    expect(ok).toBe(false)
    expect(lines.every((line) => !line.includes('\n'))).toBe(true)
  })

  test('a p-value is compared by ratio, however small', () => {
    const dir = mkdtempSync(join(home, 'small-'))
    writeFileSync(join(dir, 'expect_padjust.csv'), csv([['p', 'bonferroni'], ['1e-20', '2e-20'], ['1e-300', '2e-300']]))
    expect(verifyReferences(dir).ok).toBe(true)
    writeFileSync(join(dir, 'expect_padjust.csv'), csv([['p', 'bonferroni'], ['1e-20', '3e-20'], ['1e-300', '2e-300']]))
    expect(verifyReferences(dir).ok).toBe(false)
  })

  test('any file may be missing', () => {
    for (const file of readdirSync(good)) expect(verifyReferences(copyWith(file, 'removed')).ok).toBe(true)
    expect(lineFor(verifyReferences(copyWith('cells.csv', 'removed')).lines, 'neighbours.json')).toBe('--  neighbours.json  cells.csv is not there')
  })

  test('rows in another order, other columns and other values are taken as they come', () => {
    const dir = copyWith('expect_gistar_k1.csv', (text) => {
      const [head, ...rows] = text.trimEnd().split('\n')
      return [head, ...rows.reverse()].join('\r\n')
    })
    expect(verifyReferences(dir).ok).toBe(true)
  })

  test('nothing to check is not a success', () => {
    const empty = mkdtempSync(join(home, 'empty-'))
    expect(verifyReferences(empty)).toEqual({ ok: false, lines: [`FAIL  ${empty} holds no reference that could be checked`] })
    writeFileSync(join(empty, 'expect_alien.csv'), 'id\n1\n')
    expect(verifyReferences(empty).ok).toBe(false)
    const absent = verifyReferences(join(home, 'absent'))
    expect(absent.ok).toBe(false)
    expect(absent.lines).toHaveLength(1)
    const noArgument = spawnSync(process.execPath, ['--import', 'tsx', script], { cwd: root, encoding: 'utf8' })
    expect(noArgument.status).toBe(1)
    expect(noArgument.stderr).toContain('usage')
  })
})
