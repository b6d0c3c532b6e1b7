// Does the text speak of somebody's home? Kinds of homes with a name of their own (care homes, Homebase) and ways home are not meant.
import type { PlaceType, Said } from '../contract/vocabulary.ts'

const DWELLING = new Set('flat apartment bedsit residence dwelling bedroom livingroom bathroom hallway doorstep driveway maisonette bungalow'.split(' '))
const OWNERS = new Set('own their his her my patient patients mums mum mothers mother dads dad fathers father parents partners partner boyfriends boyfriend girlfriends girlfriend exs ex friends friend neighbours neighbour sisters sister brothers brother aunts uncles nans nan grandmothers relatives relative family families mates mate husbands wifes wife'.split(' '))
/** A home when somebody's. */
const OWNED = new Set('house place property garden lounge kitchen flats drive door'.split(' '))
/** Before "home": a home that is an institution, or the way to one. */
const NOT_PRIVATE = new Set('care nursing childrens residential retirement funeral rest stately mobile way going walking walked coming returning return journey towards from leaving drive driving'.split(' '))
/** After "home": part of a name. */
const NAMED = new Set('bargains base farm farms guard office store school'.split(' '))

const WAYS = new Set(['way', 'walking', 'walked', 'going', 'coming', 'returning', 'journey', 'heading', 'headed'])

/** Which words of the text, by position, speak of a home; `words` are all its words, in order. */
export function homeWords(words: readonly string[]): Set<number> {
  const found = new Set<number>()
  words.forEach((word, i) => {
    if (speaksOfHome(word, words[i - 2] ?? '', words[i - 1] ?? '', words[i + 1] ?? '', words.length)) found.add(i)
  })
  return found
}

function speaksOfHome(word: string, earlier: string, before: string, after: string, length: number): boolean {
  if (word === 'domestic' || (word === 'dv' && length <= 6)) return true
  if (word === 'house' && after === 'party') return true
  if (word === 'address' || word === 'add' || word === 'addr') return OWNERS.has(before) || before === 'home'
  if (OWNED.has(word)) return OWNERS.has(before)
  if (word === 'home' || word === 'homes') return !NOT_PRIVATE.has(before) && !NAMED.has(after) && !WAYS.has(earlier) && !WAYS.has(before)
  return DWELLING.has(word) && !NAMED.has(after)
}

/** The code beside the text says a home. */
export const codedHome = (placeType: Said<PlaceType> | undefined): boolean => placeType === 'own-home' || placeType === 'other-home'
