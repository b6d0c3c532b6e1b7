// NaPTAN (Department for Transport): every public place to get on or off. CSV with a header; a parent (a station) and its parts
// (entrances, platforms, bays) each have a row, and only the parent is wanted.
import type { GazetteerEntry, GazetteerKind } from '../../../server/domain/gazetteer.ts'
import { namedRows, numberOf } from './csv.ts'
import { fromGrid, isInside, townAt, type Ground, type Point } from './ground.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'

const KINDS: Record<string, { kind: GazetteerKind; radiusM: number } | 'part'> = {
  RLY: { kind: 'station', radiusM: 150 }, // railway station
  MET: { kind: 'station', radiusM: 120 }, // metro or tram station
  BST: { kind: 'station', radiusM: 100 }, // bus or coach station
  FER: { kind: 'station', radiusM: 150 }, // ferry terminal
  AIR: { kind: 'landmark', radiusM: 800 }, // airport
  BCT: { kind: 'stop', radiusM: 50 }, // bus or coach stop in a street
  TXR: { kind: 'stop', radiusM: 50 }, // taxi rank
  STR: { kind: 'stop', radiusM: 50 }, // shared taxi rank
  RSE: 'part', RPL: 'part', RPLY: 'part', TMU: 'part', PLT: 'part', BCS: 'part', BCQ: 'part', BCE: 'part', FTD: 'part', FBT: 'part', GAT: 'part', LCE: 'part', LCB: 'part', LPL: 'part',
}

export const readNaptan: Read = (sources, ground) => ({ rows: read(sources, ground) })

async function* read(sources: Parameters<Read>[0], ground: Ground): AsyncGenerator<Outcome> {
  for (const source of sources) {
    for await (const { at } of namedRows(source, ['ATCOCode', 'CommonName', 'StopType'])) {
      const found = KINDS[at('StopType').toUpperCase()]
      const point = pointOf(at)
      if (!found) yield { skip: SKIP.noUse }
      else if (found === 'part') yield { skip: 'part of a station' }
      else if (/^(del|ina)/i.test(at('Status')) || /^del/i.test(at('Modification'))) yield { skip: 'no longer in use' }
      else if (at('CommonName') === '') yield { skip: SKIP.noName }
      else if (point === null) yield { skip: SKIP.noCoordinates }
      else if (!isInside(ground.box, point)) yield { skip: SKIP.outside }
      else {
        const others = [at('ShortCommonName'), at('Landmark')].filter((name) => name !== '' && name !== at('CommonName'))
        const entry: GazetteerEntry = {
          id: `naptan:${at('ATCOCode')}`, ...found, name: at('CommonName'), alternatives: found.kind === 'stop' ? [] : [...new Set(others)],
          town: at('LocalityName') || townAt(ground, point), ...point, placeType: found.kind === 'landmark' ? null : 'transport',
        }
        yield { entry }
      }
    }
  }
}

/** Degrees when given, else the grid: rows of some authorities have only one of the two. */
function pointOf(at: (column: string) => string): Point | null {
  const [lat, lng] = [numberOf(at('Latitude')), numberOf(at('Longitude'))]
  const hasDegrees = Math.abs(lat) <= 90 && Math.abs(lng) <= 180 && !(lat === 0 && lng === 0)
  return hasDegrees ? { lat, lng } : fromGrid(numberOf(at('Easting')), numberOf(at('Northing')))
}
