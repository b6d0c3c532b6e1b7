// The key that like texts share, so that one decision teaches them all.
import { withoutRepeats, wordsOf } from './clean.ts'
import { spelt } from './mentions.ts'
import type { NameIndex } from './nameIndex.ts'
import { isTalk, nothingSaid } from './nothing.ts'

/** What is left of a text when talk is taken away that is no part of a name; '' when nothing is said. The key of a key is that key. */
export function keyOf(text: string, index: NameIndex): string {
  let key = text
  for (let turn = 0; turn < 8; turn++) {
    const words = wordsOf(key, index.isSaint)
    const talk = words.map(isTalk)
    const names = talk.includes(true) ? spelt(words, index) : new Set<number>()
    if (names.size === 0 && nothingSaid(words)) return ''
    // "The Steps" is a name only with its article.
    const kept = words.filter((word, i) => !talk[i] || names.has(i) || (word === 'the' && talk[i + 1] && names.has(i + 1)))
    const next = withoutRepeats(kept).join(' ')
    if (next === key) break
    key = next
  }
  return key
}
