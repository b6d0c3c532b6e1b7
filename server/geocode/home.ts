// Does the text speak of somebody's home? Kinds of homes with a name of their own (care homes, Homebase) and ways home are not meant.
import type { PlaceType, Said } from '../contract/vocabulary.ts'

const DWELLING = new Set('home flat flats apartment bedsit residence dwelling bedroom kitchen livingroom lounge bathroom hallway doorstep garden driveway maisonette bungalow'.split(' '))
const OWNERS = new Set('own their his her my patient patients mums mum mothers mother dads dad fathers father parents partners partner boyfriends boyfriend girlfriends girlfriend exs ex friends friend neighbours neighbour sisters sister brothers brother aunts uncles nans nan grandmothers relatives relative family families mates mate husbands wifes wife'.split(' '))
const HOUSED = new Set('home house flat property place address residence garden'.split(' '))
/** Before "home": a home that is an institution, or the way to one. */
const NOT_PRIVATE = new Set('care nursing childrens residential retirement funeral rest stately mobile way going walking walked coming returning return journey towards from leaving drive driving'.split(' '))
/** After "home": part of a name. */
const NAMED = new Set('bargains base farm farms guard office store school'.split(' '))

const ways = new Set(['way', 'walking', 'walked', 'going', 'coming', 'returning', 'journey', 'heading', 'headed'])

/** `words`: all words of the text, in order. */
export function speaksOfHome(words: readonly string[]): boolean {
  return words.some((word, i) => {
    const before = words[i - 1] ?? ''
    const earlier = words[i - 2] ?? ''
    const after = words[i + 1] ?? ''
    if (word === 'domestic' || (word === 'dv' && words.length <= 6)) return true
    if (word === 'house' || word === 'address' || word === 'place' || word === 'property') return OWNERS.has(before) || (word === 'address' && before === 'home')
    if (word === 'home' || word === 'homes') return !NOT_PRIVATE.has(before) && !NAMED.has(after) && !(ways.has(earlier) || ways.has(before))
    if (word === 'garden' || word === 'lounge' || word === 'kitchen' || word === 'flats') return OWNERS.has(before) && HOUSED.has(word)
    return DWELLING.has(word) && !NAMED.has(after)
  })
}

/** The code beside the text says a home. */
export const codedHome = (placeType: Said<PlaceType> | undefined): boolean => placeType === 'own-home' || placeType === 'other-home'
