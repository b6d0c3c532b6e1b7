// Plain words and sensible figures. Pure, so that what a reader is told can be tested.
import type { Excluded, Hotspot, Run } from '../server/contract/results.ts'
import type { Adjustment } from '../server/contract/vocabulary.ts'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

export function formatCount(n: number): string {
  return whole.format(n)
}

/** Share 0–1 as per cent with two figures that count; never `0 %` for something. */
export function formatShare(share: number): string {
  const percent = share * 100
  if (percent > 0 && percent < 0.1) return '< 0.1%'
  return `${percent.toFixed(percent < 99.95 ? 1 : 0)}%`
}

/** A multiple: `48`, `3.1`, `0.4`. */
export function formatRatio(ratio: number): string {
  if (ratio > 0 && ratio < 0.05) return '< 0.1'
  return ratio < 9.95 ? ratio.toFixed(1) : whole.format(ratio)
}

export function formatArea(km2: number): string {
  if (km2 < 0.1) return km2.toFixed(3)
  if (km2 < 0.95) return km2.toFixed(2)
  return km2 < 9.95 ? km2.toFixed(1) : whole.format(km2)
}

export function formatZ(z: number | null): string {
  return z === null ? '–' : z.toFixed(1).replace('-', '−')
}

/** `< 0.001`, `0.004`, `0.21`; for a sentence put `p` or `p =` before it with {@link pEquals}. */
export function formatP(p: number | null): string {
  if (p === null) return '–'
  if (p < 0.001) return '< 0.001'
  if (p > 0.995) return '1.00'
  return p.toFixed(p < 0.0995 ? 3 : 2)
}

export function pEquals(p: number, adjustment: Adjustment): string {
  const name = adjustment === 'none' ? 'p, not adjusted,' : 'adjusted p'
  const figure = p < 0.001 ? `${name} ${formatP(p)}` : `${name} = ${formatP(p)}`
  // No line break between p and its figure.
  return figure.replaceAll(' ', '\u00a0')
}

export function plural(n: number, one: string, many = `${one}s`): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`
}

/** How easily chance alone would do this, from the p-value. */
export function chanceSentence(p: number, adjustment: Adjustment): string {
  const how = p <= 0.001 ? 'would very rarely give' : p <= 0.01 ? 'would rarely give' : p <= 0.05 ? 'would seldom give' : 'could well give'
  return `Chance alone ${how} this (${pEquals(p, adjustment)}).`
}

export function hotspotSentence(hotspot: Hotspot, adjustment: Adjustment): string {
  const { incidents, areaKm2, place, share, ratio, adjustedP } = hotspot
  return (
    `${plural(incidents, 'incident')} in ${formatArea(areaKm2)} km² of ${place}: ${formatShare(share)} of all mapped incidents, ` +
    `${formatRatio(ratio)} times what an even spread would give. ${chanceSentence(adjustedP, adjustment)}`
  )
}

/** For the live region, when an answer has come. */
export function announce(run: Run): string {
  return `${plural(run.hotspots.length, 'hotspot')}, ${plural(run.incidents, 'incident')}`
}

const WHY_EXCLUDED: Record<Excluded['kind'], (n: number) => string> = {
  'no-coordinates': (n) => `${formatCount(n)} without coordinates`,
  'no-place-text': (n) => `${formatCount(n)} with nothing said about the place`,
  'not-found': (n) => `${formatCount(n)} with words that fit no place we know`,
  'ambiguous-place': (n) => `${formatCount(n)} with words that fit several places`,
  'too-coarse': (n) => `${formatCount(n)} known to a town only`,
  home: (n) => `${formatCount(n)} at somebody's home`,
  'default-place': (n) => `${formatCount(n)} with a filler for a place`,
  'outside-area': (n) => `${formatCount(n)} outside the study area`,
  'unknown-category': (n) => `${formatCount(n)} with an unknown category`,
  'no-time-of-day': (n) => `${formatCount(n)} without a time of day`,
  'cut-by-period': (n) => `${formatCount(n)} known only to a month that the period cuts`,
  'not-said': (n) => `${formatCount(n)} that do not say the method, place or age asked for`,
  'other-hours': (n) => `${formatCount(n)} by the share of their time in other hours`,
  'place-unsure': (n) => `${formatCount(n)} by the share of their place that is unsure`,
  'finer-than-known': (n) => `${formatCount(n)} known to larger cells only`,
  'no-offence-code': (n) => `${formatCount(n)} without an offence code`,
  'no-harm-weight': (n) => `${formatCount(n)} with an offence that has no harm weight`,
}

/** `408 without coordinates match too, but are not on the map and not in n.` Empty when everything is on the map. */
export function excludedSentence(excluded: Excluded[]): string {
  const some = excluded.filter((item) => item.count > 0)
  const total = some.reduce((sum, item) => sum + item.count, 0)
  if (total === 0) return ''
  const largest = some.toSorted((a, b) => b.count - a.count)
  const rest = largest.slice(3).reduce((sum, item) => sum + item.count, 0)
  const told = (some.length > 4 ? largest.slice(0, 3) : some).map((item) => WHY_EXCLUDED[item.kind](item.count))
  if (some.length > 4) told.push(`${formatCount(rest)} for other reasons`)
  const listed = told.length > 2 ? `${told.slice(0, -1).join(', ')} and ${told.at(-1)}` : told.join(' and ')
  return `${listed} ${total === 1 ? 'matches too, but is' : 'match too, but are'} not on the map and not in n.`
}

export const ADJUSTMENT_WORDS: Record<Adjustment, { label: string; meaning: string }> = {
  'benjamini-hochberg': { label: 'Usual (Benjamini–Hochberg)', meaning: 'Of the cells shown as significant, about the chosen share may be chance.' },
  'benjamini-yekutieli': { label: 'Careful (Benjamini–Yekutieli)', meaning: 'As usual, but also holds when neighbouring cells move together.' },
  holm: { label: 'Strict (Holm)', meaning: 'Keeps the risk that even one cell is chance at the chosen level.' },
  bonferroni: { label: 'Strictest (Bonferroni)', meaning: 'As strict, simpler, finds fewest.' },
  none: { label: 'None', meaning: 'Every cell tested alone: many hotspots will be chance. For checking only.' },
}
