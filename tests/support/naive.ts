// Gi* by its definition, with plain loops and nothing of ours: slow, and therefore believed.
import { gridDisk } from 'h3-js'

export type NaiveRow = { cell: string; z: number; p: number; adjustedP: number }

/** Binary weights, the cell itself included, k rings within the cells given; mean and deviation over all cells, divisor n. */
export function naiveTable(counts: Map<string, number>, k: number): NaiveRow[] {
  const cells = [...counts.keys()]
  const n = cells.length
  let mean = 0
  for (const count of counts.values()) mean += count / n
  let variance = 0
  for (const count of counts.values()) variance += (count - mean) ** 2 / n
  const rows = cells.map((cell) => {
    const disk = gridDisk(cell, k).filter((near) => counts.has(near))
    const sum = disk.reduce((total, near) => total + counts.get(near)!, 0)
    const w = disk.length
    const z = (sum - mean * w) / Math.sqrt((variance * (n * w - w * w)) / (n - 1))
    return { cell, z, p: erfc(Math.abs(z) / Math.SQRT2), adjustedP: 1 }
  })
  // Benjamini–Hochberg, from the largest p down.
  let least = 1
  for (const [i, row] of rows.toSorted((a, b) => b.p - a.p).entries()) row.adjustedP = least = Math.min(least, (row.p * n) / (n - i))
  return rows
}

/** Complementary error function for x ≥ 0: power series below 2.5, continued fraction above (Abramowitz & Stegun 7.1.6, 7.1.14). */
function erfc(x: number): number {
  if (x < 2.5) {
    let term = x
    let sum = x
    for (let i = 1; Math.abs(term) > 1e-18 * Math.abs(sum); i++) sum += term *= (2 * x * x) / (2 * i + 1)
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
  }
  let fraction = x
  for (let i = 200; i > 0; i--) fraction = x + i / 2 / fraction
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction
}
