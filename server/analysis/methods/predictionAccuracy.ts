import { predictionAccuracy, topByArea } from '../../statistics/accuracy.ts'
import { giStar } from '../../statistics/getisOrd.ts'
import { cellColumn, countColumn, countedIn, integers, numbers, said, tableOf, texts, whole } from './columns.ts'
import { saidDay, saidPeriod, twoThirds } from './days.ts'
import { hotCells } from './hotCells.ts'
import { method, refuse } from './method.ts'

export const predictionAccuracyMethod = method<'prediction-accuracy'>({
  kind: 'prediction-accuracy',
  resolution: ({ resolution }) => resolution,
  // Two thirds to pick from, one third to judge by, where no later period is named.
  first: ({ period }, { next }) => (next ? {} : { period: { from: period.from, to: twoThirds(period) } }),
  second: ({ period }, { next }) => ({ period: next ?? { from: twoThirds(period), to: period.to } }),
  seconds: ({ cells }) => 0.1 + cells * 5e-6,
  compute: ({ area, field, other }, parameters) => {
    if (!other) throw new Error('no later period')
    if (other.period.from < field.period.to) return refuse(`next: the period to foretell begins on ${saidDay(other.period.from)}, before the one it is foretold from has ended (${saidPeriod(field.period)}).`)
    if (other.incidents === 0 || field.incidents === 0) return refuse('One of the two periods has no incident on the map, so there is nothing to foretell.')
    const hot = hotCells(field.counts, area.neighbours, parameters)
    const ways = [
      { name: 'Counts', picked: topByArea(field.counts, area.areaKm2, parameters.share, 0).picked },
      { name: 'Gi*', picked: topByArea(giStar(field.counts, area.neighbours), area.areaKm2, parameters.share, 0).picked },
      { name: 'Significant cells', picked: hot },
    ]
    const scores = ways.map(({ picked }) => predictionAccuracy(picked, other.counts, area.areaKm2, { earlier: field.counts }))
    const [counts] = scores
    const of = (key: 'hitRate' | 'hitRateLow' | 'hitRateHigh' | 'pai' | 'pei' | 'peiStar' | 'rri' | 'areaKm2' | 'caught'): number[] => scores.map((score) => score[key])
    return {
      sentence: `The cells with the highest counts in ${saidPeriod(field.period)}, ${said(100 * (counts?.areaKm2 ?? 0) / (counts?.wholeKm2 ?? 1), 2)} % of the area, would have caught ${said(100 * (counts?.hitRate ?? Number.NaN))} % of the ${whole(counts?.incidents ?? Number.NaN)} ${countedIn(other)} in ${saidPeriod(other.period)}: PAI ${said(counts?.pai ?? Number.NaN)}, ` +
        `${said(100 * (counts?.pei ?? Number.NaN))} % of what the best choice of that size could have caught.`,
      figures: [{ name: 'hit_rate', label: 'Hit rate of the highest counts', value: counts?.hitRate ?? null }, { name: 'pai', label: 'PAI', value: counts?.pai ?? null }, { name: 'pei', label: 'PEI', value: counts?.pei ?? null }, { name: 'rri', label: 'RRI', value: counts?.rri ?? null }],
      tables: [
        tableOf('ways', 'Ways of picking, scored on the later period', 'none', [
          texts('way', 'Picked by', ways.map(({ name }) => name)), numbers('area_km2', 'Area, km²', of('areaKm2')), numbers('caught', `Caught, ${countedIn(other)}`, of('caught')), numbers('hit_rate', 'Hit rate', of('hitRate')),
          numbers('hit_rate_low', 'Hit rate, 95 % from', of('hitRateLow')), numbers('hit_rate_high', 'Hit rate, 95 % to', of('hitRateHigh')), numbers('pai', 'PAI', of('pai')), numbers('pei', 'PEI', of('pei')), numbers('pei_star', 'PEI*', of('peiStar')), numbers('rri', 'RRI', of('rri')),
        ]),
        tableOf('cells', 'Every cell', 'cell', [cellColumn(area.cells), countColumn(field, 'earlier', ' before'), countColumn(other, 'later', ' after'),
          integers('by_counts', 'Picked by counts', ways[0]?.picked ?? []), integers('by_gi_star', 'Picked by Gi*', ways[1]?.picked ?? []), integers('significant', 'Significant', hot)]),
      ],
    }
  },
})
