// How far words and points lie apart.

const M_PER_DEG = 111_195 // on a sphere of 6,371 km
const RAD = Math.PI / 180

export type Point = { lat: number; lng: number }

/** Metres, on a plane touching between the two: right to 0.1 % over a county. */
export function metresBetween(a: Point, b: Point): number {
  const x = (a.lng - b.lng) * Math.cos(((a.lat + b.lat) / 2) * RAD)
  const y = a.lat - b.lat
  return Math.sqrt(x * x + y * y) * M_PER_DEG
}

/** Letters to insert, delete, exchange, or swap with their neighbour, to make one word of the other (optimal string alignment); `limit + 1` when more than the limit. */
export function editDistance(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > limit) return limit + 1
    before = last
    last = row
  }
  return Math.min(last[b.length]!, limit + 1)
}
