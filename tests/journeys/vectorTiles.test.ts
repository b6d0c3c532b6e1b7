import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CellDetail } from '../../server/contract/results.ts'
import { launchBrowser } from '../support/browser.ts'
import { countyTexts } from '../support/policeUk.ts'
import { openRoad } from '../support/road.ts'
import type { Road } from '../support/road.ts'

// A stranger's MapLibre, with nothing of our client, opens the vector tiles by their TileJSON.

let service: Road
let browser: Awaited<ReturnType<typeof launchBrowser>>

beforeAll(async () => {
  service = await openRoad()
  for (const text of countyTexts({ firstMonth: '2024-01', months: 1, rows: 4000 })) await service.take(text)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await service.close()
})

test('MapLibre draws the layer "cells" with its figures', async () => {
  const { json: run } = await service.run({})
  const require = createRequire(import.meta.url)
  const library = await readFile(require.resolve('maplibre-gl/dist/maplibre-gl.js'), 'utf8')
  // Our own policy forbids a stranger's script on our pages, and their worker: this page stands for a page of theirs.
  const context = await browser.browser.newContext({ bypassCSP: true, viewport: { width: 600, height: 400 } })
  const page = await context.newPage()
  await page.goto(`${service.url}/health/live`)
  await page.setContent('<div id="map" style="width:600px;height:400px"></div>')
  await page.addScriptTag({ content: library })
  const found = await page.evaluate(
    ([tileJson, lng, lat]) =>
      new Promise<{ n: number; properties: Record<string, unknown>; errors: string[] }>((resolve) => {
        const maplibregl = (globalThis as unknown as { maplibregl: typeof import('maplibre-gl') }).maplibregl
        const errors: string[] = []
        const map = new maplibregl.Map({
          container: 'map',
          center: [lng, lat],
          zoom: 11.5,
          style: {
            version: 8,
            sources: { hotspots: { type: 'vector', url: tileJson } },
            layers: [{ id: 'cells', type: 'fill', source: 'hotspots', 'source-layer': 'cells', paint: { 'fill-color': '#b00', 'fill-opacity': 0.5 } }],
          },
        })
        map.on('error', (event) => errors.push(event.error.message))
        void map.once('idle', () => {
          const features = map.queryRenderedFeatures({ layers: ['cells'] })
          const fullest = features.toSorted((a, b) => Number(b.properties['count']) - Number(a.properties['count']))[0]
          resolve({ n: features.length, properties: fullest?.properties ?? {}, errors })
        })
      }),
    [`${service.url}/tiles/${run.id}/tilejson.json`, run.hotspots[0]!.lng, run.hotspots[0]!.lat] as const,
  )
  expect(found.errors).toEqual([])
  expect(found.n).toBeGreaterThan(100)
  expect(found.properties).toMatchObject({ cell: expect.stringMatching(/^[0-9a-f]{15}$/), state: 'count' })
  const { json: cell } = await service.get<CellDetail>(`/api/runs/${run.id}/cells/${String(found.properties['cell'])}`)
  expect(found.properties['count']).toBe(cell.count)
  expect(found.properties['z']).toBe(cell.z)
  await context.close()
})
