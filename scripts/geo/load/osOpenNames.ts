// OS Open Names: CSV without a header, 34 columns, one file a 20 km square. Roads, settlements, stations, schools, hospitals, postcodes.
// Columns by position as in the product's user guide (Ordnance Survey, OS Open Names technical specification).
import type { GazetteerEntry, GazetteerKind } from '../../../server/domain/gazetteer.ts'
import { csvRows, numberOf } from './csv.ts'
import { fromGrid, isInside, townAt, type Ground } from './ground.ts'
import { LoadError } from './loadError.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'
import { postcodeName } from './postcodes.ts'

const COLUMNS = 34
const AT = { id: 0, name1: 2, name2: 4, localType: 7, x: 8, y: 9, xMin: 12, yMin: 13, xMax: 14, yMax: 15, populatedPlace: 18 }

type Kind = { kind: GazetteerKind; radiusM: number }
const KINDS: Record<string, Kind> = {
  // The radius of these comes from their extent; the number is the least.
  'Named Road': { kind: 'street', radiusM: 40 },
  'Section Of Named Road': { kind: 'street', radiusM: 40 },
  City: { kind: 'town', radiusM: 1_500 },
  Town: { kind: 'town', radiusM: 1_000 },
  'Suburban Area': { kind: 'town', radiusM: 600 },
  Village: { kind: 'town', radiusM: 500 },
  Hamlet: { kind: 'town', radiusM: 300 },
  'Other Settlement': { kind: 'town', radiusM: 300 },
  'Railway Station': { kind: 'station', radiusM: 150 },
  'Bus Station': { kind: 'station', radiusM: 100 },
  'Coach Station': { kind: 'station', radiusM: 100 },
  'Tram Station': { kind: 'station', radiusM: 100 },
  'Primary Education': { kind: 'school', radiusM: 120 },
  'Secondary Education': { kind: 'school', radiusM: 200 },
  'Non State Primary Education': { kind: 'school', radiusM: 120 },
  'Non State Secondary Education': { kind: 'school', radiusM: 200 },
  'Special Needs Education': { kind: 'school', radiusM: 120 },
  'Further Education': { kind: 'school', radiusM: 200 },
  'Higher or University Education': { kind: 'school', radiusM: 400 },
  Hospital: { kind: 'hospital', radiusM: 250 },
  'Medical Care Accommodation': { kind: 'hospital', radiusM: 150 },
  Hospice: { kind: 'hospital', radiusM: 150 },
  'Urban Greenspace': { kind: 'park', radiusM: 150 },
  Beach: { kind: 'park', radiusM: 300 },
  'Sports And Leisure Centre': { kind: 'landmark', radiusM: 150 },
  Airport: { kind: 'landmark', radiusM: 800 },
  'Passenger Ferry Terminal': { kind: 'landmark', radiusM: 150 },
  Postcode: { kind: 'postcode', radiusM: 120 },
}

export const readOsOpenNames: Read = (sources, ground) => ({ rows: read(sources, ground) })

async function* read(sources: Parameters<Read>[0], ground: Ground): AsyncGenerator<Outcome> {
  for (const source of sources) {
    for await (const { cells, line } of csvRows(source)) {
      if (cells.length !== COLUMNS) throw new LoadError(`${source.name} line ${line}: ${cells.length} columns, OS Open Names has ${COLUMNS}`)
      yield outcomeOf(cells, ground)
    }
  }
}

function outcomeOf(cells: string[], ground: Ground): Outcome {
  const cell = (name: keyof typeof AT): string => cells[AT[name]] ?? ''
  const found = KINDS[cell('localType')]
  if (!found) return { skip: SKIP.noUse }
  const name = found.kind === 'postcode' ? postcodeName(cell('name1')) : cell('name1')
  if (!name) return { skip: SKIP.noName }
  const point = fromGrid(numberOf(cell('x')), numberOf(cell('y')))
  if (point === null) return { skip: SKIP.noCoordinates }
  if (!isInside(ground.box, point)) return { skip: SKIP.outside }
  const [width, height] = [numberOf(cell('xMax')) - numberOf(cell('xMin')), numberOf(cell('yMax')) - numberOf(cell('yMin'))]
  // Everything of a thing lies within half the diagonal of its extent.
  const extent = width >= 0 && height >= 0 ? Math.hypot(width, height) / 2 : 0
  const entry: GazetteerEntry = {
    id: `os-open-names:${cell('id')}`,
    kind: found.kind,
    name,
    alternatives: cell('name2') === '' ? [] : [cell('name2')],
    town: found.kind === 'town' || found.kind === 'postcode' ? cell('populatedPlace') : cell('populatedPlace') || townAt(ground, point),
    ...point,
    radiusM: Math.max(found.radiusM, extent),
    placeType: null,
  }
  return { entry }
}
