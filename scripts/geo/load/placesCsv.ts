// Our own format, the one that gazetteer files are kept in: for what people here call a place ("the Strip"), written by hand.
import { GAZETTEER_HEADER, gazetteerLine, parseGazetteer } from '../../../server/domain/gazetteerFile.ts'
import { isInside, type Ground } from './ground.ts'
import { LoadError } from './loadError.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'
import type { Source } from './sources.ts'

/** A file made by hand is small; it is read whole, so that every fault can be told at once. */
const MOST_CHARACTERS = 50_000_000

export const readPlacesCsv: Read = (sources, ground) => ({ rows: read(sources, ground) })

async function* read(sources: Source[], ground: Ground): AsyncGenerator<Outcome> {
  for (const source of sources) {
    const { entries, faults } = parseGazetteer(await wholeText(source, MOST_CHARACTERS))
    if (faults.length > 0) throw new LoadError(faultLine(source.name, faults))
    for (const entry of entries) yield isInside(ground.box, entry) ? { entry } : { skip: SKIP.outside }
  }
}

export async function wholeText(source: Source, most: number): Promise<string> {
  let text = ''
  for await (const chunk of source.text()) {
    text += chunk
    if (text.length > most) throw new LoadError(`${source.name}: more than ${most.toLocaleString('en-GB')} characters`)
  }
  return text
}

/** Many faults in one line: the first, and how many more. */
export const faultLine = (name: string, faults: string[]): string =>
  `${name} ${faults[0]}${faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''}`

/** What a person starts from. */
export const PLACES_EXAMPLE =
  GAZETTEER_HEADER +
  gazetteerLine({ id: 'my-1', kind: 'landmark', name: 'The Strip', alternatives: ['the strip'], town: 'Chelmsford', lat: 51.7343, lng: 0.4691, radiusM: 150, placeType: null })
