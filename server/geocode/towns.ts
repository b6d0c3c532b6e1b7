// Towns that a text or a column beside it names.
import { metresBetween } from './distance.ts'
import type { Candidate } from './candidate.ts'
import { contentOf, findMentions, type Mention } from './mentions.ts'
import type { NameIndex } from './nameIndex.ts'
import type { Context } from './readings.ts'
import { wordsOf } from './clean.ts'

const MOST_SLIPS = 2
/** Measured on seed 1 of the demo county. A hospital that names its own town and no more fills a form: seldom is it true. */
const STATED = 0.96
const STATED_OWN_TOWN = 0.33
const REMEMBERED = 5_000
const LEAST_RADIUS_M = 500
const SAME_TOWN_M = 5_000

export function createTowns(index: NameIndex) {
  const said = (mentions: readonly Mention[]): Map<string, number> => {
    const towns = new Map<string, number>()
    for (const { cost, hits } of mentions) {
      if (cost > MOST_SLIPS) continue
      for (const { entry } of hits) if (index.townNameOf[entry]) towns.set(index.townNameOf[entry], entry)
    }
    return towns
  }
  const memory = new Map<string, ReadonlySet<string>>()
  const hinted = (town: string): ReadonlySet<string> => {
    let known = memory.get(town)
    if (!known) {
      if (memory.size >= REMEMBERED) memory.clear()
      known = new Set(said(findMentions(contentOf(wordsOf(town, index.isSaint), null), index)).keys())
      memory.set(town, known)
    }
    return known
  }
  /** Namesakes of the town said, the nearer the more probable. */
  const candidates = ({ mentions, near }: Context): Candidate[] => {
    const best = new Map<number, number>()
    for (const { cost, hits } of mentions) {
      for (const { entry } of hits) if (index.townNameOf[entry] && cost <= MOST_SLIPS) best.set(entry, Math.max(best.get(entry) ?? 0, Math.exp(-cost - (near ? metresBetween(near, index.entries[entry]!) / 20_000 : 0))))
    }
    // A town may come from two files: near namesakes are one.
    const entries = [...best.keys()]
    for (const entry of entries) {
      const twin = entries.find((other) => other < entry && best.has(other) && index.townNameOf[other] === index.townNameOf[entry] && metresBetween(index.entries[other]!, index.entries[entry]!) <= SAME_TOWN_M)
      if (twin !== undefined) best.delete(entry)
    }
    const total = [...best.values()].reduce((sum, weight) => sum + weight, 0)
    return [...best]
      .map(([entry, weight]) => {
        const { id, name, lat, lng, radiusM } = index.entries[entry]!
        return { entryId: id, label: name, lat, lng, radiusM: Math.max(radiusM, LEAST_RADIUS_M), level: 'town' as const, probability: ((near && metresBetween(near, { lat, lng }) <= radiusM ? STATED_OWN_TOWN : STATED) * weight) / total }
      })
      .sort((a, b) => b.probability - a.probability || (a.entryId < b.entryId ? -1 : 1))
      .slice(0, 5)
  }
  return { said, hinted, candidates }
}
