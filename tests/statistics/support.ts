import fc from 'fast-check'
import { expect } from 'vitest'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { createRandom, type Random } from '../../server/statistics/random.ts'

/** Symmetric lists: i and j are neighbours when their distance is positive and at most `band` (inclusive). */
export function withinDistance(points: readonly (readonly [number, number])[], band: number): Neighbours {
  return neighboursFromLists(
    points.map(([x, y], i) =>
      points.flatMap(([u, v], j) => (j !== i && Math.hypot(x - u, y - v) <= band ? [j] : [])),
    ),
  )
}

/** Hexagons at axial coordinates i, j (axes 120° apart) within k rings of each other: every pair compared. */
export function withinRings(places: readonly (readonly [i: number, j: number])[], k: number): Neighbours {
  return neighboursFromLists(places.map(([i, j], n) => places.flatMap(([a, b], m) =>
    m !== n && Math.max(Math.abs(i - a), Math.abs(j - b), Math.abs(i - a - (j - b))) <= k ? [m] : [])))
}

export type Field = { n: number; lists: number[][]; values: number[] }

/** Lists of a small random graph of n cells, links going both ways. */
export const graphs = (n: number, mostLinks: number): fc.Arbitrary<number[][]> =>
  fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: mostLinks }).map((links) => {
    const sets = Array.from({ length: n }, () => new Set<number>())
    for (const [i, j] of links) {
      if (i === j) continue
      sets[i]?.add(j)
      sets[j]?.add(i)
    }
    return sets.map((set) => [...set])
  })

/** A small random graph (symmetric) with whole-number values, not all equal. */
export const fields: fc.Arbitrary<Field> = fc.integer({ min: 5, max: 25 }).chain((n) =>
  fc
    .record({
      n: fc.constant(n),
      lists: graphs(n, 3 * n),
      values: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: n, maxLength: n }),
    })
    .filter(({ values }) => new Set(values).size > 2),
)

/** The same field with its cells numbered anew, at random: cell `places[p]` of the old numbering stands at place p. */
export function renumbered({ n, lists, values }: Field, keys: readonly number[]): { places: number[]; neighbours: Neighbours; values: number[] } {
  const places = Array.from({ length: n }, (_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
  const placeOf = new Map(places.map((cell, place) => [cell, place]))
  const neighbours = neighboursFromLists(places.map((cell) => (lists[cell] ?? []).map((j) => placeOf.get(j) ?? -1).reverse()))
  return { places, neighbours, values: places.map((cell) => values[cell] ?? NaN) }
}

/** Keys to renumber any field by. */
export const keys = fc.array(fc.nat(), { minLength: 25, maxLength: 25 })

/** Chi-squared (23 degrees of freedom) of 24,000 shufflings of four: every one of the 24 orders must come, about as often as another. */
export function misfitOfOrders(mix: (values: Uint32Array, random: Random) => void): number {
  const random = createRandom(11)
  const seen = new Map<string, number>()
  for (let i = 0; i < 24_000; i++) {
    const values = Uint32Array.of(0, 1, 2, 3)
    mix(values, random)
    seen.set(values.join(''), (seen.get(values.join('')) ?? 0) + 1)
  }
  expect(seen.size).toBe(24)
  return [...seen.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
}

/** The largest of |a - b| / max(1, |b|); NaN must meet NaN. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let most = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i] ?? NaN
    const y = b[i] ?? NaN
    if (x === y || (Number.isNaN(x) && Number.isNaN(y))) continue
    const d = Math.abs(x - y) / Math.max(1, Math.abs(y))
    most = Math.max(most, Number.isNaN(d) ? Infinity : d)
  }
  return most
}
