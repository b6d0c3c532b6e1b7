// How a figure is written in a table. Pure.
import type { Figure, Rule } from '../../../server/contract/quality.ts'
import { ENOUGH } from '../../../server/contract/qualityWords.ts'
import type { Change, FigureKey } from '../../../server/contract/qualityWords.ts'
import { formatCount, formatShare } from '../../words.ts'

/** `52.0%`, `8 days`, `2`; a dash for nothing to tell. */
export function formatValue(unit: Rule['unit'], value: number | null, n: number): string {
  if (value === null || (unit === 'share' && n < ENOUGH)) return '–'
  if (unit === 'share') return formatShare(value)
  const whole = formatCount(Math.round(value))
  return unit === 'days' ? `${whole} ${Math.round(value) === 1 ? 'day' : 'days'}` : whole
}

export function formatInterval({ low, high, n }: Pick<Figure, 'low' | 'high' | 'n'>): string {
  return low === null || high === null || n < ENOUGH ? '–' : `${formatShare(low)} to ${formatShare(high)}`
}

/** `good from 70%, fair from 50%`; empty for what is not judged. */
export function thresholdWords({ unit, better, good, fair }: Rule): string {
  if (good === null || fair === null) return 'not judged'
  const say = (value: number): string => (unit === 'share' ? `${Math.round(value * 1000) / 10}%` : unit === 'days' ? `${value} days` : String(value))
  const word = better === 'more' ? 'from' : 'up to'
  return `good ${word} ${say(good)}, fair ${word} ${say(fair)}`
}

export const CHANGE_WORDS: Record<Change, string> = { better: 'better', worse: 'worse', steady: 'no clear change', 'too-few': '–' }

export function figureOf(figures: Figure[], key: FigureKey): Figure | undefined {
  return figures.find((figure) => figure.key === key)
}

const STEPS = [0.05, 0.1, 0.25, 0.5, 0.75, 1]
/** One scale for charts that stand side by side: the least round share that holds them all. */
export function scaleFor(values: (number | null)[]): number {
  const most = Math.max(0, ...values.map((value) => value ?? 0))
  return STEPS.find((step) => most <= step) ?? 1
}
