// The hospital itself as the place: a filler far more often than the scene, so it is told as a default and never as a point.
import type { GazetteerEntry } from '../domain/gazetteer.ts'
import { metresBetween } from './distance.ts'
import type { Context } from './readings.ts'
import { NARRATIVE } from './words.ts'

export type Site = { lat: number; lng: number; aliases: string[]; name?: string }

/** A hospital of the gazetteer this near to a site is that site. */
const SAME_PLACE_M = 400
const OWN_WORDS = new Set('hospital ae ed accident emergency department dept ward waiting room triage reception mh mhu unit this here minor injuries resus casualty cubicle bay corridor carpark main site'.split(' '))
/** Alone they mean the hospital where they were typed. */
const TELLING = new Set('hospital ae ed ward mhu casualty dept department cubicle resus triage'.split(' '))

/** Sites join the gazetteer as hospitals under names of their own (`made`); `hospitals` are all entries that stand for a site. */
export function withSites(gazetteer: readonly GazetteerEntry[], sites: readonly Site[]) {
  const known = sites.filter(({ lat, lng }) => Number.isFinite(lat) && Number.isFinite(lng))
  const made = new Set<string>()
  const extra = known.flatMap(({ lat, lng, aliases, name: own }): GazetteerEntry[] => {
    const [name, ...alternatives] = own ? [own, ...aliases] : aliases
    if (name === undefined) return []
    const id = `site ${lat} ${lng} ${name}`
    made.add(id)
    return [{ id, kind: 'hospital', name, alternatives, town: '', lat, lng, radiusM: 300, placeType: null }]
  })
  const hospitals = new Set(made)
  for (const entry of gazetteer) if (entry.kind === 'hospital' && known.some((site) => metresBetween(site, entry) <= SAME_PLACE_M)) hospitals.add(entry.id)
  return { entries: [...gazetteer, ...extra], made: made as ReadonlySet<string>, hospitals: hospitals as ReadonlySet<string> }
}

/** Nothing but a site's name, or "A&E", "hospital", "ward" … */
export function isHospitalText(words: readonly string[], { mentions, index, content }: Context, hospitals: ReadonlySet<string>): boolean {
  const explained = new Uint8Array(content.length)
  let named = false
  for (const { from, to, cost, hits } of mentions) {
    const site = cost <= 1 && hits.some(({ entry }) => hospitals.has(index.entries[entry]!.id))
    if (site) named = true
    if (site || hits.some(({ entry }) => index.townNameOf[entry])) explained.fill(1, from, to)
  }
  const own = content.some(({ word }, i) => TELLING.has(word) || (word === 'waiting' && content[i + 1]?.word === 'room'))
  return (named || own) && words.length > 0 && content.every(({ word }, i) => explained[i] === 1 || OWN_WORDS.has(word) || NARRATIVE.has(word))
}
