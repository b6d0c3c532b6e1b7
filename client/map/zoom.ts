// Which cells are drawn at which zoom: the same table as the server's tiles.
import type { Resolution } from '../../server/contract/vocabulary.ts'
import type { Level } from '../../server/contract/results.ts'

export const MIN_TILE_ZOOM = 6
export const MAX_TILE_ZOOM = 14
/** The map may not be drawn smaller than the tiles reach, nor closer than a street. */
export const MAX_ZOOM = 17

export function tileZoom(zoom: number): number {
  return Math.min(MAX_TILE_ZOOM, Math.max(MIN_TILE_ZOOM, Math.floor(zoom)))
}

/** Resolution of the cells drawn at a map zoom, for data that bear at most `finest`. */
export function drawnResolution(zoom: number, finest: Resolution): Resolution {
  const z = tileZoom(zoom)
  const wanted: Resolution = z <= 8 ? 7 : z <= 10 ? 8 : z <= 13 ? 9 : 10
  return wanted < finest ? wanted : finest
}

export function finestResolution(levels: Pick<Level, 'resolution'>[]): Resolution {
  return levels.reduce<Resolution>((best, level) => (level.resolution > best ? level.resolution : best), 7)
}
