// Every name of the gazetteer as a path of words in one tree, so that all names in a text are found in one walk over its words.
import type { GazetteerEntry } from '../domain/gazetteer.ts'
import { withoutRepeats, wordsOf, type IsSaint } from './clean.ts'
import { createVocabulary, type Vocabulary } from './fuzzy.ts'
import { EMPTY_WORDS, GENERIC_KINDS, STREET_TYPES, TAILS } from './words.ts'

/** How the name that a path spells came from the entry: as it stands, another name, without its last word (short: "Jubilee Recreation" of … Ground), without all that tells its kind (stem: "Mill" of Mill Lane), without the town it begins with ("library" of Witham Library), or its words run together. */
export type Variant = 'full' | 'alternative' | 'short' | 'stem' | 'townless' | 'joined'
/** `article`: the name begins with "the". */
export type Hit = { entry: number; variant: Variant; article: boolean }
export type NameIndex = {
  entries: readonly GazetteerEntry[]
  vocabulary: Vocabulary
  isSaint: IsSaint
  /** node 0 is the root */
  step: (node: number, word: number) => number | undefined
  endsAt: (node: number) => readonly Hit[] | undefined
  /** the town of each entry, in comparable words; '' when not told */
  townOf: readonly string[]
  /** whether the name of an entry begins with its town */
  holdsTown: readonly boolean[]
  /** how many names lie in the town of each entry: the larger a town, the more happens in it */
  townSizeOf: readonly number[]
  /** the name of an entry that is a town, in comparable words; '' for others */
  townNameOf: readonly string[]
  /** the last word of a street's name ("lane"), '' for others */
  typeOf: readonly string[]
}

const RANK: Record<Variant, number> = { full: 0, alternative: 1, short: 2, joined: 3, townless: 4, stem: 5 }

export function createNameIndex(gazetteer: readonly GazetteerEntry[]): NameIndex {
  // Sorted, so that nothing depends on the order in which a file lists its places.
  const entries = [...gazetteer].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const isSaint = saintsOf(entries)
  const normal = (name: string) => withoutRepeats(wordsOf(name, isSaint).filter((word) => !EMPTY_WORDS.has(word)))
  const forms: { words: string[]; hit: Hit }[] = []
  const typeOf: string[] = []
  const holdsTown = entries.map(() => false)
  const townNameOf = entries.map((entry) => (entry.kind === 'town' ? normal(entry.name).join(' ') : ''))
  entries.forEach((entry, i) => {
    if (entry.kind === 'postcode' || entry.kind === 'postcode-sector') return void typeOf.push('')
    const seen = new Map<string, { variant: Variant; article: boolean }>()
    const add = (words: string[], variant: Variant, article: boolean) => {
      const key = words.join(' ')
      const known = seen.get(key)
      if (words.length === 0 || (known && RANK[known.variant] <= RANK[variant])) return
      seen.set(key, { variant, article })
    }
    const full = normal(entry.name)
    const last = full.at(-1) ?? ''
    typeOf.push(entry.kind === 'street' && STREET_TYPES.has(last) ? last : '')
    add(full, 'full', articled(entry.name))
    for (const name of entry.alternatives) add(normal(name), 'alternative', articled(name))
    const town = normal(entry.town)
    const begins = (words: string[]) => town.length > 0 && words.length > town.length && town.every((word, j) => words[j] === word)
    holdsTown[i] = begins(full)
    for (const [key, { article }] of Array.from(seen)) {
      const words = key.split(' ')
      if (begins(words) && entry.kind !== 'street') add(words.slice(town.length), 'townless', false)
      const stem = stemOf(words, entry, town)
      if (stem.length < words.length && worthAlone(stem)) add(stem, 'stem', article)
      // "Jubilee Rec" of Jubilee Recreation Ground; but "Witham town" is not Witham Town Hall.
      if (!begins(words)) for (let end = stem.length + 1; end < words.length; end++) add(words.slice(0, end), 'short', article)
      const whole = stem.length === 2 ? stem : words
      if (whole.length === 2, article) add([whole.join(''), ...words.slice(2)], 'joined', article)
      // "St Johns School" for "St John's Primary School"
      if (entry.kind !== 'street' && stem.length + 1 < words.length && worthAlone(stem)) add([...stem, words.at(-1)!], 'alternative', article)
    }
    for (const [key, { variant, article }] of seen) forms.push({ words: key.split(' '), hit: { entry: i, variant, article } })
  })
  const vocabulary = createVocabulary([...new Set(forms.flatMap((form) => form.words))])
  const { step, endsAt } = createTree(forms, vocabulary)
  const towns = new Map<string, string>()
  const townOf = entries.map(({ town }) => {
    if (!towns.has(town)) towns.set(town, normal(town).join(' '))
    return towns.get(town)!
  })
  const sizes = new Map<string, number>()
  for (const [i, { kind }] of entries.entries()) if (kind !== 'postcode' && kind !== 'postcode-sector') sizes.set(townOf[i]!, (sizes.get(townOf[i]!) ?? 0) + 1)
  const townSizeOf = townOf.map((town) => (town === '' ? 1 : (sizes.get(town) ?? 1)))
  return { entries, vocabulary, isSaint, step, endsAt, townOf, holdsTown, townSizeOf, townNameOf, typeOf }
}

const articled = (name: string): boolean => /^the\s/i.test(name)

/** A name without the words that tell its kind: "black lion" of "Black Lion Inn", "mill" of "Mill Lane". */
function stemOf(words: string[], { kind }: GazetteerEntry, town: string[]): string[] {
  if (kind === 'town') return words
  let end = words.length
  const isTail = (word: string) => (kind === 'street' ? STREET_TYPES.has(word) : TAILS.has(word))
  while (end > 1 && isTail(words[end - 1]!)) end--
  const stem = words.slice(0, end)
  // "Chelmsford Station" without its last word is the town, not the station.
  return stem.join(' ') === town.join(' ') ? words : stem
}

const worthAlone = (stem: string[]): boolean => stem.length > 0 && !(stem.length === 1 && (stem[0]!.length < 3 || GENERIC_KINDS.has(stem[0]!)))

/** Words that follow "St" or "Saint" at the head of some name. */
function saintsOf(entries: readonly GazetteerEntry[]): IsSaint {
  const names = new Set<string>()
  for (const { name, alternatives } of entries) {
    for (const text of [name, ...alternatives]) {
      const saint = /^(?:the\s+)?(?:st\.?|saint)\s+([a-z'’]+)/i.exec(text)?.[1]
      if (saint) names.add(saint.toLowerCase().replace(/['’]/g, ''))
    }
  }
  return (word) => names.has(word)
}

function createTree(forms: readonly { words: string[]; hit: Hit }[], vocabulary: Vocabulary) {
  const children: Map<number, number>[] = [new Map()]
  const ends: (Hit[] | undefined)[] = [undefined]
  for (const { words, hit } of forms) {
    let node = 0
    for (const word of words) {
      const id = vocabulary.idOf(word)!
      let next = children[node]!.get(id)
      if (next === undefined) {
        next = children.length
        children.push(new Map())
        ends.push(undefined)
        children[node]!.set(id, next)
      }
      node = next
    }
    const list = ends[node]
    if (list) list.push(hit)
    else ends[node] = [hit]
  }
  return { step: (node: number, word: number) => children[node]!.get(word), endsAt: (node: number) => ends[node] }
}
