import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { endpoint, GEOJSON_TYPE, JSON_TYPE, plainJson } from './endpoint.ts'

const collection = z.object({ type: z.literal('FeatureCollection') }).loose()
const feature = z.object({ type: z.literal('Feature') }).loose()
const answers = { 200: { description: 'GeoJSON', content: { [GEOJSON_TYPE]: collection } } }
const headers = { 'Cache-Control': 'public, max-age=3600' }

export const land = endpoint({
  tag: 'Base map',
  summary: 'Land, cut from OpenStreetMap coastlines',
  answers,
  handle: async ({ services }) => ({ type: GEOJSON_TYPE, body: await readFile(services.geoData.files.land.path), headers }),
})

export const outline = endpoint({
  tag: 'Base map',
  summary: 'Outline of the study area, for drawing',
  answers: { 200: { description: 'GeoJSON', content: { [GEOJSON_TYPE]: feature } } },
  handle: async ({ services }) => ({ type: GEOJSON_TYPE, body: await readFile(services.geoData.files.outline.path), headers }),
})

export const places = endpoint({
  tag: 'Base map',
  summary: 'Named places',
  answers,
  handle: async ({ services }) => {
    const features = services.geoData.places.list.map(({ id, name, lat, lng, population, kind }) => ({
      type: 'Feature',
      id,
      geometry: { type: 'Point', coordinates: [lng, lat] },
      properties: { name, population, kind },
    }))
    return { type: GEOJSON_TYPE, body: JSON.stringify({ type: 'FeatureCollection', features }), headers }
  },
})

export const attribution = endpoint({
  tag: 'Base map',
  summary: 'Whom to name beside the map',
  answers: { 200: { description: 'Lines to show', content: { [JSON_TYPE]: z.object({ lines: z.array(z.string()) }) } } },
  handle: async ({ services }) => plainJson({ lines: services.geoData.attributions }, { headers }),
})
