import { cellToLatLng, cellToLocalIj } from 'h3-js'
import proj4 from 'proj4'
import type { Resolution } from '../contract/vocabulary.ts'
import type { StudyArea } from '../domain/studyArea.ts'
import type { Neighbours } from '../statistics/neighbours.ts'

/** The cells of the study area at one resolution, as flat arrays in shared memory: workers read them without a copy. */
export type Area = {
  name: string
  resolution: number
  cells: BigUint64Array
  areaKm2: Float64Array
  lat: Float64Array
  lng: Float64Array
  /** latitude and longitude of the middle of the study area, from which metres are measured */
  origin: [number, number]
  /** centre, metres east and north of the middle of the study area (transverse Mercator about it) */
  x: Float64Array
  y: Float64Array
  /** hexagonal axes (H3 local i, j) */
  i: Int32Array
  j: Int32Array
  /** cells within k rings, for the k that was asked for */
  neighbours: Neighbours
}

const middleOf = ([west, south, east, north]: StudyArea['bbox']): [number, number] => [(south + north) / 2, (west + east) / 2]
const projectionAt = ([lat, lng]: readonly [number, number]) => proj4(`+proj=tmerc +lat_0=${lat} +lon_0=${lng} +k=1 +x_0=0 +y_0=0 +ellps=WGS84 +units=m +no_defs`)

/** Metres on a plane about the middle of the area: true to 3 in 100,000 within 50 km of its north–south axis. */
export const planeOf = (bbox: StudyArea['bbox']): ((lat: number, lng: number) => [number, number]) => {
  const { forward } = projectionAt(middleOf(bbox))
  return (lat, lng) => forward([lng, lat]) as [number, number]
}

/** Back from the plane of an area: latitude and longitude. */
export const degreesOf = ({ origin }: Pick<Area, 'origin'>): ((x: number, y: number) => [number, number]) => {
  const { inverse } = projectionAt(origin)
  return (x, y) => {
    const [lng, lat] = inverse([x, y]) as [number, number]
    return [lat, lng]
  }
}

const shared = <T extends Float64Array | Int32Array | Uint32Array | BigUint64Array>(kind: new (buffer: SharedArrayBuffer) => T, values: ArrayLike<number> | ArrayLike<bigint>): T => {
  const bytes = values.length * (kind as unknown as { BYTES_PER_ELEMENT: number }).BYTES_PER_ELEMENT
  const array = new kind(new SharedArrayBuffer(bytes))
  ;(array as unknown as { set(from: ArrayLike<number> | ArrayLike<bigint>): void }).set(values)
  return array
}

/** Areas by resolution and k, made when first asked for and kept. */
export const createAreas = (studyArea: StudyArea) => {
  const bases = new Map<Resolution, Omit<Area, 'neighbours'>>()
  const lists = new Map<string, Neighbours>()
  const plane = planeOf(studyArea.bbox)
  const baseOf = (resolution: Resolution): Omit<Area, 'neighbours'> => {
    const cells = studyArea.cells(resolution)
    const centres = cells.map(cellToLatLng)
    const metres = centres.map(([lat, lng]) => plane(lat, lng))
    const origin = cells[0] ?? ''
    const axes = cells.map((cell) => cellToLocalIj(origin, cell))
    return {
      name: studyArea.name,
      origin: middleOf(studyArea.bbox),
      resolution,
      cells: shared(BigUint64Array, cells.map((cell) => BigInt(`0x${cell}`))),
      areaKm2: shared(Float64Array, studyArea.areaKm2Of(resolution)),
      lat: shared(Float64Array, centres.map(([lat]) => lat)),
      lng: shared(Float64Array, centres.map(([, lng]) => lng)),
      x: shared(Float64Array, metres.map(([x]) => x)),
      y: shared(Float64Array, metres.map(([, y]) => y)),
      i: shared(Int32Array, axes.map(({ i }) => i)),
      j: shared(Int32Array, axes.map(({ j }) => j)),
    }
  }
  return (resolution: Resolution, k: number): Area => {
    let base = bases.get(resolution)
    if (!base) bases.set(resolution, (base = baseOf(resolution)))
    const key = `${resolution}/${k}`
    let neighbours = lists.get(key)
    if (!neighbours) {
      const { offsets, targets } = studyArea.neighbours(resolution, k)
      lists.set(key, (neighbours = { offsets: shared(Uint32Array, offsets), targets: shared(Uint32Array, targets) }))
    }
    return { ...base, neighbours }
  }
}
export type Areas = ReturnType<typeof createAreas>
