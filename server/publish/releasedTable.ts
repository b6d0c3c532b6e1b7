import type { CellState, Resolution } from '../contract/vocabulary.ts'

/** One run at one resolution as it may be shown. A figure that may not be shown is NaN and its state says why. */
export type ReleasedTable = {
  run: string
  resolution: Resolution
  /** hexadecimal, ascending */
  cells: readonly string[]
  counts: Float64Array
  z: Float64Array
  p: Float64Array
  adjustedP: Float64Array
  states: CellState[]
}

/** A figure as it is told: NaN, for what is not known or not shown, is null. */
export const figure = (value: number | undefined): number | null => (value === undefined || Number.isNaN(value) ? null : value)
