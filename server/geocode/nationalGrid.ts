// British National Grid (EPSG:27700) to WGS84, by the seven-parameter Helmert shift: right to about 5 m, far below our finest cell.
import proj4 from 'proj4'

const BRITISH = '+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.15,0.247,0.842,-20.489 +units=m +no_defs'
const converter = proj4(BRITISH, 'WGS84')

/** The grid is 700 by 1,300 km. */
export const onGrid = (easting: number, northing: number): boolean => easting >= 0 && easting <= 700_000 && northing >= 0 && northing <= 1_300_000

/** Degrees to the last digit. */
export function gridToDegrees(easting: number, northing: number): { lat: number; lng: number } {
  const [lng, lat] = converter.forward([easting, northing])
  return { lat: lat!, lng: lng! }
}

/** Degrees to a centimetre. */
export function fromGrid(easting: number, northing: number): { lat: number; lng: number } {
  const { lat, lng } = gridToDegrees(easting, northing)
  return { lat: round(lat), lng: round(lng) }
}

export function toGrid(lat: number, lng: number): { easting: number; northing: number } {
  const [easting, northing] = converter.inverse([lng, lat])
  return { easting: easting!, northing: northing! }
}

const round = (degrees: number) => Math.round(degrees * 1e7) / 1e7

const REFERENCE = /^([a-hj-z])([a-hj-z])(\d{2,10})$/

/** "TL 707 069", "TL707069": the middle of the square that it names, and the square's side in metres; null for another text. */
export function readGridReference(text: string): { easting: number; northing: number; sideM: number } | null {
  const match = REFERENCE.exec(text.toLowerCase().replace(/[\s,]+/g, ''))
  if (!match || match[3]!.length % 2 !== 0) return null
  const letter = (l: string) => l.charCodeAt(0) - 97 - (l > 'i' ? 1 : 0)
  const [first, second] = [letter(match[1]!), letter(match[2]!)]
  // Letters run west to east and north to south in 5 by 5: first squares of 500 km about S, then of 100 km within.
  const east = ((first % 5) - 2) * 5 + (second % 5)
  const north = (3 - Math.floor(first / 5)) * 5 + (4 - Math.floor(second / 5))
  const digits = match[3]!.length / 2
  const sideM = 10 ** (5 - digits)
  const easting = east * 100_000 + Number(match[3]!.slice(0, digits)) * sideM + sideM / 2
  const northing = north * 100_000 + Number(match[3]!.slice(digits)) * sideM + sideM / 2
  return onGrid(easting, northing) ? { easting, northing, sideM } : null
}
