// Threads as the service has them, on small fields.
import { afterAll, describe, expect, it } from 'vitest'
import { PARAMETERS } from '../../server/contract/analysis.ts'
import { METHODS } from '../../server/analysis/methods/registry.ts'
import type { Finished } from '../../server/analysis/work/messages.ts'
import { Cancelled, createPool } from '../../server/analysis/work/pool.ts'
import type { Running } from '../../server/analysis/work/pool.ts'
import { unpackResultTable } from '../../server/domain/resultTable.ts'
import { localMoranPermutation } from '../../server/statistics/localMoranPermutation.ts'
import { areaOf, fieldOf, keptOut } from '../support/analysisInput.ts'

const area = areaOf(9, 1)
const pools = [createPool(1), createPool(2)]
afterAll(() => Promise.all(pools.map((pool) => pool.close())))

const permuted = (pool: (typeof pools)[number], replicates: number): Running =>
  pool.run({
    kind: 'local-moran', method: METHODS['local-moran']!, parameters: PARAMETERS['local-moran'].parse({ inference: 'permutation', replicates }),
    input: { area, field: fieldOf(area, 900), other: null, keptOut },
  })
const bytes = ({ document, tables }: Finished): unknown => [JSON.stringify(document), ...tables.map(({ packed }) => Buffer.from(packed).toString('hex'))]

describe('pool', () => {
  it('gives the same bytes on one worker as on two, where numbers of stretches add up', async () => {
    const told = await Promise.all(pools.map(async (pool) => await permuted(pool, 3001).finished))
    expect(bytes(told[1]!)).toEqual(bytes(told[0]!))
    const table = await unpackResultTable(told[0]!.tables[0]!.packed)
    const p = table.columns.find(({ name }) => name === 'p')!.values as Float64Array
    expect(p).toEqual(localMoranPermutation(fieldOf(area, 900).counts, area.neighbours, { seed: 1, permutations: 3001 }))
  })

  it('ends what is cancelled, and takes the next', async () => {
    const [, pool] = pools
    const long = permuted(pool!, 99_999)
    setTimeout(long.cancel, 20)
    await expect(long.finished).rejects.toThrow(Cancelled)
    expect((await permuted(pool!, 99).finished).document.sentence).toMatch(/high among high/)
  })

  it('passes on what a parameter makes senseless, and nothing else', async () => {
    const [pool] = pools
    const input = { area, field: fieldOf(area, 900), other: null, keptOut }
    const ask = (parameters: object, field = input.field) => pool!.run({ kind: 'density', method: METHODS.density!, parameters, input: { ...input, field } }).finished
    await expect(ask({ bandwidth: -1, kernel: 'quartic' })).rejects.toThrow(/bandwidth is -1/)
    await expect(ask({ bandwidth: 400, kernel: 'quartic' }, null as never)).rejects.toThrow(/^a method failed +at /)
  })
})

describe('sequential Monte Carlo', () => {
  const scan = (pool: (typeof pools)[number], n: number, replicates: number): Promise<Finished> =>
    pool.run({
      kind: 'spatial-scan', method: METHODS['spatial-scan']!, parameters: PARAMETERS['spatial-scan'].parse({ resolution: 9, replicates, stop: 'sequential' }),
      input: { area, field: evenField(n), other: null, keptOut },
    }).finished
  /** Incidents where nothing is to be found: one in each of n cells far apart. */
  const evenField = (n: number) => {
    const field = fieldOf(area, n)
    field.events.cell.forEach((_, i) => (field.events.cell[i] = (i * 37) % area.cells.length))
    field.counts.fill(0)
    field.events.cell.forEach((row) => field.counts[row]!++)
    return field
  }
  const replicatesOf = ({ document }: Finished): unknown => document.figures.find(({ name }) => name === 'replicates')?.value

  it('stops where nothing is to be found, after the same replicates on one worker as on two', async () => {
    const told = await Promise.all(pools.map((pool) => scan(pool, 120, 9999)))
    expect(bytes(told[1]!)).toEqual(bytes(told[0]!))
    expect(replicatesOf(told[0]!)).toBeGreaterThanOrEqual(10)
    expect(replicatesOf(told[0]!)).toBeLessThan(2000)
  })

  it('spends all of them where it matters', async () => {
    const strong = pools[1]!.run({
      kind: 'spatial-scan', method: METHODS['spatial-scan']!, parameters: PARAMETERS['spatial-scan'].parse({ resolution: 9, replicates: 500, stop: 'sequential' }),
      input: { area, field: fieldOf(area, 600), other: null, keptOut },
    }).finished
    expect(replicatesOf(await strong)).toBe(500)
  })
})
