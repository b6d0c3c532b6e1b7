// OpenStreetMap cuts a street into a way for every change of surface or speed. Ways of one name that (nearly) touch are one street here.
import { M_PER_DEG, type Box, type Point } from './ground.ts'

/** Metres between the extents of two ways that still belong to one street: the width of a junction. */
const GAP_M = 150

export type Piece<T> = { name: string; extent: Box; of: T }
export type Street<T> = { extent: Box; pieces: T[] }

export function joinStreets<T>(pieces: Piece<T>[]): Street<T>[] {
  const byName = new Map<string, Piece<T>[]>()
  for (const piece of pieces) {
    const key = piece.name.toLowerCase()
    const same = byName.get(key)
    if (same) same.push(piece)
    else byName.set(key, [piece])
  }
  return [...byName.values()].flatMap(joinTouching)
}

/** Each piece joins every street begun so far that it touches, and makes them one. Pieces keep the order they came in. */
function joinTouching<T>(pieces: Piece<T>[]): Street<T>[] {
  const streets: { at: number; pieces: Piece<T>[] }[] = []
  for (const [at, piece] of pieces.entries()) {
    const touched = streets.filter((street) => street.pieces.some(({ extent }) => gapM(extent, piece.extent) <= GAP_M))
    const [first, ...others] = touched
    if (!first) streets.push({ at, pieces: [piece] })
    else {
      for (const other of others) {
        first.pieces.push(...other.pieces)
        streets.splice(streets.indexOf(other), 1)
      }
      first.pieces.push(piece)
    }
  }
  return streets.sort((a, b) => a.at - b.at).map((street) => ({ extent: street.pieces.map(({ extent }) => extent).reduce(union), pieces: street.pieces.map(({ of }) => of) }))
}

const union = (a: Box, b: Box): Box => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]

function gapM(a: Box, b: Box): number {
  const lngGap = Math.max(0, a[0] - b[2], b[0] - a[2]) * Math.cos((a[1] * Math.PI) / 180)
  const latGap = Math.max(0, a[1] - b[3], b[1] - a[3])
  return Math.hypot(lngGap, latGap) * M_PER_DEG
}

export const extentOf = (points: Point[]): Box => points.map(({ lat, lng }): Box => [lng, lat, lng, lat]).reduce(union)
export const middleOf = ([west, south, east, north]: Box): Point => ({ lat: (south + north) / 2, lng: (west + east) / 2 })
/** Half the diagonal, metres: everything lies within. */
export const reachOf = ([west, south, east, north]: Box): number =>
  (Math.hypot((east - west) * Math.cos((south * Math.PI) / 180), north - south) * M_PER_DEG) / 2
