import type { Category } from '../../contract/vocabulary.ts'

/** Where a crime of no violence happens. */
export const MIX_SETTINGS = ['nightlife', 'shop', 'street'] as const

/** Invented, of the size that English counties show. Shares of all incidents sum to 1; settings in the order of MIX_SETTINGS (violence has its own in the world). */
export const CATEGORY_MIX: Record<Category, { share: number; settings: readonly [number, number, number] | null }> = {
  'violence-and-sexual-offences': { share: 0.3, settings: null },
  'anti-social-behaviour': { share: 0.16, settings: [0.1, 0.2, 0.7] },
  'criminal-damage-and-arson': { share: 0.075, settings: [0.05, 0.1, 0.85] },
  shoplifting: { share: 0.09, settings: [0.02, 0.85, 0.13] },
  'vehicle-crime': { share: 0.075, settings: [0.02, 0.08, 0.9] },
  'public-order': { share: 0.075, settings: [0.22, 0.2, 0.58] },
  'other-theft': { share: 0.07, settings: [0.1, 0.2, 0.7] },
  burglary: { share: 0.045, settings: [0.01, 0.09, 0.9] },
  drugs: { share: 0.03, settings: [0.22, 0.2, 0.58] },
  robbery: { share: 0.015, settings: [0.25, 0.25, 0.5] },
  'theft-from-the-person': { share: 0.012, settings: [0.45, 0.35, 0.2] },
  'bicycle-theft': { share: 0.013, settings: [0.05, 0.5, 0.45] },
  'possession-of-weapons': { share: 0.01, settings: [0.25, 0.25, 0.5] },
  'other-crime': { share: 0.03, settings: [0.06, 0.14, 0.8] },
}

export const OUTCOMES: readonly [string, number][] = [
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
