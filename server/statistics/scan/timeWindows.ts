/** Intervals of time a window may take, numbered by length, then by start. */
export type TimeWindows = {
  /** Half-open, one per number. */
  readonly from: Uint16Array
  readonly to: Uint16Array
  /** Number of the interval of a length that starts at 0; the one that starts at t is t further. */
  readonly ofLength: Int32Array
}

type Limits = { readonly intervals: number; readonly minIntervals: number; readonly maxIntervals: number }

export function timeWindows({ intervals, minIntervals, maxIntervals }: Limits): TimeWindows {
  const ofLength = new Int32Array(maxIntervals + 2)
  let count = 0
  for (let length = minIntervals; length <= maxIntervals; length++) {
    ofLength[length] = count
    count += intervals - length + 1
  }
  ofLength[maxIntervals + 1] = count
  const from = new Uint16Array(count)
  const to = new Uint16Array(count)
  for (let length = minIntervals; length <= maxIntervals; length++) {
    for (let start = 0; start + length <= intervals; start++) {
      from[ofLength[length] + start] = start
      to[ofLength[length] + start] = start + length
    }
  }
  return { from, to, ofLength }
}
