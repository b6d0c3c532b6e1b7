// Which names of the gazetteer a text mentions, and how closely.
import type { Alternative } from './fuzzy.ts'
import type { Hit, NameIndex } from './nameIndex.ts'
import { BESIDE, BODY, CROSSING, ELSEWHERE, EMPTY_WORDS, GENERIC_KINDS, LINKS, NARRATIVE, NOTHING_WORDS } from './words.ts'

/** A word that may be part of a name. `cue`: what stands before it and says how it relates; `breaks`: no name runs over what stands before it. `article`: "the" stands before it. */
export type Content = { word: string; at: number; cue: 'beside' | 'crossing' | 'and' | null; breaks: boolean; article: boolean }
/** Words [from, to) of the content spell a name. `cost`: how far the writing is from the name, 0 the same. */
export type Mention = { from: number; to: number; cost: number; letters: number; hits: readonly Hit[] }

/** No slip for a name. */
const isItself = (word: string): boolean => NARRATIVE.has(word) || NOTHING_WORDS.has(word) || ELSEWHERE.has(word)

const MOST_COST = 3.2
const MOST_MENTIONS = 80

/** Words that may name something, with `taken` (a postcode's words) left out. */
export function contentOf(words: readonly string[], taken: readonly [number, number] | null): Content[] {
  const content: Content[] = []
  let cue: Content['cue'] = null
  let breaks = false
  words.forEach((word, at) => {
    if (taken && at >= taken[0] && at < taken[1]) breaks = true
    else if (EMPTY_WORDS.has(word)) {
      if (CROSSING.has(word)) cue = 'crossing'
      else if (BESIDE.has(word) && cue !== 'crossing') cue = 'beside'
      else if (word === 'and' && cue === null) cue = 'and'
      if (!LINKS.has(word)) breaks = true
    } else {
      content.push({ word, at, cue, breaks, article: words[at - 1] === 'the' })
      cue = null
      breaks = false
    }
  })
  return content
}

/** All names in the text. Where a word that is in the vocabulary belongs to no name, it may be a slip for another: a second, wider look. */
export function findMentions(content: readonly Content[], index: NameIndex): Mention[] {
  // Words of talk ("past", "last") are what they are: never slips for a name ("East").
  const look = (word: string, wide: boolean) => {
    const found = index.vocabulary.alternatives(word, wide && !isItself(word))
    return isItself(word) ? found.filter(({ cost }) => cost === 0) : found
  }
  const narrow = content.map(({ word }) => look(word, false))
  const mentions = walk(content, narrow, index)
  const covered = new Uint8Array(content.length)
  for (const { from, to, cost, hits } of mentions) if (cost < 1 && hits.some(({ variant }) => variant !== 'stem')) covered.fill(1, from, to)
  if (covered.every((one, i) => one === 1 || narrow[i]![0]?.cost !== 0)) return dominant(mentions.flatMap((mention) => meant(mention, content)), content, index)
  const wide = content.map(({ word }, i) => (covered[i] ? narrow[i]! : look(word, true)))
  return dominant(walk(content, wide, index).flatMap((mention) => meant(mention, content)), content, index)
}

/** A single word of talk is a name only as the name is written, article and all; a part of the body is none. */
function meant(mention: Mention, content: readonly Content[]): Mention[] {
  const { word, article } = content[mention.from]!
  if (mention.to - mention.from > 1 || !isItself(word)) return [mention]
  const hits = BODY.has(word) ? [] : mention.hits.filter((hit) => hit.variant !== 'stem' && hit.article === article)
  return hits.length > 0 ? [{ ...mention, hits }] : []
}

function walk(content: readonly Content[], alternatives: readonly Alternative[][], index: NameIndex): Mention[] {
  const best = new Map<string, Mention>()
  const { vocabulary, step, endsAt } = index
  const visit = (node: number, from: number, at: number, cost: number, letters: number) => {
    const hits = endsAt(node)
    if (hits) {
      const key = `${node} ${from} ${at}`
      const known = best.get(key)
      if (!known || cost < known.cost) best.set(key, { from, to: at, cost, letters, hits })
    }
    if (at >= content.length || (at > from && content[at]!.breaks)) return
    for (const { word, cost: more } of alternatives[at]!) {
      const next = step(node, word)
      if (next !== undefined && cost + more <= MOST_COST) visit(next, from, at + 1, cost + more, letters + content[at]!.word.length)
    }
    // One word written as two: "wood land", "bramble field".
    const second = content[at + 1]
    if (second && !second.breaks) {
      const whole = vocabulary.idOf(content[at]!.word + second.word)
      const next = whole === undefined ? undefined : step(node, whole)
      if (next !== undefined) visit(next, from, at + 2, cost + 0.3, letters + content[at]!.word.length + second.word.length)
    }
  }
  for (let from = 0; from < content.length; from++) visit(0, from, from, 0, 0)
  return [...best.values()]
}

/** Without names that are only a part of a longer name found in the same words about as closely. */
function dominant(mentions: Mention[], content: readonly Content[], { entries }: NameIndex): Mention[] {
  // "Eclipse nightclub" is the whole name of one and may be said of another Eclipse; "George Street" is never said of The George.
  const maySayLess = (large: Mention, small: Mention) =>
    small.from === large.from &&
    small.hits.some(({ entry, variant }) => {
      if (variant !== 'full' && variant !== 'alternative') return false
      for (let i = small.to; i < large.to; i++) if (!GENERIC_KINDS.get(content[i]!.word)?.has(entries[entry]!.kind)) return false
      return true
    })
  const kept = mentions.filter(
    (small) =>
      !mentions.some(
        (large) =>
          large.from <= small.from && large.to >= small.to && large.to - large.from > small.to - small.from && large.cost <= small.cost + (large.to - large.from - small.to + small.from) * 0.9 && !maySayLess(large, small),
      ),
  )
  return kept.sort((a, b) => a.cost - b.cost || b.to - b.from - (a.to - a.from) || a.from - b.from).slice(0, MOST_MENTIONS)
}

/** Positions in `words` that spell whole names of the gazetteer to the letter, "the" included where the name has it. */
export function spelt(words: readonly string[], index: NameIndex): Set<number> {
  const content = contentOf(words, null)
  const exact = content.map(({ word }) => index.vocabulary.alternatives(word).filter(({ cost }) => cost === 0))
  const found = new Set<number>()
  for (const { from, to, hits } of walk(content, exact, index).flatMap((mention) => meant(mention, content))) {
    if (!hits.some(({ variant }) => variant === 'full' || variant === 'alternative')) continue
    for (let i = from; i < to; i++) found.add(content[i]!.at)
  }
  return found
}
