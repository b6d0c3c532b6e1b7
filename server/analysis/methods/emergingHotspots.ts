import type { Adjustment } from '../../contract/vocabulary.ts'
import { adjustP } from '../../statistics/adjust.ts'
import { EMERGING, emergingHotspots } from '../../statistics/emergingHotspots.ts'
import { mannKendallRows } from '../../statistics/mannKendall.ts'
import { twoSidedPs } from '../../statistics/normal.ts'
import { spaceTimeGiStar } from '../../statistics/spaceTimeGi.ts'
import { cellColumn, countColumn, numbers, tableOf, texts, whole } from './columns.ts'
import { consecutive, GAP, stepsOf } from './days.ts'
import { countsBySteps, knownSteps } from './fieldsInTime.ts'
import { method, refuse } from './method.ts'

/** Fewer steps than this and a class says more of the calendar than of the place. */
const LEAST_STEPS = 10

/** What the classes mean, as a reader is told. "Mostly" is nine steps of ten. */
const MEANINGS: Partial<Record<(typeof EMERGING)[number], string>> = {
  new: 'New: hot in the last step and never before.',
  consecutive: 'Consecutive: hot in the last two steps or more without a gap, never before these.',
  intensifying: 'Intensifying: mostly hot, and rising.',
  persistent: 'Persistent: mostly hot, neither rising nor falling.',
  diminishing: 'Diminishing: mostly hot, and falling.',
  sporadic: 'Sporadic: hot now and then, and in the last step.',
  oscillating: 'Oscillating: hot in the last step, and cold at some time before.',
  historical: 'Historical: mostly hot, but not in the last step.',
}

const wordOf = (code: number): string => (code === 0 ? '' : `${EMERGING[Math.abs(code)] ?? ''}${code < 0 ? ' (cold)' : ''}`)

/** 1 hot, -1 cold, 0 neither: adjusted over all cells and steps at once. */
const significance = (z: Float64Array, adjustment: Adjustment, alpha: number): Int8Array => {
  const adjusted = adjustP(twoSidedPs(z), adjustment)
  return Int8Array.from(z, (score, bin) => ((adjusted[bin] ?? 1) <= alpha ? Math.sign(score) : 0))
}

export const emergingHotspotsMethod = method<'emerging-hotspots'>({
  kind: 'emerging-hotspots',
  resolution: ({ resolution }) => resolution,
  seconds: ({ cells, months }, { step, k }) => 0.1 + cells * months * (step === 'week' ? 4.3 : 1) * (6e-7 + k * 1e-7),
  compute: ({ area, field }, { step, adjustment, alpha }, tell) => {
    const steps = knownSteps(field, stepsOf(field.period, step))
    if (steps.length < LEAST_STEPS) return refuse(`Only ${steps.length} whole ${step}s of this period were received; ${LEAST_STEPS} at least are needed to tell a class.`)
    if (!consecutive(steps)) return refuse(GAP)
    const cells = area.cells.length
    const cube = new Float64Array(cells * steps.length)
    countsBySteps(field, cells, steps, step === 'week').forEach((counts, n) => {
      for (let row = 0; row < cells; row++) cube[row * steps.length + n] = counts[row] ?? 0
    })
    tell(0.2)
    const z = spaceTimeGiStar(cube, steps.length, area.neighbours)
    tell(0.6)
    const trend = mannKendallRows(z, steps.length)
    const codes = emergingHotspots(significance(z, adjustment, alpha), steps.length, trend)
    const words = Array.from(codes, wordOf)
    const found = new Map<string, number>()
    for (const word of words) if (word) found.set(word, (found.get(word) ?? 0) + 1)
    const rank = (word: string): number => EMERGING.findIndex((name) => word.startsWith(name)) + (word.endsWith('(cold)') ? 100 : 0)
    const list = [...found].toSorted(([a], [b]) => rank(a) - rank(b))
    return {
      sentence: list.length === 0 ? `No cell is a hotspot in any of the ${steps.length} ${step}s.` : `Of the cells that were hot or cold in some of ${steps.length} ${step}s, ${list.map(([word, n], at) => `${whole(n)} ${at > 0 ? '' : n === 1 ? 'is ' : 'are '}${word}`).join(', ')}.`,
      advice: EMERGING.filter((name) => list.some(([word]) => word.startsWith(name))).map((name) => MEANINGS[name] ?? ''),
      figures: list.map(([word, n]) => ({ name: word.replaceAll(/[ ()]+/g, '-'), label: `${word.replace(/^./, (letter) => letter.toUpperCase())}, cells`, value: n })),
      tables: [tableOf('cells', 'Every cell', 'cell', [
        cellColumn(area.cells), countColumn(field), texts('class', 'Class', words), numbers('trend_z', 'Trend of Gi* (Mann–Kendall z)', trend),
        numbers('last_z', `Space-time Gi* of the last ${step}`, Float64Array.from({ length: cells }, (_, row) => z[(row + 1) * steps.length - 1] ?? Number.NaN)),
      ])],
    }
  },
})
