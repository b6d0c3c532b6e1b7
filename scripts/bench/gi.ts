import { createGiRaster, giStarRaster } from '../../server/statistics/giRaster.ts'
import { countedField, giveField, type Field } from './field.ts'
import { naiveGiStar } from './kernels.ts'
import { lineOf, type Line } from './line.ts'
import { assertSameNumbers, contest, memoryOf, race, sampler } from './measure.ts'
import { withPeer } from './peers.ts'
import { withR } from './r.ts'

const K = 3

/** Gi* of the whole box, as a map that is counted anew at every turn of a filter computes it. */
export async function benchGi(): Promise<Line[]> {
  const field = countedField()
  return [naive(field), ...(await spdep(field))]
}

const nameOf = ({ cells }: Field): string => `Gi* of ${cells.length.toLocaleString('en-GB')} cells, k = ${K}`

function naive(field: Field): Line {
  const { cells, counts, axes } = field
  const raster = createGiRaster(axes.i, axes.j, K)
  const countOf = new Map(cells.map((cell, i) => [cell, counts[i] ?? 0]))
  return lineOf(contest({
    name: nameOf(field), goal: 250,
    ours: () => giStarRaster(counts, raster),
    peer: 'Map<cell, count> and h3-js gridDisk per cell',
    theirs: () => naiveGiStar(countOf, K),
    check: (ours, theirs) => {
      assertSameNumbers(ours, theirs, 1e-9)
      return 'z equal to 1e-9; the raster is made once for a set of cells'
    },
    rounds: 5,
  }))
}

const spdep = (field: Field): Promise<Line[]> =>
  withPeer({ name: nameOf(field), goal: 60 }, () =>
    withR('spdep', 'r-cran-spdep', async (r) => {
      const { counts, axes, neighbours } = field
      const raster = createGiRaster(axes.i, axes.j, K)
      const ours = (): Float64Array => giStarRaster(counts, raster)
      await giveField(r, counts, neighbours(K))
      const made = await r.run('w <- nb2listw(include.self(nb), style = "B")')
      await r.run('z <- localG(x, w)')
      assertSameNumbers(ours(), await r.take('z'), 1e-9)
      return [lineOf(await race({
        name: nameOf(field), goal: 60, ours: sampler(ours), peer: `R spdep ${await r.versionOf('spdep')} localG, weights ready`,
        theirs: () => r.run('z <- localG(x, w)'), peakMb: memoryOf(ours), rounds: 9,
        checked: `z equal to 1e-9; not counted: nb2listw(include.self()) ${(made.ms / 1000).toFixed(1)} s, our raster`,
      }))]
    }))
