// A second pen, made apart from the demo county's: writes texts of places of a gazetteer as tired people do. The weights are
// fitted, and the figures tested, on both (with other seeds), so that the geocoder does not learn the habits of one of them.
import type { GazetteerEntry } from '../../server/domain/gazetteer.ts'
import { createDraw, createRandom, type Random } from '../../server/demo/random.ts'
import type { Hints } from '../../server/geocode/geocoder.ts'

export type Written = { text: string; hints: Hints; truth: { lat: number; lng: number }; placeId: string; mappable: boolean }

const KIND_WEIGHT: Partial<Record<GazetteerEntry['kind'], number>> = { venue: 5, street: 2, station: 3, school: 1, park: 1, landmark: 1.5, stop: 0.3 }
const SHORT: [RegExp, string][] = [
  [/ Street$/, ' st'], [/ Road$/, ' rd'], [/ Avenue$/, ' ave'], [/ Lane$/, ' ln'], [/ Close$/, ' cl'], [/ Station$/, ' stn'], [/ School$/, ' sch'], [/ Gardens$/, ' gdns'], [/^St /, 'st. '], [/ and /, ' & '],
]

export function writeTexts(gazetteer: readonly GazetteerEntry[], hospitals: readonly { lat: number; lng: number }[], seed: number, count: number): Written[] {
  const random = createRandom(seed)
  const size = new Map<string, number>()
  for (const { town } of gazetteer) size.set(town, (size.get(town) ?? 0) + 1)
  const places = gazetteer.filter(({ kind }) => KIND_WEIGHT[kind] !== undefined)
  const draw = createDraw(places, ({ kind, town }) => KIND_WEIGHT[kind]! * Math.sqrt(size.get(town)!))
  const namesakes = new Map<string, number>()
  for (const { name, town } of places) namesakes.set(`${name} ${town}`, (namesakes.get(`${name} ${town}`) ?? 0) + 1)
  const streets = gazetteer.filter(({ kind }) => kind === 'street')
  return Array.from({ length: count }, () => {
    const entry = draw(random)
    const near = [...hospitals].sort((a, b) => square(a, entry) - square(b, entry))[random.next() < 0.85 ? 0 : 1] ?? hospitals[0]!
    const spread = (entry.radiusM / 2.2) * Math.sqrt(random.next() * 1.2) // 19 in 20 within the radius, more or less
    const angle = random.next() * 2 * Math.PI
    const truth = { lat: entry.lat + (spread * Math.sin(angle)) / 111_250, lng: entry.lng + (spread * Math.cos(angle)) / 68_800 }
    const onStreet = entry.kind === 'venue' && random.next() < 0.3 ? streets.filter(({ town }) => town === entry.town).sort((a, b) => square(a, entry) - square(b, entry))[0] : undefined
    const saysTown = random.next() < 0.62
    const mappable = namesakes.get(`${entry.name} ${entry.town}`) === 1 && (saysTown || entry.name.includes(entry.town))
    return { text: write(entry, onStreet, saysTown, random), hints: { near }, truth, placeId: entry.id, mappable }
  })
}

const square = (a: { lat: number; lng: number }, b: { lat: number; lng: number }) => (a.lat - b.lat) ** 2 + ((a.lng - b.lng) * 0.62) ** 2

function write(entry: GazetteerEntry, street: GazetteerEntry | undefined, saysTown: boolean, random: Random): string {
  const shorten = (text: string) => SHORT.reduce((now, [pattern, short]) => (random.next() < 0.6 ? now.replace(pattern, short) : now), text)
  let name = entry.alternatives.length > 0 && random.next() < 0.3 ? random.pick(entry.alternatives) : entry.name
  if (random.next() < 0.5) name = name.replace(/^the /i, '')
  // "Jubilee Recreation", "St Marys Primary"
  if (entry.kind !== 'street' && name.split(' ').length > 2 && random.next() < 0.12) name = name.replace(/ (?:Station|Ground|School|Park|Club|House|Fields)$/, '')
  const parts = [random.pick(['', '', '', 'o/s ', 'outside ', 'in ', '@ ', 'at ', 'pt assaulted at ', 'opp ']) + shorten(name) + (entry.placeType === 'pub-or-bar' && random.next() < 0.3 ? ' pub' : '')]
  if (street) parts.push(shorten(street.name))
  if (saysTown && !name.includes(entry.town)) parts.push(random.next() < 0.3 ? entry.town.replace(/-on-.*$/, '') : entry.town)
  let text = parts.join(random.pick([', ', ' ', ' - ', ' in ']))
  for (let slips = random.next() < 0.3 ? (random.next() < 0.3 ? 2 : 1) : 0; slips > 0; slips--) text = slip(text, random)
  const style = random.next()
  return style < 0.25 ? text.toUpperCase() : style < 0.6 ? text.toLowerCase() : style < 0.62 ? `${text} ${text}` : text
}

/** One letter left out, doubled, exchanged with its neighbour, or hit beside. */
function slip(text: string, random: Random): string {
  const at = 1 + Math.floor(random.next() * (text.length - 2))
  const [before, letter, after] = [text.slice(0, at), text[at]!, text.slice(at + 1)]
  if (!/[a-z]/i.test(letter)) return text
  const kind = random.next()
  if (kind < 0.3) return before + after
  if (kind < 0.5) return before + letter + letter + after
  if (kind < 0.75 && after.length > 0) return before + after[0]! + letter + after.slice(1)
  return before + random.pick('aeioursntl'.split('')) + after
}
