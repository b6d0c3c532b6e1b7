/** Where the cells of a set lie on the lattice of one face, and the table that leads from there to their rows. */
import { cellToLatLng, cellToLocalIj, POLYGON_TO_CELLS_FLAGS, polygonToCellsExperimental } from 'h3-js'
import { toLearn, type FaceLattice } from './faceLattice.ts'
import type { Box } from './faceTiles.ts'
import { directionOf, type FacePlane, facePlane, nearestFace, project, RADIANS } from './icosahedron.ts'

/** Axial coordinates of every row: the distance of two cells is max(|Δi|, |Δj|, |Δi - Δj|). Their origin means nothing. */
export type Axes = { readonly i: Int32Array; readonly j: Int32Array }

export type PlacedCells = Axes & {
  readonly plane: FacePlane
  /** No point of any of the cells lies outside it. */
  readonly box: Box
  /** Whether the middle of every cell lies on the face; the others' i and j are 0. */
  readonly whole: boolean
  readonly onFace: Uint8Array
}

/** No row: none of the cells. */
export const NONE = -1

/** Wider than this a box is not worth tiles: a force area has 2°, all of the United Kingdom 13°. */
const WIDEST = 40
/** Nearer to a pole longitudes run together. */
const HIGHEST = 80

/** Every cell that overlaps a box, and perhaps some beside it: those whose middle lies in the box or less than a cell beside it. */
export function cellsOfBox(box: Box, resolution: number): string[] {
  const [west, south, east, north] = box
  const wider = widened(box, facePlane(0, resolution).spacing)
  const ring = ([w, s, e, n]: Box): [number, number][] => [[w, s], [e, s], [e, n], [w, n], [w, s]]
  const { containmentCenter, containmentOverlapping } = POLYGON_TO_CELLS_FLAGS
  if (wider) return polygonToCellsExperimental([ring(wider)], resolution, containmentCenter, true)
  return polygonToCellsExperimental([ring([west, south, east, north])], resolution, containmentOverlapping, true) // slower
}

/**
 * i and j of each cell on the face of the middle one, and a box round all of them. undefined without cells, round a pole, across the
 * 180th meridian, and where they are scattered too widely. RangeError when a cell has another resolution.
 */
export function placeCells(cells: readonly string[], resolution: number): PlacedCells | undefined {
  const middles = cells.map((cell) => {
    // The second digit of an index is its resolution; asking H3 for it would take a fifth of the time.
    const own = Number.parseInt(cell.charAt(1), 16)
    if (own !== resolution) throw new RangeError(`cell ${cell} has resolution ${own}, not ${resolution}`)
    return cellToLatLng(cell)
  })
  const centre = middles[cells.length >> 1]
  if (!centre) return undefined
  const plane = facePlane(nearestFace(directionOf(centre[0] * RADIANS, centre[1] * RADIANS)), resolution)
  const box = boxRound(middles, plane.spacing)
  if (!box) return undefined
  const i = new Int32Array(cells.length)
  const j = new Int32Array(cells.length)
  const onFace = new Uint8Array(cells.length)
  let placed = 0
  middles.forEach(([lat, lng], row) => {
    const direction = directionOf(lat * RADIANS, lng * RADIANS)
    if (nearestFace(direction) !== plane.face) return
    const [q, r] = project(plane, direction)
    i[row] = Math.round((2 * q + r) / 3)
    j[row] = Math.round((q + 2 * r) / 3)
    onFace[row] = 1
    placed++
  })
  return { plane, box, i, j, onFace, whole: placed === cells.length }
}

/** Row by slot. Where cells of another face may reach into this one, H3 is asked about a slot when a point first falls in it. */
export function tableOf({ height, width, firstI, firstJ }: FaceLattice, { i, j, onFace, whole }: PlacedCells): Int32Array {
  const table = new Int32Array(height * width).fill(NONE)
  if (!whole) for (let slot = 0; slot < table.length; slot++) table[slot] = toLearn(slot)
  for (let row = 0; row < i.length; row++) {
    const down = i[row]! - firstI
    const across = j[row]! - firstJ
    // Beyond the table lie cells in tiles that H3 is asked about.
    if (onFace[row] === 1 && down >= 0 && down < height && across >= 0 && across < width) table[down * width + across] = row
  }
  return table
}

/** H3's own axes; undefined where the cells share none. */
export function localAxes(cells: readonly string[]): Axes | undefined {
  const i = new Int32Array(cells.length)
  const j = new Int32Array(cells.length)
  try {
    cells.forEach((cell, row) => {
      const place = cellToLocalIj(cells[0]!, cell)
      i[row] = place.i
      j[row] = place.j
    })
  } catch {
    return undefined // they lie round a pentagon, or too far apart
  }
  return { i, j }
}

function boxRound(middles: readonly (readonly [number, number])[], spacing: number): Box | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lat, lng] of middles) {
    if (lat < south) south = lat
    if (lat > north) north = lat
    if (lng < west) west = lng
    if (lng > east) east = lng
  }
  return widened([west, south, east, north], spacing)
}

/** With a margin of one cell; undefined near a pole, at the 180th meridian, and for half a continent. */
function widened([west, south, east, north]: Box, spacing: number): Box | undefined {
  // A corner lies spacing / √3 from the middle at most; the rest is for edges that bulge towards the pole.
  const margin = spacing / RADIANS
  const high = Math.max(Math.abs(south - margin), Math.abs(north + margin))
  if (!(high <= HIGHEST)) return undefined
  const wide = margin / Math.cos(high * RADIANS)
  const box: Box = [west - wide, south - margin, east + wide, north + margin]
  return box[0] > -180 && box[2] < 180 && box[2] - box[0] < WIDEST && box[3] - box[1] < WIDEST ? box : undefined
}
