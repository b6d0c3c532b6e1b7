// What parameters have to be: a RangeError names the one that is not.

export function needCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} is ${value}: a whole number from 0 on is needed`)
}

export function needPositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} is ${value}: a number above 0 is needed`)
}

export function needConfidence(value: number): void {
  if (!(value > 0 && value < 1)) throw new RangeError(`confidence is ${value}: a number between 0 and 1 is needed`)
}

/** Sum of a column of counts, each of which must be one. */
export function totalOf(name: string, counts: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < counts.length; i++) {
    if (!Number.isSafeInteger(counts[i]) || counts[i] < 0) needCount(`${name}[${i}]`, counts[i])
    total += counts[i]
  }
  return total
}
