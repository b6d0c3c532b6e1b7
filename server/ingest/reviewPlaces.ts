import { cellToLatLng } from 'h3-js'
import type { Decided, NewDecision, PlaceAccuracy, PlaceDecisionBody, PlaceGroup, PlaceLedger, PlaceReview, PlaceSearch } from '../contract/places.ts'
import { WIDEST_FINE_M } from '../contract/placeWords.ts'
import type { ReviewOutcome } from '../contract/placeWords.ts'
import { cellOfPoint } from '../domain/cell.ts'
import { isInvented } from '../domain/demo.ts'
import type { GazetteerEntry } from '../domain/gazetteer.ts'
import type { PlaceDecision } from '../domain/placeDecision.ts'
import type { Places } from '../domain/places.ts'
import { notFound, Problem } from '../domain/problem.ts'
import { createTurns } from '../domain/turns.ts'
import { isSure } from '../geocode/geocoder.ts'
import type { Sql } from '../store/db.ts'
import { inForce } from '../store/incidents.ts'
import { casesWithWords, decidedBefore, lockDecisions, placeDecisions, replacePlaces, storeDecision } from '../store/placeDecisions.ts'
import type { CaseToPlace, NewPlacing } from '../store/placeDecisions.ts'
import { tellingsOf, waitingTexts } from '../store/placeReview.ts'
import type { Telling } from '../store/placeReview.ts'
import { inTransaction } from '../store/retry.ts'
import type { Ground } from './ground.ts'
import { accuracyOf } from './review/accuracy.ts'
import type { Labelled } from './review/accuracy.ts'
import { alone, hospitalOf, sharedCandidates } from './review/candidates.ts'
import { createPlaceSearch } from './review/search.ts'
import { createInArea, HOME_RESOLUTION, placesOf } from './steps/where.ts'

/** Decisions that may wait for their turn in one process. */
const MAX_WAITING = 20
const MOST_EXAMPLES = 3
/** West, south, east, north: no feed of this service tells of a place beyond. */
const UNITED_KINGDOM = [-9, 49.5, 2.5, 61.5] as const
const COARSE = new Set<string>(['home', 'postcode-sector', 'town', 'area'])
const HOME_LABEL = "somebody's home"
const HOME_RADIUS_M = 600

export type ReviewQuery = { invented?: boolean | undefined; outcome?: ReviewOutcome | undefined; after?: string | undefined; limit: number }
/** A case's new place, or why it keeps its own: it is a home, or surer than its words. */
type Placing = Omit<NewPlacing, 'id'> | 'home' | 'surer'
type Taught = { real: Map<string, PlaceDecision>; invented: Map<string, PlaceDecision> }
type Deps = {
  knex: Sql
  ground: Ground
  /** what the geocoders have been taught: changed here, and read by whoever takes a file in */
  decisions: Taught
  gazetteers: { real: GazetteerEntry[]; invented: GazetteerEntry[] }
  places: Places
  /** whether a file is going in: rows judged before a decision would be stored after it */
  busy: () => boolean
  now: () => Date
}

const which = (invented: boolean) => (invented ? 'invented' : 'real')

const byKey = (tellings: Telling[]): Map<string, Telling[]> => {
  const groups = new Map<string, Telling[]>()
  for (const telling of tellings) {
    const group = groups.get(telling.key)
    if (group) group.push(telling)
    else groups.set(telling.key, [telling])
  }
  return groups
}

/** Names with the cases that bear them, most first; the order of arrival decides between equals. */
const sumBy = (names: string[], cases = names.map(() => 1)): { name: string; cases: number }[] => {
  const sums = new Map<string, number>()
  names.forEach((name, i) => sums.set(name, (sums.get(name) ?? 0) + (cases[i] ?? 0)))
  return [...sums].map(([name, sum]) => ({ name, cases: sum })).toSorted((a, b) => b.cases - a.cases)
}

/** Different ways of writing, most frequent first: capitals alone make no difference. */
const examplesOf = (tellings: Telling[]): string[] => {
  const written = new Map<string, string>()
  for (const { name } of sumBy(tellings.map(({ text }) => text), tellings.map(({ cases }) => cases))) if (!written.has(name.toLowerCase())) written.set(name.toLowerCase(), name)
  return [...written.values()].slice(0, MOST_EXAMPLES)
}

const cursor = (text: string): { cases: number; key: string } => {
  const [, cases, key] = /^(\d{1,9}) (.+)$/s.exec(text) ?? []
  if (cases === undefined || key === undefined) throw new Problem(400, 'bad-request', 'The request makes no sense', 'after: is not the `next` of an answer.', { field: 'after' })
  return { cases: Number(cases), key }
}

/** The third door of the in-gate: what a person decides of the words of places, for all who say the same, before and after. */
export const createReviewGate = ({ knex, ground, decisions, gazetteers, places, busy, now }: Deps) => {
  const { geocoders, sites, scrubber, studyArea } = ground
  const inArea = createInArea(ground)
  const turns = createTurns(MAX_WAITING, 'decisions')
  const searches = {
    real: createPlaceSearch(gazetteers.real, geocoders.real, places, studyArea.bbox),
    invented: createPlaceSearch(gazetteers.invented, geocoders.invented, places, studyArea.bbox),
  }

  /** Without being told: what is in force, and invented rows never stand beside real ones. */
  const kindOf = async (asked: boolean | undefined): Promise<boolean> => asked ?? (await inForce(knex)).some(({ organisation }) => isInvented(organisation))

  /** A decision as it may be kept: no home finer than an area, no area in the cells of streets, no name of a person. */
  const fit = (decision: PlaceDecisionBody): PlaceDecision => {
    if (decision.kind === 'unplaceable') return decision
    const [west, south, east, north] = UNITED_KINGDOM
    if (decision.lat < south || decision.lat > north || decision.lng < west || decision.lng > east)
      throw new Problem(422, 'too-far-away', 'Not in the United Kingdom', 'decision: the point lies outside the United Kingdom. Nothing was changed.', { field: 'decision.lat' })
    if (!COARSE.has(decision.level) && decision.radiusM > WIDEST_FINE_M)
      throw new Problem(422, 'too-wide', 'Too wide for this level', `decision.radiusM: ${decision.radiusM} m is an area; a ${decision.level} is ${WIDEST_FINE_M} m wide at most.`, { field: 'decision.radiusM' })
    if (decision.level === 'home') {
      const [lat, lng] = cellToLatLng(cellOfPoint(decision.lat, decision.lng, HOME_RESOLUTION))
      return { ...decision, lat, lng, radiusM: Math.max(HOME_RADIUS_M, decision.radiusM), label: HOME_LABEL }
    }
    const { clean, text } = scrubber.scrub(decision.label)
    if (!clean || text === '') throw new Problem(422, 'personal-data', 'This looks like a person', 'decision.label: looks like the name, number or address of a person. Nothing was changed.', { field: 'decision.label' })
    return { ...decision, label: text }
  }

  /** Where a case belongs now, after what has been taught, or why it stays where it is. */
  const placingOf = (invented: boolean, earlier: PlaceDecision | null) => {
    const known = new Map<string, Placing>()
    const geocoder = geocoders[which(invented)]
    const judge = ({ organisation, placeType, placeText: text, home }: CaseToPlace, sure: boolean): Placing => {
      const byItself = alone(geocoder, sites, { text, organisation, placeType })
      // A home that its code or its own words say stays one; only one that a decision made can become something else.
      if (home && (placeType === 'own-home' || placeType === 'other-home' || byItself.outcome === 'home')) return 'home'
      // Sure although its words are not: a postcode stood beside them, which is not kept with the case.
      if (sure && !isSure(byItself)) return 'surer'
      return placesOf(geocoder.geocode(text, { near: hospitalOf(sites, organisation), placeType }), inArea)
    }
    return (one: CaseToPlace): Placing => {
      const { organisation, placeType, placeText, home, sureAt } = one
      const decided = earlier?.kind === 'place' && sureAt !== null && earlier.lat === sureAt.lat && earlier.lng === sureAt.lng
      const sure = sureAt !== null && !decided
      const name = [organisation, placeType, home, sure, placeText].join('\u001f')
      const placing = known.get(name) ?? judge(one, sure)
      known.set(name, placing)
      return placing
    }
  }

  const teach = (invented: boolean, key: string, decision: PlaceDecision | null | undefined): void => {
    if (decision) decisions[which(invented)].set(key, decision)
    else decisions[which(invented)].delete(key)
  }

  const store = async (trx: Sql, key: string, invented: boolean, decision: PlaceDecision | null): Promise<Decided> => {
    await lockDecisions(trx)
    const cases = await casesWithWords(trx, key, invented)
    const earlier = await decidedBefore(trx, key, invented)
    if (cases.length === 0 && !earlier) throw notFound('A case with these words')
    const at = now().toISOString()
    const placing = placingOf(invented, earlier)
    const stayed = { home: 0, surer: 0 }
    const placings = cases.flatMap((one): NewPlacing[] => {
      const made = placing(one)
      if (typeof made !== 'string') return [{ id: one.id, ...made }]
      stayed[made]++
      return []
    })
    await replacePlaces(trx, at, placings)
    const example = sumBy(cases.map(({ placeText }) => placeText))[0]?.name ?? key
    await storeDecision(trx, { key, invented, example, decision, cases: placings.length, at })
    return { key, moved: placings.length, homes: stayed.home, surer: stayed.surer }
  }

  return {
    /** Like texts that are not placed surely and nobody has decided on, most frequent first. */
    async review({ invented: asked, outcome, after, limit }: ReviewQuery): Promise<PlaceReview> {
      const invented = await kindOf(asked)
      const { texts, cases, page } = await waitingTexts(knex, { invented, outcome: outcome ?? null, after: after === undefined ? null : cursor(after), limit })
      const tellings = byKey(await tellingsOf(knex, page.map(({ key }) => key), invented))
      const groups = page.map(({ key, ...waiting }): PlaceGroup => {
        const told = tellings.get(key) ?? []
        return {
          key,
          ...waiting,
          examples: examplesOf(told),
          alike: told.reduce((sum, telling) => sum + telling.cases - (isSure(alone(geocoders[which(invented)], sites, telling)) ? 0 : telling.sure), 0),
          organisations: sumBy(told.map(({ organisation }) => organisation), told.map((telling) => telling.cases)),
          candidates: sharedCandidates(geocoders[which(invented)], sites, told),
        }
      })
      const last = page.at(-1)
      return { invented, texts, cases, groups, next: last && page.length === limit ? `${last.cases} ${last.key}` : null }
    },

    /** Takes a decision for all who say the same, or takes it back; answers how many cases were placed anew. */
    decide: ({ key, invented, decision }: NewDecision): Promise<Decided> =>
      turns.take(async () => {
        const wanted = decision && fit(decision)
        if (busy()) throw new Problem(503, 'busy', 'A file is being taken in', 'Decisions wait until the file is in. Nothing was changed; try again in a moment.')
        const before = decisions[which(invented)].get(key)
        // Taught first: a file that begins from here on is judged by it, and what is stored already is placed anew below.
        teach(invented, key, wanted)
        try {
          return await inTransaction(knex, (trx) => store(trx, key, invented, wanted))
        } catch (error) {
          teach(invented, key, before)
          throw error
        }
      }),

    async ledger(): Promise<PlaceLedger> {
      return { decisions: (await placeDecisions(knex)) as PlaceLedger['decisions'] }
    },

    async search(text: string, asked: boolean | undefined): Promise<PlaceSearch> {
      return { results: await searches[which(await kindOf(asked))](text) }
    },

    /** The decisions as a labelled set: what the geocoder would have said by itself. */
    async accuracy(asked: boolean | undefined): Promise<PlaceAccuracy> {
      const invented = await kindOf(asked)
      const labels = (await placeDecisions(knex)).filter((one) => one.invented === invented)
      const tellings = byKey(await tellingsOf(knex, labels.map(({ key }) => key), invented))
      const labelled = labels.flatMap(({ key, example, decision }): Labelled[] => {
        if (decision.kind !== 'place' || decision.level === 'home') return []
        const told = tellings.get(key) ?? [{ text: example, organisation: '', placeType: 'not-asked' as const, cases: 1 }]
        return [{ best: sharedCandidates(geocoders[which(invented)], sites, told)[0] ?? null, truth: decision }]
      })
      return accuracyOf(labelled, invented)
    },
  }
}
export type ReviewGate = ReturnType<typeof createReviewGate>
