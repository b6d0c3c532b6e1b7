// Classes and colours, one object for map, legend and table. Pure.
import type { Level } from '../../server/contract/results.ts'
import type { Measure } from '../state.ts'
import { formatCount } from '../words.ts'

export type Theme = 'light' | 'dark'
export type Rgb = [number, number, number]
export type ScaleClass = { colour: Rgb; label: string }
export type CellFigures = { count: number | null; z: number | null; adjusted_p: number | null; state: string }
export type Scale = {
  measure: Measure
  classes: ScaleClass[]
  /** The class of a cell, or null when nothing is drawn for it. */
  classOf: (cell: CellFigures) => ScaleClass | null
}

/** ColorBrewer YlOrRd without its palest steps; on a dark page the most incidents must be brightest, so its own ramp (after inferno). */
const COUNT_RAMP: Record<Theme, Rgb[]> = {
  light: [[254, 217, 118], [254, 178, 76], [253, 141, 60], [240, 80, 40], [205, 24, 32], [128, 0, 38]],
  dark: [[124, 58, 92], [163, 62, 82], [206, 78, 64], [235, 120, 55], [249, 178, 88], [253, 235, 160]],
}

/** ColorBrewer RdBu, from the weakest to the strongest finding. */
const HIGH: Record<Theme, Rgb[]> = {
  light: [[244, 165, 130], [214, 96, 77], [165, 15, 38]],
  dark: [[122, 66, 62], [201, 88, 76], [255, 145, 120]],
}
const LOW: Record<Theme, Rgb[]> = {
  light: [[146, 197, 222], [67, 147, 195], [26, 84, 150]],
  dark: [[52, 88, 124], [66, 138, 194], [140, 204, 250]],
}
export const LEVELS = [0.1, 0.05, 0.01]

/** Picks n colours over a whole ramp, ends included. */
function spread(ramp: Rgb[], n: number): Rgb[] {
  return Array.from({ length: n }, (_, i) => ramp[n === 1 ? 2 : Math.round((i * (ramp.length - 1)) / (n - 1))] as Rgb)
}

export function countScale(level: Pick<Level, 'countBreaks' | 'maxCount'>, theme: Theme): Scale {
  const breaks = level.countBreaks.length > 0 ? level.countBreaks : [1]
  const colours = spread(COUNT_RAMP[theme], breaks.length)
  const classes = breaks.map((low, i) => {
    const high = (breaks[i + 1] ?? Math.max(level.maxCount, low) + 1) - 1
    // The last class is open: it runs up to the highest count, and the short form fits a phone.
    const last = i === breaks.length - 1 && i > 0
    const label = last ? `${formatCount(low)}+` : low >= high ? formatCount(low) : `${formatCount(low)}–${formatCount(high)}`
    return { colour: colours[i] as Rgb, label }
  })
  const classOf = ({ count, state }: CellFigures): ScaleClass | null => {
    if (state === 'no-data' || state === 'suppressed' || count === null || count <= 0) return null
    return classes[Math.max(0, breaks.findLastIndex((low) => count >= low))] ?? null
  }
  return { measure: 'count', classes, classOf }
}

export function significanceScale(theme: Theme): Scale {
  const high = HIGH[theme].map((colour, i) => ({ colour, label: `more, p ≤ ${LEVELS[i]}` }))
  const low = LOW[theme].map((colour, i) => ({ colour, label: `fewer, p ≤ ${LEVELS[i]}` }))
  const classOf = ({ z, adjusted_p, state }: CellFigures): ScaleClass | null => {
    if (state === 'no-data' || state === 'suppressed' || z === null || adjusted_p === null || z === 0) return null
    const step = LEVELS.findLastIndex((level) => adjusted_p <= level)
    return (z > 0 ? high : low)[step] ?? null
  }
  return { measure: 'significance', classes: [...low.toReversed(), ...high], classOf }
}

export function scaleFor(measure: Measure, level: Pick<Level, 'countBreaks' | 'maxCount'>, theme: Theme): Scale {
  return measure === 'count' ? countScale(level, theme) : significanceScale(theme)
}

export function css([r, g, b]: Rgb): string {
  return `rgb(${r} ${g} ${b})`
}
