/**
 * Free text without people in it, before anything is stored. What can be cut is cut (DETECTORS); what still looks like personal data
 * (SUSPICIONS) makes the text unclean: it comes back empty, and the row belongs into the encrypted quarantine.
 *
 * What it cannot know: a name in none of its lists with no word before it that says "person"; the name of a house; a nickname.
 */
import type { Cut, Detector, Keep } from './detector.ts'
import { DETECTORS } from './detectors.ts'
import { normalise } from './normalise.ts'
import { LONGEST, SUSPICIONS } from './suspicion.ts'
import { wordsOf } from './tokens.ts'
import { bitsOf, FIRST, SURNAME } from './vocabulary.ts'
import { NAMED_PLACES } from './words.ts'

export type Found = { detector: string; count: number }
/** `text` is '' when not clean. `found` names detectors or suspicions, never what they found. */
export type Scrubbed = { text: string; found: Found[]; clean: boolean }
export type Scrubber = { scrub: (text: string) => Scrubbed }

/** Each round cuts at least a character; a text that is not at rest after so many was made to be so. */
const ROUNDS = 8

export function createScrubber(options: { keepNames?: Iterable<string> } = {}): Scrubber {
  const keep = createKeep(options.keepNames ?? [])
  return { scrub: (text) => scrub(text, keep) }
}

function scrub(original: string, keep: Keep): Scrubbed {
  if (original.length > 4 * LONGEST) return unclean([], 'too-long')
  let text = normalise(original)
  if (text.length > LONGEST) return unclean([], 'too-long')
  const { length } = text
  const counts = new Map<Detector, number>()
  let rounds = 0
  for (let changed = true; changed; rounds++) {
    if (rounds === ROUNDS) return unclean(foundOf(counts), 'not-at-rest')
    const before = text
    for (const detector of DETECTORS) {
      if (detector.only && !detector.only.test(text)) continue
      const cut: Cut = detector.cut(text, keep)
      if (cut.count === 0) continue
      counts.set(detector, (counts.get(detector) ?? 0) + cut.count)
      text = tidy(cut.text)
    }
    changed = text !== before
  }
  const found = foundOf(counts)
  const namesCut = found.find(({ detector }) => detector === 'name')?.count ?? 0
  const suspicion = SUSPICIONS.find(({ is }) => is(text, { namesCut, length }))
  return suspicion ? unclean(found, suspicion.name) : { text, found, clean: true }
}

const foundOf = (counts: Map<Detector, number>): Found[] => [...counts].map(([{ name }, count]) => ({ detector: name, count }))
const unclean = (found: Found[], name: string): Scrubbed => ({ text: '', found: [...found, { detector: name, count: 1 }], clean: false })

/** Empty brackets and doubled commas where something stood. */
const tidy = (text: string): string =>
  normalise(text)
    .replace(/\( ?\)|\[ ?\]/g, ' ')
    .replace(/ +([,;.)])/g, '$1')
    .replace(/([,;:])(?:[ ,;]*[,;])+/g, '$1')
    .replace(/ {2,}/g, ' ')
    .replace(/^[ ,;:.-]+|[ ,;:-]+$/g, '')

const NOTHING: Keep = { words: new Set(), phrases: new Map() }

/** The gazetteer's names: every phrase that might be taken for a name of a person, and every word that is not one. */
function createKeep(names: Iterable<string>): Keep {
  const words = new Set<string>()
  const phrases = new Map<string, string[][]>()
  const seen = new Set<string>()
  for (const name of [...NAMED_PLACES, ...names]) {
    const list = wordsOf(normalise(name), NOTHING).map(({ plain }) => plain)
    for (const word of list) if (word.length >= 4 && !(bitsOf(word) & (FIRST | SURNAME))) words.add(word)
    const key = list.join(' ')
    if (list.length < 2 || seen.has(key) || !list.some((word) => bitsOf(word) & (FIRST | SURNAME))) continue
    seen.add(key)
    const [first, ...rest] = list as [string, ...string[]]
    phrases.set(first, [...(phrases.get(first) ?? []), rest])
  }
  return { words, phrases }
}
