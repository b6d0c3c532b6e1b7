// OpenStreetMap (ODbL): streets, pubs and clubs, takeaways, schools, hospitals, stations, stops, parks, settlements that have a name.
import type { GazetteerEntry } from '../../../server/domain/gazetteer.ts'
import { isInside, townAt, type Ground } from './ground.ts'
import { osmElements } from './osmElements.ts'
import { extentOf, joinStreets, middleOf, reachOf, type Piece } from './osmStreets.ts'
import { purposeOf, type Use } from './osmTags.ts'
import { SKIP, type Outcome, type Read } from './outcome.ts'
import type { Source } from './sources.ts'

export const readOsm: Read = (sources, ground) => ({ rows: read(sources, ground) })

type Way = { id: string; use: Use }

async function* read(sources: Source[], ground: Ground): AsyncGenerator<Outcome> {
  const pieces: Piece<Way>[] = []
  for (const source of sources) {
    for await (const { id, isLine, tags, points } of osmElements(source)) {
      const use = purposeOf(tags, isLine)
      if (use === null) yield { skip: SKIP.noUse }
      else if (use === 'no name') yield { skip: SKIP.noName }
      else if (points.length === 0) yield { skip: SKIP.noCoordinates }
      else {
        const extent = extentOf(points)
        if (!isInside(ground.box, middleOf(extent))) yield { skip: SKIP.outside }
        else if (use.kind === 'street') pieces.push({ name: use.name, extent, of: { id, use } })
        else yield { entry: entryOf({ id, use }, extent, ground) }
      }
    }
  }
  for (const { extent, pieces: ways } of joinStreets(pieces)) {
    yield { entry: entryOf(ways[0]!, extent, ground) }
    for (let i = 1; i < ways.length; i++) yield { skip: 'part of a street that is in already' }
  }
}

function entryOf({ id, use }: Way, extent: ReturnType<typeof extentOf>, ground: Ground): GazetteerEntry {
  const middle = middleOf(extent)
  const town = use.town || (use.kind === 'town' ? '' : townAt(ground, middle))
  return { id: `osm:${id}`, ...use, town, ...middle, radiusM: Math.max(use.radiusM, reachOf(extent)) }
}
