// Gazetteer files: CSV with the columns of GAZETTEER_COLUMNS. Shipped ones lie in geo-data/gazetteer; an operator's own are written by
// `npm run geo-data -- load`. Reading never throws: what is wrong is said line by line, so that a hand-made nickname file can be mended.
import { parse } from 'csv-parse/sync'
import { PLACE_TYPES, type PlaceType } from '../contract/vocabulary.ts'
import { GAZETTEER_COLUMNS, GAZETTEER_KINDS, type GazetteerEntry, type GazetteerKind } from './gazetteer.ts'

export const GAZETTEER_HEADER = `${GAZETTEER_COLUMNS.join()}\n`
const COLUMNS = GAZETTEER_COLUMNS.length

/** Entries in the order of the file; a row with a fault gives none. Faults begin with `line N:`. */
export function parseGazetteer(text: string): { entries: GazetteerEntry[]; faults: string[] } {
  let records: { record: string[]; info: { lines: number } }[]
  try {
    records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true }) as unknown as typeof records
  } catch (error) {
    return { entries: [], faults: [`not a CSV file: ${(error as Error).message}`] }
  }
  const [header, ...body] = records
  if (header?.record.join() !== GAZETTEER_COLUMNS.join()) return { entries: [], faults: [`line 1: the header has to be ${GAZETTEER_COLUMNS.join()}`] }
  const entries: GazetteerEntry[] = []
  const faults: string[] = []
  const ids = new Set<string>()
  for (const { record, info } of body) {
    const entry = readEntry(record)
    if (typeof entry === 'string') faults.push(`line ${info.lines}: ${entry}`)
    else if (ids.has(entry.id)) faults.push(`line ${info.lines}: the id ${entry.id} was used before`)
    else {
      ids.add(entry.id)
      entries.push(entry)
    }
  }
  return { entries, faults }
}

function readEntry(record: string[]): GazetteerEntry | string {
  if (record.length !== COLUMNS) return `${record.length} columns instead of ${COLUMNS}`
  const [id, kind, name, alternatives, town, latText, lngText, radiusText, placeType] = record as [string, string, string, string, string, string, string, string, string]
  if (id === '') return 'no id'
  if (!(GAZETTEER_KINDS as readonly string[]).includes(kind)) return `kind is "${kind}", not one of ${GAZETTEER_KINDS.join(', ')}`
  if (name === '') return 'no name'
  const [lat, lng, radiusM] = [latText, lngText, radiusText].map(numberOf) as [number, number, number]
  if (!(Math.abs(lat) <= 90)) return `lat is "${latText}", not degrees`
  if (!(Math.abs(lng) <= 180)) return `lng is "${lngText}", not degrees`
  if (!(radiusM > 0)) return `radius_m is "${radiusText}", not metres`
  if (placeType !== '' && !(PLACE_TYPES as readonly string[]).includes(placeType)) return `place_type is "${placeType}", not one of ${PLACE_TYPES.join(', ')}`
  return {
    id, name, town, lat, lng, radiusM,
    kind: kind as GazetteerKind,
    alternatives: alternatives.split('|').map((one) => one.trim()).filter(Boolean),
    placeType: placeType === '' ? null : (placeType as PlaceType),
  }
}

/** NaN unless the text is a plain decimal number: Number('') is 0, and 0,0 is a place. */
const numberOf = (text: string): number => (/^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN)

/** One row of a file, line feed included. Degrees are kept to six decimals (10 cm), radii to whole metres; runs of white space become one space. */
export function gazetteerLine(entry: GazetteerEntry): string {
  const alternatives = entry.alternatives.map((one) => tidy(one.replaceAll('|', ' '))).filter(Boolean)
  const cells = [
    tidy(entry.id), entry.kind, tidy(entry.name), alternatives.join('|'), tidy(entry.town),
    degrees(entry.lat), degrees(entry.lng), String(Math.max(1, Math.round(entry.radiusM))), entry.placeType ?? '',
  ]
  return `${cells.map(quoted).join()}\n`
}

/** toFixed, then no needless zeros, and never "-0" nor an exponent. */
const degrees = (value: number): string => value.toFixed(6).replace(/\.?0+$/, '').replace(/^-0$/, '0')
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
