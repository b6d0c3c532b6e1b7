/**
 * The H3 cell of a point by name, as latLngToCell gives it, for points that come one by one and most of them from one region (an
 * ingest). A square of a degree in which many points have fallen gets a table (faceLattice.ts) in which each cell is asked of H3
 * once and then remembered. What the table cannot answer, and points elsewhere, H3 answers as before.
 */
import { latLngToCell } from 'h3-js'
import { createFaceLattice, lookUp, slotToLearn, toLearn, UNKNOWN } from './faceLattice.ts'
import { directionOf, facePlane, nearestFace, RADIANS } from './icosahedron.ts'

export type CellFinder = (lat: number, lng: number, resolution: number) => string

/** Points of one resolution in a square before a table is worth its making, some milliseconds. */
const WORTH = 5000
/** Tables, of a few megabytes at most each, and squares counted: a file of nonsense must not fill the memory. */
const MOST_TABLES = 12
const MOST_SQUARES = 5000
/** Beyond this a square has too many cells. */
const FINEST = 10

export function createCellFinder(worth = WORTH): CellFinder {
  const seen = new Map<number, number>()
  const tables = new Map<number, CellFinder | undefined>()
  return (lat, lng, resolution) => {
    if (!(Math.abs(lat) < 80 && Math.abs(lng) < 179 && resolution <= FINEST)) return latLngToCell(lat, lng, resolution)
    const square = ((Math.floor(lat) + 90) * 360 + Math.floor(lng) + 180) * 16 + resolution
    const table = tables.get(square)
    if (table) return table(lat, lng, resolution)
    const points = (seen.get(square) ?? 0) + 1
    if (points > 1 || seen.size < MOST_SQUARES) seen.set(square, points)
    if (points === worth && tables.size < MOST_TABLES) tables.set(square, tableOf(Math.floor(lat), Math.floor(lng), resolution))
    return latLngToCell(lat, lng, resolution)
  }
}

/** undefined where the square is not on one face. */
function tableOf(south: number, west: number, resolution: number): CellFinder | undefined {
  const plane = facePlane(nearestFace(directionOf((south + 0.5) * RADIANS, (west + 0.5) * RADIANS)), resolution)
  const lattice = createFaceLattice(plane, [west, south, west + 1, south + 1])
  if (!lattice) return undefined
  const names: string[] = []
  const table = new Int32Array(lattice.height * lattice.width)
  for (let slot = 0; slot < table.length; slot++) table[slot] = toLearn(slot)
  const [lats, lngs, out, asks] = [new Float64Array(1), new Float64Array(1), new Int32Array(1), new Int32Array(1)]
  return (lat, lng) => {
    lats[0] = lat
    lngs[0] = lng
    lookUp(lattice, table, lats, lngs, 0, 1, out, asks)
    const value = out[0]!
    if (value >= 0) return names[value]!
    const cell = latLngToCell(lat, lng, resolution)
    if (value < UNKNOWN) {
      table[slotToLearn(value)] = names.length
      names.push(cell)
    }
    return cell
  }
}
