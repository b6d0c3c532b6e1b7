import type { Released } from '../release.ts'
import type { ReleasedTable } from '../releasedTable.ts'
import { EIGHT_BYTES, LENGTH, putSigned, putText, putVarint, tag, VARINT, withRoom } from './protobuf.ts'

// What of a vector tile's values does not depend on the tile, made once for each table: a database has its columns made as well before
// it is asked for tiles. A tile then looks for no number; it copies bytes and notes where in it they stand.

// Field numbers of the Mapbox Vector Tile specification 2.1: a layer's value, and its kinds.
const VALUE = 4
const [TEXT, DOUBLE, WHOLE, SIGNED] = [1, 3, 5, 6] as const

/** Columns of a row after its name, in the order of a feature's properties: count, z, p, adjusted p, state. */
export const COLUMNS = 5
/** Whole words of 32 bits kept for a value; the last byte is its length. */
export const VALUE_WORDS = 4
const VALUE_BYTES = 4 * VALUE_WORDS
/** An H3 name has 15 letters; with what stands before them. */
export const NAME_BYTES = 4 + 15
/** Kept for a name in words of 32 bits, so that it is copied in five steps. */
export const NAME_WORDS = 5

export type TableValues = {
  /** COLUMNS a row: which value, -1 where the figure is not known or not shown */
  readonly ids: Int32Array
  /** each value as a field of the layer, VALUE_WORDS each */
  readonly values: Int32Array
  /** the same bytes: a value's length stands in its last */
  readonly bytes: Uint8Array
  /** of each value: `base` and its position in the tile being written; less than `base`, it is not in this tile */
  readonly places: Int32Array
  base: number
}

const made = new WeakMap<ReleasedTable, TableValues>()

/** The values of a table, made when it is first drawn. A table is never written to. */
export function valuesOf(t: Released<ReleasedTable>): TableValues {
  let values = made.get(t)
  if (!values) made.set(t, (values = numberValues(t)))
  return values
}

/** Names as values of a layer, NAME_WORDS each: taking letters out of a string is what would take longest in a tile. */
export function namesAsValues(names: readonly string[]): Int32Array {
  const words = new Int32Array(NAME_WORDS * names.length)
  const bytes = new Uint8Array(words.buffer)
  for (const [row, name] of names.entries()) {
    if (name.length !== 15) throw new RangeError(`"${name}" is no H3 cell`)
    putTextValue(bytes, 4 * NAME_WORDS * row, name)
  }
  return words
}

/** A text of at most 125 bytes. */
function putTextValue(out: Uint8Array, at: number, text: string): number {
  out[at] = tag(VALUE, LENGTH)
  const end = putText(out, at + 2, TEXT, text)
  out[at + 1] = end - at - 2
  return end
}

/** Numbers what is distinct in the order of the rows: neighbours' values lie near each other. */
function numberValues({ counts, z, p, adjustedP, states }: ReleasedTable): TableValues {
  const rows = states.length
  const ids = new Int32Array(COLUMNS * rows).fill(-1)
  const encoder = encodeValues()
  const columns = [counts, z, p, adjustedP]
  for (let row = 0, at = 0; row < rows; row++, at += COLUMNS) {
    for (let k = 0; k < columns.length; k++) {
      const value = columns[k]![row]!
      if (!Number.isNaN(value)) ids[at + k] = encoder.number(value)
    }
    ids[at + columns.length] = encoder.word(states[row]!)
  }
  const bytes = encoder.bytes()
  return { ids, bytes, values: new Int32Array(bytes.buffer), places: new Int32Array(bytes.length / VALUE_BYTES), base: 1 }
}

function encodeValues() {
  let out = new Uint8Array(1 << 16)
  let view = new DataView(out.buffer)
  let count = 0
  const words = new Map<string, number>()
  // Numbers are found by their bits in an open table: a Map takes four times as long.
  let mask = (1 << 12) - 1
  let keys = new Float64Array(mask + 1)
  let found = new Int32Array(mask + 1) // the value's number and 1; 0 is empty
  const double = new Float64Array(1)
  const halves = new Int32Array(double.buffer)

  /** Where a number stands, or would. */
  const slotOf = (value: number): number => {
    double[0] = value
    const mixed = Math.imul(halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1), 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    while (found[slot] !== 0 && keys[slot] !== value) slot = (slot + 1) & mask
    return slot
  }
  const grow = (): void => {
    const [oldKeys, oldFound] = [keys, found]
    mask = 4 * (mask + 1) - 1
    keys = new Float64Array(mask + 1)
    found = new Int32Array(mask + 1)
    for (let i = 0; i < oldFound.length; i++) {
      if (oldFound[i] === 0) continue
      const slot = slotOf(oldKeys[i]!)
      keys[slot] = oldKeys[i]!
      found[slot] = oldFound[i]!
    }
  }
  const start = (): number => {
    const at = VALUE_BYTES * count
    if (at + VALUE_BYTES > out.length) {
      out = withRoom(out, at + VALUE_BYTES)
      view = new DataView(out.buffer)
    }
    return at
  }
  const close = (at: number, end: number): number => {
    out[at + VALUE_BYTES - 1] = end - at
    return count++
  }
  const write = (value: number): number => {
    const at = start()
    out[at] = tag(VALUE, LENGTH)
    let end = at + 3
    if (value === (value | 0)) {
      out[at + 2] = tag(value < 0 ? SIGNED : WHOLE, VARINT)
      end = value < 0 ? putSigned(out, end, value) : putVarint(out, end, value)
    } else {
      out[at + 2] = tag(DOUBLE, EIGHT_BYTES)
      view.setFloat64(end, value, true)
      end += 8
    }
    out[at + 1] = end - at - 2
    return close(at, end)
  }
  return {
    number: (given: number): number => {
      const value = given + 0 // -0 is 0
      const slot = slotOf(value)
      if (found[slot] !== 0) return found[slot]! - 1
      const id = write(value)
      keys[slot] = value
      found[slot] = count
      if (2 * count > mask) grow()
      return id
    },
    word: (text: string): number => {
      let id = words.get(text)
      if (id === undefined) {
        if (text.length > 11) throw new RangeError(`"${text}" is no state of a cell`)
        const at = start()
        words.set(text, (id = close(at, putTextValue(out, at, text))))
      }
      return id
    },
    bytes: (): Uint8Array => out.slice(0, VALUE_BYTES * count),
  }
}
