import { latLngToCell } from 'h3-js'
import { expect, test } from 'vitest'
import { cellOfPoint } from '../../server/domain/cell.ts'
import { createCellFinder } from '../../server/domain/cellFinder.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { expectSameCells, pick, pointsBesideEdges, pointsIn } from './faceGridSupport.ts'

test.each([7, 8, 9, 10])('as H3 names it, resolution %i: before there is a table, when there is one, and from memory', (resolution) => {
  const find = createCellFinder(100)
  const points = pointsIn([0.2, 51.6, 1.4, 52.3], 10_000, resolution) // four squares
  for (const _ of [1, 2]) expectSameCells(find, points, resolution)
  const { lats, lngs } = points
  const cells = Array.from(lats.subarray(0, 100), (lat, n) => latLngToCell(lat, lngs[n] ?? NaN, resolution))
  expectSameCells(find, pointsBesideEdges(cells, 1), resolution)
})

test('more squares than there may be tables, two faces, poles, the 180th meridian, beyond 180', () => {
  const find = createCellFinder(3)
  const random = createRandom(1)
  const squares = [[34, 14], [34, 15], [-90, 0], [89, 0], [0, 179], [0, -180], [10, 200], ...Array.from({ length: 40 }, () => [random.below(140) - 70, random.below(340) - 170])] as [number, number][]
  for (const [south, west] of [...squares, ...pick(squares, 200, random)]) {
    for (const resolution of [5, 8, 9, 11]) expectSameCells(find, pointsIn([west, south, west + 1, south + 1], 10, random.bits()), resolution)
  }
})

test('what H3 refuses is refused', () => {
  expect(() => cellOfPoint(NaN, 0, 9)).toThrow(/lat/i)
  expect(() => cellOfPoint(51, Infinity, 9)).toThrow(/lat/i)
  expect(() => cellOfPoint(51, 0, 16)).toThrow(/resolution/i)
})
