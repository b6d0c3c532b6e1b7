// Postcodes: Code-Point Open (Ordnance Survey) and the ONS Postcode Directory. Both give a point on the British National Grid and a mark of
// its quality. Sectors ("CM1 1"), which anonymised texts often end at, are made from the points of their postcodes.
import type { GazetteerEntry } from '../../../server/domain/gazetteer.ts'
import { csvRows, namedRows, numberOf } from './csv.ts'
import { fromGrid, isInside, metresBetween, type Ground, type Point } from './ground.ts'
import { LoadError } from './loadError.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'
import type { Source } from './sources.ts'

/** "CM1 1AA" for any spelling of it, "" for what is none. */
export function postcodeName(text: string): string {
  const bare = text.toUpperCase().replace(/\s+/g, '')
  return /^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(bare) ? `${bare.slice(0, -3)} ${bare.slice(-3)}` : ''
}

/** Metres around the point of a unit (some 15 addresses) within which its addresses lie, 19 times in 20, by how the point was made. */
const RADIUS = { unit: 120, estimated: 300, sector: 1_000 }

/** Code-Point Open's PQ: 10 inside the building nearest the middle … 60 the mean of the sector, 90 no coordinates. */
const RADIUS_BY_PQ: Record<string, number> = { '10': RADIUS.unit, '20': RADIUS.unit, '30': RADIUS.estimated, '40': RADIUS.estimated, '50': RADIUS.estimated, '60': RADIUS.sector }
/** ONSPD's osgrdind: 1 building of the matched address … 6 mean of the sector, 8 ended before there were such marks, 9 no coordinates. */
const RADIUS_BY_INDICATOR: Record<string, number> = { '1': RADIUS.unit, '2': RADIUS.unit, '3': RADIUS.estimated, '4': RADIUS.estimated, '5': RADIUS.estimated, '6': RADIUS.sector, '8': RADIUS.estimated }

export const readCodePointOpen: Read = (sources, ground) => withSectors(codePointRows(sources), ground)
export const readOnspd: Read = (sources, ground) => withSectors(onspdRows(sources), ground)

type Unit = { postcode: string; easting: number; northing: number; radiusM: number | undefined; note?: string }

/** The official files have no header; copies made of them often have one, with `PC` first. */
async function* codePointRows(sources: Source[]): AsyncGenerator<Unit> {
  for (const source of sources) {
    let first = true
    for await (const { cells, line } of csvRows(source)) {
      const isHeader = first && /^(PC|Postcode)$/i.test(cells[0] ?? '')
      first = false
      if (isHeader) continue
      if (cells.length < 4 || postcodeName(cells[0]!) === '') throw new LoadError(`${source.name} line ${line}: not a row of Code-Point Open (PC,PQ,EA,NO,…)`)
      yield { postcode: cells[0]!, easting: numberOf(cells[2]!), northing: numberOf(cells[3]!), radiusM: RADIUS_BY_PQ[cells[1]!] }
    }
  }
}

/** Later editions write `east1m`/`north1m` and `gridind`; older ones `oseast1m`/`osnrth1m` and `osgrdind`. */
async function* onspdRows(sources: Source[]): AsyncGenerator<Unit> {
  for (const source of sources) {
    for await (const { at } of namedRows(source, ['pcds', 'doterm'])) {
      const indicator = at('osgrdind') || at('gridind')
      yield {
        postcode: at('pcds'),
        easting: numberOf(at('oseast1m') || at('east1m')),
        northing: numberOf(at('osnrth1m') || at('north1m')),
        radiusM: indicator === '' ? RADIUS.estimated : RADIUS_BY_INDICATOR[indicator],
        ...(at('doterm') === '' ? {} : { note: 'postcodes that are no longer in use' }),
      }
    }
  }
}

function withSectors(units: AsyncIterable<Unit>, ground: Ground): ReturnType<Read> {
  const sectors = new Map<string, Point[]>()
  return { rows: outcomes(units, ground, sectors), derived: () => [...sectors].map(sectorEntry) }
}

async function* outcomes(units: AsyncIterable<Unit>, ground: Ground, sectors: Map<string, Point[]>): AsyncGenerator<Outcome> {
  for await (const unit of units) {
    const name = postcodeName(unit.postcode)
    const point = unit.radiusM === undefined ? null : fromGrid(unit.easting, unit.northing)
    if (name === '') yield { skip: 'not a whole postcode' }
    else if (point === null) yield { skip: SKIP.noCoordinates }
    else if (!isInside(ground.box, point)) yield { skip: SKIP.outside }
    else {
      const sector = name.slice(0, -2)
      const others = sectors.get(sector)
      if (others) others.push(point)
      else sectors.set(sector, [point])
      const entry: GazetteerEntry = { id: `postcode:${name.replace(' ', '')}`, kind: 'postcode', name, alternatives: [], town: '', ...point, radiusM: unit.radiusM!, placeType: null }
      yield unit.note === undefined ? { entry } : { entry, note: unit.note }
    }
  }
}

/** The mean of its postcodes, with a radius that holds 19 in 20 of them. */
function sectorEntry([name, points]: [string, Point[]]): GazetteerEntry {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const middle = { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) }
  const distances = points.map((point) => metresBetween(middle, point)).sort((a, b) => a - b)
  const radiusM = Math.max(RADIUS.unit, distances[Math.ceil(0.95 * distances.length) - 1]! + RADIUS.unit)
  return { id: `postcode-sector:${name.replace(' ', '')}`, kind: 'postcode-sector', name, alternatives: [], town: '', ...middle, radiusM, placeType: null }
}
