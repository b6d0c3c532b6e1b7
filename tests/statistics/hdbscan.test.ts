import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hdbscan } from '../../server/statistics/hdbscan.ts'
import { distancesToKth, kdTree } from '../../server/statistics/kdTree.ts'
import { createRandom, shuffle } from '../../server/statistics/random.ts'
import { walkByReachability } from '../../server/statistics/reachability.ts'

const far = (x: ArrayLike<number>, y: ArrayLike<number>, i: number, j: number): number =>
  Math.sqrt((x[i]! - x[j]!) ** 2 + (y[i]! - y[j]!) ** 2)

function coreByDefinition(x: ArrayLike<number>, y: ArrayLike<number>, k: number): number[] {
  return Array.from(x, (_, i) => Array.from(x, (__, j) => far(x, y, i, j)).filter((_d, j) => j !== i).sort((a, b) => a - b)[k - 1] ?? Infinity)
}

/** Prim's method by scanning every row, the lowest of equals. */
function walkByScan(x: ArrayLike<number>, y: ArrayLike<number>, minPts: number): { rows: number[]; steps: number[] } {
  const core = coreByDefinition(x, y, minPts - 1)
  const reach = core.map(() => Infinity)
  const rows = [0]
  const steps = [Infinity]
  while (rows.length < core.length) {
    const last = rows.at(-1)!
    let next = -1
    core.forEach((_, j) => {
      if (rows.includes(j)) return
      reach[j] = Math.min(reach[j]!, Math.max(core[j]!, core[last]!, far(x, y, j, last)))
      if (next < 0 || reach[j]! < reach[next]!) next = j
    })
    rows.push(next)
    steps.push(reach[next]!)
  }
  return { rows, steps }
}

/** Clusters by walking down the hierarchy as the paper draws it: sets of rows, split at their longest step. */
function clustersByRecursion(x: ArrayLike<number>, y: ArrayLike<number>, minPts: number): number[] {
  const { rows, steps } = walkByScan(x, y, minPts)
  type Found = { score: number; clusters: number[][] }
  /** The stretch a..b of the walk: everything it can give, as a cluster born at `birth`. */
  function cluster(a: number, b: number, birth: number, root: boolean): Found {
    let stability = 0
    let children: Found | undefined
    const down = (from: number, to: number, cap: number): void => {
      if (from === to) return
      let cut = from + 1
      for (let t = from + 1; t <= to; t++) if (steps[t]! >= steps[cut]!) cut = t
      const height = steps[cut]!
      const sizes = [cut - from, to - cut + 1]
      if (!children && sizes.every((size) => size >= minPts)) {
        stability += (to - from + 1) * (1 / height - 1 / birth)
        const [left, right] = [cluster(from, cut - 1, height, false), cluster(cut, to, height, false)]
        children = { score: left.score + right.score, clusters: [...left.clusters, ...right.clusters] }
        return
      }
      for (const size of sizes) if (size === 1) waiting.push(Math.max(height, cap))
      // The larger part first: a split in it caps what the smaller, which came off, may still count.
      pieces.push([from, cut - 1], [cut, to])
    }
    const waiting: number[] = []
    const pieces: [number, number][] = [[a, b]]
    while (pieces.length > 0) {
      pieces.sort((p, q) => q[1] - q[0] - (p[1] - p[0]))
      const [from, to] = pieces.shift()!
      if (children && to - from + 1 >= minPts) throw new Error('two splits of one cluster')
      down(from, to, 0)
    }
    const split = children ? splitHeight(a, b) : 0
    for (const height of waiting) stability += 1 / Math.max(height, split) - 1 / birth
    if (children && (root || stability < children.score)) return children
    return root ? { score: 0, clusters: [] } : { score: stability, clusters: [rows.slice(a, b + 1)] }
  }
  function splitHeight(a: number, b: number): number {
    let [from, to] = [a, b]
    for (;;) {
      let cut = from + 1
      for (let t = from + 1; t <= to; t++) if (steps[t]! >= steps[cut]!) cut = t
      const [left, right] = [cut - from, to - cut + 1]
      if (left >= minPts && right >= minPts) return steps[cut]!
      if (left > right) to = cut - 1
      else from = cut
    }
  }
  const labels = rows.map(() => -1)
  const found = cluster(0, rows.length - 1, Math.max(...steps.slice(1)), true).clusters
  found.sort((p, q) => Math.min(...p) - Math.min(...q))
  found.forEach((members, label) => members.forEach((row) => (labels[row] = label)))
  return labels
}

/** Some crowds of different density and a scatter. */
function crowds(seed: number, n: number): { x: number[]; y: number[] } {
  const random = createRandom(seed)
  const x: number[] = []
  const y: number[] = []
  const centres = Array.from({ length: 4 }, () => [random.next() * 1000, random.next() * 1000, 5 + random.next() * 60] as const)
  for (let i = 0; i < n; i++) {
    const [cx, cy, spread] = centres[random.below(4)]!
    const lone = random.next() < 0.3
    x.push(lone ? random.next() * 1000 : cx + spread * random.normal())
    y.push(lone ? random.next() * 1000 : cy + spread * random.normal())
  }
  return { x, y }
}

const lattice = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), { minLength: 3, maxLength: 60 })

describe('k-th nearest neighbours', () => {
  test('law: as by sorting all distances, with repeats', () => {
    fc.assert(
      fc.property(lattice, fc.integer({ min: 1, max: 12 }), (points, k) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const tree = kdTree(x, y)
        const ours = distancesToKth(tree, k)
        const theirs = coreByDefinition(x, y, k)
        expect(Array.from(tree.order).sort((a, b) => a - b)).toEqual(points.map((_, i) => i))
        ours.forEach((d, position) => expect(d).toBe(theirs[tree.order[position]!]))
      }),
    )
  })

  test('refuses k below 1 and bears no points', () => {
    expect(() => distancesToKth(kdTree([1], [1]), 0)).toThrow(/^k is 0/)
    expect(distancesToKth(kdTree([], []), 3)).toEqual(new Float64Array(0))
  })
})

describe('the walk by reachability', () => {
  test('law: Prim by scanning, ties and repeats included', () => {
    fc.assert(
      fc.property(lattice, fc.integer({ min: 2, max: 8 }), (points, minPts) => {
        if (points.length < minPts) return
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const ours = walkByReachability(x, y, minPts)
        const theirs = walkByScan(x, y, minPts)
        expect(Array.from(ours.steps)).toEqual(theirs.steps)
        expect(Array.from(ours.rows)).toEqual(theirs.rows)
      }),
      { numRuns: 200 },
    )
  })

  test('crowds of many densities', () => {
    for (const seed of [1, 2]) {
      const { x, y } = crowds(seed, 400)
      expect(Array.from(walkByReachability(x, y, 9).rows)).toEqual(walkByScan(x, y, 9).rows)
    }
  })

  test('law: the lengths of the steps do not depend on the order of rows', () => {
    fc.assert(
      fc.property(lattice, fc.nat(), (points, seed) => {

        const order = points.map((_, i) => i)
        shuffle(order, createRandom(seed))
        const sorted = (p: [number, number][]): Float64Array =>
          walkByReachability(p.map(([u]) => u), p.map(([, v]) => v), 3).steps.sort()
        expect(sorted(order.map((i) => points[i]!))).toEqual(sorted(points))
      }),
    )
  })
})

describe('HDBSCAN*', () => {
  test('a tight crowd and a loose one, which no single distance finds', () => {
    const { x, y } = { x: [0, 1, 2, 0, 1, 2, 500, 540, 580, 500, 540, 580, 290], y: [0, 0, 0, 1, 1, 1, 0, 0, 0, 40, 40, 40, 900] }
    const { labels, count, probability, coreDistances, stability } = hdbscan(x, y, 4)
    expect(Array.from(labels)).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, -1])
    expect(count).toBe(2)
    expect(coreDistances[0]).toBe(Math.SQRT2)
    expect(coreDistances[1]).toBe(1)
    expect(probability[0]).toBe(0)
    expect(probability[1]).toBeCloseTo(1 - Math.SQRT1_2, 15)
    expect(probability[12]).toBe(0)
    // Born together when the two part at 498; the four corners leave at root 2, the two between at 1 (at 40 root 2 and 40).
    expect(stability[0]).toBeCloseTo(4 / Math.SQRT2 + 2 - 6 / 498, 12)
    expect(stability[1]).toBeCloseTo((4 / Math.SQRT2 + 2) / 40 - 6 / 498, 12)
  })

  test.each([1, 2, 3, 4, 5, 6])('crowds %d: the hierarchy walked down set by set gives the same labels', (seed) => {
    for (const minPts of [3, 5, 12]) {
      const { x, y } = crowds(seed, 160)
      expect(Array.from(hdbscan(x, y, minPts).labels)).toEqual(clustersByRecursion(x, y, minPts))
    }
  })

  test('every cluster has at least minPts points, and numbers follow the lowest rows', () => {
    const { x, y } = crowds(9, 1500)
    const { labels, count } = hdbscan(x, y, 15)
    expect(count).toBeGreaterThan(3)
    const sizes = Array.from({ length: count }, (_, label) => labels.filter((l) => l === label).length)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(15)
    const firsts = sizes.map((_, label) => labels.indexOf(label))
    expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
  })

  test('law: moving, mirroring and doubling the map changes no label', () => {
    fc.assert(
      fc.property(lattice, fc.integer({ min: 2, max: 6 }), fc.integer({ min: -99, max: 99 }), (points, minPts, shift) => {
        const x = points.map(([u]) => u)
        const y = points.map(([, v]) => v)
        const ours = hdbscan(x, y, minPts, { precision: 0.25 })
        const other = hdbscan(y.map((v) => -4 * v), x.map((u) => 4 * (u + shift)), minPts, { precision: 1 })
        expect(other.labels).toEqual(ours.labels)
        expect(other.stability.map((s) => 4 * s)).toEqual(ours.stability)
      }),
    )
  })

  test('too few points, one place, nothing but one group', () => {
    expect(hdbscan([], [], 5).labels).toEqual(new Int32Array(0))
    expect(hdbscan([1, 2], [1, 2], 3)).toMatchObject({ count: 0, labels: Int32Array.of(-1, -1), coreDistances: Float64Array.of(Infinity, Infinity) })
    expect(hdbscan([1, 2], [1, 2], 2).count).toBe(0) // the group of all is no cluster
    const place = new Float64Array(300).fill(7)
    expect(hdbscan(place, place, 10).count).toBe(0)
    const two = Float64Array.from({ length: 40 }, (_, i) => (i % 2) * 100)
    const answer = hdbscan(two, two, 5, { precision: 1 })
    expect(answer.count).toBe(2)
    expect(answer.probability).toEqual(new Float64Array(40).fill(1))
    expect(answer.stability[0]).toBeCloseTo(20 * (1 - 1 / Math.hypot(100, 100)), 12)
    expect(hdbscan(two, two, 5).stability[0]).toBe(Infinity)
  })

  test('with a precision, snapped places are part of the crowd around them; without one they are the clusters', () => {
    const random = createRandom(4)
    const x: number[] = []
    const y: number[] = []
    for (const centre of [0, 5000]) {
      for (let i = 0; i < 300; i++) {
        const [u, v] = i < 60 ? [60 * (i % 3), 60 * (i % 2)] : [80 * random.normal(), 80 * random.normal()]
        x.push(centre + u)
        y.push(v)
      }
    }
    expect(hdbscan(x, y, 10, { precision: 100 }).count).toBe(2)
    expect(hdbscan(x, y, 10).count).toBeGreaterThan(5)
  })

  test('bad parameters are refused by name', () => {
    expect(() => hdbscan([1], [1], 1)).toThrow(/^minPts is 1/)
    expect(() => hdbscan([1], [1], 2.5)).toThrow(/^minPts/)
    expect(() => hdbscan([1], [1], 2, { precision: -1 })).toThrow(/^precision/)
    expect(() => hdbscan([NaN], [1], 2)).toThrow('x[0] is NaN')
    expect(() => hdbscan([1, 2], [1], 2)).toThrow('x has 2 values, y 1')
  })
})
