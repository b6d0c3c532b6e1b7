// What hotspot confidence says of the cells of a demo county, held against what is true there.
import { latLngToCell } from 'h3-js'
import { createAreas } from '../../server/analysis/area.ts'
import type { Area } from '../../server/analysis/area.ts'
import { createColumnsBuilder } from '../../server/analysis/buildColumns.ts'
import type { Columns } from '../../server/analysis/columns.ts'
import { fillIn } from '../../server/analysis/completeQuery.ts'
import { dayNumber } from '../../server/analysis/methods/days.ts'
import { select } from '../../server/analysis/select.ts'
import { SOURCES } from '../../server/contract/vocabulary.ts'
import type { Source } from '../../server/contract/vocabulary.ts'
import type { StudyArea } from '../../server/domain/studyArea.ts'
import { confidenceOf, prepareConfidence, simulateConfidence } from '../../server/statistics/hotspotConfidence.ts'
import { topMembership } from '../../server/statistics/topK.ts'
import type { County } from './county.ts'
import { createReliability } from './reliability.ts'
import type { Reliability } from './reliability.ts'

export const KS = [10, 20, 50] as const
/** Each source alone, and all of them added as they come: without linkage an incident that three services saw counts three times. */
export const SETS: { name: string; sources: Source[] }[] = [...SOURCES.map((source) => ({ name: source, sources: [source] })), { name: 'all added', sources: [...SOURCES] }]
export type Stretch = { name: string; from: string; to: string }

export type Judged = { k: number; set: string; stretch: string; said: Float64Array; naive: Float64Array; truth: Float64Array }

/** Counties on one study area, judged at resolution 9. */
export function createMeasure(studyArea: StudyArea) {
  const area: Area = createAreas(studyArea)(9, 1)
  const index = studyArea.index(9)
  const cells = area.cells.length

  const columnsOf = ({ facts }: County): Columns => {
    const builder = createColumnsBuilder(studyArea, facts.length, { points: true, candidates: true })
    facts.forEach(builder.add)
    return builder.columns()
  }

  /** True incidents by cell, whoever saw them, those in homes among them. */
  const truthOf = ({ truth }: County, rows: Int32Array, { from, to }: Stretch): Float64Array => {
    const counts = new Float64Array(cells)
    for (const [n, row] of rows.entries()) if (row >= 0 && truth.day[n]! >= dayNumber(from) && truth.day[n]! < dayNumber(to)) counts[row]!++
    return counts
  }

  /** Every set of sources, stretch and k: what is said of each cell, and its share of the truth (true ties share their places). */
  return (county: County, stretches: readonly Stretch[], { worlds, seed }: { worlds: number; seed: number }): Judged[] => {
    const columns = columnsOf(county)
    const rows = Int32Array.from(county.truth.lat, (lat, n) => index.get(latLngToCell(lat, county.truth.lng[n]!, 9)) ?? -1)
    return stretches.flatMap((stretch) => {
      const truth = truthOf(county, rows, stretch)
      return SETS.flatMap(({ name, sources }) => {
        const filter = fillIn({ weighting: 'fractional' }, { sources, period: { from: stretch.from, to: stretch.to } })
        const { events } = select([columns], filter, { cells, points: true })
        const task = prepareConfidence({ cells: area, entries: events, ks: KS })
        const found = simulateConfidence(task, seed, 0, worlds)
        return KS.map((k, which): Judged => ({
          k, set: name, stretch: stretch.name, said: confidenceOf(task, found, which).probability, naive: topMembership(task.expected, k, 0), truth: topMembership(truth, k, 0),
        }))
      })
    })
  }
}
export type Measure = ReturnType<typeof createMeasure>

/** One table of several judgements. */
export function reliabilityOf(judged: readonly Judged[], of: 'said' | 'naive' = 'said'): Reliability {
  const table = createReliability()
  for (const one of judged) table.add(one[of], one.truth)
  return table.told()
}
