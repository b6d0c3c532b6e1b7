import { confidenceOf, emptyConfidence, mergeConfidence, prepareConfidence, simulateConfidence } from '../../statistics/hotspotConfidence.ts'
import type { ConfidenceTask } from '../../statistics/hotspotConfidence.ts'
import { cellColumn, numbers, said, tableOf, whole } from './columns.ts'
import type { Events, MethodInput, MethodResult } from './method.ts'
import { method, refuse, simulation } from './method.ts'

type Prepared = { input: MethodInput; task: ConfidenceTask | null }

/** Said to be sure from here on; below the other end said not to be; between them the planner should know that it is a guess. */
const SURE = 0.95
const OUT = 0.05

/** Weights are probabilities of places, and add up to the incidents; days of harm do not. */
const countsIncidents = ({ weight }: Events, incidents: number): boolean => {
  let sum = 0
  for (const share of weight) {
    if (!(share >= 0 && share <= 1)) return false
    sum += share
  }
  return Math.abs(sum - incidents) <= 1e-4 * Math.max(1, incidents)
}

const count = (values: Float64Array, test: (p: number) => boolean): number => values.reduce((n, p) => n + (test(p) ? 1 : 0), 0)

const resultOf = ({ area, field }: MethodInput, { expected }: ConfidenceTask, top: number, worlds: number, { probability, near }: ReturnType<typeof confidenceOf>): MethodResult => {
  const sure = count(probability, (p) => p >= SURE)
  const possible = count(probability, (p) => p >= OUT)
  return {
    sentence: `${whole(sure)} cells are among the top ${whole(top)} with a probability of ${100 * SURE} % or more; ${whole(possible)} could be (${100 * OUT} % or more), with doubtful places, chance and the grid taken together.`,
    ...(field.snapPoints
      ? { caution: 'Places were moved to shared public points before we got them, and nobody says how far: the doubt about them is not in these probabilities.' }
      : possible > 4 * top && { caution: `${whole(possible)} cells compete for ${whole(top)} places: the order of the top cells is mostly chance. Ask for a longer period or larger cells.` }),
    advice: [
      'Several sources are added up as they come: an incident that two of them tell of counts twice. Where one source sees a kind of place better than others, its hotspots win.',
      'A hotspot that a border cuts can leave both cells doubtful: read "the cell or a neighbour" beside it.',
    ],
    figures: [
      { name: 'sure', label: `Cells with ${100 * SURE} % or more`, value: sure },
      { name: 'possible', label: `Cells with ${100 * OUT} % or more`, value: possible },
      { name: 'worlds', label: 'Simulated worlds', value: worlds },
    ],
    tables: [tableOf('cells', 'Every cell', 'cell', [
      cellColumn(area.cells), numbers('count', 'Incidents, by the probability of their places', expected),
      numbers('probability', `Probability to be among the top ${whole(top)}`, probability),
      numbers('standard_error', 'Standard error of the simulation', probability.map((p) => Math.sqrt((p * (1 - p)) / worlds))),
      numbers('near_probability', 'Probability that the cell or a neighbour is', near),
    ])],
  }
}

export const hotspotConfidenceMethod = method<'hotspot-confidence'>({
  kind: 'hotspot-confidence',
  resolution: ({ resolution }) => resolution,
  needs: { points: true, candidates: true },
  seconds: ({ cells, incidents }, { replicates }) => 0.2 + replicates * (cells * 1e-8 + incidents * 4e-7),
  simulate: simulation<'hotspot-confidence', Prepared>('hotspot-confidence', {
    replicates: ({ replicates }) => replicates,
    prepare: (input, { top }) => ({
      input,
      task: countsIncidents(input.field.events, input.field.incidents)
        ? prepareConfidence({ cells: input.area, entries: input.field.events, ks: [top], neighbours: input.area.neighbours })
        : null,
    }),
    adds: true,
    // Counts of worlds of a stretch: whole numbers, that add up to the same whatever the stretches.
    part: ({ task }, { seed }, from, to) => {
      if (!task) return new Float64Array(0)
      const { worlds, top, near } = simulateConfidence(task, seed, from, to)
      const stretch = new Float64Array(1 + top.length + near.length)
      stretch[0] = worlds
      stretch.set(top, 1)
      stretch.set(near, 1 + top.length)
      return stretch
    },
    finish: ({ input, task }, { top }, drawn) => {
      if (!task) return refuse('The probability is of incidents, not of days of harm: ask without harm.')
      if (input.field.incidents === 0) return refuse('There is no incident, so there is no top cell.')
      if (input.area.cells.length <= top) return refuse(`The area has ${whole(input.area.cells.length)} cells: all of them are among the top ${whole(top)}.`)
      const all = emptyConfidence(task)
      const n = input.area.cells.length
      for (let at = 0; at < drawn.length; at += 1 + 2 * n)
        mergeConfidence(all, { worlds: drawn[at] ?? 0, top: drawn.subarray(at + 1, at + 1 + n), near: drawn.subarray(at + 1 + n, at + 1 + 2 * n) })
      const result = resultOf(input, task, top, all.worlds, confidenceOf(task, all))
      const filled = count(task.expected, (expected) => expected > 0)
      return filled >= top ? result : { ...result, caution: `Only ${said(filled)} cells have an incident at all: most of the top ${whole(top)} are cells where nothing was seen.` }
    },
  }),
})
