import * as analyses from './analyses.ts'
import * as baseMap from './baseMap.ts'
import * as health from './health.ts'
import * as ingests from './ingests.ts'
import { openApi } from './openapi.ts'
import * as places from './places.ts'
import * as quarantine from './quarantine.ts'
import * as profiles from './profiles.ts'
import * as quality from './quality.ts'
import { del, get, post } from './route.ts'
import type { Route } from './route.ts'
import * as runs from './runs.ts'
import * as tiles from './tiles.ts'

/** Every URL of the service but for the pages themselves. */
export const createRoutes = (version: string): Route[] => {
  const routes: Route[] = [
    get('/api/catalogue', runs.catalogue),
    post('/api/ingests', ingests.create),
    get('/api/ingests', ingests.list),
    get('/api/ingests/{id}', ingests.show),
    get('/api/ingests/{id}/issues.csv', quarantine.issues),
    get('/api/ingests/{id}/quarantine', quarantine.list),
    post('/api/ingests/{id}/quarantine/{line}', quarantine.fix),
    get('/api/duplicates', quarantine.duplicates),
    get('/api/uploads/{name}/progress', ingests.progress),
    get('/api/profiles', profiles.list),
    post('/api/profiles', profiles.create),
    post('/api/profiles/propose', profiles.propose),
    get('/api/places/review', places.review),
    get('/api/places/decisions', places.ledger),
    post('/api/places/decisions', places.decide),
    get('/api/places/search', places.search),
    get('/api/places/accuracy', places.accuracy),
    get('/api/quality', quality.list),
    get('/api/quality/{id}', quality.show),
    get('/api/quality/{id}/letter.html', quality.letterPage),
    get('/api/quality/{id}/letter.pdf', quality.letterFile),
    get('/api/letter.css', quality.letterStyle),
    post('/api/runs', runs.create),
    get('/api/runs/{id}', runs.show),
    get('/api/runs/{id}/cells.{format}', runs.cells),
    get('/api/runs/{id}/cells/{cell}', runs.cell),
    get('/api/runs/{id}/hotspots.{format}', runs.hotspots),
    get('/api/methods', analyses.methods),
    post('/api/analyses', analyses.create),
    get('/api/analyses/{id}', analyses.show),
    del('/api/analyses/{id}', analyses.remove),
    get('/api/analyses/{id}/progress', analyses.progress),
    get('/api/analyses/{id}/{table}.{format}', analyses.rows),
    get('/tiles/{run}/tilejson.json', tiles.tileJson),
    get('/tiles/{run}/{z}/{x}/{y}.{format}', tiles.tile),
    get('/api/base-map/land.geojson', baseMap.land),
    get('/api/base-map/outline.geojson', baseMap.outline),
    get('/api/base-map/places.geojson', baseMap.places),
    get('/api/base-map/attribution.json', baseMap.attribution),
    get('/api/openapi.json', openApi(() => routes, version)),
    get('/health/live', health.live),
    get('/health/ready', health.ready),
  ]
  return routes
}
