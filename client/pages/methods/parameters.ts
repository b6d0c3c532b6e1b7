// A form from the JSON Schema of a method's parameters: which kind of field each one is, and what its text means.
import type { ParameterSchema } from '../../api/analyses.ts'

export type FieldKind = 'number' | 'choice' | 'numbers' | 'words' | 'cells' | 'period' | 'against'
export type Field = { name: string; label: string; hint: string; kind: FieldKind; choices: (string | number)[]; schema: ParameterSchema; standard: unknown }

const LABELS: Record<string, string> = {
  k: 'Neighbourhood, rings', alpha: 'Significant at', replicates: 'Simulated worlds', eps: 'Distance, m', minPoints: 'Least points', bandwidth: 'Bandwidth, m', radiusKm: 'Largest radius, km',
  resolution: 'Resolution', exclude: 'Cells to leave out', next: 'Period to foretell', earlier: 'Period to compare with', days: 'Time bands, days', distances: 'Distance bands, m', size: 'Cells in a zone', top: 'Among the top',
}
const words = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
const labelOf = (name: string): string => LABELS[name] ?? words(name).replace(/^./, (letter) => letter.toUpperCase())

const choicesOf = ({ enum: list, anyOf, const: only }: ParameterSchema): (string | number)[] | null =>
  list ?? (only === undefined ? null : [only]) ?? (anyOf && anyOf.every((one) => one.const !== undefined) ? anyOf.flatMap((one) => one.const ?? []) : null)

const kindOf = (name: string, schema: ParameterSchema): FieldKind => {
  if (name === 'against') return 'against'
  if (schema.properties?.['from']) return 'period'
  if (schema.type === 'array') return schema.items?.type === 'number' ? 'numbers' : choicesOf(schema.items ?? {}) ? 'words' : 'cells'
  return choicesOf(schema) ? 'choice' : 'number'
}

export const fieldsOf = (schema: ParameterSchema): Field[] =>
  Object.entries(schema.properties ?? {}).map(([name, inner]) => ({
    name, label: labelOf(name), hint: inner.description ?? '', kind: kindOf(name, inner), choices: choicesOf(inner) ?? choicesOf(inner.items ?? {}) ?? [], schema: inner, standard: inner.default,
  }))

/** What stands in a field before anybody touched it. */
export const textOf = (field: Field): string => {
  if (field.kind === 'against') return 'police'
  return Array.isArray(field.standard) ? field.standard.join(' ') : field.standard === undefined ? '' : String(field.standard as string | number)
}

/** What the text in a field says; undefined: the standard. Numbers that make no sense go to the service as they are, which names the range. */
export const valueOf = (field: Field, text: string): unknown => {
  const parts = text.split(/[\s,]+/).filter(Boolean)
  switch (field.kind) {
    case 'number':
      return text.trim() === '' ? undefined : Number(text)
    case 'choice':
      return field.choices.find((choice) => String(choice) === text)
    case 'numbers':
      return parts.length > 0 ? parts.map(Number) : undefined
    case 'words':
      return parts.length > 0 ? parts : undefined
    case 'cells':
      return parts.length > 0 ? parts : undefined
    case 'period': {
      const [from, to] = parts
      return from && to ? { from, to } : undefined
    }
    case 'against':
      return { sources: parts }
  }
}

export const parametersOf = (fields: Field[], texts: Record<string, string>): Record<string, unknown> =>
  Object.fromEntries(fields.flatMap((field) => {
    const value = valueOf(field, texts[field.name] ?? textOf(field))
    return value === undefined ? [] : [[field.name, value]]
  }))
