// Elements of an OpenStreetMap extract, from OSM XML (two passes: a way names its nodes by number only) or GeoJSON.
import { numberOf } from './csv.ts'
import type { Point } from './ground.ts'
import { createNodeBook } from './osmNodes.ts'
import { purposeOf, type Tags } from './osmTags.ts'
import { LoadError } from './loadError.ts'
import { wholeText } from './placesCsv.ts'
import type { Source } from './sources.ts'
import { xmlEvents } from './xml.ts'

/** `points` is empty when the extract does not hold them. */
export type Element = { id: string; isLine: boolean; tags: Tags; points: Point[] }

const MOST_NODES = 40_000_000
const MOST_GEOJSON = 400_000_000

export async function* osmElements(source: Source): AsyncGenerator<Element> {
  if (/\.pbf$/i.test(source.name)) throw new LoadError(`${source.name}: PBF is not read; make it XML first, for instance with "osmium cat in.osm.pbf -o out.osm"`)
  const start = await firstCharacter(source)
  if (start === '<') yield* fromXml(source)
  else if (start === '{') yield* fromGeoJson(source)
  else throw new LoadError(`${source.name}: neither OSM XML nor GeoJSON`)
}

async function firstCharacter(source: Source): Promise<string> {
  for await (const chunk of source.text()) {
    const found = /\S/.exec(chunk)
    if (found) return found[0]
  }
  return ''
}

type Raw = { type: string; id: string; point: Point; tags: Tags; refs: number[] }

async function* fromXml(source: Source): AsyncGenerator<Element> {
  const nodes = createNodeBook()
  for await (const { type, tags, refs } of rawElements(source)) {
    if (type === 'way' && isUsed(tags)) for (const ref of refs) nodes.note(ref)
    if (nodes.noted > MOST_NODES) throw new LoadError(`${source.name}: more than ${MOST_NODES.toLocaleString('en-GB')} points; cut it to the county first`)
  }
  nodes.seal()
  for await (const { type, id, point, tags, refs } of rawElements(source)) {
    const isPlaced = type === 'node' && !Number.isNaN(point.lat) && !Number.isNaN(point.lng)
    if (isPlaced) nodes.place(Number(id), point)
    yield { id: `${type}/${id}`, isLine: type === 'way', tags, points: isPlaced ? [point] : nodes.pointsOf(refs) }
  }
}

function isUsed(tags: Tags): boolean {
  const use = purposeOf(tags, true)
  return use !== null && use !== 'no name'
}

async function* rawElements(source: Source): AsyncGenerator<Raw> {
  let element: Raw | null = null
  let isOsm = false
  for await (const event of xmlEvents(source)) {
    if (event.is === 'open') {
      const { name, attributes: a, line } = event
      if (!isOsm && name !== 'osm') throw new LoadError(`${source.name} line ${line}: the first element is ${name}, not osm`)
      isOsm = true
      if (name === 'node' || name === 'way' || name === 'relation') {
        if (!/^-?\d+$/.test(a['id'] ?? '')) throw new LoadError(`${source.name} line ${line}: a ${name} without an id`)
        element = { type: name, id: a['id']!, point: { lat: numberOf(a['lat'] ?? ''), lng: numberOf(a['lon'] ?? '') }, tags: {}, refs: [] }
      } else if (element && name === 'nd') element.refs.push(Number(a['ref']))
      else if (element && name === 'tag') element.tags[a['k'] ?? ''] = a['v'] ?? ''
    } else if (event.is === 'close' && element?.type === event.name) {
      yield element
      element = null
    }
  }
}

/** GeoJSON is read whole: a county's streets and places are some ten megabytes. */
async function* fromGeoJson(source: Source): AsyncGenerator<Element> {
  let json: GeoJSON.FeatureCollection
  try {
    json = JSON.parse(await wholeText(source, MOST_GEOJSON)) as GeoJSON.FeatureCollection
  } catch (error) {
    throw error instanceof LoadError ? error : new LoadError(`${source.name}: not JSON: ${(error as Error).message}`)
  }
  if (json.type !== 'FeatureCollection' || !Array.isArray(json.features)) throw new LoadError(`${source.name}: not a GeoJSON FeatureCollection`)
  for (const [i, feature] of json.features.entries()) {
    const properties = (feature?.properties ?? {}) as Record<string, unknown>
    const given = (properties['tags'] ?? properties) as Record<string, unknown>
    const tags = Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
    const id = [feature?.id, properties['@id'], properties['osm_id']].find((one): one is string | number => typeof one === 'string' || typeof one === 'number')?.toString() ?? `feature/${i + 1}`
    yield { id, isLine: /LineString|Polygon/.test(feature?.geometry?.type ?? ''), tags, points: positionsOf(feature?.geometry) }
  }
}

function positionsOf(geometry: GeoJSON.Geometry | null | undefined): Point[] {
  if (!geometry || geometry.type === 'GeometryCollection') return []
  const points: Point[] = []
  const walk = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number' && typeof value[1] === 'number') points.push({ lng: value[0], lat: value[1] })
    else for (const one of value) walk(one)
  }
  walk(geometry.coordinates)
  return points.filter(({ lat, lng }) => Math.abs(lat) <= 90 && Math.abs(lng) <= 180)
}
