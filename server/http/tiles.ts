import { z } from 'zod'
import { MAX_ZOOM, MIN_ZOOM, readTileAddress, resolutionAt } from '../publish/tiles/address.ts'
import { TILE_FORMATS, tileOf } from '../publish/tiles/tiles.ts'
import { ARROW_TYPE, endpoint, JSON_TYPE, MVT_TYPE, plainJson } from './endpoint.ts'

const tileJsonSchema = z.object({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  tiles: z.array(z.string()),
  minzoom: z.int(),
  maxzoom: z.int(),
  bounds: z.array(z.number()),
  attribution: z.string(),
  vector_layers: z.array(z.object({ id: z.string(), description: z.string(), fields: z.record(z.string(), z.string()) })),
})

export const tile = endpoint({
  tag: 'Tiles',
  summary: 'One tile of a run: Arrow IPC stream, or vector tile with the layer "cells"',
  description: 'H3 resolution by zoom: to z8 7, to z10 8, from z11 9, from z14 10 where the data bear it (snap points: 9 at most).',
  params: z.object({ run: z.string(), z: z.string(), x: z.string(), y: z.string(), format: z.enum(TILE_FORMATS) }),
  answers: { 200: { description: 'cell, count, z, p, adjusted_p, state', content: { [ARROW_TYPE]: 'binary', [MVT_TYPE]: 'binary' } } },
  problems: { 404: 'No such run, or outside z/x/y' },
  handle: async ({ services, params }) => {
    const address = readTileAddress(params.z, params.x, params.y)
    const { levels } = await services.release.run(params.run)
    const finest = levels.reduce((best, level) => (level.resolution > best ? level.resolution : best), levels[0]?.resolution ?? 9)
    const table = await services.release.table(params.run, resolutionAt(address.z, finest))
    return {
      type: params.format === 'mvt' ? MVT_TYPE : ARROW_TYPE,
      body: () => tileOf(table, address, params.format),
      immutable: `${params.run}-${address.z}-${address.x}-${address.y}.${params.format}`,
    }
  },
})

export const tileJson = endpoint({
  tag: 'Tiles',
  summary: 'TileJSON of the vector tiles of a run',
  params: z.object({ run: z.string() }),
  answers: { 200: { description: 'TileJSON 3.0.0', content: { [JSON_TYPE]: tileJsonSchema } } },
  problems: { 404: 'No such run' },
  handle: async ({ services, params, req }) => {
    const run = await services.release.run(params.run)
    const origin = `${req.protocol}://${req.get('host') ?? 'localhost'}`
    return plainJson({
      tilejson: '3.0.0',
      name: `${run.studyArea.name}: ${run.query.categories.join(', ')}, ${run.query.period.from} to ${run.query.period.to}`,
      tiles: [`${origin}/tiles/${run.id}/{z}/{x}/{y}.mvt`],
      minzoom: MIN_ZOOM,
      maxzoom: MAX_ZOOM,
      bounds: [...services.geoData.studyArea.bbox],
      attribution: services.geoData.attributions.join(' · '),
      vector_layers: [
        {
          id: 'cells',
          description: 'H3 cells of the study area',
          fields: {
            cell: 'H3 index, hexadecimal',
            count: 'incidents',
            z: 'Gi* z-score',
            p: 'two-sided p',
            adjusted_p: `p adjusted by ${run.query.adjustment}`,
            state: 'count, zero, suppressed or no-data',
          },
        },
      ],
    })
  },
})
