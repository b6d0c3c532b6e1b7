// Runs only where REFERENCE_DIR names the folder of reference results (npm test says so when it does not).
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { difference } from '../../scripts/verify/compare.ts'
import { findColumn, needColumn, numbers, readTable, texts } from '../../scripts/verify/table.ts'
import { verifyReferences } from '../../scripts/verifyReferences.ts'
import { gi, giStar } from '../../server/statistics/getisOrd.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { withinDistance } from '../statistics/support.ts'

const home = process.env['REFERENCE_DIR'] ?? ''
const spdep = join(home, 'spdep')

function largest(ours: Float64Array, expected: Float64Array): number {
  expect(ours.length).toBe(expected.length)
  return Math.max(...Array.from(ours, (x, i) => difference(x, expected[i] ?? NaN, 'score')))
}

test('REFERENCE_DIR is the folder of references', () => {
  expect(existsSync(join(home, 'kernels')), `REFERENCE_DIR=${home}`).toBe(true)
})

test('kernels: every reference that has a kernel', () => {
  const { lines, ok } = verifyReferences(join(home, 'kernels'))
  expect(lines.filter((line) => line.startsWith('FAIL'))).toEqual([])
  expect(ok).toBe(true)
})

describe('spdep::localG', () => {
  test('Getis and Ord 1996: G and G* at five distances', () => {
    const table = readTable(spdep, 'getisord_1996_spdep_localG.csv')
    const values = numbers(table, needColumn(table, 'val'))
    const ys = numbers(table, needColumn(table, 'y'))
    const points = Array.from(numbers(table, needColumn(table, 'x')), (x, i) => [x, ys[i] ?? NaN] as const)
    for (const band of [30, 60, 90, 120, 150]) {
      const neighbours = withinDistance(points, band)
      expect(largest(gi(values, neighbours), numbers(table, `G${band}`))).toBeLessThan(1e-12)
      expect(largest(giStar(values, neighbours), numbers(table, `Gstar${band}`))).toBeLessThan(1e-12)
    }
  })

  // Neighbours are written as 1-based row numbers, separated by spaces.
  test.each([
    ['Columbus crime, contiguity', 'columbus_crime_spdep_local.csv', 'crime', 'nbrs'],
    ['Essex violence, six nearest neighbours', 'essex_lsoa_violence_2018H1_spdep.csv', 'violence', 'knn6'],
  ])('%s: G and G*', (_, file, valueColumn, listColumn) => {
    const table = readTable(spdep, file)
    const lists = texts(table, needColumn(table, listColumn)).map((text) => text.split(' ').map((row) => Number(row) - 1))
    const neighbours = neighboursFromLists(lists)
    const values = numbers(table, needColumn(table, valueColumn))
    expect(largest(gi(values, neighbours), numbers(table, needColumn(table, 'g')))).toBeLessThan(1e-12)
    expect(largest(giStar(values, neighbours), numbers(table, needColumn(table, 'gstar')))).toBeLessThan(1e-12)
  })

  test('Essex violence: the six nearest neighbours are those of the coordinates, and the top G* is 12.168854', () => {
    const table = readTable(spdep, 'essex_lsoa_violence_2018H1_spdep.csv')
    const east = numbers(table, needColumn(table, 'e'))
    const north = numbers(table, needColumn(table, 'n'))
    const given = texts(table, needColumn(table, 'knn6'))
    const rows = Array.from(east.keys())
    const lists = rows.map((i) => {
      const far = (j: number): number => Math.hypot(east[j]! - east[i]!, north[j]! - north[i]!)
      return rows.filter((j) => j !== i).sort((a, b) => far(a) - far(b)).slice(0, 6).sort((a, b) => a - b)
    })
    expect(lists.map((list) => list.map((j) => j + 1).join(' '))).toEqual(given)
    const z = giStar(numbers(table, findColumn(table, 'violence') ?? ''), neighboursFromLists(lists))
    expect(Math.max(...z)).toBeCloseTo(12.168854, 6)
  })
})
