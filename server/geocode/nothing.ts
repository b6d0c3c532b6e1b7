// Texts that say nothing of the place, in all their spellings.
import { editDistance } from './distance.ts'
import { EMPTY_WORDS, NARRATIVE, NOTHING_WORDS } from './words.ts'

/** "unkown", "unkonwn", "uknown", "unkwnon", "knknown", "knwon" … */
const likeUnknown = (word: string): boolean =>
  word.length >= 5 && word.length <= 10 && /^(?:[unkm]|.[nu])/.test(word) && /k|own|now/.test(word) && (editDistance(word, 'unknown', 2) <= 2 || editDistance(word, 'known', 1) <= 1)

/** Words that may stand in any account and name no place by themselves. */
export const isTalk = (word: string): boolean => EMPTY_WORDS.has(word) || NARRATIVE.has(word) || NOTHING_WORDS.has(word) || likeUnknown(word)

export const nothingSaid = (words: readonly string[]): boolean => words.every((word) => word.length === 1 || /^(?:x+|\d{1,2})$/.test(word) || isTalk(word))
