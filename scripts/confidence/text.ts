// The report of `npm run confidence-report` as tables for people.
import { KS, SETS, reliabilityOf } from './measure.ts'
import type { Judged } from './measure.ts'
import type { Reliability } from './reliability.ts'

const percent = (x: number, width = 8): string => (Number.isNaN(x) ? '–' : `${(100 * x).toFixed(1)} %`).padStart(width)

const table = (title: string, { bins, brier, error, cells }: Reliability, naive: Reliability): string => [
  title,
  `  ${'said'.padEnd(12)}${'cells'.padStart(8)}${'mean'.padStart(10)}${'true'.padStart(10)}`,
  ...bins.map((bin) => `  ${`${Math.round(100 * bin.from)}–${Math.round(100 * bin.to)} %`.padEnd(12)}${String(bin.cells).padStart(8)}${percent(bin.said, 10)}${percent(bin.true, 10)}`),
  `  Brier score ${brier.toFixed(4)} over ${cells.toLocaleString('en-GB')} cells (the observed top k taken for sure: ${(naive.brier * naive.cells / cells).toFixed(4)}); mean distance from 5 to 95 %: ${percent(error, 1)}`,
  '',
].join('\n')

/** One line for each part: what was true of the cells said 75–85 %, and of those said 55–95 % against their mean. */
const line = (name: string, { bins, error }: Reliability): string => {
  const wide = bins.slice(6, 10).filter((bin) => bin.cells > 0)
  const cells = wide.reduce((sum, bin) => sum + bin.cells, 0)
  const mean = (of: 'said' | 'true'): number => wide.reduce((sum, bin) => sum + bin.cells * bin[of], 0) / cells
  const eighty = bins[8]
  return `  ${name.padEnd(24)}${String(eighty?.cells ?? 0).padStart(6)}${percent(eighty?.true ?? Number.NaN, 10)}${String(cells).padStart(9)}${percent(mean('said'), 10)}${percent(mean('true'), 10)}${percent(error, 10)}`
}

export const reportText = (judged: readonly Judged[], stretches: readonly string[]): string => {
  const both = (some: readonly Judged[]): [Reliability, Reliability] => [reliabilityOf(some), reliabilityOf(some, 'naive')]
  return [
    table('All sources, stretches and k together', ...both(judged)),
    ...KS.map((k) => table(`k = ${k}`, ...both(judged.filter((one) => one.k === k)))),
    `Parts${''.padEnd(21)}said 75–85 %: true    said 55–95 %: mean said, true    distance`,
    ...SETS.map(({ name }) => line(name, reliabilityOf(judged.filter((one) => one.set === name)))),
    ...stretches.map((name) => line(name, reliabilityOf(judged.filter((one) => one.stretch === name)))),
    '',
  ].join('\n')
}
