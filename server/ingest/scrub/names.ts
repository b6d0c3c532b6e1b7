/**
 * Names of people in a text about a place. Half the names of places are names of people (St John's Road, Lord Nelson, King William
 * Street), so a name is cut when a word before it says "person" (Mr, boyfriend, name:, pt, assaulted by), or when a first name of
 * our list stands with a surname and nothing round it says "place". After such a word any name goes, in our lists or not; a name
 * in no list with no such word before it ("Zorbek Thurl, High Street") cannot be told from a venue, and stays.
 */
import { cutEach, GONE, type Cut, type Detector, type Keep } from './detector.ts'
import { wordsOf, type Word } from './tokens.ts'
import { ACT, CLEAR, COMMON, FIRST, HONOUR, LABEL, PERSON, PLACE, PLACELIKE, RELATION, SURNAME, TITLE, WORDLIKE } from './vocabulary.ts'

const is = (word: Word | undefined, bits: number): boolean => word !== undefined && (word.bits & bits) !== 0
const isNot = (word: Word | undefined, bits: number): boolean => word === undefined || (word.bits & bits) === 0
const joined = (word: Word | undefined): word is Word => word !== undefined && word.joined

const PARTICLES = new Set(['de', 'van', 'von', 'der', 'al', 'el', 'bin', 'ibn', 'bint', 'da', 'dos', 'di', 'mac', 'mc', 'o', 'st', 'ap', 'la', 'le'])
const HOMES = new Set(['house', 'home', 'flat', 'place', 'gaff', 'mum', 'mums', 'dad', 'dads', 'address', 'addr', 'garden', 'bedroom', 'girlfriend', 'boyfriend', 'partner', 'brother', 'sister', 'friend', 'ex'])
const WITH = new Set(['with', 'and', 'from', 'by'])
const AFTER_NAME = new Set(['called', 'named', 'name', 'is', 'was', 'aka', 'mr', 'mrs', 'ms', 'miss', 'dr', 'known', 'as'])
/** "a pub called Zephyr" */
const CALLED = new Set(['called', 'named', 'aka'])
const VERBLIKE = /(?:ed|ing|ly)$/

/** How sure the word before makes us that a name follows. */
type Certainty = 'name' | 'person' | 'maybe'

/** A word that can stand in a name after a word that says so. */
function nameable(list: Word[], n: number, certainty: Certainty, position: number): boolean {
  const [word, before] = [list[n]!, list[n - 1]]
  if (is(word, FIRST | SURNAME)) return isNot(word, COMMON) || is(word, SURNAME) || certainty !== 'maybe'
  if (is(word, WORDLIKE)) return position === 0 ? certainty === 'name' : word.capital && (isNot(word, PLACE) || (is(before, FIRST) && isNot(before, PLACELIKE)))
  if (is(word, COMMON | PLACE | HONOUR | TITLE)) return false
  if (word.kept && (certainty === 'maybe' || (position > 0 && isNot(before, FIRST)))) return false
  return word.plain.length > 1
}

/** "Luke A Paterson", "J Smith"; not "a" before a word that is no surname. */
const isInitial = (list: Word[], n: number): boolean =>
  list[n]!.plain.length === 1 && joined(list[n + 1]) && (list[n]!.plain !== 'a' || list[n]!.capital || is(list[n + 1], SURNAME))

/** "vomiting", "allegedly": but "vessaly brezhovic" is a name, for a word nobody knows follows. */
const isVerb = (list: Word[], n: number, certainty: Certainty): boolean =>
  certainty !== 'name' && list[n - 2]?.plain !== 'by' && !list[n]!.capital && list[n]!.bits === 0 && VERBLIKE.test(list[n]!.plain) && !(joined(list[n + 1]) && list[n + 1]!.bits === 0 && !list[n + 1]!.kept)

/** "Smith, John": the first name that follows a surname and a comma. */
const firstNameFollows = (list: Word[], n: number): boolean =>
  list[n]?.mark === ',' && is(list[n], FIRST) && isNot(list[n], PLACELIKE) && !list[n]!.inPhrase && !list[n]!.possessive && !placeFollows(list, n)

/** The last word (its index) of a name that begins at i; i − 1 when none does. */
function nameEnd(list: Word[], i: number, certainty: Certainty): number {
  let end = i - 1
  for (let n = i; n < i + 4; n++) {
    const word = list[n]
    if (!word || (n > i && !word.joined)) break
    const initial = isInitial(list, n)
    const particle = PARTICLES.has(word.plain) && joined(list[n + 1]) && n - i < 3 && nameable(list, n + 1, certainty, 1)
    if (initial || particle) continue
    if (word.inPhrase && certainty === 'maybe') break
    if (!nameable(list, n, certainty, n - i) || isVerb(list, n, certainty)) break
    end = n
    if (word.possessive) break
    // A small letter after capitals ends a name, unless we know the word for one.
    if (n > i && !word.capital && list[i]!.capital && isNot(word, FIRST | SURNAME)) return n - 1
  }
  // "boyfriend Dave Victoria Park": the word before a place noun is the place's.
  const follows = list[end + 1]
  if (joined(follows) && is(follows, PLACE) && !list[end]?.possessive) {
    if (end > i && isNot(list[end], SURNAME)) return end - 1
    if (end === i && certainty !== 'name' && isNot(list[end], FIRST)) return i - 1
  }
  if (end === i && firstNameFollows(list, i + 1)) return i + 1
  return end
}

/** Where the name begins after "boyfriend called", "name is", "ex, ". */
function skipLead(list: Word[], i: number): number {
  let at = i + 1
  while (at <= i + 3 && list[at] && AFTER_NAME.has(list[at]!.plain)) at++
  return at
}

/** A title is a street's when it is "Dr" after a street's name: "Kings Dr Witham". */
const isDrive = (list: Word[], i: number): boolean =>
  list[i]!.plain === 'dr' && i > 0 && list[i]!.joined && isNot(list[i - 1], COMMON | RELATION | PERSON) && isNot(list[i + 1], FIRST | SURNAME)

/** "by partner, Hylands Park": what follows a comma is a name only when it does not end as places do. */
function afterComma(list: Word[], at: number): { from: number; to: number } | null {
  if (is(list[at], HONOUR)) return null
  for (let n = at + 1; n <= at + 3 && joined(list[n]); n++) if (is(list[n], PLACE)) return null
  const to = nameEnd(list, at, 'maybe')
  return to < at ? null : { from: at, to }
}

/** The last word of a name that a word at i announces; null when it announces none. Titles go with the name. */
function announced(list: Word[], i: number): { from: number; to: number } | null {
  const word = list[i]!
  if (word.possessive) return null
  const run = (from: number, certainty: Certainty) => {
    const to = nameEnd(list, from, certainty)
    return to >= from ? { from, to } : null
  }
  if (is(word, TITLE) && joined(list[i + 1]) && !isDrive(list, i)) {
    const found = run(i + 1, 'name')
    if (found) return { from: i, to: found.to }
  }
  const at = skipLead(list, i)
  const first = list[at]
  if (!first) return null
  const close = first.joined || first.mark === ':' || first.mark === '('
  if (is(word, LABEL)) return close && !(CALLED.has(word.plain) && joined(word) && is(list[i - 1], PLACE)) && !first.inPhrase ? run(at, 'name') : null
  if (!close) return is(word, RELATION | PERSON) && first.mark === ',' ? afterComma(list, at) : null
  if (is(word, RELATION)) return run(at, 'person')
  if (is(word, PERSON) && !(word.joined && is(list[i - 1], HONOUR))) return run(at, 'maybe') // not the Queen Vic
  if (word.plain === 'by' && (is(list[i - 1], ACT) || is(list[i - 2], ACT))) return first.joined ? run(at, 'maybe') : null
  return null
}

/** "Lord", "St", "Duke of" before it: unless "St" closes a street's name. */
function honoured(list: Word[], i: number): boolean {
  const [before, earlier] = [list[i - 1], list[i - 2]]
  if (!list[i]!.joined || !before) return false
  if (before.plain === 'of' && is(earlier, HONOUR)) return true
  if (isNot(before, HONOUR)) return false
  return !(before.plain === 'st' && joined(before) && earlier && isNot(earlier, COMMON) && is(list[i + 1], SURNAME))
}

/** "Smith Street", "Smith's Bar"; but "Smith's house" and "Smith's car" are a person's. */
function placeFollows(list: Word[], end: number): boolean {
  const next = list[end + 1]
  if (!joined(next) || isNot(next, PLACE)) return false
  return !(list[end]!.possessive && (HOMES.has(next.plain) || (next.plain === 'car' && list[end + 2]?.plain !== 'park')))
}

/** The last word of a name of our lists that begins at i with no word before it to say so; i − 1 when none does. */
function listed(list: Word[], i: number): number {
  const word = list[i]!
  if (word.inPhrase || honoured(list, i)) return i - 1
  const article = word.joined && list[i - 1]?.plain === 'the'
  if (is(word, SURNAME) && firstNameFollows(list, i + 1) && (isNot(word, PLACE) || is(list[i + 1], CLEAR))) return i + 1 // Smith, John
  const byFirst = is(word, FIRST) ? firstNameFirst(list, i, article) : i - 1
  return byFirst >= i || article ? byFirst : surnameFirst(list, i)
}

function firstNameFirst(list: Word[], i: number, article: boolean): number {
  const [word, next] = [list[i]!, list[i + 1]]
  // "dave's house", "Dave's house"; "Andrews Place" and "Peter's House" are names of places.
  if (word.possessive) return joined(next) && HOMES.has(next.plain) && !article && (!next.capital || next.shouted) ? i : i - 1
  // An initial, or a second first name: Mary J Smith, Jo-Anne Smith.
  const middle = joined(next) && (isInitial(list, i + 1) || (is(next, FIRST) && joined(list[i + 2]) && isSurnameOf(word, list[i + 2]!))) ? 1 : 0
  const last = list[i + 1 + middle]
  if (joined(last) && !last.inPhrase && isSurnameOf(word, last)) {
    const end = i + 1 + middle
    const double = joined(list[end + 1]) && is(list[end + 1], SURNAME) && !placeFollows(list, end + 1)
    if (!placeFollows(list, end) && !(article && isNot(word, CLEAR))) return double ? end + 1 : end
    return i - 1
  }
  if (joined(next) && is(next, PLACE)) return i - 1
  if (is(word, CLEAR) && !article) return i
  return isNot(word, PLACELIKE) && word.joined && WITH.has(list[i - 1]!.plain) ? i : i - 1
}

/** Smith John — J Smith */
function surnameFirst(list: Word[], i: number): number {
  const [word, next] = [list[i]!, list[i + 1]]
  if (!joined(next) || next.inPhrase) return i - 1
  if (is(word, SURNAME) && isNot(word, COMMON | PLACE | FIRST) && is(next, FIRST) && isNot(next, PLACELIKE) && !next.possessive && !placeFollows(list, i + 1)) return i + 1
  const surname = is(next, SURNAME) && isNot(next, COMMON | PLACE)
  return surname && isInitial(list, i) && list[i - 1]?.plain.length !== 1 && !placeFollows(list, i + 1) ? i + 1 : i - 1
}

/** Whether the word after a first name is the surname to it. */
function isSurnameOf(first: Word, last: Word): boolean {
  if (is(last, SURNAME)) return true
  if (is(last, WORDLIKE)) return is(last, PLACE) ? is(first, CLEAR) && last.capital : isNot(first, PLACELIKE)
  // A surname we do not know: only after a name that is clearly one, and written as names are.
  return isNot(first, PLACELIKE) && first.capital && last.capital && !last.kept && isNot(last, COMMON | PLACE | HONOUR | TITLE) && last.plain.length > 1
}

const ANNOUNCING = TITLE | RELATION | PERSON | LABEL

function cutNames(text: string, keep: Keep): Cut {
  const list = wordsOf(text, keep)
  let [out, end, count] = ['', 0, 0]
  for (let i = 0; i < list.length; i++) {
    const { bits, plain } = list[i]!
    if ((bits & ANNOUNCING) === 0 && (bits & (FIRST | SURNAME)) === 0 && plain.length !== 1 && plain !== 'by') continue
    const told = announced(list, i)
    const span = told ?? (bits & (FIRST | SURNAME) || plain.length === 1 ? { from: i, to: listed(list, i) } : null)
    if (!span || span.to < span.from) continue
    out += text.slice(end, list[span.from]!.start) + GONE
    end = list[span.to]!.end
    i = span.to
    count++
  }
  return count === 0 ? { text, count } : { text: out + text.slice(end), count }
}

export const names: Detector = {
  name: 'name',
  finds: 'Names of people: after Mr, Mrs, Ms, Dr; after boyfriend, ex, neighbour and the like; after "name:", "pt", "assaulted by"; a first name of the list with a surname',
  why: 'Receptionists write who did it and whose home it was',
  only: null,
  cut: cutNames,
}

/** "dave_smith99", "kevin1987": a name with figures, as people call themselves. */
export const nicknames: Detector = {
  name: 'user-name',
  finds: 'Words of letters and figures joined as user names are: dave_smith99, @kev.1987',
  why: 'A user name finds a person faster than a name does',
  only: /[_@\d]/,
  cut: (text) =>
    cutEach(text, /(?<![\w@.])@?[A-Za-z][A-Za-z]{1,20}(?:[_.][A-Za-z]{1,20}){0,3}[_.]?\d{0,6}(?![\w])/g, ([found]) => {
      const handle = found.startsWith('@') && /[\d_.]/.test(found.slice(1, -1))
      const joinedUp = /_/.test(found) && /[A-Za-z]{2,}_/.test(found)
      const numbered = /^[A-Za-z]{3,}[._]?\d{2,6}$/.test(found) && isFirstName(found)
      return handle || joinedUp || numbered ? GONE : null
    }),
}

const isFirstName = (text: string): boolean => {
  const [word] = wordsOf(text, { words: new Set(), phrases: new Map() })
  return is(word, FIRST) && isNot(word, PLACELIKE)
}
