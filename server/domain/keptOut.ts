import { cellToLatLng, gridDisk, greatCircleDistance, latLngToCell, UNITS } from 'h3-js'
import type { GazetteerEntry } from './gazetteer.ts'
import type { Site } from './sites.ts'

/** Res-10 cells that no patrol zone may hold, and whose they are: people are brought there after the event. */
export type KeptOut = { cell: BigUint64Array; name: string[] }

/** Metres about the point of a hospital that sends files: its grounds, not its door. */
const SITE_M = 120
/** The largest grounds that count: a radius of a gazetteer may be that of a doubtful point. */
const MOST_M = 400
const EDGE_M = 66

const BROUGHT_TO = /\b(hm prison|hmp|prison|young offender|custody|police station|police headquarters|constabulary)\b/i

const touched = (lat: number, lng: number, radiusM: number): string[] => {
  const own = latLngToCell(lat, lng, 10)
  const rings = Math.ceil(radiusM / (1.5 * EDGE_M))
  return gridDisk(own, rings).filter((cell) => cell === own || greatCircleDistance([lat, lng], cellToLatLng(cell), UNITS.m) <= radiusM)
}

/** Hospitals, prisons and police stations of a gazetteer, and the hospitals that send files. */
export const keptOutOf = (entries: Iterable<GazetteerEntry>, sites: Iterable<Site>): KeptOut => {
  const names = new Map<string, string>()
  const add = (name: string, lat: number, lng: number, radiusM: number): void => {
    for (const cell of touched(lat, lng, Math.min(radiusM, MOST_M))) if (!names.has(cell)) names.set(cell, name)
  }
  for (const { kind, name, alternatives, lat, lng, radiusM } of entries)
    if (kind === 'hospital' || (kind === 'landmark' && [name, ...alternatives].some((one) => BROUGHT_TO.test(one)))) add(name, lat, lng, radiusM)
  for (const { source, name, lat, lng } of sites) if (source === 'emergency-department') add(name, lat, lng, SITE_M)
  const cells = [...names.keys()].toSorted()
  return { cell: BigUint64Array.from(cells, (cell) => BigInt(`0x${cell}`)), name: cells.map((cell) => names.get(cell) ?? '') }
}
