import type { FigureKey } from '../../contract/qualityWords.ts'
import { isInvented } from '../../domain/demo.ts'
import type { GazetteerEntry } from '../../domain/gazetteer.ts'

/** Whether we hold places to find words in. Without them, what is not found says nothing of a site: the fault is ours. */
export type PlacesKnown = { real: boolean }

/** Towns come with the base map, and no incident is placed by a town: a gazetteer is what holds anything finer. */
export const placesKnownOf = ({ real }: { real: Pick<GazetteerEntry, 'kind'>[] }): PlacesKnown => ({ real: real.some(({ kind }) => kind !== 'town') })

/** The invented county always has its own gazetteer. */
export const placesJudged = (organisation: string, known: PlacesKnown): boolean => known.real || isInvented(organisation)

/** What depends on a gazetteer. A blank, or the site itself as the place, is told without one. */
export const BY_GAZETTEER: ReadonlySet<FigureKey> = new Set<FigureKey>(['usable-place', 'coarse-place', 'ambiguous-place', 'unknown-place', 'filler-text'])
