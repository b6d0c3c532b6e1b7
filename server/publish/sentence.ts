import type { CellDetail, Run } from '../contract/results.ts'

/** Below this a multiple of a tiny expectation sounds like a finding and is none. */
const FEW = 5

const grouped = (n: number): string => n.toLocaleString('en-GB')

const incidents = (n: number): string => `${n === 0 ? 'No' : grouped(n)} ${n === 1 ? 'incident' : 'incidents'}`

const times = (ratio: number): string => (ratio >= 10 ? grouped(Math.round(ratio)) : ratio.toFixed(1))

/** What a cell's figures mean, in plain words: how many, against an even spread, and whether chance would do it. */
export const sentenceFor = (cell: Omit<CellDetail, 'sentence'>, run: Run): string => {
  if (cell.state === 'no-data' && run.monthsReceived.length === 0) return 'No data: nothing was received that could answer this. Unknown, not zero.'
  if (cell.state === 'no-data') return `No data: this cell lies outside the study area, ${run.studyArea.name}.`
  if (cell.state === 'suppressed' || cell.count === null) return 'The figures of this cell are withheld to protect the people in them.'
  const spread = cell.count >= FEW && cell.expected > 0 ? `, ${times(cell.count / cell.expected)} times what an even spread would give` : ''
  const start = `${incidents(cell.count)} in this cell (${cell.place})${spread}.`
  if (cell.z === null || cell.adjusted_p === null) return `${start} Every cell has the same count, so no cell stands out.`
  const ring = `With its ${cell.neighbourhood.cells - 1} neighbours it has ${grouped(cell.neighbourhood.incidents)}`
  if (cell.adjusted_p > run.query.alpha) return `${start} ${ring}: no more and no fewer than chance could put here.`
  const side = cell.z > 0 ? 'far more than' : 'far fewer than'
  const rank = cell.hotspotRank === null ? '' : ` It is part of hotspot ${cell.hotspotRank}.`
  return `${start} ${ring}: ${side} chance would put here.${rank}`
}
