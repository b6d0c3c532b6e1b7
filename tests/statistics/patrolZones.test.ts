import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { connectedSets } from '../../server/statistics/connectedSets.ts'
import { type Neighbours, neighboursFromLists } from '../../server/statistics/neighbours.ts'
import { patrolZones } from '../../server/statistics/patrolZones.ts'
import { graphs } from './support.ts'

/** Hexagons in axial coordinates, `radius` rings about the middle one, which is row 0. */
function hexagons(radius: number): { neighbours: Neighbours; count: number } {
  const cells = [[0, 0], ...Array.from({ length: (2 * radius + 1) ** 2 }, (_, i) => [Math.floor(i / (2 * radius + 1)) - radius, (i % (2 * radius + 1)) - radius])
    .filter(([q, r]) => (q !== 0 || r !== 0) && Math.abs(q! + r!) <= radius)] as [number, number][]
  const rows = new Map(cells.map(([q, r], i) => [`${q},${r}`, i]))
  const steps = [[1, 0], [0, 1], [-1, 1], [-1, 0], [0, -1], [1, -1]]
  const lists = cells.map(([q, r]) => steps.flatMap(([dq, dr]) => rows.get(`${q + dq!},${r + dr!}`) ?? []))
  return { neighbours: neighboursFromLists(lists), count: cells.length }
}

/** Every set of least..most rows, found by trying all of them. */
function connectedBruteForce(neighbours: Neighbours, least: number, most: number, open: (row: number) => boolean): number[][] {
  const n = neighbours.offsets.length - 1
  const found: number[][] = []
  const choose = (from: number, set: number[]): void => {
    if (set.length >= least && isConnected(neighbours, set)) found.push(set)
    if (set.length === most) return
    for (let i = from; i < n; i++) if (open(i)) choose(i + 1, [...set, i])
  }
  choose(0, [])
  return found
}

function isConnected({ offsets, targets }: Neighbours, set: readonly number[]): boolean {
  const reached = new Set(set.slice(0, 1))
  for (const i of reached) for (let e = offsets[i]!; e < offsets[i + 1]!; e++) if (set.includes(targets[e]!)) reached.add(targets[e]!)
  return reached.size === set.length
}

const worlds = fc.integer({ min: 4, max: 11 }).chain((n) =>
  fc.record({
    lists: graphs(n, 2 * n),
    scores: fc.array(fc.nat({ max: 6 }), { minLength: n, maxLength: n }),
    excluded: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
    hotspots: fc.array(fc.array(fc.nat(n - 1), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
  }),
)

describe('connected sets', () => {
  test('round one hexagon: 1, 6, 33, 176, 930 of 1 to 5 cells (sizes times the fixed polyhexes 1, 3, 11, 44, 186)', () => {
    const { neighbours, count } = hexagons(5)
    const bySize = [0, 0, 0, 0, 0, 0]
    connectedSets(0, 5, neighbours, new Uint8Array(count).fill(1), (_, size) => bySize[size]!++)
    expect(bySize).toEqual([0, 1, 6, 33, 176, 930])
  })

  test('law: each connected set with the seed once, and no other', () => {
    fc.assert(
      fc.property(worlds, ({ lists, excluded }) => {
        const neighbours = neighboursFromLists(lists)
        const open = excluded.map((x, i) => i === 0 || !x)
        const found: string[] = []
        connectedSets(0, 4, neighbours, open, (set, size) => found.push([...set.subarray(0, size)].sort((a, b) => a - b).join()))
        const expected = connectedBruteForce(neighbours, 1, 4, (i) => open[i]!).filter((set) => set.includes(0)).map((set) => set.join())
        expect(found.toSorted()).toEqual(expected.toSorted())
      }),
    )
  })

  test('what would take for ever is refused', () => {
    const star = neighboursFromLists([Array.from({ length: 13 }, (_, i) => i + 1), ...Array.from({ length: 13 }, () => [0])])
    const open = new Uint8Array(14).fill(1)
    expect(() => connectedSets(0, 3, star, open, () => {})).toThrow('cell 0 has more than 12')
    expect(() => connectedSets(1, 3, star, open, () => {})).toThrow('cell 0 has more than 12')
    expect(() => connectedSets(0, 8, star, open, () => {})).toThrow('most')
  })
})

describe('patrol zones', () => {
  /** A street of nine cells. */
  const street = neighboursFromLists(Array.from({ length: 9 }, (_, i) => [i - 1, i + 1].filter((j) => j >= 0 && j < 9)))

  test('the five that hold most, with no cell that adds nothing', () => {
    const none = new Uint8Array(9)
    expect(patrolZones(street, [0, 1, 2, 9, 3, 1, 0, 0, 5], [[3]], none).zones).toEqual([{ hotspot: 0, cells: [1, 2, 3, 4, 5], score: 16, otherwise: null }])
    expect(patrolZones(street, [0, 0, 2, 9, 3, 0, 0, 0, 5], [[3]], none).zones[0]?.cells).toEqual([2, 3, 4])
    // At least three, though two cells hold nothing; of equal zones the one with the lower rows.
    expect(patrolZones(street, [0, 0, 0, 9, 0, 0, 0, 0, 0], [[3]], none).zones[0]?.cells).toEqual([1, 2, 3])
    expect(patrolZones(street, [0, 1, 2, 9, 3, 1, 0, 0, 5], [[3]], none, { least: 4, most: 4 }).zones[0]).toMatchObject({ cells: [1, 2, 3, 4], score: 15 })
  })

  test('a hospital is not walked, and the audit says what that changed', () => {
    const excluded = [0, 0, 0, 0, 1, 0, 0, 0, 0]
    const found = patrolZones(street, [0, 1, 2, 9, 30, 1, 0, 0, 5], [[3, 4]], excluded)
    expect(found.zones).toEqual([{ hotspot: 0, cells: [1, 2, 3], score: 12, otherwise: { cells: [1, 2, 3, 4, 5], score: 43 } }])
    expect(found.audit).toEqual([{ cell: 4, score: 30, changed: [0] }])
  })

  test('an excluded cell of a hotspot that nobody would have walked is told all the same', () => {
    const found = patrolZones(street, [9, 9, 9, 0, 0, 0, 0, 0, 0], [[1, 8]], [0, 0, 0, 0, 0, 0, 0, 0, 1])
    expect(found.audit).toEqual([{ cell: 8, score: 0, changed: [] }])
    expect(found.zones[0]).toMatchObject({ cells: [0, 1, 2], otherwise: null })
  })

  test('why a hotspot has no zone', () => {
    const excluded = [0, 0, 1, 0, 0, 0, 1, 0, 0]
    const scores = [1, 1, 1, 1, 1, 1, 1, 1, 1]
    const { zones, without } = patrolZones(street, scores, [[4], [6], [3, 5], [0], [2, 3]], excluded)
    expect(zones.map(({ cells }) => cells)).toEqual([[3, 4, 5]])
    expect(without.map(({ hotspot, reason }) => [hotspot, reason])).toEqual([[1, 'excluded'], [2, 'taken'], [3, 'no-room'], [4, 'taken']])
    expect(without[0]?.otherwise).toEqual({ cells: [6, 7, 8], score: 3 })
  })

  test('a hotspot listed twice gets a second zone beside the first', () => {
    const { zones } = patrolZones(street, [9, 8, 7, 6, 5, 4, 3, 2, 1], [[0, 1, 2, 3, 4, 5], [0, 1, 2, 3, 4, 5]], new Uint8Array(9))
    expect(zones.map(({ cells }) => cells)).toEqual([[0, 1, 2, 3, 4], [5, 6, 7, 8]])
  })

  test('what is wrong names itself', () => {
    const none = new Uint8Array(9)
    const scores = new Float64Array(9)
    expect(() => patrolZones(street, scores, [[]], none)).toThrow('hotspots[0]')
    expect(() => patrolZones(street, scores, [[9]], none)).toThrow('hotspots[0]')
    expect(() => patrolZones(street, scores.map(() => -1), [[0]], none)).toThrow('scores[0]')
    expect(() => patrolZones(street, scores, [[0]], none, { least: 5, most: 3 })).toThrow('least')
    expect(() => patrolZones(street, scores, [[0]], none, { most: 9 })).toThrow('most')
    expect(() => patrolZones(street, scores, [[0]], [0])).toThrow('exclusion')
    expect(() => patrolZones(neighboursFromLists([[1], []]), [1, 1], [[0]], [0, 0])).toThrow('one way')
    expect(patrolZones(street, scores, [], none)).toEqual({ zones: [], without: [], audit: [] })
    expect(patrolZones(neighboursFromLists([]), [], [], [])).toEqual({ zones: [], without: [], audit: [] })
  })

  test('laws: connected, of three to five, apart, without excluded cells; each as good as the best of all sets left to it', () => {
    fc.assert(
      fc.property(worlds, ({ lists, scores, excluded, hotspots }) => {
        const neighbours = neighboursFromLists(lists)
        const { zones, without, audit } = patrolZones(neighbours, scores, hotspots, excluded)
        const sum = (set: readonly number[]): number => set.reduce((total, row) => total + scores[row]!, 0)
        const taken = new Set<number>()
        expect(zones.length + without.length).toBe(hotspots.length)
        hotspots.forEach((rows, hotspot) => {
          const zone = zones.find((z) => z.hotspot === hotspot)
          const choices = (barred: boolean) =>
            connectedBruteForce(neighbours, 3, 5, (i) => !taken.has(i) && !(barred && excluded[i])).filter((set) => set.some((row) => rows.includes(row)))
          const best = choices(true).reduce((most, set) => Math.max(most, sum(set)), -1)
          const otherwise = (zone ?? without.find((w) => w.hotspot === hotspot))?.otherwise
          const unbound = choices(false).reduce((most, set) => Math.max(most, sum(set)), -1)
          expect(otherwise?.score ?? unbound).toBe(unbound)
          const walked = otherwise?.cells.filter((row) => excluded[row]) ?? []
          expect(walked.filter((row) => !audit.find(({ cell }) => cell === row)?.changed.includes(hotspot))).toEqual([])
          expect(zone?.score ?? -1).toBe(best)
          const cells = zone?.cells ?? []
          expect(cells.length === 0 ? -1 : sum(cells)).toBe(best)
          expect(zone === undefined || (cells.length >= 3 && cells.length <= 5)).toBe(true)
          expect(cells.length === 0 || isConnected(neighbours, cells)).toBe(true)
          expect(cells.some((row) => excluded[row] || taken.has(row))).toBe(false)
          cells.forEach((row) => taken.add(row))
        })
      }),
      { numRuns: 150 },
    )
  })

  test('law: the order of neighbour lists and of a hotspot\'s cells does not matter, with scores that do not add up exactly', () => {
    fc.assert(
      fc.property(worlds, ({ lists, scores, excluded, hotspots }) => {
        const harm = scores.map((x) => x * 0.1)
        const there = patrolZones(neighboursFromLists(lists), harm, hotspots, excluded)
        const back = patrolZones(neighboursFromLists(lists.map((list) => list.toReversed())), harm, hotspots.map((rows) => rows.toReversed()), excluded)
        expect(back).toEqual(there)
      }),
    )
  })
})
