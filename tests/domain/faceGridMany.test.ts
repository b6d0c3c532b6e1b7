// Ten million points: about 20 s of h3-js, so it stands among the slow tests.
import { describe, expect, test } from 'vitest'
import { createFaceGrid } from '../../server/domain/faceGrid.ts'
import { createRandom } from '../../server/statistics/random.ts'
import { ESSEX, expectAsH3, pick, pointsBesideEdges } from './faceGridSupport.ts'
import { pointsIn } from '../support/points.ts'

describe('Essex at resolution 9: the cell that H3 names', () => {
  const grid = createFaceGrid({ bbox: ESSEX, resolution: 9 })

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('million %i of points at random', (million) => {
    expect(expectAsH3(grid, pointsIn(ESSEX, 1_000_000, 100 + million)).inside).toBe(1_000_000)
  })

  test('a million points on edges and corners and within 1e-12 to 1e-6 degrees of them', () => {
    const points = pointsBesideEdges(pick(grid.cells, 7000, createRandom(1)), 2)
    expect(points.lats.length).toBeGreaterThan(1_000_000)
    expectAsH3(grid, points)
  })
})

test.each([7, 8, 10])('the same at resolution %i, 300,000 points', (resolution) => {
  const grid = createFaceGrid({ bbox: resolution === 10 ? [0.3, 51.5, 0.8, 51.8] : ESSEX, resolution })
  expectAsH3(grid, pointsIn([0.2, 51.45, 0.9, 51.9], 300_000, resolution))
  expectAsH3(grid, pointsBesideEdges(pick(grid.cells, 1500, createRandom(3)), resolution))
})
