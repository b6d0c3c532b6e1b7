import { describe, expect, test } from 'vitest'
import { finishScan, observedWindows, prepareScan, type ScanInput } from '../../server/statistics/scan/scan.ts'
import { createWorld, inputOf, scanned, type World } from './scanWorld.ts'

describe('laws', () => {
  const world = createWorld(6, 40, 250, 5, 30)
  const clusters = (w: World, model: ScanInput['model'], more: Partial<ScanInput> = {}) => scanned(prepareScan(inputOf(w, model, more)), 3, 60).clusters

  test('order of rows: other order of cases gives the same bytes, of locations the same clusters', () => {
    const order = world.location.map((_, k) => k).reverse()
    const turned = { ...world, location: order.map((k) => world.location[k]!), interval: order.map((k) => world.interval[k]!) }
    expect(clusters(turned, 'poisson')).toEqual(clusters(world, 'poisson'))
    const places = world.x.map((_, i) => (i * 7) % 40)
    const moved: World = {
      ...world,
      x: places.map((i) => world.x[i]!),
      y: places.map((i) => world.y[i]!),
      population: places.map((i) => world.population[i]!),
      location: world.location.map((l) => places.indexOf(l)),
    }
    const ours = clusters(world, 'poisson')
    expect(ours.length).toBeGreaterThan(2)
    const theirs = clusters(moved, 'poisson')
    expect(theirs[0]?.llr).toBeCloseTo(ours[0]?.llr ?? NaN, 9)
    expect(Array.from(theirs[0]?.members ?? [], (m) => places[m]!).sort((a, b) => a - b)).toEqual(Array.from(ours[0]?.members ?? []).sort((a, b) => a - b))
    expect(theirs[0]?.p).toBe(ours[0]?.p)
  })

  test('scale of the population and of the map changes nothing but radii', () => {
    const scaled = clusters({ ...world, x: world.x.map((v) => v * 4), y: world.y.map((v) => v * 4) }, 'poisson', {
      exposure: world.population.map((p) => p * 8),
    })
    const plain = clusters(world, 'poisson')
    expect(scaled.map(({ radius, ...rest }) => ({ ...rest, radius: radius / 4 }))).toEqual(plain)
  })

  test('counted cases are cases written out; a location without people and cases is only a member', () => {
    const tally = new Map<string, number>()
    world.location.forEach((l, k) => tally.set(`${l} ${world.interval[k]}`, (tally.get(`${l} ${world.interval[k]}`) ?? 0) + 1))
    const rows = [...tally].map(([key, count]) => [...key.split(' ').map(Number), count])
    const cases = { location: rows.map((r) => r[0]!), interval: rows.map((r) => r[1]!), count: rows.map((r) => r[2]!) }
    expect(clusters(world, 'space-time-permutation', { cases })).toEqual(clusters(world, 'space-time-permutation'))
    const wider = { ...world, x: [...world.x, 1000], y: [...world.y, 1000], population: [...world.population, 0] }
    const strip = (list: ReturnType<typeof clusters>) => list.map(({ llr, observed }) => `${llr.toFixed(9)} ${observed}`)
    expect(strip(observedPlus(wider)).slice(0, 3)).toEqual(strip(observedPlus(world)).slice(0, 3))
    function observedPlus(w: World) {
      return finishScan(observedWindows(prepareScan(inputOf(w, 'poisson'))), new Float64Array()).clusters
    }
  })

  test('two locations at one point enter together', () => {
    const plan = prepareScan({
      model: 'poisson',
      coordinates: { kind: 'planar', x: [0, 0, 5, 9], y: [0, 0, 0, 0] },
      cases: { location: [0, 1, 2, 3], count: [9, 1, 1, 1] },
      exposure: [10, 10, 10, 10],
    })
    expect(Array.from(observedWindows(plan)[0]?.members ?? [])).toEqual([0, 1])
  })
})
