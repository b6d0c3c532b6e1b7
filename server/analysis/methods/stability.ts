import { giStar } from '../../statistics/getisOrd.ts'
import { stability } from '../../statistics/stability.ts'
import { cellColumn, countColumn, counted, numbers, said, tableOf, texts, whole } from './columns.ts'
import { consecutive, GAP, stepsOf } from './days.ts'
import { countsBySteps, knownSteps } from './fieldsInTime.ts'
import { method, refuse } from './method.ts'

export const stabilityMethod = method<'stability'>({
  kind: 'stability',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells, months }) => 0.1 + cells * months * 2e-6,
  compute: ({ area, field }, { top, step }) => {
    const steps = knownSteps(field, stepsOf(field.period, step))
    if (steps.length < 2) return refuse(`Only ${steps.length} whole ${step}${steps.length === 1 ? '' : 's'} of this period ${steps.length === 1 ? 'was' : 'were'} received; two at least are needed to compare.`)
    if (!consecutive(steps)) return refuse(GAP)
    const fields = countsBySteps(field, area.cells.length, steps)
    const scores = fields.map((counts) => giStar(counts, area.neighbours).map((z) => (Number.isNaN(z) ? 0 : z)))
    const found = stability(scores, top, 0)
    const mean = (key: 'jaccard' | 'chanceJaccard'): number => found.steps.reduce((sum, s) => sum + (Number.isNaN(s[key]) ? 0 : s[key]), 0) / found.steps.length
    const always = found.timesTop.reduce((n, times) => n + (times >= steps.length - 1e-9 ? 1 : 0), 0)
    return {
      sentence: `From one ${step} to the next the lists of the top ${whole(top)} cells overlap by ${said(100 * mean('jaccard'), 2)} %, where chance would give ${said(100 * mean('chanceJaccard'), 2)} %; ${counted(always, 'cell is', 'cells are')} among the top in every one of ${steps.length} ${step}s.`,
      figures: [{ name: 'jaccard', label: 'Mean overlap (Jaccard)', value: mean('jaccard') }, { name: 'chance', label: 'Overlap by chance', value: mean('chanceJaccard') }, { name: 'always', label: 'Cells always among the top', value: always }],
      tables: [
        tableOf('steps', `From each ${step} to the next`, 'none', [texts('from', 'From', steps.slice(0, -1).map(({ label }) => label)), texts('to', 'To', steps.slice(1).map(({ label }) => label)),
          numbers('jaccard', 'Overlap (Jaccard)', found.steps.map((s) => s.jaccard)), numbers('chance_jaccard', 'Overlap by chance', found.steps.map((s) => s.chanceJaccard)), numbers('spearman', 'Rank correlation', found.steps.map((s) => s.spearman))]),
        tableOf('cells', 'Every cell', 'cell', [cellColumn(area.cells), countColumn(field), numbers('times_top', `${step === 'month' ? 'Months' : 'Quarters'} among the top`, found.timesTop), numbers('mean_rank', 'Mean rank', found.meanRank), numbers('rank_deviation', 'Standard deviation of rank', found.rankDeviation)]),
      ],
    }
  },
})
