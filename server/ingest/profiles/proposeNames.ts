import type { Field, Profile } from '../../contract/profile.ts'
import { FIELDS } from '../../contract/profile.ts'
import type { Standard } from '../../contract/vocabulary.ts'
import { normColumn } from './columns.ts'
import { FILLERS, PERSONAL, RESIDENCE, SHORT_WORDS, SYNONYMS } from './proposeSynonyms.ts'

/** How strongly something speaks for a field, 0–1, and why in words. Below 0 it speaks against. */
export type Evidence = { score: number; reason: string }

/** The words of a column's name: `EC_InjuryDateTime` → injury date time. */
export const wordsOf = (name: string): string[] =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .flatMap((word) => (SHORT_WORDS.get(word) ?? word).split(' '))
    .filter((word) => !FILLERS.has(word))

const partsOf = new Map<string, string[]>()
/** The words of a phrase, split once. */
const splitOnce = (phrase: string): string[] => {
  let parts = partsOf.get(phrase)
  if (!parts) partsOf.set(phrase, (parts = phrase.split(' ')))
  return parts
}

const WHEN_WORDS = new Set(['date', 'time', 'datetime', 'day', 'hour'])

/** The longest of the phrases whose words all stand in the name, with the share of the name that it explains. */
const longestIn = (words: string[], phrases: readonly string[]): { phrase: string; share: number } | null => {
  const named = new Set(words)
  // That it is a date or a time is told by the values.
  const telling = words.filter((word) => !WHEN_WORDS.has(word)).length || 1
  let best: { phrase: string; share: number } | null = null
  for (const phrase of phrases) {
    const parts = splitOnce(phrase)
    if (!parts.every((word) => named.has(word))) continue
    const share = Math.min(1, parts.filter((word) => !WHEN_WORDS.has(word)).length / telling)
    if (!best || share > best.share) best = { phrase, share }
  }
  return best
}

/** How people call the standards. */
const CALLED: Record<Standard, string> = { istv: 'ISTV', ecds: 'ECDS', 'ambulance-cad': 'the ambulance extract', 'police-extract': 'the police extract', 'police-uk': 'data.police.uk' }

/** `kept`: the standard keeps such a column beside the record, without a meaning. `personal`: why it must not be mapped. */
export type NameEvidence = { fields: Map<Field, Evidence>; kept: boolean; personal: string | null }

/** What a column's name says, on its own. */
export const createReadNames = (profile: Profile) => {
  const known = new Map<string, Field>()
  for (const [field, names] of Object.entries(profile.columns) as [Field, string[]][]) for (const name of names) known.set(normColumn(name), field)
  const kept = new Set(profile.keep.map(normColumn))
  return (name: string): NameEvidence => {
    const fields = new Map<Field, Evidence>()
    const exact = known.get(normColumn(name))
    if (exact) fields.set(exact, { score: 1, reason: `the name is one that ${CALLED[profile.standard]} uses` })
    const words = wordsOf(name)
    if (!exact) {
      const lives = longestIn(words, RESIDENCE)
      if (lives) return { fields, kept: false, personal: 'the name says where a person lives, which is not where it happened: never mapped, and not shown' }
      const person = longestIn(words, PERSONAL)
      // "Age of patient" is told by age; "patient name" by nothing else.
      if (person && (person.share === 1 || person.phrase.includes(' ') || !words.some((word) => ['age', 'sex'].includes(word)))) {
        const better = FIELDS.some((field) => (longestIn(words, SYNONYMS[field])?.share ?? 0) > person.share || longestIn(words, SYNONYMS[field])?.phrase.includes(person.phrase))
        if (!better) return { fields, kept: false, personal: `the name says "${person.phrase}": about a person, dropped before anything is stored, and not shown` }
      }
    }
    for (const field of FIELDS) {
      const found = field === exact ? null : longestIn(words, SYNONYMS[field])
      if (found) fields.set(field, { score: 0.4 + 0.45 * found.share, reason: `the name means "${found.phrase}"` })
    }
    const isKept = !exact && kept.has(normColumn(name))
    if (isKept) fields.clear()
    return { fields, kept: isKept, personal: null }
  }
}
