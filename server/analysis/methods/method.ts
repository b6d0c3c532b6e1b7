import type { Figure, Parameters } from '../../contract/analysis.ts'
import type { AnalysisKind } from '../../contract/methodGuide.ts'
import type { Measure, Period } from '../../contract/query.ts'
import type { KeptOut } from '../../domain/keptOut.ts'
import type { ResultTable } from '../../domain/resultTable.ts'
import type { Area } from '../area.ts'

/** The incidents of one filter, as methods look at them. All of it can be sent to a worker as it is. */
export type Field = {
  /** per cell of the area, at the resolution asked for; whole numbers unless the filter asks for weights or harm */
  counts: Float64Array
  /** incidents on the map */
  incidents: number
  /** one entry an incident, in a fixed order */
  events: Events
  /** `YYYY-MM` of the period that were received whole; others are unknown, not zero */
  monthsReceived: string[]
  period: Period
  /** places are moved to shared public points */
  snapPoints: boolean
  /** what `counts` and the weights of `events` add up: incidents or shares of them, or days of harm */
  measure: Measure
}

export type Events = {
  /** row of the area */
  cell: Uint32Array
  /** local days since 1970; of a month-only incident the first day of its month */
  day: Int32Array
  /** 1: the day itself is known; 0: the month only */
  dayKnown: Uint8Array
  /** share of the incident in this entry, 1 unless weights are asked for; days of harm where harm is measured */
  weight: Float32Array
  /** equal for entries of one incident: the places it may have been at */
  incident: Uint32Array
  /** place of the res-10 cell in its res-9 cell, 0–6 as in an H3 index; 7 where not known so finely */
  child: Uint8Array
  /** best place, metres east and north of the area's centre */
  x: Float64Array
  y: Float64Array
  /** radius within which the place lies, metres; NaN when not told */
  radius: Float32Array
}

export type MethodInput = {
  area: Area
  field: Field
  other: Field | null
  /** res-10 cells that no patrol zone may hold */
  keptOut: KeptOut
}

/** What the gate may ask before it gathers anything. */
export type Facts = { cells: number; incidents: number; otherIncidents: number; months: number; days: number }

export type MethodResult = {
  /** what came out, in one or two plain sentences */
  sentence: string
  /** why the data do not bear the question: then nothing else is told */
  refused?: string
  caution?: string
  advice?: string[]
  figures: Figure[]
  tables: ResultTable[]
}

/** The data do not bear the question: a reason in plain words, and no figures. */
export const refuse = (reason: string): MethodResult => ({ sentence: reason, refused: reason, figures: [], tables: [] })

/** Called now and then from long work: share done, 0–1. */
export type Tell = (done: number) => void

/** What a method looks at beside the cells. */
export type Needs = {
  /** points of incidents: x, y, radius; empty for other methods */
  points?: boolean
  /** every place that an incident may have been at, whatever the filter says of weights */
  candidates?: boolean
}

/** One method: how it is asked, what it costs, how it is computed. Everything in it runs in a worker but `second` and `seconds`. */
export type Method<K extends AnalysisKind = AnalysisKind> = {
  kind: K
  /** resolution of the cells; 9 for methods that look at points */
  resolution: (parameters: Parameters<K>) => 7 | 8 | 9 | 10
  needs?: Needs
  /** the other incidents that a comparison needs, as a change of the filter; null when it needs none */
  second?: (filter: SecondOf, parameters: Parameters<K>) => Partial<SecondOf> | null
  /** which of the filter itself a comparison changes (the first sources of agreement, the first part of a period) */
  first?: (filter: SecondOf, parameters: Parameters<K>) => Partial<SecondOf>
  /** processor seconds that it takes on one core of a small server, roughly */
  seconds: (facts: Facts, parameters: Parameters<K>) => number
} & (
  | { compute: (input: MethodInput, parameters: Parameters<K>, tell: Tell) => MethodResult; simulate?: never }
  | { compute?: never; simulate: Simulation<K> }
)

/** The filter with nothing left open; a method may change its sources, categories and period. */
export type SecondOf = { sources: import('../../contract/vocabulary.ts').Source[]; categories: import('../../contract/vocabulary.ts').Category[]; period: Period }

/**
 * Work that splits over workers by replicate: each worker prepares the same, computes its own stretch of replicates, and one of them
 * puts the numbers together in order. A replicate's numbers depend on its number alone, so any division gives the same bytes.
 */
export type Simulation<K extends AnalysisKind, Prepared = unknown> = {
  replicates: (parameters: Parameters<K>) => number
  /** replicates that the kernel computes together: fewer cost as much; 1 unless said */
  portion?: number
  /** numbers of a stretch add up (they count replicates) instead of following each other: a worker keeps their sum, however many there are */
  adds?: boolean
  /** replicates after which `enough` is asked whether more would change anything; null: all are wanted */
  stage?: (parameters: Parameters<K>) => number | null
  enough?: (prepared: Prepared, parameters: Parameters<K>, numbers: Float64Array) => boolean
  prepare: (input: MethodInput, parameters: Parameters<K>) => Prepared
  /** numbers of replicates [from, to), as many for each, or for each stretch where they add up; [] when there is nothing to simulate */
  part: (prepared: Prepared, parameters: Parameters<K>, from: number, to: number) => Float64Array
  /** `numbers`: of all replicates in order; where they add up, one set or several, to be summed */
  finish: (prepared: Prepared, parameters: Parameters<K>, numbers: Float64Array) => MethodResult
}

/** Writes a method down with its types held, and forgets them for the registry. */
export const method = <K extends AnalysisKind>(definition: Method<K>): Method => definition as unknown as Method
export const simulation = <K extends AnalysisKind, Prepared>(_kind: K, definition: Simulation<K, Prepared>): Simulation<K> => definition as unknown as Simulation<K>
