import { createRandom } from '../../server/statistics/random.ts'

export type Points = { lats: Float64Array; lngs: Float64Array }

/** n points, evenly over a box: west, south, east, north. */
export function pointsIn([west, south, east, north]: readonly [number, number, number, number], n: number, seed: number): Points {
  const random = createRandom(seed)
  const lats = new Float64Array(n)
  const lngs = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    lats[k] = south + random.next() * (north - south)
    lngs[k] = west + random.next() * (east - west)
  }
  return { lats, lngs }
}
