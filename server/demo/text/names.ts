import type { GazetteerEntry } from '../../domain/gazetteer.ts'
import type { InventedCounty } from '../invent/county.ts'
import type { Street } from '../invent/streets.ts'
import type { Venue } from '../invent/venues.ts'

/** What a person who holds the gazetteer could tell from clean words: whether a name means one place only. */
export type Names = {
  /** entries with this name or alternative; in one town when it is given */
  count: (name: string, town?: string) => number
  /** venues of this name on streets of that name; in one town when it is given */
  countOnStreet: (venue: string, street: string, town?: string) => number
  /** towns that have streets of both names */
  crossings: (a: string, b: string) => number
  townName: (town: string, short: boolean) => string
  townId: (town: string) => string
  venuesOn: (street: Street) => Venue[]
}

const plainOf = new Map<string, string>()
/** The same few thousand names come back all the time. */
function plain(name: string): string {
  let text = plainOf.get(name)
  if (text === undefined) plainOf.set(name, (text = name.toLowerCase().replace(/^the /, '').replace(/[^a-z0-9]+/g, ' ').trim()))
  return text
}

export function createNames({ entries, venues }: InventedCounty): Names {
  const byName = new Map<string, GazetteerEntry[]>()
  const add = (name: string, entry: GazetteerEntry) => {
    const key = plain(name)
    const list = byName.get(key)
    if (!list) byName.set(key, [entry])
    else if (!list.includes(entry)) list.push(entry)
  }
  for (const entry of entries) for (const name of [entry.name, ...entry.alternatives]) add(name, entry)
  const streetOf = new Map(venues.map((venue) => [venue.id, venue.street]))
  const onStreet = new Map<string, Venue[]>()
  for (const venue of venues) onStreet.set(venue.street.id, [...(onStreet.get(venue.street.id) ?? []), venue])
  const town = new Map(entries.filter(({ kind }) => kind === 'town').map((entry) => [entry.name, entry]))
  const none: GazetteerEntry[] = []
  const found = (name: string, of?: string) => {
    const all = byName.get(plain(name)) ?? none
    return of === undefined ? all : all.filter((entry) => entry.town === of)
  }
  const townsOf = new Map<string, Set<string>>()
  const streetTowns = (name: string): Set<string> => {
    let towns = townsOf.get(name)
    if (!towns) townsOf.set(name, (towns = new Set(found(name).filter(({ kind }) => kind === 'street').map((entry) => entry.town))))
    return towns
  }
  return {
    count: (name, of) => found(name, of).length,
    countOnStreet: (venue, street, of) => found(venue, of).filter((entry) => plain(streetOf.get(entry.id)?.name ?? '') === plain(street)).length,
    crossings: (a, b) => {
      const others = streetTowns(b)
      return [...streetTowns(a)].filter((name) => others.has(name)).length
    },
    townName: (name, short) => (short ? (town.get(name)?.alternatives[0] ?? name) : name),
    townId: (name) => town.get(name)?.id ?? '',
    venuesOn: (street) => onStreet.get(street.id) ?? [],
  }
}
