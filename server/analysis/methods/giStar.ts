import { adjustP } from '../../statistics/adjust.ts'
import { gi, giStar } from '../../statistics/getisOrd.ts'
import { twoSidedPs } from '../../statistics/normal.ts'
import { cellColumn, countColumn, numbers, tableOf, whole } from './columns.ts'
import { method } from './method.ts'

export const giStarMethod = method<'gi-star'>({
  kind: 'gi-star',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells }, { k }) => cells * (1 + 3 * k * (k + 1)) * 1e-8,
  compute: ({ area, field }, { statistic, adjustment, alpha }) => {
    const z = (statistic === 'gi' ? gi : giStar)(field.counts, area.neighbours)
    const p = twoSidedPs(z)
    const adjusted = adjustP(p, adjustment)
    let [hot, cold] = [0, 0]
    for (let row = 0; row < z.length; row++) {
      if (!((adjusted[row] ?? 1) <= alpha)) continue
      if ((z[row] ?? 0) > 0) hot++
      else cold++
    }
    return {
      sentence: `Of ${whole(z.length)} cells ${hot === 0 ? 'none is' : hot === 1 ? '1 is' : `${whole(hot)} are`} significantly high and ${cold === 0 ? 'none' : whole(cold)} significantly low, ${adjustment === 'none' ? 'without adjustment for' : 'after adjustment for'} testing every cell.`,
      figures: [
        { name: 'high', label: 'Cells significantly high', value: hot },
        { name: 'low', label: 'Cells significantly low', value: cold },
      ],
      tables: [tableOf('cells', 'Every cell', 'cell', [
        cellColumn(area.cells), countColumn(field), numbers('z', statistic === 'gi' ? 'Gi z-score' : 'Gi* z-score', z),
        numbers('p', 'p, two-sided', p), numbers('adjusted_p', 'Adjusted p', adjusted),
      ])],
    }
  },
})
