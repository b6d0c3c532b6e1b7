import { z } from 'zod'
import { ingestReportSchema } from '../contract/ingest.ts'
import { problemSchema } from '../contract/problem.ts'
import { querySchema } from '../contract/query.ts'
import { catalogueSchema, cellDetailSchema, cellsSchema, hotspotsSchema, runSchema } from '../contract/results.ts'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'
import type { Endpoint } from './endpoint.ts'
import type { Route } from './route.ts'

const PROBLEM_TYPE = 'application/problem+json'

/** Schemas that are told once, under components. */
const NAMED = new Map<z.ZodType, string>([
  [problemSchema, 'Problem'],
  [querySchema, 'Query'],
  [runSchema, 'Run'],
  [hotspotsSchema, 'Hotspots'],
  [cellsSchema, 'Cells'],
  [cellDetailSchema, 'CellDetail'],
  [catalogueSchema, 'Catalogue'],
  [ingestReportSchema, 'IngestReport'],
])

type Schema = Record<string, unknown>

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Schema
  return rest
}

const refOr = (schema: z.ZodType, io: 'input' | 'output'): Schema => {
  const name = NAMED.get(schema)
  return name ? { $ref: `#/components/schemas/${name}` } : jsonSchema(schema, io)
}

const contentOf = (content: Endpoint['answers'][number]['content']): Schema =>
  Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema: schema === 'text' ? { type: 'string' } : schema === 'binary' ? { type: 'string', format: 'binary' } : refOr(schema, 'output') },
    ]),
  )

const parametersOf = (schema: z.ZodType | undefined, place: 'path' | 'query'): Schema[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as { properties?: Record<string, Schema>; required?: string[] }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
  }))
}

const bodyOf = (e: Endpoint): Schema => {
  const file = { 'text/csv': { schema: { type: 'string' } }, 'application/gzip': { schema: { type: 'string', format: 'binary' } } }
  if (e.file) return { requestBody: { required: true, content: file } }
  return e.body ? { requestBody: { required: true, content: { [JSON_TYPE]: { schema: refOr(e.body, 'input') } } } } : {}
}

const operation = ({ method, path, endpoint: e }: Route): Schema => {
  const problems = { 400: 'The request makes no sense; names the field', ...e.problems, 503: 'The database cannot be reached; try again' }
  const answers = Object.entries(e.answers).map(([status, { description, content }]) => [status, { description, content: contentOf(content) }])
  const refusals = Object.entries(problems)
    .filter(([status]) => !(Number(status) in e.answers))
    .map(([status, description]) => [status, { description, content: { [PROBLEM_TYPE]: { schema: refOr(problemSchema, 'output') } } }])
  return {
    operationId: `${method}${path.replaceAll(/[^a-zA-Z]+(\w)?/g, (_, letter: string | undefined) => letter?.toUpperCase() ?? '')}`,
    tags: [e.tag],
    summary: e.summary,
    ...(e.description && { description: e.description }),
    parameters: [...parametersOf(e.params, 'path'), ...parametersOf(e.query, 'query')],
    ...bodyOf(e),
    responses: Object.fromEntries([...answers, ...refusals]),
  }
}

/** OpenAPI 3.1 of the routes, from the same zod schemas that check requests. */
export const describeApi = (routes: Route[], version: string): Schema => {
  const paths: Record<string, Schema> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  return {
    openapi: '3.1.0',
    info: { title: 'Violence hotspots', version, description: 'Where people get hurt: ingest, analyse, publish. Figures leave through the release gate only.' },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.endpoint.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: Object.fromEntries([...NAMED].map(([schema, name]) => [name, jsonSchema(schema, schema === querySchema ? 'input' : 'output')])) },
  }
}

/** Serves the description of all routes, itself included; made on the first request. */
export const openApi = (routes: () => Route[], version: string) => {
  let text: string | undefined
  return endpoint({
    tag: 'Service',
    summary: 'This API as OpenAPI 3.1',
    answers: { 200: { description: 'OpenAPI document', content: { [JSON_TYPE]: z.looseObject({ openapi: z.string() }) } } },
    handle: async () => {
      text ??= JSON.stringify(describeApi(routes(), version))
      return { ...plainJson(null), body: text }
    },
  })
}
