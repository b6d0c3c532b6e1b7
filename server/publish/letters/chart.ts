import { percent } from '../quality/words.ts'
import type { Chart } from './content.ts'

/** What a drawing is made of, in points from the top left: HTML and PDF only have to say it in their own words. */
export type Mark =
  | { kind: 'band'; points: [number, number][] }
  | { kind: 'line'; points: [number, number][] }
  | { kind: 'dot'; at: [number, number] }
  | { kind: 'rule'; from: [number, number]; to: [number, number]; role: 'base' | 'grid' | 'median' }
  | { kind: 'text'; at: [number, number]; anchor: 'start' | 'middle' | 'end'; text: string; role: 'axis' | 'value' | 'median' }

export const CHART = { width: 483, height: 108 }
const LEFT = 34
const RIGHT = 56
const TOP = 10
const BOTTOM = 18
/** Size of the letters of the chart, in points. */
export const CHART_TEXT = 7.5

type Point = { x: number; y: number; low: number; high: number; value: number; label: string }

/** Neighbouring months that have a value; a month without one breaks the line. */
const runsOf = (points: (Point | null)[]): Point[][] => {
  const runs: Point[][] = []
  let open = false
  for (const point of points) {
    if (point && open) runs.at(-1)?.push(point)
    else if (point) runs.push([point])
    open = point !== null
  }
  return runs
}

/** A share by month from 0 to 100 %, with its band: straight lines, a zero baseline, labels where they belong. */
export const chartMarks = ({ months, median }: Chart): Mark[] => {
  const wide = CHART.width - LEFT - RIGHT
  const tall = CHART.height - TOP - BOTTOM
  const x = (i: number): number => LEFT + (wide * (i + 0.5)) / Math.max(1, months.length)
  const y = (share: number): number => TOP + tall * (1 - share)
  const points = months.map(({ label, value, low, high }, i): Point | null =>
    value === null || low === null || high === null ? null : { x: x(i), y: y(value), low: y(low), high: y(high), value, label })
  const right = CHART.width - RIGHT
  const marks: Mark[] = [0, 0.5, 1].flatMap((share): Mark[] => [
    { kind: 'rule', from: [LEFT, y(share)], to: [right, y(share)], role: share === 0 ? 'base' : 'grid' },
    { kind: 'text', at: [LEFT - 5, y(share) + 2.6], anchor: 'end', text: `${share * 100}%`, role: 'axis' },
  ])
  const every = Math.max(1, Math.ceil(months.length / 6))
  months.forEach(({ label }, i) => {
    if (i % every === 0) marks.push({ kind: 'text', at: [x(i), CHART.height - 6], anchor: 'middle', text: label, role: 'axis' })
  })
  const runs = runsOf(points)
  for (const run of runs) {
    // A month alone has a band too: a little to either side of it.
    const [first] = run
    const wider = run.length === 1 && first ? [{ ...first, x: first.x - 4 }, { ...first, x: first.x + 4 }] : run
    marks.push({ kind: 'band', points: [...wider.map((p): [number, number] => [p.x, p.high]), ...wider.toReversed().map((p): [number, number] => [p.x, p.low])] })
  }
  const last = points.findLast((point) => point !== null)
  // The two labels at the right edge make room for one another.
  const middle = median === null ? null : y(median)
  const near = last && middle !== null && Math.abs(last.y - middle) < 10
  const apart = !near ? 0 : last.y > middle ? 5 : -5
  if (median !== null && middle !== null) {
    marks.push({ kind: 'rule', from: [LEFT, middle], to: [right, middle], role: 'median' })
    marks.push({ kind: 'text', at: [right + 4, middle + 2.6 - apart], anchor: 'start', text: `others ${percent(median)}`, role: 'median' })
  }
  if (last) marks.push({ kind: 'text', at: [right + 4, last.y + 2.6 + apart], anchor: 'start', text: `${last.label.slice(0, 3)} ${percent(last.value)}`, role: 'value' })
  for (const run of runs) {
    marks.push({ kind: 'line', points: run.map((p): [number, number] => [p.x, p.y]) })
    for (const p of run) marks.push({ kind: 'dot', at: [p.x, p.y] })
  }
  return marks
}
