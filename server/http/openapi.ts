import { extendZodWithOpenApi, OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import { z } from 'zod'
import { ingestReportSchema } from '../contract/ingest.ts'
import { problemSchema } from '../contract/problem.ts'
import { querySchema } from '../contract/query.ts'
import { cellDetailSchema, cellRowSchema, hotspotSchema, runSchema } from '../contract/results.ts'
import { endpoint, JSON_TYPE, plainJson } from './endpoint.ts'
import type { Endpoint } from './endpoint.ts'
import type { Route } from './route.ts'

extendZodWithOpenApi(z)

const PROBLEM_TYPE = 'application/problem+json'
const named = { Problem: problemSchema, Query: querySchema, Run: runSchema, Hotspot: hotspotSchema, CellRow: cellRowSchema, CellDetail: cellDetailSchema, IngestReport: ingestReportSchema }

const contentOf = (content: Endpoint['answers'][number]['content']) =>
  Object.fromEntries(
    Object.entries(content).map(([type, schema]) => [
      type,
      { schema: schema === 'text' ? { type: 'string' as const } : schema === 'binary' ? { type: 'string' as const, format: 'binary' } : schema },
    ]),
  )

/** OpenAPI 3.1 of the routes, from the same zod schemas that check requests. */
export const describeApi = (routes: Route[], version: string) => {
  const registry = new OpenAPIRegistry()
  const registered = new Map<z.ZodType, z.ZodType>()
  for (const [name, schema] of Object.entries(named)) registered.set(schema, registry.register(name, schema))
  const own = (schema: z.ZodType): z.ZodType => registered.get(schema) ?? schema
  for (const { method, path, endpoint: e } of routes) {
    const problems = { 400: 'The request makes no sense; names the field', ...e.problems, 503: 'The database cannot be reached; try again' }
    registry.registerPath({
      method,
      path,
      tags: [e.tag],
      summary: e.summary,
      ...(e.description && { description: e.description }),
      request: {
        ...(e.params && { params: e.params as z.ZodObject }),
        ...(e.query && { query: e.query as z.ZodObject }),
        ...(e.body && { body: { required: true, content: { [JSON_TYPE]: { schema: own(e.body) } } } }),
        ...(e.file && { body: { required: true, content: { 'text/csv': { schema: { type: 'string' } }, 'application/gzip': { schema: { type: 'string', format: 'binary' } } } } }),
      },
      responses: {
        ...Object.fromEntries(
          Object.entries(e.answers).map(([status, { description, content }]) => [
            status,
            { description, content: contentOf(Object.fromEntries(Object.entries(content).map(([type, schema]) => [type, typeof schema === 'string' ? schema : own(schema)]))) },
          ]),
        ),
        ...Object.fromEntries(
          Object.entries(problems)
            .filter(([status]) => !(Number(status) in e.answers))
            .map(([status, description]) => [status, { description, content: { [PROBLEM_TYPE]: { schema: own(problemSchema) } } }]),
        ),
      },
    })
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: 'Violence hotspots', version, description: 'Where people get hurt: ingest, analyse, publish. Figures leave through the release gate only.' },
    servers: [{ url: '/' }],
  })
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
