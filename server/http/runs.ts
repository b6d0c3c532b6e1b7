import { z } from 'zod'
import { querySchema } from '../contract/query.ts'
import { catalogueSchema, cellDetailSchema, cellsSchema, hotspotsSchema, runSchema } from '../contract/results.ts'
import { RESOLUTIONS } from '../contract/vocabulary.ts'
import type { Resolution } from '../contract/vocabulary.ts'
import { outlineOf } from '../publish/outline.ts'
import { cellRows, cellsCsv, cellsGeoJson, hotspotsCsv, hotspotsGeoJson } from '../publish/tableText.ts'
import { arrowOf } from '../publish/tiles/arrow.ts'
import type { Services } from '../services.ts'
import { ARROW_TYPE, CSV_TYPE, endpoint, GEOJSON_TYPE, JSON_TYPE, releasedJson } from './endpoint.ts'

const id = z.string().describe('Run id')
const geoJson = z.object({ type: z.literal('FeatureCollection') }).loose()

export const catalogue = endpoint({
  tag: 'Data',
  summary: 'What data there are: sources, months, categories, study area',
  answers: { 200: { description: 'Totals', content: { [JSON_TYPE]: catalogueSchema } } },
  handle: async ({ services }) => releasedJson(await services.release.catalogue(), { headers: { 'Cache-Control': 'no-store' } }),
})

export const create = endpoint({
  tag: 'Analysis',
  summary: 'Find or make the run that answers a query',
  description: 'A run is immutable: the same query on the same data by the same code has the same id and the same bytes.',
  body: querySchema,
  answers: {
    200: { description: 'This run was known', content: { [JSON_TYPE]: runSchema } },
    201: { description: 'This run was made now', content: { [JSON_TYPE]: runSchema } },
  },
  problems: { 409: 'No data yet', 422: 'Finer than the data bear' },
  handle: async ({ services, body }) => {
    const { id: run, made } = await services.runs.findOrMake(body)
    const { text } = await services.release.runText(run)
    return { status: made ? 201 : 200, type: JSON_TYPE, body: text, headers: { Location: `/api/runs/${run}`, 'Cache-Control': 'no-store' } }
  },
})

export const show = endpoint({
  tag: 'Analysis',
  summary: 'A run: query, versions, totals and hotspots',
  params: z.object({ id }),
  answers: { 200: { description: 'The run', content: { [JSON_TYPE]: runSchema } } },
  problems: { 404: 'No such run' },
  handle: async ({ services, params }) => ({ type: JSON_TYPE, body: (await services.release.runText(params.id)).text, immutable: params.id }),
})

const resolution = z.strictObject({
  resolution: z
    .string()
    .transform(Number)
    .pipe(z.literal([...RESOLUTIONS]))
    .optional()
    .describe(`One of ${RESOLUTIONS.join(', ')}; default: that of the query`),
})

const table = async (services: Services, run: string, asked: Resolution | undefined) =>
  services.release.table(run, asked ?? (await services.release.run(run)).resolution)

export const cells = endpoint({
  tag: 'Analysis',
  summary: 'Every cell of the study area with its figures, zeros included',
  params: z.object({ id, format: z.enum(['json', 'arrow', 'csv', 'geojson']) }),
  query: resolution,
  answers: {
    200: {
      description: 'cell, count, z, p, adjusted_p, state',
      content: { [JSON_TYPE]: cellsSchema, [ARROW_TYPE]: 'binary', [CSV_TYPE]: 'text', [GEOJSON_TYPE]: geoJson },
    },
  },
  problems: { 404: 'No such run, or not at this resolution' },
  handle: async ({ services, params, query }) => {
    const t = await table(services, params.id, query.resolution)
    const name = `cells-${params.id}-r${t.resolution}`
    const rest = { immutable: `${name}.${params.format}`, headers: { 'Content-Disposition': `inline; filename="${name}.${params.format}"` } }
    switch (params.format) {
      case 'json':
        return { type: JSON_TYPE, body: () => JSON.stringify({ run: params.id, resolution: t.resolution, cells: cellRows(t) }), ...rest }
      case 'arrow':
        return { type: ARROW_TYPE, body: () => arrowOf(t), ...rest }
      case 'csv':
        return { type: CSV_TYPE, body: () => cellsCsv(t), ...rest }
      case 'geojson':
        return { type: GEOJSON_TYPE, body: () => JSON.stringify(cellsGeoJson(t)), ...rest }
    }
  },
})

export const cell = endpoint({
  tag: 'Analysis',
  summary: 'Why this cell: its figures, months and categories, in plain words first',
  description: 'A cell outside the study area answers with the state no-data, which is not zero.',
  params: z.object({ id, cell: z.string().describe('H3 index at a resolution of the run') }),
  answers: { 200: { description: 'The cell', content: { [JSON_TYPE]: cellDetailSchema } } },
  problems: { 404: 'No such run, or not at this resolution' },
  handle: async ({ services, params }) =>
    releasedJson(await services.release.cell(params.id, params.cell), { immutable: `${params.id}-${params.cell}` }),
})

export const hotspots = endpoint({
  tag: 'Analysis',
  summary: 'The ranked hotspots of a run',
  params: z.object({ id, format: z.enum(['json', 'geojson', 'csv']) }),
  answers: { 200: { description: 'Ranked hotspots', content: { [JSON_TYPE]: hotspotsSchema, [GEOJSON_TYPE]: geoJson, [CSV_TYPE]: 'text' } } },
  problems: { 404: 'No such run' },
  handle: async ({ services, params }) => {
    const run = await services.release.run(params.id)
    const name = `hotspots-${params.id}.${params.format}`
    const rest = { immutable: name, headers: { 'Content-Disposition': `inline; filename="${name}"` } }
    switch (params.format) {
      case 'json':
        return { type: JSON_TYPE, body: JSON.stringify({ run: run.id, hotspots: run.hotspots }), ...rest }
      case 'csv':
        return { type: CSV_TYPE, body: hotspotsCsv(run), ...rest }
      case 'geojson':
        return { type: GEOJSON_TYPE, body: JSON.stringify(hotspotsGeoJson(run, outlineOf)), ...rest }
    }
  },
})
