import type { Parameters } from '../../contract/analysis.ts'
import { adjustP } from '../../statistics/adjust.ts'
import { localMoran, quadrants, QUADRANTS } from '../../statistics/localMoran.ts'
import { exactSteps, localMoranExact } from '../../statistics/localMoranExact.ts'
import { localMoranPs, localMoranRanks } from '../../statistics/localMoranPermutation.ts'
import { cellColumn, countColumn, counted, numbers, tableOf, texts } from './columns.ts'
import type { MethodInput, MethodResult } from './method.ts'
import { method, refuse, simulation } from './method.ts'

const WORDS = ['', 'High–High', 'Low–High', 'Low–Low', 'High–Low'] as const

const resultOf = ({ area, field }: MethodInput, { adjustment, alpha, inference }: Parameters<'local-moran'>, p: Float64Array): MethodResult => {
  const { i, z } = localMoran(field.counts, area.neighbours)
  const adjusted = adjustP(p, adjustment)
  const quarter = quadrants(field.counts, field.counts, area.neighbours)
  const found = new Map<string, number>()
  const types = Array.from(quarter, (code, row) => {
    const type = (adjusted[row] ?? 1) <= alpha ? (WORDS[code] ?? '') : ''
    if (type) found.set(type, (found.get(type) ?? 0) + 1)
    return type
  })
  const count = (type: string): number => found.get(type) ?? 0
  return {
    sentence: `Beyond chance, ${counted(count('High–High'), 'cell is', 'cells are')} high among high neighbours, and ${counted(count('High–Low'), 'cell stands', 'cells stand')} out high among low ones.`,
    figures: WORDS.filter(Boolean).map((type, n) => ({ name: QUADRANTS[n + 1] ?? type, label: `Cells ${type}`, value: count(type) })),
    ...(inference === 'permutation' && { advice: ['p by permutation cannot be smaller than one in the number of simulated worlds: with adjustment over many cells, ask for more worlds, or for the exact p.'] }),
    tables: [tableOf('cells', 'Every cell', 'cell', [
      cellColumn(area.cells), countColumn(field), numbers('i', 'Local Moran I', i), numbers('z', 'z-score (conditional)', z),
      numbers('p', `p, ${inference}, two-sided`, p), numbers('adjusted_p', 'Adjusted p', adjusted),
      texts('type', 'Type, where significant', types),
    ])],
  }
}

/** More than this takes minutes: counts that reach into the thousands. */
const MOST_STEPS = 5e9

const exactOf = (input: MethodInput, parameters: Parameters<'local-moran'>): MethodResult => {
  const { counts } = input.field
  const { neighbours } = input.area
  if (!counts.every(Number.isInteger)) return refuse('inference: the exact p needs whole incidents; ask for permutations.')
  if (exactSteps(counts, neighbours) > MOST_STEPS) return refuse('inference: some cells hold too many incidents for the exact p; ask for permutations.')
  return resultOf(input, parameters, localMoranExact(counts, neighbours))
}

type Ranked = { input: MethodInput }

export const localMoranMethod = method<'local-moran'>({
  kind: 'local-moran',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells }, { inference, replicates }) => 0.1 + cells * 1e-6 + (inference === 'permutation' ? cells * replicates * 1e-9 : inference === 'exact' ? 2 : 0),
  simulate: simulation<'local-moran', Ranked>('local-moran', {
    replicates: ({ inference, replicates }) => (inference === 'permutation' ? replicates : 0),
    // A stretch looks at every cell once, whatever its length: a short one costs as much as five hundred worlds.
    portion: 500,
    // Ranks of every cell, above and equal.
    adds: true,
    prepare: (input) => ({ input }),
    part: ({ input: { field, area } }, { seed }, from, to) => {
      const { above, equal } = localMoranRanks(field.counts, area.neighbours, { seed, from, to })
      const pair = new Float64Array(2 * above.length)
      pair.set(above)
      pair.set(equal, above.length)
      return pair
    },
    finish: ({ input }, parameters, pairs) => {
      const n = input.area.cells.length
      if (parameters.inference === 'exact') return exactOf(input, parameters)
      if (parameters.inference === 'analytic') return resultOf(input, parameters, localMoran(input.field.counts, input.area.neighbours).p)
      const ranks = { permutations: parameters.replicates, above: new Uint32Array(n), equal: new Uint32Array(n) }
      for (let at = 0; at < pairs.length; at += 2 * n) {
        for (let row = 0; row < n; row++) {
          ranks.above[row]! += pairs[at + row] ?? 0
          ranks.equal[row]! += pairs[at + n + row] ?? 0
        }
      }
      return resultOf(input, parameters, localMoranPs(input.field.counts, input.area.neighbours, ranks))
    },
  }),
})
