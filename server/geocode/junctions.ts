// Where two streets that a text names together meet.
import { metresBetween } from './distance.ts'
import type { Mention } from './mentions.ts'
import { F, type Context, type Reading } from './readings.ts'

const MOST_PAIRS = 4
const REACH_M = 40 // beyond the ends that the radii tell

/** For each two street readings of different words whose streets come within reach of one another, a reading of the place between. */
export function junctionsOf(streets: readonly Reading[], { content }: Context): Reading[] {
  const byMention = new Map<Mention, Reading[]>()
  for (const reading of streets) {
    if (!reading.mention) continue
    const list = byMention.get(reading.mention)
    if (list) list.push(reading)
    else byMention.set(reading.mention, [reading])
  }
  const said = [...byMention].sort(([a], [b]) => a.cost - b.cost || a.from - b.from).slice(0, MOST_PAIRS)
  const junctions: Reading[] = []
  said.forEach(([first, firsts], i) => {
    for (const [second, seconds] of said.slice(i + 1)) {
      if (first.from < second.to && second.from < first.to) continue
      const later = first.from < second.from ? second : first
      const cue = content.some((word) => word.cue === 'crossing') ? 'crossing' : content[later.from]!.cue
      for (const a of firsts) for (const b of seconds) if (a.entryId !== b.entryId && withinReach(a, b)) junctions.push(meeting(a, b, cue))
    }
  })
  return junctions
}

/** A cheap look at the latitudes first: namesakes lie all over the county. */
const withinReach = (a: Reading, b: Reading): boolean => {
  const reach = a.radiusM + b.radiusM + REACH_M
  return Math.abs(a.lat - b.lat) * 111_000 <= reach && metresBetween(a, b) <= reach
}

/**
 * All we know of a street is a circle, so all we know of the meeting is that it lies in both: the middle of that lens, with half
 * its height as radius, yet never more than the smaller street's.
 */
function meeting(a: Reading, b: Reading, cue: string | null): Reading {
  const [ra, rb] = [a.radiusM + REACH_M / 2, b.radiusM + REACH_M / 2]
  const d = Math.max(metresBetween(a, b), 1)
  // distance from a along the line to b of the middle of the overlap
  const [low, high] = [Math.max(-ra, d - rb), Math.min(ra, d + rb)]
  const share = (low + high) / 2 / d
  const half = (high - low) / 2
  const along = Math.min(Math.max((d * d + ra * ra - rb * rb) / (2 * d), -ra), ra)
  const height = Math.sqrt(Math.max(0, ra * ra - along * along))
  const features = Float64Array.from(weaker(a, b).features)
  features[F.street] = 0
  features[F.junction] = 1
  features[F.beside] = 0
  features[F.crossingSaid] = cue === 'crossing' ? 1 : cue === 'and' ? 0.5 : 0
  features[F.otherNames] = Math.max(0, features[F.otherNames]! - 1)
  return {
    entryId: null,
    name: `${a.name} and ${b.name}`,
    town: b.town,
    lat: a.lat + (b.lat - a.lat) * share,
    lng: a.lng + (b.lng - a.lng) * share,
    radiusM: Math.round(Math.min(Math.max(half, height, 40), Math.min(ra, rb))),
    level: 'junction',
    kind: 'junction',
    mention: a.mention,
    features,
    parts: [a, b],
  }
}

/** The one of two streets written further from its name decides how sure the pair is. */
function weaker(a: Reading, b: Reading): Reading {
  const doubt = ({ features }: Reading) => features[F.slips]! + 2 * features[F.stemOfStreet]!
  return doubt(a) >= doubt(b) ? a : b
}
