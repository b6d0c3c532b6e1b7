/**
 * The statistics kernels against what one would write without them: Map and h3-js per cell for Gi*, sorting pairs for the false
 * discovery rate, a continued fraction for the normal tail. Alone: node --expose-gc --import tsx scripts/bench/kernels.ts
 */
import { pathToFileURL } from 'node:url'
import { gridDisk, latLngToCell } from 'h3-js'
import { adjustP } from '../../server/statistics/adjust.ts'
import { giStar } from '../../server/statistics/getisOrd.ts'
import { neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { twoSidedP, twoSidedPs } from '../../server/statistics/normal.ts'
import { assertSameNumbers, type BenchRow, contest } from './measure.ts'

const RINGS = 115 // 1 + 3 * 115 * 116 = 40,021 cells of resolution 9 about Chelmsford, all of them filled or zero

export async function benchKernels(): Promise<BenchRow[]> {
  const cells = gridDisk(latLngToCell(51.73, 0.48, 9), RINGS)
  const counts = skewedCounts(cells.length, 42)
  const z = giStar(counts, neighboursOf(cells, 1))
  return [...[1, 2, 3].map((k) => giStarRow(cells, counts, k)), benjaminiHochbergRow(twoSidedPs(z)), normalRow(z)]
}

function giStarRow(cells: string[], counts: Float64Array, k: number): BenchRow {
  const started = performance.now()
  const neighbours = neighboursOf(cells, k)
  const buildMs = performance.now() - started
  const countOf = new Map(cells.map((cell, i) => [cell, counts[i] ?? 0]))
  return contest({
    name: `Gi* of ${cells.length} cells, k = ${k}, lists ready`,
    ours: () => giStar(counts, neighbours),
    peer: 'Map<cell, count> and h3-js gridDisk per cell',
    theirs: () => naiveGiStar(countOf, k),
    check: (ours, theirs) => {
      assertSameNumbers(ours, theirs, 1e-12)
      return `z equal to 1e-12; the lists are built once for a study area, ${buildMs.toFixed(0)} ms with h3-js`
    },
    rounds: 5,
  })
}

export function naiveGiStar(countOf: Map<string, number>, k: number): Float64Array {
  const n = countOf.size
  let sum = 0
  let squares = 0
  for (const x of countOf.values()) {
    sum += x
    squares += x * x
  }
  const mean = sum / n
  const deviation = Math.sqrt(squares / n - mean * mean)
  const z = new Float64Array(n)
  let i = 0
  for (const cell of countOf.keys()) {
    let local = 0
    let w = 0
    for (const near of gridDisk(cell, k)) {
      const x = countOf.get(near)
      if (x === undefined) continue
      local += x
      w++
    }
    z[i++] = (local - mean * w) / (deviation * Math.sqrt((n * w - w * w) / (n - 1)))
  }
  return z
}

function benjaminiHochbergRow(p: Float64Array): BenchRow {
  return contest({
    name: `Benjamini-Hochberg of ${p.length} p-values`,
    ours: () => adjustP(p, 'benjamini-hochberg'),
    peer: 'sorting [p, row] pairs',
    theirs: () => naiveBenjaminiHochberg(p),
    check: (ours, theirs) => {
      assertSameNumbers(ours, theirs, 0)
      return 'adjusted p identical'
    },
  })
}

export function naiveBenjaminiHochberg(p: Float64Array): Float64Array {
  const n = p.length
  const pairs = Array.from(p, (value, row) => ({ value, row })).sort((a, b) => b.value - a.value)
  const adjusted = new Float64Array(n)
  let least = 1
  pairs.forEach(({ value, row }, k) => {
    least = Math.min(least, (n / (n - k)) * value)
    adjusted[row] = least
  })
  return adjusted
}

function normalRow(z: Float64Array): BenchRow {
  return contest({
    name: `Two-sided p of ${z.length} z-scores`,
    ours: () => z.map(twoSidedP),
    peer: 'series and continued fraction (incomplete gamma)',
    theirs: () => z.map(naiveTwoSidedP),
    check: (ours, theirs) => {
      assertSameNumbers(ours.map(Math.log), theirs.map(Math.log), 1e-12)
      return 'log p equal to 1e-12'
    },
  })
}

/** erfc(|z| / sqrt 2) by its power series near 0 and by Lentz's continued fraction beyond. */
export function naiveTwoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const s = x * x
  if (x < 2) {
    let term = x
    let sum = x
    for (let k = 1; Math.abs(term) > 1e-17 * sum; k++) {
      term *= (2 * s) / (2 * k + 1)
      sum += term
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-s) * sum
  }
  let b = s + 0.5
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let k = 1; k < 1000; k++) {
    const a = -k * (k - 0.5)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    h *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return (x * Math.exp(-s) * h) / Math.sqrt(Math.PI)
}

function neighboursOf(cells: string[], k: number): ReturnType<typeof neighboursFromLists> {
  const rowOf = new Map(cells.map((cell, row) => [cell, row]))
  return neighboursFromLists(cells.map((cell, i) => gridDisk(cell, k).flatMap((near) => rowOf.get(near) ?? []).filter((j) => j !== i)))
}

/** Mostly zeros and ones, a few hundreds, as incident counts are. Mulberry32, so every machine has the same. */
function skewedCounts(n: number, seed: number): Float64Array {
  let state = seed
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  return Float64Array.from({ length: n }, () => Math.floor(0.4 / (1 - random()) ** 0.7))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const row of await benchKernels()) {
    const [low, high] = row.spread.map((x) => x.toFixed(1))
    const { ms, cpuMs, peakMb } = row.ours
    console.log(`${row.name}: ${ms.toFixed(2)} ms (${cpuMs.toFixed(2)} cpu, ${peakMb.toFixed(1)} MB); ${row.peer}: ${row.peerMs.toFixed(1)} ms`)
    console.log(`  ${row.ratio.toFixed(1)} times faster (${low}-${high}); ${row.checked}`)
  }
}
