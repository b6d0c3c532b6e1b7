// Reads as much of an OpenAPI 3.1 document as our page shows. Pure.

export type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  format?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  example?: unknown
  examples?: unknown[]
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  minimum?: number
  maximum?: number
  additionalProperties?: unknown
}
type Content = Record<string, { schema?: Schema; example?: unknown }>
export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema }
export type Operation = {
  method: string
  path: string
  tags?: string[]
  summary?: string
  description?: string
  parameters?: Parameter[]
  requestBody?: { content?: Content }
  responses?: Record<string, { description?: string; content?: Content }>
}
export type OpenApi = {
  info?: { title?: string; version?: string; description?: string }
  paths?: Record<string, Record<string, Omit<Operation, 'method' | 'path'>>>
  components?: { schemas?: Record<string, Schema> }
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Operations by their first tag, in the order of the document. */
export function operationsByTag(document: OpenApi): [tag: string, operations: Operation[]][] {
  const tags = new Map<string, Operation[]>()
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = item[method]
      if (!operation) continue
      const tag = operation.tags?.[0] ?? 'Other'
      tags.set(tag, [...(tags.get(tag) ?? []), { ...operation, method, path }])
    }
  }
  return [...tags]
}

export function refName(schema: Schema): string | null {
  return schema.$ref?.split('/').at(-1) ?? null
}

/** A schema's type in a few words: `list of Hotspot`, `integer 1–5`, `"csv" or "json"`. */
export function typeWords(schema: Schema | undefined): string {
  if (!schema) return ''
  const name = refName(schema)
  if (name) return name
  const choices = schema.enum ?? (schema.const === undefined ? null : [schema.const])
  if (choices) return choices.map((value) => JSON.stringify(value)).join(' or ')
  const either = schema.anyOf ?? schema.oneOf
  if (either) return [...new Set(either.map(typeWords))].join(' or ')
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'any')
  if (type === 'array') return `list of ${typeWords(schema.items)}`
  const { minimum, maximum } = schema
  // zod states the bounds of a safe integer, which tell a reader nothing.
  const bounded = minimum !== undefined && maximum !== undefined && Math.abs(maximum) < 1e9 && Math.abs(minimum) < 1e9
  return bounded ? `${type} ${minimum}–${maximum}` : type
}

/** Fields of an object, `items` of a list looked through. */
export function fieldsOf(schema: Schema | undefined): { name: string; required: boolean; schema: Schema }[] {
  const target = schema?.type === 'array' ? schema.items : schema
  return Object.entries(target?.properties ?? {}).map(([name, field]) => ({ name, required: target?.required?.includes(name) ?? false, schema: field }))
}

/** A made-up value of a schema, to show what a body looks like. */
export function exampleOf(schema: Schema | undefined, all: Record<string, Schema>, depth = 0): unknown {
  if (!schema || depth > 6) return null
  const name = refName(schema)
  if (name) return exampleOf(all[name], all, depth + 1)
  for (const known of [schema.example, schema.examples?.[0], schema.const, schema.default, schema.enum?.[0]]) if (known !== undefined) return known
  const either = schema.anyOf ?? schema.oneOf
  if (either) return exampleOf(either[0], all, depth + 1)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, field]) => [key, exampleOf(field, all, depth + 1)]))
  }
  if (type === 'array') return [exampleOf(schema.items, all, depth + 1)]
  if (type === 'integer' || type === 'number') return schema.minimum !== undefined && schema.minimum > 0 ? schema.minimum : type === 'number' ? 0.05 : 1
  if (type === 'boolean') return true
  return type === 'null' ? null : 'text'
}
