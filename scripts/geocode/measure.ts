// Geocodes a list of labelled texts, with the clock running, and judges what came out.
import { accuracyOf, type Accuracy, type Judged } from '../../server/geocode/accuracy.ts'
import { metresBetween } from '../../server/geocode/distance.ts'
import type { Geocoder } from '../../server/geocode/geocoder.ts'
import type { Labelled } from './corpus.ts'

export type Measured = {
  /** every text looked at anew (like texts too); `distinct` only texts with hints not seen before */
  textsPerSecond: number
  distinctPerSecond: number
  distinct: number
  all: Accuracy
  byFeed: Record<string, Accuracy>
  /** mappable texts by the way they were written */
  styles: { style: string; n: number; placed: number; right: number }[]
}

export function measure(geocoder: Geocoder, texts: readonly Labelled[]): Measured & { judged: (Judged & Labelled)[] } {
  const seen = new Set<string>()
  const first = texts.filter(({ text, hints }) => {
    const key = `${text}\n${hints.near?.lat}\n${hints.postcode}\n${hints.placeType}`
    return !seen.has(key) && seen.add(key)
  })
  const distinctPerSecond = speed(first, ({ text, hints }) => geocoder.geocode(text, hints))
  const judged: (Judged & Labelled)[] = []
  const textsPerSecond = speed(texts, (labelled) => judged.push({ ...labelled, found: geocoder.geocode(labelled.text, labelled.hints) }))
  const feeds = [...new Set(texts.map(({ feed }) => feed))].sort()
  return {
    textsPerSecond, distinctPerSecond, distinct: first.length, judged,
    all: accuracyOf(judged),
    byFeed: Object.fromEntries(feeds.map((feed) => [feed, accuracyOf(judged.filter((one) => one.feed === feed))])),
    styles: stylesOf(judged),
  }
}

/** Per second of processor time, garbage collection included: other programs on the machine do not count. */
function speed<T>(list: readonly T[], work: (one: T) => unknown): number {
  const began = process.cpuUsage()
  for (const one of list) work(one)
  const { user, system } = process.cpuUsage(began)
  return list.length / ((user + system) / 1e6)
}

function stylesOf(judged: readonly (Judged & Labelled)[]): Measured['styles'] {
  const styles = new Map<string, Measured['styles'][number]>()
  for (const { found, truth, mappable, style } of judged) {
    if (!mappable) continue
    const row = styles.get(style) ?? { style, n: 0, placed: 0, right: 0 }
    styles.set(style, row)
    const best = found.candidates[0]
    row.n++
    if (found.outcome === 'placed') row.placed++
    if (found.outcome === 'placed' && best && metresBetween(best, truth) <= best.radiusM) row.right++
  }
  return [...styles.values()].sort((a, b) => b.n - a.n || (a.style < b.style ? -1 : 1))
}
