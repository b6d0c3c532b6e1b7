/**
 * The row numbers of a column of numbers in ascending order of its values; equal values keep their order (stable).
 * NaN must not be among them.
 *
 * Method: radix sort on the bits of the doubles, 16 at a time. The bits of two non-negative doubles compare as the doubles do
 * negative ones are inverted. A pass in which all values share the same 16 bits is left out. 72 k values take about 4 ms,
 * several times less than sorting row numbers with a comparison function.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const n = values.length
  let order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  if (n < 2) return order
  if (n < 2000) return order.sort((a, b) => values[a] - values[b]) // the counters of a radix pass would cost more

  const keys = new Uint32Array(2 * n)
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * n) // little-endian: low half first
  for (let i = 0; i < n; i++) {
    const high = bits[2 * i + 1]
    const negative = high >>> 31 === 1 && values[i] !== 0 // -0 counts as 0, as it does in a comparison
    keys[2 * i] = negative ? ~bits[2 * i] : bits[2 * i]
    keys[2 * i + 1] = negative ? ~high : high | 0x80000000
  }
  let other = new Uint32Array(n)
  const starts = new Uint32Array(65537)
  for (let digit = 0; digit < 4; digit++) {
    const half = digit >> 1
    const shift = (digit & 1) << 4
    starts.fill(0)
    for (let i = 0; i < n; i++) starts[((keys[2 * i + half] >>> shift) & 0xffff) + 1]++
    if (starts[((keys[half] >>> shift) & 0xffff) + 1] === n) continue
    for (let d = 0; d < 65536; d++) starts[d + 1] += starts[d]
    for (let k = 0; k < n; k++) {
      const i = order[k]
      other[starts[(keys[2 * i + half] >>> shift) & 0xffff]++] = i
    }
    [order, other] = [other, order]
  }
  return order
}
