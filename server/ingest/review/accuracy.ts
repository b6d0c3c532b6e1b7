import type { PlaceAccuracy } from '../../contract/places.ts'
import type { PlaceLevel } from '../../contract/vocabulary.ts'
import { metresBetween } from '../../geocode/distance.ts'
import type { Point } from '../../geocode/distance.ts'
import type { Candidate } from '../../geocode/geocoder.ts'

/** Fewer decisions than this say nothing: of 20 right ones the true share may still be 83 %. */
export const ENOUGH = 20
const EDGES = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 1]

/** A text that a person has placed, with the geocoder's best candidate for it; null when it has none. */
export type Labelled = { best: Candidate | null; truth: Point }

type Share = { n: number; right: number }

const sentenceOf = (decisions: number, { n, right }: Share, stated: number): string => {
  if (decisions < ENOUGH) {
    const so = decisions === 0 ? 'No decision that names a place' : decisions === 1 ? 'One decision that names a place' : `${decisions} decisions that name a place`
    return `${so} so far: too few to say how often the geocoder is right. From ${ENOUGH} on, the figures stand here.`
  }
  if (n === 0) return `Of ${decisions} texts that people have placed, the geocoder had no candidate for any.`
  const percent = (share: number) => `${Math.round(share * 100)} %`
  return `Of ${decisions} texts that people have placed, the geocoder had a candidate for ${n}; its best one was right for ${right} of them (${percent(right / n)}), and it had stated ${percent(stated / n)}.`
}

/**
 * How right the geocoder is by itself on the texts that people have placed. They are the texts it was unsure of, so this says nothing
 * of those it placed surely; for these there is `npm run geocode-report` on a county whose truth is known.
 */
export const accuracyOf = (labelled: Labelled[], invented: boolean): PlaceAccuracy => {
  const levels = new Map<PlaceLevel, Share>()
  const bins = EDGES.slice(1).map((to, i) => ({ from: EDGES[i] ?? 0, to, n: 0, stated: 0, right: 0 }))
  const all = { n: 0, right: 0 }
  let stated = 0
  for (const { best, truth } of labelled) {
    if (!best) continue
    const right = metresBetween(best, truth) <= best.radiusM ? 1 : 0
    const level = levels.get(best.level) ?? { n: 0, right: 0 }
    levels.set(best.level, level)
    const bin = bins.find(({ to }) => best.probability < to) ?? bins.at(-1)
    for (const share of [all, level, ...(bin ? [bin] : [])]) {
      share.n++
      share.right += right
    }
    if (bin) bin.stated += best.probability
    stated += best.probability
  }
  return {
    invented,
    decisions: labelled.length,
    silent: labelled.length - all.n,
    enough: labelled.length >= ENOUGH,
    sentence: sentenceOf(labelled.length, all, stated),
    levels: [...levels].map(([level, share]) => ({ level, ...share })).toSorted((a, b) => b.n - a.n || (a.level < b.level ? -1 : 1)),
    bins: bins.filter(({ n }) => n > 0).map((bin) => ({ ...bin, stated: bin.stated / bin.n })),
  }
}
