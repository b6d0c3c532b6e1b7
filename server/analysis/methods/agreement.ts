import { agreement, AGREEMENT_NUMBERS, bootstrapAgreement } from '../../statistics/agreement.ts'
import type { Agreement } from '../../statistics/agreement.ts'
import { summarise } from '../../statistics/replicates.ts'
import { SOURCE_LABELS } from '../../contract/vocabulary.ts'
import type { Source } from '../../contract/vocabulary.ts'
import { cellColumn, integers, numbers, said, tableOf, texts, whole } from './columns.ts'
import { hotCells } from './hotCells.ts'
import type { MethodInput } from './method.ts'
import { method, refuse, simulation } from './method.ts'

type Prepared = { input: MethodInput; firstHot: Uint8Array; secondHot: Uint8Array; observed: Agreement | null }
const LABELS: Record<(typeof AGREEMENT_NUMBERS)[number], string> = {
  kappa: "Cohen's kappa of hot cells", overlapRatio: 'Shared hot cells, times chance', spearman: 'Rank correlation of counts',
  firstUnseen: 'Share of the first in cells the second does not call hot', secondUnseen: 'Share of the second in cells the first does not call hot',
}
const names = (sources: Source[]): string => sources.map((source) => SOURCE_LABELS[source].toLowerCase()).join(' and ')

export const agreementMethod = method<'agreement'>({
  kind: 'agreement',
  resolution: ({ resolution }) => resolution,
  first: (_, { first }) => ({ sources: first }),
  second: (_, { second }) => ({ sources: second }),
  seconds: ({ cells, incidents, otherIncidents }, { replicates }) => replicates * (cells * 4e-7 + (incidents + otherIncidents) * 3e-8) + 0.1,
  simulate: simulation<'agreement', Prepared>('agreement', {
    replicates: ({ replicates }) => replicates,
    prepare: (input, parameters) => {
      const { area, field, other } = input
      if (!other) throw new Error('no second side')
      const firstHot = hotCells(field.counts, area.neighbours, parameters)
      const secondHot = hotCells(other.counts, area.neighbours, parameters)
      const thin = field.incidents === 0 || other.incidents === 0 || !field.counts.every(Number.isInteger) || !other.counts.every(Number.isInteger)
      return { input, firstHot, secondHot, observed: thin ? null : agreement(field.counts, other.counts, firstHot, secondHot) }
    },
    part: ({ input: { area, field, other }, observed }, parameters, from, to) =>
      observed && other
        ? bootstrapAgreement({ first: field.counts, second: other.counts, hotOf: (counts) => hotCells(counts, area.neighbours, parameters), seed: parameters.seed }, from, to)
        : new Float64Array(0),
    finish: ({ input: { area, field, other }, firstHot, secondHot, observed }, { first, second }, drawn) => {
      if (!observed || !other) {
        const refused = field.incidents === 0 || other?.incidents === 0 ? 'One of the two sides has no incident on the map, so there is nothing to compare.' : 'The comparison needs whole incidents: ask without weights and without harm.'
        return refuse(refused)
      }
      const ranges = AGREEMENT_NUMBERS.map((name, column) => summarise(drawn, AGREEMENT_NUMBERS.length, column, observed[name]))
      const types = Array.from(firstHot, (hot, row) => (hot ? (secondHot[row] ? 'both' : 'first only') : secondHot[row] ? 'second only' : ''))
      return {
        sentence: `${whole(observed.both)} cells are hot both for ${names(first)} and for ${names(second)}, where chance alone would give ${said(observed.expectedBoth)}. ${whole(observed.firstOnly)} are hot for ${names(first)} only, ${whole(observed.secondOnly)} for ${names(second)} only. ` +
          `${said(100 * observed.firstUnseen, 2)} % of the incidents that ${names(first)} told of lie outside the cells that are hot for ${names(second)}.`,
        advice: ['Sources are not linked yet: this compares places, not incidents. The bootstrap range leans low: resampled fields agree less than the observed ones.'],
        figures: [...AGREEMENT_NUMBERS.map((name) => ({ name, label: LABELS[name], value: Number.isNaN(observed[name]) ? null : observed[name] })), { name: 'both', label: 'Cells hot for both', value: observed.both }],
        tables: [
          tableOf('measures', 'Measures with 95 % bootstrap range', 'none', [
            texts('measure', 'Measure', AGREEMENT_NUMBERS.map((name) => LABELS[name])), numbers('value', 'Value', AGREEMENT_NUMBERS.map((name) => observed[name])),
            numbers('low', 'From', ranges.map(({ low }) => low)), numbers('high', 'To', ranges.map(({ high }) => high)),
          ]),
          tableOf('cells', 'Every cell', 'cell', [cellColumn(area.cells), numbers('first', `Incidents, ${names(first)}`, field.counts), numbers('second', `Incidents, ${names(second)}`, other.counts),
            integers('first_hot', `Hot for ${names(first)}`, firstHot), integers('second_hot', `Hot for ${names(second)}`, secondHot), texts('hot_for', 'Hot for', types)]),
        ],
      }
    },
  }),
})
