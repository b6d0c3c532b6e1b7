/**
 * Seeded randomness for simulation: streams numbered by (seed, stream), so that replicate 17 draws the same numbers whether it is
 * the first or the last to be computed, on one worker or on four. That is what makes a Monte Carlo answer reproducible.
 *
 * Generator: xoshiro128** (Blackman and Vigna, ACM Trans. Math. Softw. 47:4, 2021), its four words filled by splitmix32-like
 * mixing of seed and stream. 2^32 streams of one seed do not overlap in practice (period 2^128 - 1). Not for secrets.
 */
export type Random = {
  /** 32 random bits, 0 .. 2^32 - 1. */
  bits: () => number
  /** Uniform in [0, 1), 53 bits. */
  next: () => number
  /** Uniform whole number in [0, n), n from 1 to 2^32; without the bias of a remainder. */
  below: (n: number) => number
  /** Standard normal (polar method). */
  normal: () => number
}

/** Stream `stream` of seed `seed`: both whole numbers, 0 .. 2^32 - 1. */
export function createRandom(seed: number, stream = 0): Random {
  let mix = (seed ^ Math.imul(stream + 0x9e3779b9, 0x85ebca6b)) | 0
  const word = (salt: number): number => {
    mix = (mix + 0x9e3779b9) | 0
    let x = mix ^ Math.imul(stream, salt)
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
    return (x ^ (x >>> 16)) | 0
  }
  let a = word(0x27d4eb2f)
  let b = word(0x165667b1)
  let c = word(0x2545f491)
  let d = word(0x9e3779b1) | 1 // never all zero
  const bits = (): number => {
    let result = Math.imul(b, 5)
    result = Math.imul((result << 7) | (result >>> 25), 9)
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result >>> 0
  }
  for (let i = 0; i < 8; i++) bits()
  const next = (): number => ((bits() >>> 5) * 0x4000000 + (bits() >>> 6)) / 0x20000000000000
  const below = (n: number): number => {
    const limit = 0x100000000 - (0x100000000 % n)
    let x = bits()
    while (x >= limit) x = bits()
    return x % n
  }
  return { bits, next, below, normal: polarNormal(next) }
}

/** Standard normal numbers out of uniform ones in [0, 1): Marsaglia's polar method, which makes two at a time. */
export function polarNormal(next: () => number): () => number {
  let spare = NaN
  return () => {
    if (!Number.isNaN(spare)) {
      const kept = spare
      spare = NaN
      return kept
    }
    for (;;) {
      const u = 2 * next() - 1
      const v = 2 * next() - 1
      const s = u * u + v * v
      if (s >= 1 || s === 0) continue
      const m = Math.sqrt((-2 * Math.log(s)) / s)
      spare = v * m
      return u * m
    }
  }
}

/** RangeError unless [from, to) are replicates that a seed has streams for. */
export function needReplicates(seed: number, from: number, to: number): void {
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to < 0xffffffff)) {
    throw new RangeError(`replicates ${from} to ${to}: whole numbers from 0 on are needed, the first not above the second`)
  }
  if (!(Number.isInteger(seed) && seed >= 0 && seed <= 0xffffffff)) {
    throw new RangeError(`seed is ${seed}: a whole number from 0 to 2^32 - 1 is needed`)
  }
}

/** Fisher-Yates: every order equally likely. In place. */
export function shuffle(values: { length: number; [i: number]: number }, random: Random): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const kept = values[i]
    values[i] = values[j]
    values[j] = kept
  }
}
