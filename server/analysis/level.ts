import { cellToParent } from 'h3-js'
import type { Query } from '../contract/query.ts'
import type { Level } from '../contract/results.ts'
import type { Resolution } from '../contract/vocabulary.ts'
import type { CellTable } from '../domain/cellTable.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import { adjustP } from '../statistics/adjust.ts'
import { countBreaks } from '../statistics/breaks.ts'
import { giStar } from '../statistics/getisOrd.ts'
import { createGiRaster, type GiRaster } from '../statistics/giRaster.ts'
import { giStarTest, type GiTest } from '../statistics/giTest.ts'
import { twoSidedPs } from '../statistics/normal.ts'

/** Row at `resolution` of each res-9 row: a coarser count is always the sum of its children, never a second indexing. */
export const createParents = (studyArea: StudyArea) => {
  const known = new Map<Resolution, Uint32Array>()
  return (resolution: Resolution): Uint32Array => {
    let parents = known.get(resolution)
    if (!parents) {
      const index = studyArea.index(resolution)
      parents = Uint32Array.from(studyArea.cells(9), (cell) => index.get(cellToParent(cell, resolution)) ?? 0)
      known.set(resolution, parents)
    }
    return parents
  }
}

export const countsAt = (counts9: Uint32Array, parents: Uint32Array, cells: number): Uint32Array => {
  const counts = new Uint32Array(cells)
  for (let i = 0; i < counts9.length; i++) {
    const parent = parents[i] ?? 0
    counts[parent] = (counts[parent] ?? 0) + (counts9[i] ?? 0)
  }
  return counts
}

export const isSignificant = (table: CellTable, alpha: number, row: number): boolean =>
  (table.z[row] ?? Number.NaN) > 0 && (table.adjustedP[row] ?? 1) <= alpha

const ids = new WeakMap<readonly string[], BigUint64Array>()

/** The cells as 64-bit numbers: 70,000 of them take longer to write out than to test. */
const idsOf = (cells: readonly string[]): BigUint64Array => {
  const known = ids.get(cells) ?? BigUint64Array.from(cells, (cell) => BigInt(`0x${cell}`))
  ids.set(cells, known)
  return known.slice()
}

const rasters = new WeakMap<StudyArea, Map<string, GiRaster | undefined>>()

/** The cells of an area on their common axes, made once for each k; undefined where they share none (an area round a pentagon). */
const rasterOf = (studyArea: StudyArea, resolution: Resolution, k: number): GiRaster | undefined => {
  const known = rasters.get(studyArea) ?? new Map<string, GiRaster | undefined>()
  rasters.set(studyArea, known)
  const key = `${resolution}/${k}`
  if (!known.has(key)) {
    const axes = studyArea.grid(resolution).axes()
    known.set(key, axes && createGiRaster(axes.i, axes.j, k))
  }
  return known.get(key)
}

const testByLists = (studyArea: StudyArea, resolution: Resolution, counts: Uint32Array, { k, adjustment }: Query): GiTest => {
  const z = giStar(counts, studyArea.neighbours(resolution, k))
  const p = twoSidedPs(z)
  return { z, p, adjustedP: adjustP(p, adjustment) }
}

/** Tests every cell of the study area at one resolution: an empty cell is a zero, not a gap. */
export const testLevel = (studyArea: StudyArea, resolution: Resolution, counts: Uint32Array, query: Query): CellTable => {
  const raster = rasterOf(studyArea, resolution, query.k)
  return {
    cells: idsOf(studyArea.cells(resolution)),
    counts,
    ...(raster ? giStarTest(counts, raster, query.adjustment) : testByLists(studyArea, resolution, counts, query)),
  }
}

export const describeLevel = (table: CellTable, resolution: Resolution, alpha: number): Level => {
  let cellsWithIncidents = 0
  let significant = 0
  let maxCount = 0
  for (let i = 0; i < table.counts.length; i++) {
    const count = table.counts[i] ?? 0
    if (count > 0) cellsWithIncidents++
    if (count > maxCount) maxCount = count
    if (isSignificant(table, alpha, i)) significant++
  }
  return { resolution, cells: table.counts.length, cellsWithIncidents, significant, maxCount, countBreaks: countBreaks(table.counts) }
}
