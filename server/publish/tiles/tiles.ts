import type { Resolution } from '../../contract/vocabulary.ts'
import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import { arrowOf } from './arrow.ts'
import type { TileAddress } from './address.ts'
import { createCellIndex } from './cellIndex.ts'
import type { CellIndex } from './cellIndex.ts'
import { mvtOf } from './mvt.ts'

export const TILE_FORMATS = ['arrow', 'mvt'] as const
export type TileFormat = (typeof TILE_FORMATS)[number]

// The plane of a table's cells is the same for every run of one study area: keyed by resolution, checked by the cells' identity.
const indexes = new Map<Resolution, { first: string; last: string; n: number; index: CellIndex }>()

const indexOf = (t: ReleasedTable): CellIndex => {
  const [first, last, n] = [t.cells[0] ?? '', t.cells.at(-1) ?? '', t.cells.length]
  const known = indexes.get(t.resolution)
  if (known && known.first === first && known.last === last && known.n === n) return known.index
  const index = createCellIndex(t.cells)
  indexes.set(t.resolution, { first, last, n, index })
  return index
}

/** One tile of a released table. Arrow: each cell in the one tile that holds its centre. MVT: each cell in every tile it touches. */
export const tileOf = (t: Released<ReleasedTable>, tile: TileAddress, format: TileFormat): Uint8Array => {
  const index = indexOf(t)
  return format === 'mvt' ? mvtOf(t, index, tile) : arrowOf(t, index.within(tile))
}
