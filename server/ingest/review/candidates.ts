import type { Source } from '../../contract/vocabulary.ts'
import type { PlaceType, Said } from '../../contract/vocabulary.ts'
import type { Candidate, Geocoded, Geocoder } from '../../geocode/geocoder.ts'
import type { Sites } from '../../domain/sites.ts'

/** Who says the words, with what they know beside them. */
export type Told = { text: string; organisation: string; placeType: Said<PlaceType>; cases: number }

/** Ways of telling that are looked at: the next ones are rare, and each is a search of the gazetteer. */
const MOST_TELLINGS = 6
const MOST_CANDIDATES = 5

const EMERGENCY: Source = 'emergency-department'

/** The hospital that wrote a text: nearer places are more probable. */
export const hospitalOf = (sites: Sites, organisation: string) => {
  const site = sites.byOrganisation(organisation)
  return site?.source === EMERGENCY ? site : null
}

/** What the geocoder makes of words as one organisation says them, as if nobody had decided anything. */
export const alone = (geocoder: Geocoder, sites: Sites, { text, organisation, placeType }: Omit<Told, 'cases'>): Geocoded =>
  geocoder.geocode(text, { near: hospitalOf(sites, organisation), placeType, untaught: true })

/** Candidates for like texts of several organisations: probabilities are means over their cases. Most probable first. */
export const sharedCandidates = (geocoder: Geocoder, sites: Sites, tellings: Told[]): Candidate[] => {
  const looked = tellings.slice(0, MOST_TELLINGS)
  const total = looked.reduce((sum, { cases }) => sum + cases, 0)
  const found = new Map<string, Candidate>()
  for (const telling of looked) {
    const { outcome, candidates } = alone(geocoder, sites, telling)
    if (outcome === 'home') continue
    for (const candidate of candidates) {
      const name = [candidate.level, candidate.label, candidate.lat, candidate.lng].join('|')
      const known = found.get(name) ?? { ...candidate, probability: 0 }
      known.probability += (candidate.probability * telling.cases) / total
      found.set(name, known)
    }
  }
  return [...found.values()].toSorted((a, b) => b.probability - a.probability || (a.label < b.label ? -1 : 1)).slice(0, MOST_CANDIDATES)
}
