/**
 * Draws from a list of unequal chances at the cost of one uniform number each, however long the list: the alias method. Every
 * row keeps part of an equal share for itself and lends the rest to one other row, its alias.
 *
 * Chances need not sum to 1. Exact but for the rounding of the table (1e-16 of a share).
 *
 * Source: Walker, ACM Trans. Math. Softw. 3 (1977) 253-256; table built as Vose, IEEE Trans. Softw. Eng. 17 (1991) 972-975.
 */
import type { Random } from './random.ts'

export type AliasTable = { readonly keep: Float64Array; readonly alias: Uint32Array }

/** chances: numbers >= 0 with a sum above 0. */
export function aliasTable(chances: ArrayLike<number>): AliasTable {
  const n = chances.length
  let sum = 0
  for (let i = 0; i < n; i++) {
    if (!(chances[i] >= 0 && chances[i] < Infinity)) throw new RangeError(`chances[${i}] is ${chances[i]}: a number from 0 on is needed`)
    sum += chances[i]
  }
  if (!(sum > 0 && sum < Infinity)) throw new RangeError(`chances add up to ${sum}: a sum above 0 is needed`)
  const keep = Float64Array.from(chances, (chance) => (chance / sum) * n)
  const alias = Uint32Array.from(keep, (_, i) => i)
  const poor: number[] = []
  const rich: number[] = []
  keep.forEach((share, i) => (share < 1 ? poor : rich).push(i))
  while (poor.length > 0 && rich.length > 0) {
    const taker = poor.pop()!
    const giver = rich.at(-1)!
    alias[taker] = giver
    keep[giver] -= 1 - keep[taker]
    if (keep[giver] < 1) poor.push(rich.pop()!)
  }
  // Left over by rounding: whole shares; but a row without a chance must stay without one, so it lends to the likeliest row.
  const likeliest = largest(chances)
  for (const i of [...poor, ...rich]) {
    if (chances[i] > 0) keep[i] = 1
    else alias[i] = likeliest
  }
  return { keep, alias }
}

/** A row, as likely as its chance. */
export function drawRow({ keep, alias }: AliasTable, random: Random): number {
  const x = random.next() * keep.length
  const row = Math.floor(x)
  return x - row < keep[row] ? row : alias[row]
}

function largest(chances: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < chances.length; i++) if (chances[i] > chances[best]) best = i
  return best
}
