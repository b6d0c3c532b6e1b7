import type { Resolution } from '../../contract/vocabulary.ts'
import { Problem } from '../../domain/problem.ts'

export const MIN_ZOOM = 0
export const MAX_ZOOM = 16

export type TileAddress = { z: number; x: number; y: number }

/** Reads z/x/y from a URL; what lies outside the square of the world is a problem, not an empty tile. */
export const readTileAddress = (z: string, x: string, y: string): TileAddress => {
  const [zoom, column, row] = [z, x, y].map((text) => (/^\d{1,6}$/.test(text) ? Number(text) : Number.NaN))
  if (zoom === undefined || column === undefined || row === undefined || !(zoom >= MIN_ZOOM && zoom <= MAX_ZOOM))
    throw new Problem(404, 'no-such-tile', 'No such tile', `z must be a whole number from ${MIN_ZOOM} to ${MAX_ZOOM}.`)
  const side = 2 ** zoom
  if (!(column < side && row < side)) throw new Problem(404, 'no-such-tile', 'No such tile', `x and y must be whole numbers from 0 to ${side - 1} at z ${zoom}.`)
  return { z: zoom, x: column, y: row }
}

/** The resolution drawn at a zoom: cells of some 10 to 60 pixels. Never finer than the data bear. */
export const resolutionAt = (zoom: number, finest: Resolution): Resolution => {
  const wanted: Resolution = zoom <= 8 ? 7 : zoom <= 10 ? 8 : zoom <= 13 ? 9 : 10
  return wanted > finest ? finest : wanted
}
