import fc from 'fast-check'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'

/** Symmetric lists: i and j are neighbours when their distance is positive and at most `band` (inclusive). */
export function withinDistance(points: readonly (readonly [number, number])[], band: number): Neighbours {
  return neighboursFromLists(
    points.map(([x, y], i) =>
      points.flatMap(([u, v], j) => (j !== i && Math.hypot(x - u, y - v) <= band ? [j] : [])),
    ),
  )
}

export type Field = { n: number; lists: number[][]; values: number[] }

/** A small random graph (symmetric) with whole-number values, not all equal. */
export const fields: fc.Arbitrary<Field> = fc.integer({ min: 5, max: 25 }).chain((n) =>
  fc
    .record({
      links: fc.array(fc.tuple(fc.nat(n - 1), fc.nat(n - 1)), { maxLength: 3 * n }),
      values: fc.array(fc.integer({ min: 0, max: 50 }), { minLength: n, maxLength: n }),
    })
    .filter(({ values }) => new Set(values).size > 2)
    .map(({ links, values }) => {
      const sets = Array.from({ length: n }, () => new Set<number>())
      for (const [i, j] of links) {
        if (i === j) continue
        sets[i]?.add(j)
        sets[j]?.add(i)
      }
      return { n, lists: sets.map((set) => [...set]), values }
    }),
)

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
