// A text of a place as words that can be compared: short forms written out, doubled text halved, `st` decided by its position.
import { ABBREVIATIONS, EMPTY_WORDS, JOINED, STREET_TYPES } from './words.ts'

/** The standards allow 255 characters; what lies beyond this is not a place. */
const MOST_CHARACTERS = 2_000
const MOST_WORDS = 60
const LONGEST_WORD = 30

/** Whether a word begins a saint's name somewhere in the gazetteer ("johns", "peters"). */
export type IsSaint = (word: string) => boolean
const nobody: IsSaint = () => false

/** Words of a text, in order, in one spelling; nothing is left out but punctuation. */
export function wordsOf(text: string, isSaint: IsSaint = nobody): string[] {
  let raw = plain(text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text)
  raw = halve(raw)
  const found = raw.match(/[a-z0-9]+/g)
  if (!found) return []
  const words: string[] = []
  for (const word of found) {
    if (words.length >= MOST_WORDS) break
    const short = word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word
    const long = ABBREVIATIONS.get(short) ?? short
    const joined = words.length > 0 ? JOINED.get(`${words[words.length - 1]} ${long}`) : undefined
    if (joined) words.splice(-1, 1, ...joined.split(' '))
    else words.push(long)
  }
  return withoutRepeats(words.map((word, i) => (word === 'st' ? saintOrStreet(words, i, isSaint) : word === 'dr' ? 'drive' : word)))
}

/** Lower case without accents and apostrophes; the short forms that hold punctuation written out. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’‘`]/g, '')
    .replace(/\bo\s?\/\s?s\b/g, ' outside ')
    .replace(/\b(?:n\s?\/\s?k|u\s?\/\s?k|n\s?\/\s?a|n\s?\/\s?s)\b/g, ' unknown ')
    .replace(/\bj\s?\/\s?w\b/g, ' junction ')
    .replace(/\bn\s?\/\s?club\b/g, ' nightclub ')
    .replace(/\bb\s?\/\s?stop\b/g, ' busstop ')
    .replace(/\bs\s?\/\s?mkt\b/g, ' supermarket ')
    .replace(/\bc\s?\/\s?o\b/g, ' complains ')
    .replace(/\bc\s?\/\s?park\b/g, ' carpark ')
    .replace(/\ba\s?(?:&|\+|and)\s?e\b/g, ' ae ')
    .replace(/@/g, ' at ')
    .replace(/[&+/]/g, ' and ')
}

/** "Black LionBlack Lion": the same again without so much as a space between. */
function halve(text: string): string {
  const trimmed = text.trim()
  const half = trimmed.length / 2
  return Number.isInteger(half) && half > 3 && trimmed.startsWith(trimmed.slice(half)) ? trimmed.slice(half) : trimmed
}

/** Before a saint's name, or where no street name can come before it, `st` is a saint. */
function saintOrStreet(words: string[], i: number, isSaint: IsSaint): string {
  const before = words[i - 1]
  const after = words[i + 1]
  if (after === undefined || EMPTY_WORDS.has(after)) return 'street'
  if (before === undefined || EMPTY_WORDS.has(before) || /^\d/.test(before)) return 'saint'
  return isSaint(after) && (STREET_TYPES.has(before) || !isSaint(before)) ? 'saint' : 'street'
}

/** A run of words said twice in a row is said once: "high street high street". */
export function withoutRepeats(words: string[]): string[] {
  let rest = words
  for (let length = Math.floor(rest.length / 2); length >= 1; length--) {
    for (let at = 0; at + 2 * length <= rest.length; ) {
      let same = 0
      while (same < length && rest[at + same] === rest[at + length + same]) same++
      if (same === length) rest = rest.slice(0, at).concat(rest.slice(at + length))
      else at++
    }
  }
  return rest
}
