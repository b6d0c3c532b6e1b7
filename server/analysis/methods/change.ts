import { adjustP } from '../../statistics/adjust.ts'
import { change } from '../../statistics/change.ts'
import { capital, cellColumn, counted, numbers, said, tableOf, texts, whole } from './columns.ts'
import { dayNumber, justBefore, saidPeriod } from './days.ts'
import { method, refuse } from './method.ts'

const lengthOf = (period: { from: string; to: string }): number => dayNumber(period.to) - dayNumber(period.from)

export const changeMethod = method<'change'>({
  kind: 'change',
  resolution: ({ resolution }) => resolution,
  second: ({ period }, { earlier }) => ({ period: earlier ?? justBefore(period) }),
  seconds: ({ cells, incidents, otherIncidents }) => 0.1 + Math.min(cells, incidents + otherIncidents) * 2e-5,
  compute: ({ area, field, other }, { adjustment, alpha, baseline }) => {
    if (!other) throw new Error('no earlier period')
    if (other.period.to > field.period.from) return refuse(`earlier: the period to compare with lasts until ${other.period.to}, and the one asked for begins on ${field.period.from}: an incident in both would be compared with itself.`)
    for (const { monthsReceived, period } of [field, other]) if (monthsReceived.length === 0) return refuse(`Nothing was received for ${saidPeriod(period)}: unknown, not zero, so there is no change to tell.`)
    if (!field.counts.every(Number.isInteger) || !other.counts.every(Number.isInteger)) return refuse('The test of change needs whole incidents: ask without weights and without harm.')
    const [days, daysBefore] = [lengthOf(field.period), lengthOf(other.period)]
    const found = change(other.counts, field.counts, { earlierExposure: daysBefore, laterExposure: days, baseline })
    const adjusted = adjustP(found.p, adjustment)
    let [up, down, blind] = [0, 0, 0]
    const types = Array.from(adjusted, (p, row) => {
      if ((found.leastP[row] ?? 0) > alpha) blind++
      if (!(p <= alpha)) return ''
      const rose = (found.direction[row] ?? 0) > 0
      if (rose) up++
      else down++
      return rose ? 'Up' : 'Down'
    })
    return {
      sentence: `${capital(counted(up, 'cell', 'cells'))} rose and ${down === 0 ? 'none' : whole(down)} fell beyond chance, ${saidPeriod(field.period)} against ${saidPeriod(other.period)}` +
        (baseline === 'county' ? `, measured against the county as a whole, which had ${said(found.baseline)} times as many incidents a day as before.` : '.'),
      ...(blind > 0 && { advice: [`${whole(blind)} cells with incidents hold too few to show any change, however they fell: nothing found there is not "no change".`] }),
      figures: [{ name: 'up', label: 'Cells that rose', value: up }, { name: 'down', label: 'Cells that fell', value: down }, { name: 'county', label: 'Ratio that cells are compared with', value: found.baseline }],
      tables: [tableOf('cells', 'Every cell', 'cell', [
        cellColumn(area.cells), numbers('earlier', 'Incidents before', other.counts), numbers('later', 'Incidents now', field.counts), numbers('ratio', 'Rate ratio', found.ratio),
        numbers('low', 'Ratio, 95 % from', found.low), numbers('high', 'Ratio, 95 % to', found.high), numbers('p', 'p, two-sided', found.p), numbers('adjusted_p', 'Adjusted p', adjusted), texts('change', 'Change, where significant', types),
      ])],
    }
  },
})
