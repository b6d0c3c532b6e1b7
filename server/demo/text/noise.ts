import type { Random } from '../random.ts'
import { KEY_ROWS, SHORT_WORDS, SOUNDS } from './phrases.ts'

/** How untidily somebody types: chances for each word or text. */
export type Hand = { shorten: number; misspell: number; doubled: number; lower: number; upper: number; comma: number }

/** Words as a busy person types them. Names stay legible: short words are left alone, longer ones get one slip, seldom two. */
export function scrawl(text: string, hand: Hand, random: Random): string {
  let words = text.split(' ').map((word) => shorten(word, hand, random)).map((word) => (random.next() < hand.misspell ? misspell(word, random) : word))
  if (random.next() < hand.doubled) words = [...words, ...words]
  let typed = words.join(' ')
  if (random.next() > hand.comma) typed = typed.replaceAll(',', '')
  const mark = random.next()
  if (mark < hand.lower) typed = typed.toLowerCase()
  else if (mark < hand.lower + hand.upper) typed = typed.toUpperCase()
  return typed.slice(0, 255)
}

/** In `St Johns Street` the first is a saint and stays: only words of SHORT_WORDS change. */
function shorten(word: string, hand: Hand, random: Random): string {
  const comma = word.endsWith(',') ? ',' : ''
  const bare = comma ? word.slice(0, -1) : word
  const forms = SHORT_WORDS[bare.toLowerCase()]
  return forms && random.next() < hand.shorten ? random.pick(forms) + comma : word
}

export function misspell(word: string, random: Random): string {
  if (word.length < 5 || !/^[A-Za-z']+,?$/.test(word)) return word
  const once = slip(word, random)
  return word.length > 8 && random.next() < 0.2 ? slip(once, random) : once
}

function slip(word: string, random: Random): string {
  const i = 1 + Math.floor(random.next() * (word.length - 2))
  const letter = word[i]!
  switch (Math.floor(random.next() * 6)) {
    case 0:
      return word.slice(0, i) + word.slice(i + 1)
    case 1:
      return word.slice(0, i) + letter + word.slice(i)
    case 2:
      return word.slice(0, i - 1) + letter + word[i - 1]! + word.slice(i + 1)
    case 3:
      return word.slice(0, i) + neighbour(letter, random) + word.slice(i + 1)
    default:
      return sound(word, random)
  }
}

function neighbour(letter: string, random: Random): string {
  const row = KEY_ROWS.find((keys) => keys.includes(letter.toLowerCase()))
  if (!row) return letter
  const at = row.indexOf(letter.toLowerCase())
  return row[at === 0 ? 1 : at === row.length - 1 || random.next() < 0.5 ? at - 1 : at + 1]!
}

/** As it is heard; the first letter stays. */
function sound(word: string, random: Random): string {
  const fitting = SOUNDS.filter(([from]) => word.indexOf(from, 1) > 0)
  if (fitting.length === 0) return word
  const [from, to] = fitting[Math.min(fitting.length - 1, Math.floor(random.next() * fitting.length))]!
  const at = word.indexOf(from, 1)
  return word.slice(0, at) + to + word.slice(at + from.length)
}
