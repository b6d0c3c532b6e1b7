// A text as words with what they can be. No regular expression looks back or ahead: one walk, one look-up a word.
import type { Keep } from './detector.ts'
import { bitsOf, FIRST } from './vocabulary.ts'

export type Word = {
  start: number
  end: number
  /** lower case, without accents and without 's */
  plain: string
  bits: number
  capital: boolean
  /** all capitals */
  shouted: boolean
  /** "dave's"; "daves" when dave is a first name */
  possessive: boolean
  /** nothing but spaces, hyphens or a full stop stands between the word before and this one */
  joined: boolean
  /** what stands before it, when that is a mark: , : ( */
  mark: string
  /** part of a phrase of the gazetteer, or of a chain's name */
  inPhrase: boolean
  /** a word of the gazetteer */
  kept: boolean
}

const WORD = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu
const ASCII_WORD = /[A-Za-z]+(?:'[A-Za-z]+)*/g
// eslint-disable-next-line no-control-regex
const ASCII = /^[\0-\x7f]*$/

const isCapital = (letter: string): boolean => letter !== letter.toLowerCase()

export function wordsOf(text: string, keep: Keep): Word[] {
  const ascii = ASCII.test(text)
  const pattern = ascii ? ASCII_WORD : WORD
  const list: Word[] = []
  let end = 0
  pattern.lastIndex = 0
  for (let found = pattern.exec(text); found; found = pattern.exec(text)) {
    const raw = found[0]
    const start = found.index
    let plain = raw.toLowerCase()
    if (!ascii) plain = plain.normalize('NFD').replace(/\p{M}/gu, '')
    let possessive = false
    if (plain.endsWith("'s")) [plain, possessive] = [plain.slice(0, -2), true]
    else if (plain.endsWith("'")) plain = plain.slice(0, -1)
    let bits = bitsOf(plain)
    if (bits === 0 && plain.endsWith('s')) {
      const singular = bitsOf(plain.slice(0, -1))
      if (singular & FIRST) [plain, possessive, bits] = [plain.slice(0, -1), true, singular]
    }
    const { joined, mark } = list.length === 0 ? FIRST_WORD : gapOf(text, end, start)
    const inPhrase = false
    list.push({ start, end: start + raw.length, plain, bits, capital: isCapital(raw[0]!), shouted: raw.length > 1 && raw === raw.toUpperCase(), possessive, joined, mark, inPhrase, kept: keep.words.has(plain) })
    end = start + raw.length
  }
  if (keep.phrases.size > 0) markPhrases(list, keep)
  return list
}

const FIRST_WORD = { joined: false, mark: '' }
const JOINED = { joined: true, mark: '' }

/** What stands between two words. */
function gapOf(text: string, from: number, to: number): { joined: boolean; mark: string } {
  if (to - from === 1 && text[from] === ' ') return JOINED
  const between = text.slice(from, to)
  if (to - from <= 3 && /^[ .-]+$/.test(between)) return JOINED
  return { joined: false, mark: /[,:;(/&@+]/.exec(between)?.[0] ?? '?' }
}

function markPhrases(list: Word[], keep: Keep): void {
  for (let i = 0; i < list.length; i++) {
    for (const rest of keep.phrases.get(list[i]!.plain) ?? []) {
      if (!rest.every((plain, n) => list[i + 1 + n]?.plain === plain)) continue
      for (let n = 0; n <= rest.length; n++) list[i + n]!.inPhrase = true
    }
  }
}
