// Protobuf by hand (https://protobuf.dev/programming-guides/encoding): each function writes at a place and gives the next one. The caller
// sees to it that there is room. Free functions on plain bytes, because millions of calls a second must vanish into their callers.

/** Wire types. */
export const VARINT = 0
export const EIGHT_BYTES = 1
export const LENGTH = 2

/** Field number and wire type; one byte for fields below 16. */
export const tag = (field: number, wire: number): number => (field << 3) | wire

/** A whole number from 0 to 2^32 - 1: one to five bytes. */
export function putVarint(out: Uint8Array, at: number, value: number): number {
  while (value > 0x7f) {
    out[at++] = (value & 0x7f) | 0x80
    value >>>= 7
  }
  out[at] = value
  return at + 1
}

/** A whole number of 32 bits, short on either side of 0. */
export const putSigned = (out: Uint8Array, at: number, value: number): number => putVarint(out, at, ((value << 1) ^ (value >> 31)) >>> 0)

const utf8 = new TextEncoder()

/** A text as field `field`. Needs three bytes a letter and six more. */
export function putText(out: Uint8Array, at: number, field: number, text: string): number {
  out[at++] = tag(field, LENGTH)
  const length = text.length
  if (length > 0x7f) return putEncoded(out, at, text)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) return putEncoded(out, at, text)
    out[at + 1 + i] = code
  }
  out[at] = length
  return at + 1 + length
}

function putEncoded(out: Uint8Array, at: number, text: string): number {
  const encoded = utf8.encode(text)
  const start = putVarint(out, at, encoded.length)
  out.set(encoded, start)
  return start + encoded.length
}

/** Writes the length of what stands from `start` + 1 to `end` into the byte kept at `start`; what is longer than 127 moves up for it. */
export function closeLength(out: Uint8Array, start: number, end: number): number {
  const length = end - start - 1
  if (length > 0x7f) {
    const extra = length < 0x4000 ? 1 : length < 0x200000 ? 2 : 4
    out.copyWithin(start + 1 + extra, start + 1, end)
    for (let i = 0; i < extra; i++) out[start + i] = ((length >>> (7 * i)) & 0x7f) | 0x80
    out[start + extra] = length >>> (7 * extra)
    return end + extra
  }
  out[start] = length
  return end
}

/** The same bytes with at least so much room. */
export function withRoom(bytes: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  if (needed <= bytes.length) return bytes
  const grown = new Uint8Array(Math.max(2 * bytes.length, needed))
  grown.set(bytes)
  return grown
}
