/** 97.5 % point of the normal distribution. */
const Z = 1.959964

/**
 * 95 % score interval of a share, k of n (Wilson 1927): keeps to 0–1 and holds for small counts, where ± 1.96 standard errors does
 * not. Null for n = 0.
 */
export const wilson = (k: number, n: number): { low: number; high: number } | null => {
  if (n === 0) return null
  const p = k / n
  const z2 = Z * Z
  const middle = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))
  // The ends are exact there; without this they miss 0 and 1 by a rounding.
  return { low: k === 0 ? 0 : Math.max(0, middle - half), high: k === n ? 1 : Math.min(1, middle + half) }
}

/** The middle value, the mean of the two in the middle; null of none. */
export const median = (values: number[]): number | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
