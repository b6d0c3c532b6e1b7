// A text as words with what they can be. No regular expression looks back or ahead: one walk, one look-up a word.
import type { Keep } from './detector.ts'
import { bitsOf, FIRST } from './vocabulary.ts'

export type Word = {
  start: number
  end: number
  /** lower case, without accents and without 's */
  plain: string
  bits: number
  /** begins with a capital and is not all capitals in a text that has small letters */
  capital: boolean
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
  const list: Word[] = []
  let end = 0
  for (const found of text.matchAll(ascii ? ASCII_WORD : WORD)) {
    const raw = found[0]
    const between = text.slice(end, found.index)
    let plain = raw.toLowerCase()
    if (!ascii) plain = plain.normalize('NFD').replace(/\p{M}/gu, '')
    let possessive = false
    if (plain.endsWith("'s")) [plain, possessive] = [plain.slice(0, -2), true]
    else if (plain.endsWith("'")) plain = plain.slice(0, -1)
    let bits = bitsOf(plain)
    if (bits === 0 && plain.endsWith('s') && bitsOf(plain.slice(0, -1)) & FIRST) [plain, possessive] = [plain.slice(0, -1), true]
    if (possessive) bits = bitsOf(plain)
    const joined = list.length > 0 && between.length <= 3 && (between === ' ' || /^[ .-]+$/.test(between))
    const mark = joined ? '' : /[,:;(/&@+]/.exec(between)?.[0] ?? (list.length === 0 ? '' : '?')
    list.push({ start: found.index, end: found.index + raw.length, plain, bits, capital: isCapital(raw[0]!), possessive, joined, mark, inPhrase: false, kept: keep.words.has(plain) })
    end = found.index + raw.length
  }
  markPhrases(list, keep)
  return list
}

function markPhrases(list: Word[], keep: Keep): void {
  list.forEach((word, i) => {
    for (const rest of keep.phrases.get(word.plain) ?? []) {
      if (!rest.every((plain, n) => list[i + 1 + n]?.plain === plain)) continue
      for (let n = 0; n <= rest.length; n++) list[i + n]!.inPhrase = true
    }
  })
}
