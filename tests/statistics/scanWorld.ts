// Small made-up worlds for the tests of the scan statistics.
import { createRandom } from '../../server/statistics/random.ts'
import { finishScan, observedWindows, replicateMaxima, type ScanInput, type ScanPlan, type ScanResult } from '../../server/statistics/scan/scan.ts'

export type World = { x: number[]; y: number[]; population: number[]; location: number[]; interval: number[]; intervals: number }

/** Points on a coarse lattice, so that equal distances and shared points occur; cases thicker in one corner and period. */
export function createWorld(seed: number, locations: number, cases: number, intervals: number, lattice = 8): World {
  const random = createRandom(seed)
  const x = Array.from({ length: locations }, () => random.below(lattice))
  const y = Array.from({ length: locations }, () => random.below(lattice))
  const population = Array.from({ length: locations }, () => 1 + random.below(50))
  const corner = x.map((_, i) => i).filter((i) => x[i]! < lattice / 3 && y[i]! < lattice / 3)
  const location: number[] = []
  const interval: number[] = []
  for (let k = 0; k < cases; k++) {
    const inCluster = random.next() < 0.2 && corner.length > 0
    location.push(inCluster ? corner[random.below(corner.length)]! : random.below(locations))
    interval.push(inCluster ? Math.min(intervals - 1, 1 + random.below(2)) : random.below(intervals))
  }
  return { x, y, population, location, interval, intervals }
}

export function inputOf(world: World, model: ScanInput['model'], more: Partial<ScanInput> = {}): ScanInput {
  const { x, y, population, location, interval, intervals } = world
  return {
    model,
    coordinates: { kind: 'planar', x, y },
    cases: { location, interval },
    intervals,
    ...(model === 'poisson' && { exposure: population }),
    ...more,
  }
}

/** All three steps, on this thread. */
export function scanned(plan: ScanPlan, seed: number, replicates: number): ScanResult {
  return finishScan(observedWindows(plan), replicateMaxima(plan, seed, 0, replicates))
}
