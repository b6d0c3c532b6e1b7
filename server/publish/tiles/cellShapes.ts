import { putSigned } from './protobuf.ts'

// The same cell at the same zoom is the same polygon in every tile but for where it begins: its corners are whole units of the zoom's
// grid, and so is the tile's corner. So the steps from corner to corner are written once for each zoom, when a cell is first drawn.

export const EXTENT = 4096

/** Whole words of 32 bits kept for a cell, one line of memory: where it lies, its bytes, and in the last byte their length. */
export const SHAPE_WORDS = 16
/** Words before the bytes: first corner x and y, least x and y, greatest x and y, in units of the zoom from the corner of the world. */
export const PLACE_WORDS = 6
const BYTES_AT = 4 * PLACE_WORDS
/** Place of the length among a cell's bytes: 0, not yet drawn; LONG, kept apart. */
export const LENGTH_AT = 4 * SHAPE_WORDS - 1
export const LONG = 255
const ROOM = LENGTH_AT - BYTES_AT

/** An H3 cell has at most ten corners: a hexagon or pentagon, and where it crosses edges of the icosahedron some more. */
const MOST_CORNERS = 10
/** Bytes of a ring after its first corner, at most. */
export const LONGEST = 2 + (MOST_CORNERS - 1) * 2 * 5

// Commands of the Mapbox Vector Tile specification 2.1, https://github.com/mapbox/vector-tile-spec
const [LINE_TO, CLOSE_PATH] = [2, 7] as const

export type CellShapes = {
  /** SHAPE_WORDS a row */
  readonly words: Int32Array
  /** the same memory */
  readonly bytes: Uint8Array
  /** bytes of the rows whose length is LONG */
  readonly long: ReadonlyMap<number, Uint8Array>
  /** Writes the shape of a row. */
  draw(row: number): void
}

/** The shapes of `rows` cells at a zoom. `ringOf` gives a cell's corners as mercator does, x and y alternating, not closed. */
export function createShapes(rows: number, zoom: number, ringOf: (row: number) => Float64Array): CellShapes {
  const words = new Int32Array(SHAPE_WORDS * rows) // memory that is not touched is not held
  const bytes = new Uint8Array(words.buffer)
  const long = new Map<number, Uint8Array>()
  const scale = 2 ** zoom * EXTENT
  const steps = new Uint8Array(LONGEST)
  const draw = (row: number): void => {
    const ring = ringOf(row)
    const place = SHAPE_WORDS * row
    let x = Math.round(ring[0]! * scale)
    let y = Math.round(ring[1]! * scale)
    words[place] = words[place + 2] = words[place + 4] = x
    words[place + 1] = words[place + 3] = words[place + 5] = y
    let at = 0
    steps[at++] = ((ring.length / 2 - 1) << 3) | LINE_TO
    for (let i = 2; i < ring.length; i += 2) {
      const nextX = Math.round(ring[i]! * scale)
      const nextY = Math.round(ring[i + 1]! * scale)
      at = putSigned(steps, at, nextX - x)
      at = putSigned(steps, at, nextY - y)
      x = nextX
      y = nextY
      words[place + 2] = Math.min(words[place + 2]!, x)
      words[place + 3] = Math.min(words[place + 3]!, y)
      words[place + 4] = Math.max(words[place + 4]!, x)
      words[place + 5] = Math.max(words[place + 5]!, y)
    }
    steps[at++] = (1 << 3) | CLOSE_PATH
    if (at > ROOM) long.set(row, steps.slice(0, at))
    else bytes.set(steps.subarray(0, at), 4 * place + BYTES_AT)
    bytes[4 * place + LENGTH_AT] = at > ROOM ? LONG : at
  }
  return { words, bytes, long, draw }
}
