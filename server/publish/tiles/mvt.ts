import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import type { TileAddress } from './address.ts'
import type { CellIndex } from './cellIndex.ts'
import { EXTENT, LENGTH_AT, LONG, LONGEST, PLACE_WORDS, SHAPE_WORDS } from './cellShapes.ts'
import { closeLength, LENGTH, putText, putVarint, tag, VARINT, withRoom } from './protobuf.ts'
import { COLUMNS, NAME_BYTES, NAME_WORDS, VALUE_WORDS, valuesOf, type TableValues } from './tileValues.ts'

// Field numbers and commands of the Mapbox Vector Tile specification 2.1, https://github.com/mapbox/vector-tile-spec
const LAYER = 3
const [NAME, FEATURE, KEY, EXTENT_FIELD, VERSION] = [1, 2, 3, 5, 15] as const
const [TAGS, TYPE, GEOMETRY] = [2, 3, 4] as const
const POLYGON = 3
const MOVE_TO = 1

const KEYS = ['cell', 'count', 'z', 'p', 'adjusted_p', 'state']
/** Bytes of a feature at most: six tags, its first corner and the others, what stands about them, and what copying whole words spills. */
const FEATURE_ROOM = 6 * 6 + 2 * 5 + LONGEST + 64
/** Bytes of values that a feature may bring besides its name. */
const VALUES_ROOM = COLUMNS * 4 * VALUE_WORDS

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
let features = new DataView(new ArrayBuffer(1 << 16))
let values = new DataView(new ArrayBuffer(1 << 16))
/** Words kept in arrays have the machine's order of bytes: written in the same, they are the same bytes. */
const SAME = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1

const viewWithRoom = (view: DataView<ArrayBuffer>, needed: number): DataView<ArrayBuffer> => new DataView(withRoom(new Uint8Array(view.buffer), needed).buffer)

/**
 * Mapbox Vector Tile of one layer `cells` with the columns of the table as properties (null figures are left out). Whole
 * hexagons, not clipped: a reader clips at the tile's edge, and coordinates stay small up to the deepest zoom served.
 *
 * Written by hand, from bytes that are kept with the table (its values) and the cells (names, polygons): what is left to a tile is where
 * a polygon begins and at which place of the tile a value stands. Copied by words of 32 bits: beyond the end of what is copied stands
 * what the next overwrites.
 */
export const mvtOf = (t: Released<ReleasedTable>, index: CellIndex, tile: TileAddress): Uint8Array => {
  const rows = index.touching(tile)
  const table = valuesOf(t)
  const { ids, places } = table
  const { words, bytes, long } = index.shapes(tile.z)
  const [left, top] = [tile.x * EXTENT, tile.y * EXTENT]
  let valuesEnd = putNames(index.names, rows)
  // The names come first: the name of the i-th feature is value i.
  let next = baseOf(table, rows.length) + rows.length
  const { base } = table
  let at = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (at + FEATURE_ROOM > features.byteLength) features = viewWithRoom(features, at + FEATURE_ROOM)
    if (valuesEnd + VALUES_ROOM > values.byteLength) values = viewWithRoom(values, valuesEnd + VALUES_ROOM)
    const out = features
    const feature = at
    at = putTag(out, at + 4, 0, i)
    for (let k = 0; k < COLUMNS; k++) {
      const id = ids[COLUMNS * row + k]!
      if (id < 0) continue
      let place = places[id]!
      if (place < base) {
        place = next++
        places[id] = place
        valuesEnd = putValue(table.values, table.bytes, id, valuesEnd)
      }
      at = putTag(out, at, k + 1, place - base)
    }
    const type = at
    const shape = SHAPE_WORDS * row
    out.setUint8(at + 4, (1 << 3) | MOVE_TO)
    at = putStep(out, at + 5, words[shape]! - left)
    at = putStep(out, at, words[shape + 1]! - top)
    const length = bytes[4 * shape + LENGTH_AT]!
    if (length === LONG) at = putLong(at, long.get(row)!)
    else {
      // Steps of a byte or two each need no more than six words. A loop of a fixed length is not guessed wrong.
      for (let w = 0; w < 6; w++) out.setInt32(at + 4 * w, words[shape + PLACE_WORDS + w]!, SAME)
      for (let w = 6; 4 * w < length; w++) out.setInt32(at + 4 * w, words[shape + PLACE_WORDS + w]!, SAME)
      at += length
    }
    // The lengths are known now: four bytes before the tags, four before the ring.
    out.setInt32(feature, tag(FEATURE, LENGTH) | (tag(TAGS, LENGTH) << 16) | ((type - feature - 4) << 24), true)
    out.setInt32(type, tag(TYPE, VARINT) | (POLYGON << 8) | (tag(GEOMETRY, LENGTH) << 16) | ((at - type - 4) << 24), true)
    if (at - feature - 2 > 0x7f) at = closeLength(new Uint8Array(features.buffer), feature + 1, at)
    else out.setUint8(feature + 1, at - feature - 2)
  }
  table.base = next
  return layerOf(at, valuesEnd)
}

/** From where on places are of this tile. Each tile's lie above those of the one before; after 2^30 of them all are forgotten. */
function baseOf(table: TableValues, names: number): number {
  if (table.base + names + table.places.length > 2 ** 30) {
    table.places.fill(0)
    table.base = 1
  }
  return table.base
}

/** putVarint into a view: one or two bytes at once, which nearly all numbers of a tile are. */
function putNumber(out: DataView, at: number, value: number): number {
  if (value < 0x80) {
    out.setUint8(at, value)
    return at + 1
  }
  while (value >= 0x4000) {
    out.setUint8(at++, (value & 0x7f) | 0x80)
    value >>>= 7
  }
  out.setUint16(at, (value & 0x7f) | 0x80 | ((value >>> 7) << 8), true)
  return at + 2
}

/** A pair of tags: place of the key, below 128, and of the value. */
function putTag(out: DataView, at: number, key: number, place: number): number {
  if (place >= 0x80 && place < 0x4000) {
    out.setInt32(at, key | ((place & 0x7f) << 8) | 0x8000 | ((place >>> 7) << 16), true)
    return at + 3
  }
  out.setUint8(at, key)
  return putNumber(out, at + 1, place)
}

const putStep = (out: DataView, at: number, value: number): number => putNumber(out, at, ((value << 1) ^ (value >> 31)) >>> 0)

function putLong(at: number, steps: Uint8Array): number {
  new Uint8Array(features.buffer).set(steps, at)
  return at + steps.length
}

function putNames(names: Int32Array, rows: Int32Array): number {
  const room = NAME_BYTES * rows.length + 4
  if (room > values.byteLength) values = viewWithRoom(values, room)
  const out = values
  let at = 0
  for (let i = 0; i < rows.length; i++) {
    const from = NAME_WORDS * rows[i]!
    for (let w = 0; w < NAME_WORDS; w++) out.setInt32(at + 4 * w, names[from + w]!, SAME)
    at += NAME_BYTES
  }
  return at
}

function putValue(words: Int32Array, bytes: Uint8Array, id: number, at: number): number {
  const from = VALUE_WORDS * id
  for (let w = 0; w < VALUE_WORDS; w++) values.setInt32(at + 4 * w, words[from + w]!, SAME)
  return at + bytes[4 * from + 4 * VALUE_WORDS - 1]!
}

function layerOf(featuresEnd: number, valuesEnd: number): Uint8Array {
  const size = HEAD.length + featuresEnd + valuesEnd
  const front = new Uint8Array(6)
  front[0] = tag(LAYER, LENGTH)
  const start = putVarint(front, 1, size)
  const out = new Uint8Array(start + size)
  out.set(front.subarray(0, start))
  out.set(HEAD, start)
  out.set(new Uint8Array(features.buffer, 0, featuresEnd), start + HEAD.length)
  out.set(new Uint8Array(values.buffer, 0, valuesEnd), start + HEAD.length + featuresEnd)
  return out
}
