import { EIGHT_BYTES, LENGTH, putSigned, putText, putVarint, tag, VARINT, withRoom } from './protobuf.ts'

// Field numbers of the Mapbox Vector Tile specification 2.1: a layer's value, and its kinds.
const VALUE = 4
const [TEXT, DOUBLE, WHOLE, SIGNED] = [1, 3, 5, 6] as const
/** Bytes of a number as a value, at most. */
const NUMBER_ROOM = 16

export type TileValues = {
  clear(): void
  /** Position of a number that is not NaN; the same number stands there once. */
  number(value: number): number
  /** Position of a number that has hardly been there yet: written without looking for it. */
  fresh(value: number): number
  count(): number
  /** Position of one of few words, which stands there once. */
  word(text: string): number
  /** Position of a text that no other feature has, as `namesAsValues` wrote it. */
  name(names: Uint8Array, row: number): number
  /** The values as fields of the layer. A view, good until the next value. */
  bytes(): Uint8Array
}

/** Bytes kept for each name: its length as a value, and the value; H3 names have at most 16 letters. */
export const NAME_ROOM = 1 + 4 + 16

/** Names as values of a layer, NAME_ROOM bytes each: taking letters out of a string is what would take longest in a tile. */
export function namesAsValues(names: readonly string[]): Uint8Array {
  const out = new Uint8Array(NAME_ROOM * names.length + 64)
  for (const [row, name] of names.entries()) {
    if (name.length > 16) throw new RangeError(`"${name}" is no H3 cell`)
    const first = row * NAME_ROOM
    const end = putText(out, first + 3, TEXT, name)
    out[first] = end - first - 1
    out[first + 1] = tag(VALUE, LENGTH)
    out[first + 2] = end - first - 3
  }
  return out
}

/** The values of one layer: features point at them by their position. */
export const createTileValues = (): TileValues => {
  let out = new Uint8Array(1 << 16)
  let view = new DataView(out.buffer)
  let at = 0
  let count = 0
  const words = new Map<string, number>()
  // Numbers are found by their bits in an open table: 16 bytes a slot, so that one look is one line of memory. A slot whose turn is not
  // this one's is empty: clearing costs nothing.
  let mask = (1 << 12) - 1
  let keys = new Float64Array(2 * (mask + 1)) // the number at 2 * slot
  let marks = new Int32Array(keys.buffer) // turn and place at 4 * slot + 2 and + 3
  let turn = 1
  let used = 0
  const double = new Float64Array(1)
  const halves = new Int32Array(double.buffer)

  const ensure = (more: number): void => {
    if (at + more <= out.length) return
    out = withRoom(out, at + more)
    view = new DataView(out.buffer)
  }
  /** Where a number stands, or would. */
  const slotOf = (value: number): number => {
    double[0] = value
    const mixed = Math.imul(halves[0]! ^ Math.imul(halves[1]!, 0x9e3779b1), 0x85ebca6b)
    let slot = (mixed ^ (mixed >>> 15)) & mask
    while (marks[4 * slot + 2] === turn && keys[2 * slot] !== value) slot = (slot + 1) & mask
    return slot
  }
  const put = (slot: number, value: number, place: number): void => {
    keys[2 * slot] = value
    marks[4 * slot + 2] = turn
    marks[4 * slot + 3] = place
    used++
  }
  const grow = (): void => {
    const [oldKeys, oldMarks] = [keys, marks]
    mask = 2 * (mask + 1) - 1
    keys = new Float64Array(2 * (mask + 1))
    marks = new Int32Array(keys.buffer)
    used = 0
    for (let i = 0; i < oldKeys.length; i += 2) if (oldMarks[2 * i + 2] === turn) put(slotOf(oldKeys[i]!), oldKeys[i]!, oldMarks[2 * i + 3]!)
  }
  const write = (value: number): void => {
    ensure(NUMBER_ROOM)
    out[at] = tag(VALUE, LENGTH)
    const start = at + 2
    let end = start + 1
    if (value === (value | 0)) {
      out[start] = tag(value < 0 ? SIGNED : WHOLE, VARINT)
      end = value < 0 ? putSigned(out, end, value) : putVarint(out, end, value)
    } else {
      out[start] = tag(DOUBLE, EIGHT_BYTES)
      view.setFloat64(end, value, true)
      end += 8
    }
    out[at + 1] = end - start
    at = end
  }
  const text = (value: string): number => {
    ensure(8 + 3 * value.length)
    out[at] = tag(VALUE, LENGTH)
    const end = putText(out, at + 2, TEXT, value)
    out[at + 1] = end - at - 2
    at = end
    return count++
  }

  return {
    clear: () => {
      words.clear()
      at = 0
      count = 0
      used = 0
      turn++
    },
    number: (given) => {
      const value = given + 0 // -0 is 0
      const slot = slotOf(value)
      if (marks[4 * slot + 2] === turn) return marks[4 * slot + 3]!
      write(value)
      put(slot, value, count)
      if (2 * used > mask) grow()
      return count++
    },
    fresh: (given) => {
      write(given + 0)
      return count++
    },
    word: (value) => {
      let place = words.get(value)
      if (place === undefined) words.set(value, (place = text(value)))
      return place
    },
    name: (names, row) => {
      ensure(NAME_ROOM)
      const first = row * NAME_ROOM
      const length = names[first]!
      for (let i = 0; i < length; i++) out[at + i] = names[first + 1 + i]!
      at += length
      return count++
    },
    count: () => count,
    bytes: () => out.subarray(0, at),
  }
}
