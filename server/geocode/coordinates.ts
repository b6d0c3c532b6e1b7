// Coordinates as they come: degrees, National Grid numbers, letter references; and the ways in which they go wrong.
import type { IssueKind, PlaceLevel } from '../contract/vocabulary.ts'
import { metresBetween, type Point } from './distance.ts'
import { fromGrid, onGrid, readGridReference } from './nationalGrid.ts'

/** As the columns hold them. Degrees are taken before grid numbers, and those before a reference with letters. */
export type CoordinateFields = { lat?: string | undefined; lng?: string | undefined; easting?: string | undefined; northing?: string | undefined; gridRef?: string | undefined }
export type CoordinateFault = Extract<IssueKind, 'half-coordinates' | 'bad-coordinates' | 'zero-coordinates' | 'swapped-coordinates' | 'sign-missing' | 'default-place'>
export type Coordinates =
  | { kind: 'none' }
  /** `radiusM` from the precision of the writing; never a claim finer than LEAST_RADIUS_M */
  | { kind: 'point'; lat: number; lng: number; radiusM: number; level: PlaceLevel }
  | { kind: 'fault'; issue: CoordinateFault }
export type CoordinateGround = {
  /** west, south, east, north of the study area */
  bbox: readonly [number, number, number, number]
  /** hospitals: their own coordinates are a filler, not a place */
  sites: readonly { lat: number | null; lng: number | null }[]
}

/** GPS beside buildings, and the datum shift. */
const LEAST_RADIUS_M = 25
/** A site's coordinates rounded to four decimals are 6 m off. */
const SITE_M = 25
const COARSE_M = 250
const MIRROR_M = 20_000
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/
const M_PER_DEG = 111_195

export function readCoordinates(fields: CoordinateFields, ground: CoordinateGround): Coordinates {
  const [lat, lng, easting, northing, gridRef] = [fields.lat, fields.lng, fields.easting, fields.northing, fields.gridRef].map((text) => (text ?? '').trim()) as [string, string, string, string, string]
  if (lat !== '' || lng !== '') return readPair(lat, lng, ground)
  // People put a reference with letters where numbers belong.
  const letters = [gridRef, easting, northing, `${easting}${northing}`].find((text) => /[a-z]/i.test(text))
  if (letters !== undefined) {
    const reference = readGridReference(letters)
    return reference ? judge(fromGrid(reference.easting, reference.northing), (reference.sideM / 2) * Math.SQRT2, ground) : bad
  }
  if (easting !== '' || northing !== '') return readPair(northing, easting, ground)
  const numbers = gridRef.split(/[\s,]+/)
  return gridRef === '' ? { kind: 'none' } : numbers.length === 2 ? readPair(numbers[1]!, numbers[0]!, ground) : bad
}

const bad: Coordinates = { kind: 'fault', issue: 'bad-coordinates' }

/** Degrees or metres, as the size of the numbers tells, whatever the column is called. */
function readPair(north: string, east: string, ground: CoordinateGround): Coordinates {
  if (north === '' || east === '') return { kind: 'fault', issue: 'half-coordinates' }
  if (!NUMBER.test(north) || !NUMBER.test(east)) return bad
  const [y, x] = [Number(north), Number(east)]
  if (x === 0 && y === 0) return { kind: 'fault', issue: 'zero-coordinates' }
  if (Math.abs(x) > 180 && Math.abs(y) > 180) {
    const inside = (e: number, n: number) => onGrid(e, n) && within(fromGrid(e, n), ground)
    if (inside(y, x) && !inside(x, y)) return { kind: 'fault', issue: 'swapped-coordinates' }
    return onGrid(x, y) ? judge(fromGrid(x, y), (unitOfMetres(x, y) / 2) * Math.SQRT2, ground) : bad
  }
  const point = { lat: y, lng: x }
  if (!within(point, ground)) {
    if (within({ lat: x, lng: y }, ground)) return { kind: 'fault', issue: 'swapped-coordinates' }
    if (within({ lat: y, lng: -x }, ground) && isFarOff(x, y, ground)) return { kind: 'fault', issue: 'sign-missing' }
  }
  if (Math.abs(y) > 90 || Math.abs(x) > 180) return bad
  const unit = 10 ** -Math.max(decimals(north), decimals(east))
  return judge(point, (unit / 2) * M_PER_DEG * Math.SQRT2, ground)
}

function judge({ lat, lng }: Point, errorM: number, { sites }: CoordinateGround): Coordinates {
  const own = sites.some((site) => site.lat !== null && site.lng !== null && metresBetween({ lat: site.lat, lng: site.lng }, { lat, lng }) <= SITE_M)
  if (own) return { kind: 'fault', issue: 'default-place' }
  const radiusM = Math.max(LEAST_RADIUS_M, Math.round(errorM))
  return { kind: 'point', lat, lng, radiusM, level: radiusM > COARSE_M ? 'area' : 'exact' }
}

/** Close by, on the other side of Greenwich, the point may well be meant: it is told as outside the area, not as a fault. */
const isFarOff = (lng: number, lat: number, { bbox: [west, , east] }: CoordinateGround): boolean => {
  const degrees = lng < west ? west - lng : lng - east
  return degrees * Math.cos((lat * Math.PI) / 180) * M_PER_DEG > MIRROR_M
}

const within = ({ lat, lng }: Point, { bbox: [west, south, east, north] }: CoordinateGround): boolean => lng >= west && lng <= east && lat >= south && lat <= north

const decimals = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)

/** Grid numbers that all end in noughts were rounded: chance does that to one pair in 10,000. */
const unitOfMetres = (x: number, y: number): number => (x % 1000 === 0 && y % 1000 === 0 ? 1000 : x % 100 === 0 && y % 100 === 0 ? 100 : 1)
