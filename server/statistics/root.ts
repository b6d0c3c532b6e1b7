/**
 * Where does a rising or falling function cross zero? Between two points with different signs, by the Illinois form of false
 * position: the next point lies on the chord, an end that stays is given half its weight, and every third step halves the
 * bracket, so that it ends within 200 steps whatever the function. Result within 4 units in the last place of the bracket.
 * An end where the function is infinite is allowed; RangeError where the signs do not differ.
 *
 * Source: Dowell and Jarratt, BIT 11 (1971) 168-174.
 */
export function rootBetween(f: (x: number) => number, low: number, high: number): number {
  let a = low
  let b = high
  let fa = f(a)
  let fb = f(b)
  if (fa === 0) return a
  if (fb === 0) return b
  if (!(fa < 0 !== fb < 0) || Number.isNaN(fa + 0) || Number.isNaN(fb + 0)) throw new RangeError(`no root between ${low} and ${high}`)
  for (let step = 1; step <= 1200; step++) {
    if (Math.abs(b - a) <= 4 * Number.EPSILON * Math.max(Math.abs(a), Math.abs(b))) break
    let x = a - (fa * (b - a)) / (fb - fa)
    if (step % 3 === 0 || !(x > Math.min(a, b) && x < Math.max(a, b))) x = a + (b - a) / 2
    const fx = f(x)
    if (fx === 0) return x
    if (fx < 0 === fb < 0) {
      fa /= 2
    } else {
      a = b
      fa = fb
    }
    b = x
    fb = fx
  }
  return b
}
