import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import { arrowOf } from './arrow.ts'
import type { TileAddress } from './address.ts'
import { createCellIndex } from './cellIndex.ts'
import type { CellIndex } from './cellIndex.ts'
import { mvtOf } from './mvt.ts'

export const TILE_FORMATS = ['arrow', 'mvt'] as const
export type TileFormat = (typeof TILE_FORMATS)[number]

// Runs of one study area share one list of cells, and so the place of those cells in the plane.
const indexes = new WeakMap<readonly string[], CellIndex>()

const indexOf = ({ cells }: ReleasedTable): CellIndex => {
  const index = indexes.get(cells) ?? createCellIndex(cells)
  indexes.set(cells, index)
  return index
}

/** One tile of a released table. Arrow: each cell in the one tile that holds its centre. MVT: each cell in every tile it touches. */
export const tileOf = (t: Released<ReleasedTable>, tile: TileAddress, format: TileFormat): Uint8Array => {
  const index = indexOf(t)
  return format === 'mvt' ? mvtOf(t, index, tile) : arrowOf(t, index.within(tile))
}
