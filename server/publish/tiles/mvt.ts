import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import type { TileAddress } from './address.ts'
import { MOST_CORNERS, type CellIndex } from './cellIndex.ts'
import { closeLength, LENGTH, putSigned, putText, putVarint, tag, VARINT, withRoom } from './protobuf.ts'
import { createTileValues } from './tileValues.ts'

// Field numbers and commands of the Mapbox Vector Tile specification 2.1, https://github.com/mapbox/vector-tile-spec
const LAYER = 3
const [NAME, FEATURE, KEY, EXTENT_FIELD, VERSION] = [1, 2, 3, 5, 15] as const
const [TAGS, TYPE, GEOMETRY] = [2, 3, 4] as const
const POLYGON = 3
const [MOVE_TO, LINE_TO, CLOSE_PATH] = [1, 2, 7] as const

const EXTENT = 4096
const KEYS = ['cell', 'count', 'z', 'p', 'adjusted_p', 'state']
const STATE = 5
/** Bytes of a feature at most: six tags, its corners, and what stands about them. */
const FEATURE_ROOM = 12 * 5 + MOST_CORNERS * 5 + 32

/** What every layer begins with. */
const HEAD = (() => {
  const head = new Uint8Array(128)
  let at = putVarint(head, 0, tag(VERSION, VARINT))
  at = putVarint(head, at, 2)
  at = putText(head, at, NAME, 'cells')
  at = putVarint(head, at, tag(EXTENT_FIELD, VARINT))
  at = putVarint(head, at, EXTENT)
  for (const key of KEYS) at = putText(head, at, KEY, key)
  return head.slice(0, at)
})()

// Kept between tiles, so that a tile allocates nothing but itself. One tile is encoded at a time.
let features = new Uint8Array(1 << 16)
const corners = new Int32Array(MOST_CORNERS)
const values = createTileValues()

/**
 * Mapbox Vector Tile of one layer `cells` with the columns of the table as properties (null figures are left out). Whole
 * hexagons, not clipped: a reader clips at the tile's edge, and coordinates stay small up to the deepest zoom served.
 *
 * Written by hand, in one pass over the cells: an encoder that takes features as objects spends ten times as long on the objects.
 */
export const mvtOf = (t: Released<ReleasedTable>, index: CellIndex, tile: TileAddress): Uint8Array => {
  const { counts, z, p, adjustedP, states } = t
  const scale = 2 ** tile.z * EXTENT
  const left = tile.x * EXTENT
  const top = tile.y * EXTENT
  let at = 0
  values.clear()
  for (const row of index.touching(tile)) {
    const length = index.corners(row, scale, left, top, corners)
    if (!overlaps(length)) continue
    features = withRoom(features, at + FEATURE_ROOM)
    const out = features
    out[at] = tag(FEATURE, LENGTH)
    out[at + 2] = tag(TAGS, LENGTH)
    const feature = at + 1
    const tags = at + 3
    at = tags + 1
    out[at] = 0
    at = putVarint(out, at + 1, values.name(index.names, row))
    at = putFigure(out, at, 1, counts[row]!, false)
    const before = values.count()
    at = putFigure(out, at, 2, z[row]!, false)
    // p follows from z: beside a new z it is new.
    at = putFigure(out, at, 3, p[row]!, values.count() > before)
    at = putFigure(out, at, 4, adjustedP[row]!, false)
    out[at] = STATE
    at = putVarint(out, at + 1, values.word(states[row]!))
    at = closeLength(out, tags, at)
    out[at] = tag(TYPE, VARINT)
    out[at + 1] = POLYGON
    out[at + 2] = tag(GEOMETRY, LENGTH)
    at = closeLength(out, feature, closeLength(out, at + 3, putRing(out, at + 4, length)))
  }
  return layerOf(features.subarray(0, at), values.bytes())
}

/** A figure that is not known or not shown, NaN, is left out. */
function putFigure(out: Uint8Array, at: number, key: number, value: number, fresh: boolean): number {
  if (Number.isNaN(value)) return at
  out[at] = key
  return putVarint(out, at + 1, fresh ? values.fresh(value) : values.number(value))
}

/** Whether the box of the first `length` numbers of `corners` touches the tile. */
function overlaps(length: number): boolean {
  let minX = corners[0]!
  let maxX = minX
  let minY = corners[1]!
  let maxY = minY
  for (let i = 2; i < length; i += 2) {
    const x = corners[i]!
    const y = corners[i + 1]!
    if (x < minX) minX = x
    else if (x > maxX) maxX = x
    if (y < minY) minY = y
    else if (y > maxY) maxY = y
  }
  return maxX >= 0 && minX <= EXTENT && maxY >= 0 && minY <= EXTENT
}

/** The first `length` numbers of `corners`, x and y alternating, as steps from one corner to the next. */
function putRing(out: Uint8Array, at: number, length: number): number {
  out[at++] = (1 << 3) | MOVE_TO
  let x = 0
  let y = 0
  for (let i = 0; i < length; i += 2) {
    if (i === 2) out[at++] = ((length / 2 - 1) << 3) | LINE_TO
    const nextX = corners[i]!
    const nextY = corners[i + 1]!
    at = putSigned(out, at, nextX - x)
    at = putSigned(out, at, nextY - y)
    x = nextX
    y = nextY
  }
  out[at] = (1 << 3) | CLOSE_PATH
  return at + 1
}

function layerOf(written: Uint8Array, valueBytes: Uint8Array): Uint8Array {
  const size = HEAD.length + written.length + valueBytes.length
  const front = new Uint8Array(6)
  front[0] = tag(LAYER, LENGTH)
  const start = putVarint(front, 1, size)
  const out = new Uint8Array(start + size)
  out.set(front.subarray(0, start))
  out.set(HEAD, start)
  out.set(written, start + HEAD.length)
  out.set(valueBytes, start + HEAD.length + written.length)
  return out
}
