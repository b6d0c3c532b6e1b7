// Chances, distances and decisions in plain words. Pure, so that what a reader is told can be tested.
import type { Decided, PlaceDecisionBody } from '../../../server/contract/places.ts'
import type { PlaceLevel } from '../../../server/contract/vocabulary.ts'
import { formatCount, plural } from '../../words.ts'

/** The fractions that people say. */
const FRACTIONS: [number, string][] = [
  [1 / 20, '1 in 20'], [1 / 10, '1 in 10'], [1 / 8, '1 in 8'], [1 / 6, '1 in 6'], [1 / 5, '1 in 5'], [1 / 4, '1 in 4'], [1 / 3, '1 in 3'], [2 / 5, '2 in 5'], [1 / 2, '1 in 2'],
  [3 / 5, '3 in 5'], [2 / 3, '2 in 3'], [3 / 4, '3 in 4'], [4 / 5, '4 in 5'], [9 / 10, '9 in 10'], [19 / 20, '19 in 20'],
]

/** `3 in 4`; the nearest fraction that people say. Certainty is never claimed. */
export function chanceWords(probability: number): string {
  if (probability < 0.0095) return 'less than 1 in 100'
  if (probability < 0.042) return `1 in ${probability < 0.015 ? 100 : Math.round(0.1 / probability) * 10}`
  if (probability > 0.975) return 'nearly certain'
  return FRACTIONS.reduce((best, one) => (Math.abs(one[0] - probability) < Math.abs(best[0] - probability) ? one : best))[1]
}

export function percentWords(share: number): string {
  const percent = Math.round(share * 100)
  return percent === 0 && share > 0 ? '< 1 %' : `${percent} %`
}

export function radiusWords(radiusM: number): string {
  if (radiusM < 1000) return `within ${formatCount(radiusM < 100 ? Math.round(radiusM / 5) * 5 : Math.round(radiusM / 10) * 10)} m`
  return `within ${(radiusM / 1000).toFixed(radiusM < 9950 ? 1 : 0)} km`
}

export const LEVEL_WORDS: Record<PlaceLevel, string> = {
  exact: 'Coordinates',
  venue: 'Building or venue',
  junction: 'Corner of two streets',
  street: 'Street',
  'snap-point': 'Shared public point',
  postcode: 'Postcode',
  landmark: 'Landmark',
  home: "Somebody's home, kept to an area",
  'postcode-sector': 'Postcode sector',
  town: 'Town',
  area: 'Area',
}

/** Places of these levels are kept and not counted in cells. */
export const isArea = (level: PlaceLevel): boolean => level === 'home' || level === 'postcode-sector' || level === 'town' || level === 'area'

export const decisionWords = (decision: PlaceDecisionBody): string => (decision.kind === 'unplaceable' ? 'Cannot be placed' : `${decision.label} (${LEVEL_WORDS[decision.level].toLowerCase()}, ${radiusWords(decision.radiusM)})`)

/** What a decision did: `48 cases moved: “the gaff” is The Gaff, Chelmsford.` */
export function movedWords(text: string, decision: PlaceDecisionBody | null, { moved, homes, surer }: Decided): string {
  const stayed = [
    homes > 0 ? ` ${plural(homes, 'case')} stayed: somebody's home.` : '',
    surer > 0 ? ` ${plural(surer, 'case')} stayed: a postcode beside the words says more.` : '',
  ].join('')
  const said = `“${text}”`
  if (decision === null) return `Taken back. ${plural(moved, 'case')} moved: ${said} is again what the geocoder makes of it.${stayed}`
  if (decision.kind === 'unplaceable') return `${plural(moved, 'case')} moved: ${said} cannot be placed.${stayed}`
  return `${plural(moved, 'case')} moved: ${said} is ${decision.label}.${stayed}`
}

/** How exactly somebody knows a point, each with what it claims. Index 3 is nobody's address. */
export const EXACTNESS = [
  { id: 'building', label: 'This building', radiusM: 50, level: 'venue' },
  { id: 'corner', label: 'This street or corner', radiusM: 150, level: 'street' },
  { id: 'area', label: 'Somewhere around here', radiusM: 1000, level: 'area' },
  { id: 'home', label: "Somebody's home", radiusM: 600, level: 'home' },
] as const
export type Exactness = (typeof EXACTNESS)[number]['id']

/** What a click on the map can honestly mean at a zoom: a finger covers many metres further out. */
export const exactnessAt = (zoom: number): Exactness => (zoom >= 15.5 ? 'building' : zoom >= 13.5 ? 'corner' : 'area')
