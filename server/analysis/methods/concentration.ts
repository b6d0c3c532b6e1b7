import { chanceConcentration, chanceWidth, concentration, lorenzCurve, PARTS } from '../../statistics/concentration.ts'
import type { Concentration } from '../../statistics/concentration.ts'
import { summarise } from '../../statistics/replicates.ts'
import { numbers, said, saidP, tableOf, texts, whole } from './columns.ts'
import type { MethodInput } from './method.ts'
import { method, refuse, simulation } from './method.ts'

type Prepared = { input: MethodInput; observed: Concentration; incidents: number }
const percent = (share: number): string => `${said(100 * share)} %`

export const concentrationMethod = method<'concentration'>({
  kind: 'concentration',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells, incidents }, { replicates }) => replicates * (cells * 6e-8 + incidents * 3e-8) + 0.1,
  simulate: simulation<'concentration', Prepared>('concentration', {
    replicates: ({ replicates }) => replicates,
    prepare: (input) => ({ input, observed: concentration(input.field.counts, PARTS, input.field.incidents), incidents: Math.round(input.field.incidents) }),
    // An area twice as large is twice as likely to hold an incident that falls at random.
    part: ({ input, incidents }, { seed }, from, to) => chanceConcentration({ cells: input.area.cells.length, incidents, chances: input.area.areaKm2, seed }, from, to),
    finish: ({ input, observed, incidents }, _, drawn) => {
      if (incidents === 0) return refuse('There is no incident to concentrate.')
      if (input.field.measure === 'harm') return refuse('measure: chance throws incidents one by one, and days of harm come by the hundred: ask for the count.')
      const width = chanceWidth()
      const measures = [
        { name: 'Gini', value: observed.gini }, { name: 'Generalised Gini', value: observed.generalisedGini },
        ...PARTS.map((part, n) => ({ name: `Share of cells holding ${100 * part} %`, value: observed.shareHolding[n] ?? Number.NaN })),
      ]
      const chance = measures.map(({ value }, column) => summarise(drawn, width, column, value))
      const half = PARTS.indexOf(0.5)
      const [gini] = chance
      const curve = lorenzCurve(input.field.counts)
      return {
        sentence: `Half of the incidents lie in ${whole(observed.cellsHolding[half] ?? 0)} of ${whole(input.area.cells.length)} cells (${percent(observed.shareHolding[half] ?? Number.NaN)}); thrown at random half would lie in ${percent(chance[2 + half]?.mean ?? Number.NaN)}. ` +
          `Gini ${said(observed.gini)}, against ${said(gini?.low ?? Number.NaN)}–${said(gini?.high ?? Number.NaN)} by chance (${saidP(gini?.pGreater ?? 1)}).`,
        ...(!input.field.counts.every(Number.isInteger) && { caution: 'Weighted incidents lie spread over several cells, those of chance in one each: concentration beside chance is understated.' }),
        figures: measures.map(({ name, value }) => ({ name, label: name, value })),
        tables: [
          tableOf('measures', 'Measures beside chance', 'none', [
            texts('measure', 'Measure', measures.map(({ name }) => name)), numbers('value', 'Value', measures.map(({ value }) => value)), numbers('chance', 'By chance, mean', chance.map((c) => c.mean)),
            numbers('chance_low', 'By chance, 2.5 %', chance.map((c) => c.low)), numbers('chance_high', 'By chance, 97.5 %', chance.map((c) => c.high)),
            numbers('p_greater', 'p, no larger than chance', chance.map((c) => c.pGreater)), numbers('p_less', 'p, no smaller than chance', chance.map((c) => c.pLess)),
          ]),
          tableOf('curve', 'Lorenz curve, fullest cells first', 'none', [numbers('cells', 'Share of cells', curve.cells), numbers('incidents', 'Share of incidents', curve.incidents)]),
        ],
      }
    },
  }),
})
