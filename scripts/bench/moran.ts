import { localMoran } from '../../server/statistics/localMoran.ts'
import { localMoranPermutation } from '../../server/statistics/localMoranPermutation.ts'
import { countedField, giveField } from './field.ts'
import { lineOf, type Line } from './line.ts'
import { assertSameNumbers, memoryOf, race, sampler, type Timing } from './measure.ts'
import { withPeer } from './peers.ts'
import { withR } from './r.ts'

const PERMUTATIONS = 999
/** What the peer is given otherwise: its time is a constant and a part that grows with permutations, both measured. */
const FEW = [19, 99] as const

/** Pseudo p of local Moran for the whole box, k = 1, row-standardised. */
export async function benchMoran(full: boolean): Promise<Line[]> {
  const { counts, neighbours } = countedField()
  const lists = neighbours(1)
  const name = `local Moran of ${counts.length.toLocaleString('en-GB')} cells, ${PERMUTATIONS} permutations`
  const ours = (): Float64Array => localMoranPermutation(counts, lists, { seed: 1, permutations: PERMUTATIONS, alternative: 'greater' })
  return await withPeer({ name, goal: 50 }, () =>
    withR('spdep', 'r-cran-spdep', async (r) => {
      await giveField(r, counts, lists)
      await r.run('w <- nb2listw(nb, style = "W"); set.seed(1)')
      const perm = (permutations: number) => r.run(`m <- localmoran_perm(x, w, nsim = ${permutations})`)
      const first = await perm(FEW[1])
      assertSameNumbers(localMoran(counts, lists).i, await r.take('m[, "Ii"]'), 1e-9)
      const apart = differing(ours(), await r.take('m[, "Pr(folded) Sim"]'), FEW[1])
      if (apart > counts.length / 1000) throw new Error(`p of ${apart} cells differ by more than chance`)
      const checked = `I equal to 1e-9; p of all but ${apart} cells within 4.5 standard errors of the two simulations`
      // R works on one thread here, so its CPU time is its wall time on a machine of its own; what is drawn on bears no noise of a shared one.
      const grown = async (): Promise<Timing> => {
        const [a, b] = [(await perm(FEW[0])).cpuMs, first.cpuMs]
        return both(b + (Math.max(0, b - a) / (FEW[1] - FEW[0])) * (PERMUTATIONS - FEW[1]))
      }
      const clock = sampler(ours)
      return [lineOf(await race({
        name, goal: 50, ours: full ? clock : () => both(clock().cpuMs), peer: `R spdep ${await r.versionOf('spdep')} localmoran_perm, serial`,
        theirs: full ? () => perm(PERMUTATIONS) : grown, peakMb: memoryOf(ours), rounds: 1,
        checked: full ? checked : `${checked}; CPU times: the peer ran ${FEW.join(' and ')} permutations and its time is drawn on to ${PERMUTATIONS} (--full runs them)`,
      }))]
    }))
}

const both = (ms: number): Timing => ({ ms, cpuMs: ms })

/** Cells whose folded pseudo p, (min(ge, B - ge) + 1) / (B + 1), differ by more than two simulations may. greater: (ge + 1) / (B + 1). */
function differing(greater: Float64Array, folded: Float64Array, theirB: number): number {
  let apart = 0
  for (const [i, p] of greater.entries()) {
    const share = Math.min(p, 1 - p)
    // At the least share of either simulation a variance of 0 would be claimed.
    const q = Math.max(share, 2 / (theirB + 1))
    const error = Math.sqrt(q * (1 - q) * (1 / PERMUTATIONS + 1 / theirB))
    if (Math.abs(share - (folded[i] ?? NaN)) > 4.5 * error + 2 / (theirB + 1)) apart++
  }
  return apart
}
