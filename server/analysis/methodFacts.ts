import type { AnalysisKind } from '../contract/methodGuide.ts'
import type { Filter } from '../contract/query.ts'
import { monthsOf } from '../domain/period.ts'
import type { Area } from './area.ts'
import { neighbourhoodCells, radiusFacts } from './adviceFacts.ts'
import type { AdviceFacts } from './adviceFacts.ts'
import type { Selected } from './field.ts'
import { stepsOf } from './methods/days.ts'
import { knownSteps } from './methods/fieldsInTime.ts'

/** Reasons for which an incident is in no cell although something was said about its place. */
const LOOSE = new Set<string>(['no-place-text', 'not-found', 'ambiguous-place', 'too-coarse', 'home', 'default-place', 'place-unsure'])

type Given = { k?: number; resolution?: number; alpha?: number; adjustment?: string; replicates?: number; inference?: string; step?: 'week' | 'month' | 'quarter'; eps?: number; bandwidth?: number; distances?: number[]; minPoints?: number; months?: number; top?: number; zones?: number; share?: number; denominator?: string }

const monthDays = (period: { from: string; to: string }): string => `${period.from.slice(5)} ${period.to.slice(5)}`

/** What is known of the data behind a question, for the rules that judge what they can bear. */
export const factsOf = (kind: AnalysisKind, filter: Filter, parameters: unknown, area: Area, own: Selected, other: Selected | null): AdviceFacts => {
  const p = parameters as Given
  const { field, excluded } = own
  const { events } = field
  const loose = excluded.reduce((sum, { kind: why, count }) => sum + (LOOSE.has(why) ? count : 0), 0)
  const monthOnly = events.dayKnown.reduce((sum, known) => sum + (1 - known), 0)
  const k = p.k ?? 1
  const below = p.denominator === 'all-incidents' && other ? other.field.counts : null
  const without = below ? Array.from(below.keys()).filter((row) => below[row] === 0) : []
  return {
    kind,
    incidents: field.incidents,
    cells: area.cells.length,
    resolution: p.resolution ?? area.resolution,
    k,
    perNeighbourhood: (field.incidents * neighbourhoodCells(k)) / area.cells.length,
    coarseShare: loose + field.incidents > 0 ? loose / (loose + field.incidents) : 0,
    snapPoints: field.snapPoints || other?.field.snapPoints === true,
    sources: filter.sources.length,
    months: monthsOf(field.period).length,
    monthsReceived: field.monthsReceived.length,
    harm: filter.measure === 'harm',
    weighted: filter.measure !== 'count' || filter.weighting !== 'whole',
    ...(events.dayKnown.length > 0 && { monthOnlyShare: monthOnly / events.dayKnown.length }),
    ...(events.radius.length > 0 && radiusFacts(events.radius)),
    ...(other && {
      otherIncidents: other.field.incidents,
      otherMonths: monthsOf(other.field.period).length,
      otherMonthsReceived: other.field.monthsReceived.length,
      sameSeason: monthDays(field.period) === monthDays(other.field.period),
    }),
    ...(below && { zeroDenominators: without.length / area.cells.length, incidentsWithoutDenominator: without.reduce((sum, row) => sum + (field.counts[row] ?? 0), 0) }),
    ...(p.step && { step: p.step, timeSteps: knownSteps(field, stepsOf(field.period, p.step)).length }),
    ...(p.months !== undefined && { windowMonths: p.months }),
    ...(p.bandwidth !== undefined && { bandwidthM: p.bandwidth }),
    ...(p.eps !== undefined && { epsM: p.eps }),
    ...(p.distances?.[0] !== undefined && { firstBandM: p.distances[0] }),
    ...(p.minPoints !== undefined && { minPoints: p.minPoints }),
    ...(p.top !== undefined && { top: p.top }),
    ...(p.zones !== undefined && { top: p.zones }),
    ...(p.share !== undefined && { share: p.share }),
    ...(p.replicates !== undefined && { replicates: p.replicates }),
    ...(p.alpha !== undefined && { alpha: p.alpha }),
    ...(p.adjustment !== undefined && { adjustment: p.adjustment }),
    pFromReplicates: p.inference === 'permutation',
  }
}
