/**
 * expect_bng_to_wgs84.csv: National Grid metres (bng.csv) in degrees, and in metres of the web map where the file has them. Both are
 * written with a fixed number of decimals: equal is equal to 1e-8 of a degree (a millimetre) and to 2 mm.
 */
import { gridToDegrees } from '../../server/geocode/nationalGrid.ts'
import type { Comparison } from './compare.ts'
import { comparedBy, type Outcome } from './outcome.ts'
import { findColumn, needColumn, numbers, readTable, Unreadable } from './table.ts'

const DEGREES = 1e-8
const METRES = 2e-3
const WEB_RADIUS = 6378137

export function verifyBng(dir: string, file: string): Outcome {
  const expected = readTable(dir, file)
  const input = readTable(dir, 'bng.csv')
  if (input.rows.length !== expected.rows.length) throw new Unreadable(`${file} has ${expected.rows.length} rows, bng.csv has ${input.rows.length}`)
  const [east, north] = [numbers(input, needColumn(input, 'easting')), numbers(input, needColumn(input, 'northing'))]
  const points = Array.from(east, (e, row) => gridToDegrees(e, north[row] ?? Number.NaN))
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  const [lngColumn, latColumn] = [needColumn(expected, 'lon', 'lng', 'longitude'), needColumn(expected, 'lat', 'latitude')]
  const web = (lat: number): number => WEB_RADIUS * Math.asinh(Math.tan((lat * Math.PI) / 180))
  const columns: [string | undefined, number[], number][] = [
    [lngColumn, lngs, DEGREES], [latColumn, lats, DEGREES],
    [findColumn(expected, 'x3857'), lngs.map((lng) => (WEB_RADIUS * lng * Math.PI) / 180), METRES], [findColumn(expected, 'y3857'), lats.map(web), METRES],
  ]
  const compared = columns.flatMap(([column, ours, within]): [string, Comparison][] => (column ? [[column, apart(column, ours, numbers(expected, column), within)]] : []))
  return comparedBy(expected.rows.length, compared, expected.columns.filter((column) => column !== 'id' && !compared.some(([name]) => name === column)))
}

/** Absolute: degrees and metres are as wide at 0 as anywhere. */
function apart(column: string, ours: number[], expected: Float64Array, within: number): Comparison {
  const result: Comparison = { largest: 0, mismatch: undefined, mismatches: 0 }
  for (let row = 0; row < expected.length; row++) {
    const [mine, theirs] = [ours[row] ?? Number.NaN, expected[row] ?? Number.NaN]
    const difference = Math.abs(mine - theirs)
    result.largest = Math.max(result.largest, difference)
    if (difference <= within) continue
    result.mismatches++
    result.mismatch ??= { row: row + 1, column, ours: String(mine), expected: String(theirs) }
  }
  return result
}
