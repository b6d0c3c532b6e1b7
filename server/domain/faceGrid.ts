/**
 * Points -> rows of a set of H3 cells of one resolution: always the cell that H3 names, some hundred times faster than asking it. On
 * one face of H3's icosahedron a cell is found by arithmetic and one look into a table (faceLattice.ts); whatever that cannot
 * answer with certainty goes to h3-js: points beside an edge, cells of another face, sets that are too scattered.
 */
import { latLngToCell } from 'h3-js'
import { cellsOfBox, localAxes, NONE, placeCells, tableOf, type Axes, type PlacedCells } from './faceGridTable.ts'
import { createFaceLattice, lookUp, slotToLearn, UNKNOWN, type FaceLattice } from './faceLattice.ts'
import type { Box } from './faceTiles.ts'

export type FaceGrid = {
  readonly resolution: number
  readonly cells: readonly string[]
  /** Row of the cell of a WGS84 point; -1: none of the cells (or no place: NaN). */
  rowOf: (lat: number, lng: number) => number
  /** The same for columns of points; out[n] is the row of point n. */
  rowsOf: (lats: Float64Array, lngs: Float64Array, out: Int32Array) => void
  /** Adds 1 to counts[row] for every point; returns how many lie in none of the cells. */
  count: (lats: Float64Array, lngs: Float64Array, counts: Uint32Array | Int32Array | Float64Array) => number
  /** undefined where the cells share no axes: on two faces round a pentagon, or too far apart. */
  axes: () => Axes | undefined
  /** Whether arithmetic answers at all, and not h3-js for every point. */
  readonly fast: boolean
}

/** Points are taken in blocks that stay in the processor's nearest memory between two walks over them. */
const BLOCK = 4096

/** Of the cells given, in their order, or of all that overlap a box (and some beside it). RangeError when a cell has another resolution. */
export function createFaceGrid(given: { resolution: number } & ({ cells: readonly string[] } | { bbox: Box })): FaceGrid {
  const { resolution } = given
  const cells = 'cells' in given ? given.cells : cellsOfBox(given.bbox, resolution)
  const placed = placeCells(cells, resolution)
  const lattice = placed && createFaceLattice(placed.plane, placed.box)
  const index = once(() => new Map(cells.map((cell, row) => [cell, row])))
  const ask = (lat: number, lng: number): number => {
    if (!Number.isFinite(lat) || !Number.isFinite(lng)) return NONE
    if (placed && isBeyond(placed.box, lat, lng)) return NONE
    return index().get(latLngToCell(lat, lng, resolution)) ?? NONE
  }
  const rowsInto = placed && lattice ? byTable(lattice, placed, ask) : byH3(ask)
  const one = { lat: new Float64Array(1), lng: new Float64Array(1), row: new Int32Array(1) }
  const block = new Int32Array(BLOCK)
  return {
    resolution,
    cells,
    fast: lattice !== undefined,
    rowOf: (lat, lng) => {
      one.lat[0] = lat
      one.lng[0] = lng
      rowsInto(one.lat, one.lng, 0, 1, one.row)
      return one.row[0]!
    },
    rowsOf: (lats, lngs, out) => {
      sameLength(lats, lngs)
      if (out.length < lats.length) throw new RangeError(`out has ${out.length} places for ${lats.length} points`)
      for (let from = 0; from < lats.length; from += BLOCK) {
        const to = Math.min(lats.length, from + BLOCK)
        rowsInto(lats, lngs, from, to, out.subarray(from, to))
      }
    },
    count: (lats, lngs, counts) => {
      sameLength(lats, lngs)
      if (counts.length < cells.length) throw new RangeError(`counts has ${counts.length} places for ${cells.length} cells`)
      let outside = 0
      for (let from = 0; from < lats.length; from += BLOCK) {
        const to = Math.min(lats.length, from + BLOCK)
        rowsInto(lats, lngs, from, to, block)
        for (let k = 0; k < to - from; k++) {
          const row = block[k]!
          if (row < 0) outside++
          else counts[row]!++
        }
      }
      return outside
    },
    axes: once(() => (placed?.whole ? { i: placed.i, j: placed.j } : localAxes(cells))),
  }
}

type RowsInto = (lats: Float64Array, lngs: Float64Array, from: number, to: number, out: Int32Array) => void
type Ask = (lat: number, lng: number) => number

const byH3 = (ask: Ask): RowsInto => (lats, lngs, from, to, out) => {
  for (let n = from; n < to; n++) out[n - from] = ask(lats[n]!, lngs[n]!)
}

function byTable(lattice: FaceLattice, placed: PlacedCells, ask: Ask): RowsInto {
  const table = tableOf(lattice, placed)
  const asks = new Int32Array(BLOCK)
  return (lats, lngs, from, to, out) => {
    const asked = lookUp(lattice, table, lats, lngs, from, to, out, asks)
    for (let k = 0; k < asked; k++) {
      const at = asks[k]!
      const value = out[at]!
      const row = ask(lats[from + at]!, lngs[from + at]!)
      if (value < UNKNOWN) table[slotToLearn(value)] = row
      out[at] = row
    }
  }
}

/** Whether a proper latitude and longitude lies outside a box; 361° is not proper, and H3 is asked what it makes of it. */
const isBeyond = ([west, south, east, north]: Box, lat: number, lng: number): boolean =>
  (lat < south || lat > north || lng < west || lng > east) && Math.abs(lat) <= 90 && Math.abs(lng) <= 180

function sameLength(lats: Float64Array, lngs: Float64Array): void {
  if (lats.length !== lngs.length) throw new RangeError(`${lats.length} latitudes for ${lngs.length} longitudes`)
}

function once<T>(compute: () => T): () => T {
  let kept: { value: T } | undefined
  return () => (kept ??= { value: compute() }).value
}
