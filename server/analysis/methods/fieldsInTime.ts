import type { Field } from './method.ts'
import type { Step } from './days.ts'
import { dayText } from './days.ts'

/**
 * Incidents of each step, one field of counts a step. An event of which no one day is known counts in the step that its month, or its
 * first day, lies in; with `dated` it is left out, for steps shorter than a month.
 */
export const countsBySteps = (field: Field, cells: number, steps: Step[], dated = false): Float64Array[] => {
  const fields = steps.map(() => new Float64Array(cells))
  const first = steps[0]?.from ?? 0
  const stepAt = new Int16Array((steps.at(-1)?.to ?? 0) - first).fill(-1)
  steps.forEach(({ from, to }, n) => stepAt.fill(n, from - first, to - first))
  const { cell, day, dayKnown, weight } = field.events
  for (let i = 0; i < cell.length; i++) {
    if (dated && dayKnown[i] === 0) continue
    const counts = fields[stepAt[(day[i] ?? 0) - first] ?? -1]
    const row = cell[i] ?? 0
    if (counts) counts[row] = (counts[row] ?? 0) + (weight[i] ?? 1)
  }
  return fields
}

/** Steps of which every month was received: the others are unknown, not zero. */
export const knownSteps = (field: Field, steps: Step[]): Step[] => {
  const received = new Set(field.monthsReceived)
  return steps.filter(({ from, to }) => {
    for (let day = from; day < to; day++) if (!received.has(dayText(day).slice(0, 7))) return false
    return true
  })
}
