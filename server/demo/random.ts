/** Seeded randomness: the same seed gives the same county on every machine. Not for secrets. */
export type Random = { next: () => number; normal: () => number; hex: (digits: number) => string; pick: <T>(items: readonly T[]) => T }

/** sfc32 (Chris Doty-Humphrey, PractRand), started from one 32-bit seed and run in. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const bits = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < 20; i++) bits()
  const next = () => bits() / 2 ** 32
  return {
    next,
    /** Twelve uniforms less six: normal enough for scattering streets, and the same on every engine (no log, no cos). */
    normal: () => {
      let sum = -6
      for (let i = 0; i < 12; i++) sum += next()
      return sum
    },
    hex: (digits) => {
      let text = ''
      while (text.length < digits) text += bits().toString(16).padStart(8, '0')
      return text.slice(0, digits)
    },
    pick: (items) => items[Math.floor(next() * items.length)]!,
  }
}

/** Draws items in proportion to their weights. */
export function createDraw<T>(items: readonly T[], weightOf: (item: T) => number): (random: Random) => T {
  let total = 0
  const upTo = items.map((item) => (total += weightOf(item)))
  if (!(total > 0)) throw new Error('nothing to draw from: no item has a weight')
  return (random) => {
    const mark = random.next() * total
    let [low, high] = [0, items.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (upTo[middle]! > mark) high = middle
      else low = middle + 1
    }
    return items[low]!
  }
}

/** A seed for one part of the work (FNV-1a of its name): what one part draws does not move another. */
export function seedOf(seed: number, part: string): number {
  let hash = 0x811c9dc5
  for (const letter of `${seed}/${part}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return hash | 0
}

/** How many of n happen with chance p. Exact for small means by trial, else normal with the right variance: whole days of a county need no more. */
export function binomial(n: number, p: number, random: Random): number {
  if (n <= 0 || p <= 0) return 0
  if (p >= 1) return n
  const mean = n * p
  if (mean >= 12 && n - mean >= 12) {
    const drawn = Math.round(mean + random.normal() * Math.sqrt(mean * (1 - p)))
    return Math.min(n, Math.max(0, drawn))
  }
  if (n <= 400) {
    let hits = 0
    for (let i = 0; i < n; i++) if (random.next() < p) hits++
    return hits
  }
  // Many trials, few hits (or the mirror of it): Poisson by counting, cut at n.
  if (p > 0.5) return n - binomial(n, 1 - p, random)
  let [hits, left] = [0, random.next()]
  for (const stop = Math.exp(-mean); left > stop && hits < n; hits++) left *= random.next()
  return hits
}
