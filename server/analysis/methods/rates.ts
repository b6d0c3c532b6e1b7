import { empiricalBayes, localEmpiricalBayes } from '../../statistics/empiricalBayes.ts'
import { cellColumn, countColumn, countedIn, numbers, said, tableOf, whole } from './columns.ts'
import { denominatorOf, otherFor, unitOf } from './denominators.ts'
import { method, refuse } from './method.ts'

export const ratesMethod = method<'rates'>({
  kind: 'rates',
  resolution: ({ resolution }) => resolution,
  second: (_, { denominator }) => otherFor(denominator),
  seconds: ({ cells }) => 0.05 + cells * 1e-6,
  compute: (input, { denominator, shrink }) => {
    const { area, field } = input
    if (field.measure === 'harm') return refuse('measure: rates are smoothed by the chance of single incidents, which days of harm do not follow: ask for the count.')
    const below = denominatorOf(input, denominator)
    const county = empiricalBayes(field.counts, below)
    const { raw, estimate } = shrink === 'county' ? county : localEmpiricalBayes(field.counts, below, area.neighbours)
    let [top, without] = [-1, 0]
    for (let row = 0; row < estimate.length; row++) {
      if (Number.isNaN(estimate[row])) without++
      else if (top < 0 || (estimate[row] ?? 0) > (estimate[top] ?? 0)) top = row
    }
    const unit = unitOf[denominator]
    return {
      sentence: top < 0 ? 'No cell has a denominator, so there are no rates.' : `The county has ${said(county.mean)} incidents ${unit} in the whole period; the highest smoothed rate of a cell is ${said(estimate[top] ?? Number.NaN)}, from ${whole(field.counts[top] ?? 0)} ${countedIn(field)}.`,
      ...(county.variance === 0 && { caution: 'The rates differ no more than chance would make them: every cell is given the county\'s.' }),
      figures: [
        { name: 'mean', label: 'Rate of the county', value: county.mean, unit },
        { name: 'variance', label: 'Variance of the rates beyond chance', value: county.variance },
        { name: 'without', label: 'Cells without a denominator', value: without },
      ],
      tables: [tableOf('cells', 'Every cell', 'cell', [
        cellColumn(area.cells), countColumn(field), numbers('denominator', denominator === 'area' ? 'Area, km²' : 'Incidents of any category', below),
        numbers('raw', `Rate, ${unit}`, raw), numbers('estimate', `Smoothed rate, ${unit}`, estimate),
      ])],
    }
  },
})
