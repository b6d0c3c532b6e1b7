// A form from the JSON Schema of a method's parameters: which kind of field each one is, and what its text means.
import type { ParameterSchema } from '../../api/analyses.ts'
import { addMonths, isMonth } from '../../months.ts'
import { wordsOf } from './fieldWords.ts'

export type FieldKind = 'number' | 'choice' | 'numbers' | 'words' | 'cells' | 'period' | 'against'
export type Choice = { value: string; label: string }
export type Field = { name: string; label: string; hint: string; kind: FieldKind; main: boolean; choices: Choice[]; raw: (string | number)[]; standard: unknown }

const choicesOf = ({ enum: list, anyOf, const: only }: ParameterSchema): (string | number)[] | null =>
  list ?? (only === undefined ? null : [only]) ?? (anyOf && anyOf.every((one) => one.const !== undefined) ? anyOf.flatMap((one) => one.const ?? []) : null)

const kindOf = (schema: ParameterSchema): FieldKind => {
  if (schema.anyOf?.some((one) => one.properties?.['sources'])) return 'against'
  if (schema.properties?.['from']) return 'period'
  if (schema.type === 'array') return schema.items?.type === 'number' ? 'numbers' : choicesOf(schema.items ?? {}) ? 'words' : 'cells'
  return choicesOf(schema) ? 'choice' : 'number'
}

const rangeOf = ({ minimum, maximum, items }: ParameterSchema): string => {
  const [least, most] = [minimum ?? items?.minimum, maximum ?? items?.maximum]
  return least === undefined || most === undefined ? '' : `${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}.`
}

const listOf = (schema: ParameterSchema): (string | number)[] =>
  choicesOf(schema) ?? choicesOf(schema.items ?? {}) ?? schema.anyOf?.flatMap((one) => choicesOf(one.properties?.['sources']?.items ?? {}) ?? []) ?? []

export const fieldsOf = (kind: string, schema: ParameterSchema): Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const { label, hint, main, choices = {} } = wordsOf(kind, name)
    const raw = listOf(inner)
    return {
      name, label, kind: kindOf(inner), main: main === true, raw, standard: inner.default,
      hint: [hint ?? '', name === 'seed' ? '' : rangeOf(inner)].filter(Boolean).join(' '),
      choices: raw.map((value) => ({ value: String(value), label: choices[value] ?? String(value).replaceAll('-', ' ') })),
    }
  })

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)
/** Whole months are said by their first and last; anything else by its days. */
const textOfPeriod = ({ from, to }: { from: string; to: string }): string =>
  from.endsWith('-01') && to.endsWith('-01') ? `${from.slice(0, 7)} ${addMonths(to.slice(0, 7), -1)}` : `${from} ${to}`

const periodOf = (parts: string[]): { from: string; to: string } | undefined => {
  const [from, to] = parts
  if (from && to && isDay(from) && isDay(to)) return { from, to }
  const [first, last] = [from ?? to, to ?? from]
  return first && last && isMonth(first) && isMonth(last) ? { from: `${first}-01`, to: `${addMonths(last, 1)}-01` } : undefined
}

/** A value as the field's text; of nothing, what the field stands at before anybody touched it. */
export const textOf = (field: Field, value: unknown = field.standard): string => {
  if (value === undefined || value === null) return field.kind === 'against' ? 'police' : ''
  if (field.kind === 'period') return textOfPeriod(value as { from: string; to: string })
  if (field.kind === 'against') {
    const { sources, period } = value as { sources?: string[]; period?: { from: string; to: string } }
    return period ? textOfPeriod(period) : (sources ?? []).join(' ')
  }
  return Array.isArray(value) ? value.join(' ') : String(value as string | number)
}

const numberOf = (text: string): number => Number(text.replaceAll(/(?<=\d),(?=\d{3}\b)/g, ''))

/** What the text in a field says; undefined: the standard. Numbers that make no sense go to the service as they are, which names the range. */
export const valueOf = (field: Field, text: string): unknown => {
  const parts = text.split(/[\s;,]+/).filter(Boolean)
  switch (field.kind) {
    case 'number':
      return text.trim() === '' ? undefined : numberOf(text)
    case 'choice':
      return field.raw.find((choice) => String(choice) === text)
    case 'numbers':
      return parts.length > 0 ? parts.map(Number) : undefined
    case 'words':
      return parts
    case 'cells':
      return parts.length > 0 ? parts : undefined
    case 'period':
      return periodOf(parts)
    case 'against': {
      const period = periodOf(parts)
      return period ? { period } : { sources: parts }
    }
  }
}

export const parametersOf = (fields: Field[], texts: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap((field) => {
    const value = valueOf(field, texts[field.name] ?? textOf(field))
    return value === undefined ? [] : [[field.name, value]]
  }))

/** Lists of which one at least must be ticked: the service says so in the words of a schema. */
export const emptyLists = (fields: Field[], texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(fields.flatMap((field) =>
    (field.kind === 'words' || field.kind === 'against') && (texts[field.name] ?? textOf(field)).trim() === '' ? [[field.name, 'Choose one at least.']] : []))

/** Which field a problem is about, and what it says without the name that the API has for it: `parameters.bandwidth: must be …`. */
export const faultOf = (field: string | null, detail: string): { name: string; text: string } | null => {
  const [part, name = ''] = (field ?? '').split('.')
  if (part !== 'parameters' && part !== 'filter') return null
  const said = detail.startsWith(field ?? '') ? detail.slice((field ?? '').length).replace(/^[:\s]+/, '') : detail
  return { name, text: said.replace(/^./, (letter) => letter.toUpperCase()) }
}
