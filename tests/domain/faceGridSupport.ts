import { cellToBoundary, latLngToCell } from 'h3-js'
import { expect } from 'vitest'
import type { FaceGrid } from '../../server/domain/faceGrid.ts'
import { createRandom, type Random } from '../../server/statistics/random.ts'
import type { Points } from '../support/points.ts'

export const ESSEX = [-0.02, 51.44, 1.3, 52.1] as const

/** On corners and edges of cells, and 1e-12 to 1e-6 degrees beside them. */
export function pointsBesideEdges(cells: readonly string[], seed: number): Points {
  const random = createRandom(seed)
  const lats: number[] = []
  const lngs: number[] = []
  for (const cell of cells) {
    const corners = cellToBoundary(cell)
    corners.forEach((corner, k) => {
      const [lat, lng] = corner
      const next = corners[(k + 1) % corners.length] ?? corner
      const along = onGreatCircle(corner, next, random.next())
      for (const [y, x] of [[lat, lng], along, onGreatCircle(corner, next, 0.5)] as const) {
        lats.push(y)
        lngs.push(x)
        for (let power = -12; power <= -6; power++) {
          const turn = 2 * Math.PI * random.next()
          lats.push(y + Math.sin(turn) * 10 ** power)
          lngs.push(x + Math.cos(turn) * 10 ** power)
        }
      }
    })
  }
  return { lats: Float64Array.from(lats), lngs: Float64Array.from(lngs) }
}

/** Every point has the row of the cell that H3 names, or -1 where the grid has no such cell. */
export function expectAsH3(grid: FaceGrid, { lats, lngs }: Points): { inside: number } {
  const index = new Map(grid.cells.map((cell, row) => [cell, row]))
  const rows = new Int32Array(lats.length)
  grid.rowsOf(lats, lngs, rows)
  let inside = 0
  const wrong: string[] = []
  for (let n = 0; n < lats.length; n++) {
    const [lat, lng] = [lats[n] ?? NaN, lngs[n] ?? NaN]
    const expected = index.get(latLngToCell(lat, lng, grid.resolution)) ?? -1
    if (expected >= 0) inside++
    if (rows[n] !== expected && wrong.length < 5) wrong.push(`${lat},${lng}: row ${rows[n]}, by H3 ${expected}`)
  }
  expect(wrong).toEqual([])
  return { inside }
}

export const pick = <T>(list: readonly T[], n: number, random: Random): T[] => Array.from({ length: n }, () => list[random.below(list.length)] as T)

function onGreatCircle(a: readonly number[], b: readonly number[], share: number): [number, number] {
  const [from, to] = [a, b].map(([lat, lng]) => {
    const [y, x] = [((lat ?? NaN) * Math.PI) / 180, ((lng ?? NaN) * Math.PI) / 180]
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)]
  })
  const [x, y, z] = [0, 1, 2].map((k) => (1 - share) * (from?.[k] ?? NaN) + share * (to?.[k] ?? NaN)) as [number, number, number]
  return [(Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, (Math.atan2(y, x) * 180) / Math.PI]
}
