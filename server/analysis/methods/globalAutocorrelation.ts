import { gearyC, globalMoran } from '../../statistics/globalMoran.ts'
import { numbers, said, saidP, tableOf, texts } from './columns.ts'
import { method, refuse } from './method.ts'

export const globalAutocorrelationMethod = method<'global-autocorrelation'>({
  kind: 'global-autocorrelation',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells }, { k }) => cells * (1 + 3 * k * (k + 1)) * 5e-8,
  compute: ({ area, field }) => {
    const moran = globalMoran(field.counts, area.neighbours)
    const geary = gearyC(field.counts, area.neighbours)
    if (Number.isNaN(moran.p) || Number.isNaN(geary.p)) {
      const refused = 'Every cell has the same count, or too few cells have neighbours: there is no variation to be alike in.'
      return refuse(refused)
    }
    const both = [moran, geary]
    const alike = moran.p < 0.05 ? (moran.z > 0 ? 'Neighbouring cells are alike, beyond chance' : 'Neighbouring cells are unlike, beyond chance') : 'Neighbouring cells are no more alike than chance would make them'
    return {
      sentence: `${alike}: Moran's I ${said(moran.statistic)} (${saidP(moran.p)}), Geary's C ${said(geary.statistic)} (${saidP(geary.p)}).`,
      figures: [{ name: 'moran', label: "Moran's I", value: moran.statistic }, { name: 'geary', label: "Geary's C", value: geary.statistic }],
      tables: [tableOf('statistics', 'The two statistics', 'none', [
        texts('statistic', 'Statistic', ["Moran's I", "Geary's C"]), numbers('value', 'Value', both.map((s) => s.statistic)), numbers('expectation', 'Expected without clustering', both.map((s) => s.expectation)),
        numbers('variance', 'Variance', both.map((s) => s.variance)), numbers('z', 'z-score', both.map((s) => s.z)), numbers('p', 'p, two-sided', both.map((s) => s.p)),
      ])],
    }
  },
})
