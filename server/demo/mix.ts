import type { Category } from '../contract/vocabulary.ts'

/** What a snap point stands for; where in the county a category of crime happens is a mix of these. */
export const SETTINGS = ['nightlife', 'shops', 'estate', 'street', 'rural'] as const
export type Setting = (typeof SETTINGS)[number]

/** Invented, of the size that English counties show. Shares of all incidents sum to 1; settings in the order of SETTINGS. */
export const CATEGORY_MIX: Record<Category, { share: number; settings: [number, number, number, number, number] }> = {
  'violence-and-sexual-offences': { share: 0.3, settings: [0.3, 0.14, 0.22, 0.3, 0.04] },
  'anti-social-behaviour': { share: 0.16, settings: [0.1, 0.2, 0.28, 0.37, 0.05] },
  'criminal-damage-and-arson': { share: 0.075, settings: [0.05, 0.1, 0.25, 0.5, 0.1] },
  shoplifting: { share: 0.09, settings: [0.02, 0.85, 0.05, 0.06, 0.02] },
  'vehicle-crime': { share: 0.075, settings: [0.02, 0.08, 0.15, 0.6, 0.15] },
  'public-order': { share: 0.075, settings: [0.22, 0.2, 0.2, 0.33, 0.05] },
  'other-theft': { share: 0.07, settings: [0.1, 0.2, 0.1, 0.45, 0.15] },
  burglary: { share: 0.045, settings: [0.01, 0.09, 0.15, 0.6, 0.15] },
  drugs: { share: 0.03, settings: [0.22, 0.2, 0.28, 0.27, 0.03] },
  robbery: { share: 0.015, settings: [0.25, 0.25, 0.25, 0.24, 0.01] },
  'theft-from-the-person': { share: 0.012, settings: [0.45, 0.35, 0.05, 0.14, 0.01] },
  'bicycle-theft': { share: 0.013, settings: [0.05, 0.5, 0.1, 0.33, 0.02] },
  'possession-of-weapons': { share: 0.01, settings: [0.25, 0.25, 0.27, 0.22, 0.01] },
  'other-crime': { share: 0.03, settings: [0.06, 0.14, 0.25, 0.5, 0.05] },
}

/** Incidents of a month against an even year, January to December: summer and December stand out. */
export const SEASON = [0.93, 0.9, 1.0, 0.98, 1.05, 1.08, 1.1, 1.06, 1.01, 1.02, 0.96, 1.03]

export const OUTCOMES: [string, number][] = [
  ['Investigation complete; no suspect identified', 38],
  ['Unable to prosecute suspect', 34],
  ['Under investigation', 8],
  ['Awaiting court outcome', 6],
  ['Status update unavailable', 4],
  ['Court result unavailable', 4],
  ['Local resolution', 2],
  ['Offender given a caution', 2],
  ['Action to be taken by another organisation', 1],
  ['Further investigation is not in the public interest', 1],
]

const FIRST = 'Alder Barley Birch Blackthorn Bramble Castle Chapel Cherry Chestnut Church Clover Copper Falcon Fern Glebe Harvest Hawthorn Heron Hollow Holly Ivy Juniper Kestrel Larch Lark Linden Maple Meadow Mill Nelson Orchard Osier Park Plover Poplar Priory Quarry Raven Rectory Rowan Sadler Sorrel Spring Tanner Thistle Vicarage Walnut Weaver Willow Wren'.split(' ')
const MIDDLE = ['', '', '', 'field ', 'wood ', ' Hill ', ' Park ']
const LAST = 'Avenue Chase Close Court Crescent Drive Gardens Grove Lane Mead Place Rise Road Street Terrace View Walk Way'.split(' ')

export const streetName = (pick: <T>(items: readonly T[]) => T): string =>
  `On or near ${pick(FIRST)}${pick(MIDDLE).trimEnd()} ${pick(LAST)}`

export const VENUES: Record<'nightlife' | 'shops', string[]> = {
  nightlife: ['Nightclub', 'Nightclub', 'Pub', 'Further/Higher Educational Building', 'Theatre/Concert Hall'].map((venue) => `On or near ${venue}`),
  shops: ['Shopping Area', 'Supermarket', 'Parking Area', 'Bus/Coach Station', 'Pedestrian Subway', 'Supermarket'].map((venue) => `On or near ${venue}`),
}
