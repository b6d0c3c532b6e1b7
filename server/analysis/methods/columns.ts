import type { GeometryKind } from '../../contract/analysis.ts'
import { checkTable } from '../../domain/resultTable.ts'
import type { Field } from './method.ts'
import type { ResultColumn, ResultTable } from '../../domain/resultTable.ts'

// Columns of results, written shortly. A heading tells the unit.

export const cellColumn = (values: BigUint64Array): ResultColumn => ({ name: 'cell', label: 'H3 cell', type: 'cell', values })
export const integers = (name: string, label: string, values: ArrayLike<number>): ResultColumn => ({ name, label, type: 'integer', values: values instanceof Int32Array ? values : Int32Array.from(values) })
export const numbers = (name: string, label: string, values: ArrayLike<number>): ResultColumn => ({ name, label, type: 'number', values: values instanceof Float64Array ? values : Float64Array.from(values) })
export const texts = (name: string, label: string, values: string[]): ResultColumn => ({ name, label, type: 'text', values })

/** Of a heading or a sentence: what is counted. */
export const countedIn = ({ measure }: Pick<Field, 'measure'>): string => (measure === 'harm' ? 'days of harm' : 'incidents')
export const headingOf = (field: Pick<Field, 'measure'>): string => (field.measure === 'harm' ? 'Days of harm' : 'Incidents')
/** What a field counts in each cell, under its name. */
export const countColumn = (field: Pick<Field, 'measure' | 'counts'>, name = 'count', when = ''): ResultColumn => numbers(name, headingOf(field) + when, field.counts)

export const tableOf = (name: string, label: string, geometry: GeometryKind, columns: ResultColumn[]): ResultTable =>
  checkTable({ name, label, geometry, rows: columns[0]?.values.length ?? 0, columns })

/** A figure as people write it. */
export const said = (x: number, digits = 3): string => (Number.isNaN(x) ? 'unknown' : Number(x.toPrecision(digits)).toLocaleString('en-GB', { maximumSignificantDigits: digits }))
/** Some, as people say it: `no cell is`, `1 cell is`, `12 cells are`. */
export const counted = (n: number, one: string, many: string): string => (n === 0 ? `no ${one}` : n === 1 ? `1 ${one}` : `${whole(n)} ${many}`)
export const capital = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase())
export const whole = (x: number): string => Math.round(x).toLocaleString('en-GB')
/** p as people write it: never 0. */
export const saidP = (p: number): string => (p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toPrecision(2))}`)
