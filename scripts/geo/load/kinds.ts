// What can be loaded: one entry a kind of file. A new publisher is one reader and one entry here.
import { readFsaRatings } from './fsaRatings.ts'
import { readNaptan } from './naptan.ts'
import { readOsm } from './osm.ts'
import { readOsOpenNames } from './osOpenNames.ts'
import type { Read } from './outcome.ts'
import { readPlacesCsv } from './placesCsv.ts'
import { readCodePointOpen, readOnspd } from './postcodes.ts'

export type Credit = { what: string; publisher: string; licence: string; attribution: (year: string) => string }
export type GazetteerKindOfFile = Credit & {
  read: Read
  /** of the files inside a ZIP file */
  endings: string[]
  /** where it can be fetched without a redirection and without a key; others need --url */
  url?: string
}

const OS = (year: string) => `Contains OS data © Crown copyright and database right ${year}`

export const GAZETTEER_FILES: Record<string, GazetteerKindOfFile> = {
  'os-open-names': { what: 'Streets, settlements, stations, schools and postcodes of OS Open Names', publisher: 'Ordnance Survey', licence: 'OGL-UK-3.0', attribution: OS, read: readOsOpenNames, endings: ['.csv'] },
  'code-point-open': {
    what: 'Postcodes of Code-Point Open', publisher: 'Ordnance Survey', licence: 'OGL-UK-3.0',
    attribution: (year) => `${OS(year)}; Royal Mail data © Royal Mail copyright and database right ${year}; National Statistics data © Crown copyright and database right ${year}`,
    read: readCodePointOpen, endings: ['.csv'],
  },
  onspd: {
    what: 'Postcodes of the ONS Postcode Directory, those no longer in use included', publisher: 'Office for National Statistics', licence: 'OGL-UK-3.0',
    attribution: (year) => `Source: Office for National Statistics licensed under the Open Government Licence v3.0; ${OS(year)}; Royal Mail data © Royal Mail copyright and database right ${year}`,
    read: readOnspd, endings: ['.csv'],
  },
  naptan: {
    what: 'Stations and stops of NaPTAN', publisher: 'Department for Transport', licence: 'OGL-UK-3.0',
    attribution: () => 'NaPTAN, Department for Transport, licensed under the Open Government Licence v3.0',
    read: readNaptan, endings: ['.csv'], url: 'https://naptan.api.dft.gov.uk/v1/access-nodes?dataFormat=csv',
  },
  'fsa-ratings': {
    what: 'Pubs, clubs, takeaways and shops of the food hygiene ratings', publisher: 'Food Standards Agency', licence: 'OGL-UK-3.0',
    attribution: () => 'Food hygiene ratings, Food Standards Agency, licensed under the Open Government Licence v3.0',
    read: readFsaRatings, endings: ['.xml'],
  },
  osm: { what: 'Streets and named places of OpenStreetMap', publisher: 'OpenStreetMap contributors', licence: 'ODbL-1.0', attribution: () => '© OpenStreetMap contributors', read: readOsm, endings: ['.osm', '.xml', '.geojson', '.json'] },
  'places-csv': { what: 'What people here call places', publisher: 'The partnership', licence: 'As the partnership says', attribution: () => 'Place names of the partnership', read: readPlacesCsv, endings: ['.csv'] },
}

/** Tables that are no places: kept in reference/. */
export const REFERENCE_FILES: Record<string, Credit> = {
  'harm-weights': {
    what: 'Harm weights of offences, days', publisher: 'Cambridge Centre for Evidence-Based Policing', licence: 'As its publisher says; not to be passed on with this service',
    attribution: () => 'Harm weights: Cambridge Crime Harm Index',
  },
  'code-list': { what: 'Code list', publisher: 'Named by the operator', licence: 'As its publisher says', attribution: () => 'Code lists of the partnership' },
}

export const KINDS = [...Object.keys(GAZETTEER_FILES), ...Object.keys(REFERENCE_FILES)]
