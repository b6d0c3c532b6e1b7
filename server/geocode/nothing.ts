// Texts that say nothing of the place, in all their spellings, and the key that like texts share.
import { withoutRepeats, wordsOf, type IsSaint } from './clean.ts'
import { editDistance } from './distance.ts'
import { EMPTY_WORDS, NARRATIVE, NOTHING_WORDS } from './words.ts'

/** "unkown", "unkonwn", "uknown", "unkwnon", "knknown" … */
const likeUnknown = (word: string): boolean =>
  word.length >= 5 && word.length <= 10 && /^(?:[unkm]|.[nu])/.test(word) && /k|own|now/.test(word) && (editDistance(word, 'unknown', 2) <= 2 || editDistance(word, 'known', 1) <= 1)

const saysNothing = (word: string): boolean =>
  word.length === 1 || EMPTY_WORDS.has(word) || NOTHING_WORDS.has(word) || (NARRATIVE.has(word) && word !== 'home' && word !== 'domestic') || /^x+$|^\d{1,2}$/.test(word) || likeUnknown(word)

export const nothingSaid = (words: readonly string[]): boolean => words.every(saysNothing)

/** What is left for comparing: without the words that name nothing. */
export const withoutEmpty = (words: string[]): string[] => withoutRepeats(words.filter((word) => !EMPTY_WORDS.has(word)))

/** The same for like texts; '' when nothing is said. The key of a key is that key. */
export function keyOf(text: string, isSaint: IsSaint, isName: (words: string[]) => boolean): string {
  let key = text
  for (let turn = 0; turn < 8; turn++) {
    const words = wordsOf(key, isSaint)
    const nothing = nothingSaid(words)
    if (nothing && !isName(words)) return ''
    // "The Steps" is a name only with its article.
    const next = (nothing ? withoutRepeats(words.filter((word) => word === 'the' || !EMPTY_WORDS.has(word))) : withoutEmpty(words)).join(' ')
    if (next === key) break
    key = next
  }
  return key
}
