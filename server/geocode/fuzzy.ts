// Words of the gazetteer that a mistyped word may stand for: by letters (radix tree), by sound (double metaphone), by its beginning.
import { doubleMetaphone } from 'double-metaphone'
import SearchableMap from 'minisearch/SearchableMap'
import { editDistance } from './distance.ts'

/** A word of the vocabulary, and how far it is from what was written: 0 the same, about 1 for each slip. */
export type Alternative = { word: number; cost: number }
export type Vocabulary = {
  idOf: (word: string) => number | undefined
  /** Best first. A word that the vocabulary knows stands for itself alone unless `wide`: then also for words one slip away. */
  alternatives: (word: string, wide?: boolean) => Alternative[]
}

const MOST_ALTERNATIVES = 8
const REMEMBERED = 20_000
const SAME_SOUND = 0.35 // less than a slip that changes the sound
const OTHER_BEGINNING = 0.5 // people seldom mistype the first letter
const CUT_SHORT = 1.1
const KNOWN_ANYWAY = 0.6 // the word itself exists: less likely a slip

/** `words` without repeats; their order does not matter. */
export function createVocabulary(words: readonly string[]): Vocabulary {
  const ids = new Map<string, number>()
  const tree = new SearchableMap<number>()
  const sounds = new Map<string, number[]>()
  const list = [...words].sort()
  const soundOf: string[] = []
  list.forEach((word, id) => {
    ids.set(word, id)
    tree.set(word, id)
    const sound = /\d/.test(word) ? '' : doubleMetaphone(word)[0]
    soundOf.push(sound)
    if (sound.length > 1) sounds.set(sound, [...(sounds.get(sound) ?? []), id])
  })

  const find = (word: string, wide: boolean): Alternative[] => {
    const id = ids.get(word)
    if (id !== undefined && !wide) return [{ word: id, cost: 0 }]
    if (word.length < 3 || /\d/.test(word)) return id === undefined ? [] : [{ word: id, cost: 0 }]
    const best = new Map<number, number>()
    const offer = (other: number, cost: number) => {
      if (cost < (best.get(other) ?? Infinity)) best.set(other, cost)
    }
    const sound = doubleMetaphone(word)[0]
    const slips = word.length < 6 || wide ? 1 : 2
    const consider = (other: number, limit: number) => {
      const name = list[other]!
      if (name.length < 3 || /\d/.test(name)) return
      const distance = editDistance(word, name, limit)
      if (distance > limit) return
      offer(other, distance + (word[0] === name[0] ? 0 : OTHER_BEGINNING) - (sound === soundOf[other] ? SAME_SOUND : 0))
    }
    // The tree counts a swap of neighbours as two; our own distance takes it for one.
    for (const [other] of tree.fuzzyGet(word, word.length < 4 ? 1 : word.length < 9 ? 2 : 3).values()) consider(other, slips)
    for (const other of sounds.get(sound) ?? []) consider(other, Math.max(2, Math.floor(word.length / 3)))
    if (word.length >= 4 && !wide) {
      const begun = [...tree.atPrefix(word).values()]
      if (begun.length <= MOST_ALTERNATIVES) for (const other of begun) offer(other, CUT_SHORT)
    }
    if (wide) for (const [other, cost] of best) best.set(other, cost + KNOWN_ANYWAY)
    if (id !== undefined) best.set(id, 0)
    return [...best]
      .map(([other, cost]) => ({ word: other, cost }))
      .sort((a, b) => a.cost - b.cost || a.word - b.word)
      .slice(0, MOST_ALTERNATIVES)
  }

  // Slips repeat themselves: the latest words are remembered, and forgotten all at once when they become many.
  const memory = new Map<string, Alternative[]>()
  return {
    idOf: (word) => ids.get(word),
    alternatives: (word, wide = false) => {
      const key = wide ? `${word} ` : word
      let known = memory.get(key)
      if (!known) {
        if (memory.size >= REMEMBERED) memory.clear()
        memory.set(key, (known = find(word, wide)))
      }
      return known
    },
  }
}
