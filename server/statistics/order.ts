/**
 * The row numbers of a column of numbers in ascending order of its values; equal values keep their order (stable).
 * NaN must not be among them.
 *
 * Method: radix sort on the upper half of each double (sign, exponent and 20 of 52 digits), 11 bits at a time; the bits of two
 * non-negative doubles compare as the doubles do, negative ones are inverted. A pass in which all values share the same bits is left
 * out. Values that share the whole upper half are rare unless they are equal: such a run is put right by comparing. 72 k values take
 * about 1 ms, a twentieth of what sorting row numbers with a comparison function takes.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const n = values.length
  let order = new Uint32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  if (n < 200) return order.sort((a, b) => values[a] - values[b]) // the counters of the passes would cost more

  let keys = new Uint32Array(n)
  const bits = new Uint32Array(values.buffer, values.byteOffset, 2 * n) // little-endian: low half first
  const starts = [new Uint32Array(2048), new Uint32Array(2048), new Uint32Array(1024)] as const
  const [low, middle, top] = starts
  for (let i = 0; i < n; i++) {
    const high = bits[2 * i + 1]
    const negative = high >>> 31 === 1 && values[i] !== 0 // -0 counts as 0, as it does in a comparison
    const key = negative ? ~high : high | 0x80000000
    keys[i] = key
    low[key & 2047]++
    middle[(key >>> 11) & 2047]++
    top[key >>> 22]++
  }
  let otherKeys = new Uint32Array(n)
  let other = new Uint32Array(n)
  for (let digit = 0; digit < 3; digit++) {
    const next = starts[digit]
    const shift = 11 * digit
    const mask = next.length - 1
    if (next[(keys[0] >>> shift) & mask] === n) continue
    for (let d = 0, sum = 0; d <= mask; d++) {
      const count = next[d]
      next[d] = sum
      sum += count
    }
    for (let k = 0; k < n; k++) {
      const key = keys[k]
      const at = next[(key >>> shift) & mask]++
      otherKeys[at] = key
      other[at] = order[k]
    }
    [order, other] = [other, order];
    [keys, otherKeys] = [otherKeys, keys]
  }
  for (let start = 0; start < n;) {
    let end = start + 1
    let ascending = true
    for (; end < n && keys[end] === keys[start]; end++) ascending &&= values[order[end]] >= values[order[end - 1]]
    if (!ascending) order.subarray(start, end).sort((a, b) => values[a] - values[b])
    start = end
  }
  return order
}

/** The middle of ascending numbers, of an even number the mean of the two; NaN of none. */
export function medianOfSorted(sorted: Float64Array): number {
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}
