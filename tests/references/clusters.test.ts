// Runs only where REFERENCE_DIR names the folder of reference results: clusters and densities as R dbscan, scikit-learn and spatstat have them.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyDbscan } from '../../scripts/verify/dbscan.ts'
import { verifyKde } from '../../scripts/verify/kde.ts'
import { comparePartition, verifyMemphis } from '../../scripts/verify/memphis.ts'
import { lineOf } from '../../scripts/verify/outcome.ts'
import { needColumn, numbers, readTable, texts } from '../../scripts/verify/table.ts'
import { clusterShapes } from '../../server/statistics/clusterShape.ts'
import { dbscan } from '../../server/statistics/dbscan.ts'
import { hdbscan } from '../../server/statistics/hdbscan.ts'

const home = process.env['REFERENCE_DIR'] ?? ''
const spdep = join(home, 'spdep')

describe('Memphis robberies 2019', () => {
  const table = readTable(spdep, 'memphis_dbscan_hdbscan_knox.csv')
  const x = numbers(table, needColumn(table, 'utme'))
  const y = numbers(table, needColumn(table, 'utmn'))

  test('DBSCAN 300 m, 10 points: 25 clusters, 1,766 noise, the labels of R dbscan', () => {
    const { labels, count } = dbscan(x, y, 300, 10)
    expect(count).toBe(25)
    expect(labels.filter((label) => label < 0).length).toBe(1766)
    expect(comparePartition('dbscan', labels, numbers(table, 'dbscan300_10')).mismatches).toBe(0)
  })

  test('HDBSCAN 20 points: 16 clusters, 989 noise, the labels of R dbscan', () => {
    const { labels, count } = hdbscan(x, y, 20)
    expect(count).toBe(16)
    expect(labels.filter((label) => label < 0).length).toBe(989)
    expect(comparePartition('hdbscan', labels, numbers(table, 'hdbscan20')).mismatches).toBe(0)
  })

  test('its clusters described: every member counted once, days within the year', () => {
    const { labels, count } = dbscan(x, y, 300, 10)
    const days = numbers(table, needColumn(table, 'day'))
    const shapes = clusterShapes(labels, x, y, { times: days, longest: 300 })
    expect(shapes.count).toBe(count)
    expect(shapes.members.reduce((a, b) => a + b, 0)).toBe(2245 - 1766)
    expect(Math.min(...shapes.first)).toBeGreaterThanOrEqual(Math.min(...days))
    shapes.outlineArea.forEach((area, c) => {
      expect(area).toBeGreaterThan(0)
      expect(area).toBeLessThanOrEqual(shapes.hullArea[c]!)
    })
  })
})

test.each([
  ['kernels', 'expect_dbscan.csv', verifyDbscan, 12],
  ['kernels', 'expect_kde_points_sigma300.csv', verifyKde, 2],
  ['spdep', 'memphis_dbscan_hdbscan_knox.csv', verifyMemphis, 3],
] as const)('%s/%s: no difference', (folder, file, verify, columns) => {
  const outcome = verify(join(home, folder), file)
  expect(lineOf(file, outcome).line).toMatch(/^ok /)
  expect(outcome.kind === 'compared' && outcome.columns.length).toBe(columns)
})

test('the check can say no: one label changed', () => {
  const table = readTable(spdep, 'memphis_dbscan_hdbscan_knox.csv')
  const x = numbers(table, needColumn(table, 'utme'))
  const y = numbers(table, needColumn(table, 'utmn'))
  const expected = numbers(table, 'dbscan300_10')
  const { labels } = dbscan(x, y, 300, 10)
  const row = texts(table, 'dbscan300_10').findIndex((text) => text !== '0')
  for (const other of [0, 99, expected.find((label) => label !== 0 && label !== expected[row])!]) {
    const changed = expected.slice()
    changed[row] = other
    expect(comparePartition('dbscan', labels, changed).mismatches).toBeGreaterThan(0)
  }
})
