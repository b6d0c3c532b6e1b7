import { setImmediate as breathe } from 'node:timers/promises'
import type { Filter, QueryInput } from '../contract/query.ts'
import type { FilterInput } from '../contract/analysis.ts'
import type { Excluded } from '../contract/results.ts'
import type { HarmWeights } from '../domain/harm.ts'
import type { InForce } from '../domain/incident.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import type { Area } from './area.ts'
import type { ColumnStore } from './columnStore.ts'
import { completeQuery, harmFor, receivedIn } from './completeQuery.ts'
import { createParents } from './level.ts'
import type { Events, Field, Needs } from './methods/method.ts'
import { select } from './select.ts'
import type { HarmTold } from './harmTally.ts'
import type { SelectedEvents } from './selectedEvents.ts'

/** What is in force at one moment: all of one answer comes from it. */
export type DataState = { data: InForce[]; decisions: string; dataVersion: string }

export type Selected = { field: Field; excluded: Excluded[]; harm: HarmTold | null }

/** A query's filter with nothing left open; how to test is the method's own business. */
export const completeFilter = (input: FilterInput, data: InForce[]): Filter => {
  const { sources, categories, period, dayParts, weekHours, methods, placeTypes, ageBands, measure, weighting, operationalDays } = completeQuery(input as QueryInput, data)
  return { sources, categories, period, dayParts, weekHours, methods, placeTypes, ageBands, measure, weighting, operationalDays }
}

const eventsAt = (events: SelectedEvents, cell: Uint32Array, { measure }: Filter): Events => ({
  cell, day: events.day, dayKnown: events.dayKnown, weight: measure === 'harm' ? events.harm : events.weight, incident: events.incident, child: events.child, x: events.x, y: events.y, radius: events.radius,
})

/** Few enough to be copied at once, in a millisecond or two. */
const FEW = 100_000

/**
 * In shared memory: all workers read one copy, and none is made when they are sent it. Column by column, others having the thread
 * between: those of a million incidents take 40 ms together.
 */
const shared = async (events: Events): Promise<Events> => {
  const out: Partial<Record<keyof Events, unknown>> = {}
  for (const [name, values] of Object.entries(events) as [keyof Events, Float64Array][]) {
    const copy = new (values.constructor as Float64ArrayConstructor)(new SharedArrayBuffer(values.byteLength))
    copy.set(values)
    out[name] = copy
    if (values.length > FEW) await breathe()
  }
  return out as Events
}

/** Incidents of a filter as the methods look at them. */
export const createFields = (deps: { studyArea: StudyArea; incidentColumns: ColumnStore; harm: HarmWeights | null }) => {
  const { studyArea, incidentColumns, harm } = deps
  const parents = createParents(studyArea)

  const fieldOf = async (filter: Filter, { data, decisions }: DataState, area: Area, needs: Needs): Promise<Selected> => {
    const weights = harmFor(filter, harm)
    const points = needs.points === true
    const columns = await incidentColumns.columnsOf(data, decisions, { points, candidates: filter.weighting === 'fractional' })
    await breathe() // a comparison selects twice
    const selection = select(columns, filter, { cells: studyArea.cells(9).length, harm: weights, points })
    let { counts } = selection
    let { cell } = selection.events
    if (area.resolution < 9) {
      const parent = parents(area.resolution as 7 | 8)
      const coarse = new Float64Array(area.cells.length)
      for (let row = 0; row < counts.length; row++) coarse[parent[row] ?? 0]! += counts[row] ?? 0
      counts = coarse
      cell = cell.map((row) => parent[row] ?? 0)
    }
    return {
      excluded: selection.excluded,
      harm: selection.harm,
      field: { counts, incidents: selection.incidents, events: await shared(eventsAt(selection.events, cell, filter)), monthsReceived: receivedIn(filter, data), period: filter.period, snapPoints: selection.snapPoints, measure: filter.measure },
    }
  }
  return { fieldOf }
}
export type Fields = ReturnType<typeof createFields>
