/**
 * The number goes, the street stays: "14a Station Rd" is one household, "Station Rd" is a place. The figures of roads, buses,
 * platforms, postcodes, times and people stay.
 */
import { cutEach, cutInTurn, GONE, type Cut, type Detector } from './detector.ts'
import { bitsOf } from './vocabulary.ts'

const FLAT = /\b(flat|flt|apartment|apt|bedsit|maisonette|room|rm)( ?(?:no|number)?[. :#]{0,2})(?:\d{1,4}[a-z]?|[a-h])(?![a-z\d]|:\d)((?:,| ,|, | )?(?:\d{1,4}[a-z]?)(?![a-z\d]|:\d|st\b|nd\b|rd\b|th\b))?(?! ?(?:bar|club|pub|nightclub|restaurant)\b)/gi

// A number, with a letter or up to another number; "no." goes with it.
const NUMBER = '(?:(?:no|num|number|nos|#)\\.? ?)?\\d{1,4} ?[a-z]?(?: ?[-/&] ?\\d{1,4} ?[a-z]?)?'
const STREET_TYPE =
  '(?:street|str|st|road|rd|avenue|ave|av|close|cl|crescent|cres|drive|dr|lane|ln|gardens?|gdns|court|ct|place|pl|square|sq|terrace|terr|ter|grove|gr|highway|hwy|walk|wlk|way|wy|row|mews|hill|rise|view|parade|promenade|esplanade|broadway|green|chase|villas?|cottages?|house|hse|lodge|mansions?|heights|towers?|buildings?|meadows?|mead|fields?|croft|end|mount|path|quay|wharf|drove|link|loop|spur|circus|vale|bank|approach|leys?|dene|copse|spinney|warren|ridgeway|strand|crossway|causeway|park)'
// One word that is a street's whole name.
const WHOLE_STREET = "(?:the [a-z]{4,20}|[a-z]{3,16}(?:way|gate|side|fields?|croft|dene|leys|meads?|ridge|wood|hurst|lands?|bourne|holme|garth))"
const WORD = "[a-z][a-z'’.-]{0,24}"
const BEFORE_STREET = new RegExp(`(?<![\\w:.£#/-])(${NUMBER})(?:,| ,)? {1,3}((?:${WORD} {1,2}){1,4}?)${STREET_TYPE}(?![a-z])`, 'gi')
const BEFORE_WHOLE_STREET = new RegExp(`(?<![\\w:.£#/-])(${NUMBER}),? {1,3}(?=${WHOLE_STREET}(?![a-z]))`, 'gi')

/** What counts or names something else: "bus 25 London Road", "junction 17 Essex Way", "2 men High Street", "22:30 High St". */
const OTHER_NUMBER = /(?:\b(?:the|bus|buses|route|platform|plat|junction|jct|j|exit|gate|ward|bay|level|floor|lvl|stop|stand|pier|pitch|zone|sector|terminal|track|train|tram|line|table|court|lot|unit|block|door|aged?|bar|club|studio|at about|approx|around|circa|between|til|till|until|since|from|after|before|by)|\b[a-z]{1,2}\d{1,2}[a-z]?|[£:+]) ?$/i
const LITTLE = /^(?:a|an|and|or|of|in|on|at|by|to|from|for|with|near|nr|opp|opposite|outside|inside|behind|between|is|was|were|am|pm|hrs?|hours?|mins?|minutes?|days?|weeks?|months?|years?|yrs?|yo|people|persons?|males?|females?|men|man|women|boys?|girls?|lads?|youths?|teens?|teenagers?|kids?|friends?|others?|unknown|assailants?|attackers?|x|times?|miles?|metres?|meters?|yards?|km|m|bus|train|pints?|drinks?|hit|hour|star|way|pin|storey|bed|into|off|along|outside)$/i

/** Whether the words between a number and "Street" can be the street's name. */
function isStreetName(between: string): boolean {
  const words = between.trim().split(/ +/)
  // "the" and a village may begin a name ("14 The Street"); a small word inside it does not.
  return words.every((word) => !LITTLE.test(word.replace(/[.,]$/, '')))
}

const beforeStreet = (text: string): Cut =>
  cutEach(text, BEFORE_STREET, (found) => {
    const [all, number, between] = found
    if (OTHER_NUMBER.test(text.slice(Math.max(0, found.index - 14), found.index)) || !isStreetName(between!)) return null
    return all.slice(number!.length).replace(/^ ?,/, '')
  })

const beforeWholeStreet = (text: string): Cut =>
  cutEach(text, BEFORE_WHOLE_STREET, (found) => {
    if (OTHER_NUMBER.test(text.slice(Math.max(0, found.index - 14), found.index))) return null
    const next = /^[A-Za-z]+/.exec(text.slice(found.index + found[0].length))?.[0] ?? ''
    return LITTLE.test(next) || (next.toLowerCase() !== 'the' && bitsOf(next.toLowerCase()) !== 0) ? null : ''
  })

const NUMBERED = /\b((?:house |door |home )?(?:no\.?|num\.?|number|nos\.?|#)) ?\d{1,4} ?(?:[a-z](?![a-z]))?(?![\d:])(?! ?(?:bus|buses|route|train|tram|night ?club|club|bar|pub|platform|for)\b)/gi
const LIVES = /\b((?:lives?|living|resides?|residing|home address|address|addr|home|house)(?: is| at| on)?[ :,@-]{1,3})\d{1,4} ?(?:[a-z](?![a-z]))?(?![\d:]|[ap]m| ?(?:people|males?|men|hrs?|hours?|mins?|days?|weeks?|x|am|pm)\b)/gi
// "14a" alone, with nothing to say that it is a bus, a gate or a time. D is left out: 3D.
const LETTERED = /(?<![\w:.£#/-])\d{1,3}[abcef](?![\w:])/gi

export const houseNumbers: Detector = {
  name: 'house-number',
  finds: 'Numbers before a street, of flats and rooms, after "no." and "lives at", and such as 14a: the number goes, the street stays',
  why: 'A number and a street are a household',
  only: /\d|\b(?:flat|flt|apt|apartment|room)\b/i,
  cut: (text) =>
    cutInTurn(
      text,
      (t) => cutEach(t, FLAT, ([found, word]) => (/\d/.test(found) || /^[A-Z]/.test(word!) || / [a-h]$/i.test(found) ? (isArticle(found) ? null : word!) : null)),
      beforeStreet,
      beforeWholeStreet,
      (t) => cutEach(t, NUMBERED, (found) => (/\b(?:bus|route|train|platform|tram|gate) $/i.test(t.slice(0, found.index).slice(-12)) ? null : GONE)),
      (t) => cutEach(t, LIVES, ([, lead]) => lead!),
      (t) => cutEach(t, LETTERED, (found) => (OTHER_NUMBER.test(t.slice(Math.max(0, found.index - 14), found.index)) ? null : GONE)),
    ),
}

/** "in flat a man": an article, not flat A. */
const isArticle = (found: string): boolean => found.endsWith(' a')

const POSTCODE = /(?<![A-Za-z\d])([A-Z]{1,2}\d[A-Z\d]?) ?(\d)[ABD-HJLNP-UW-Z]{2}(?![A-Za-z\d])/gi
const HOME = /\b(?:home|house|hse|flat|flt|apartment|apt|bedsit|residence|residential|resides?|lives?|living (?:at|with)|address|addr|dv|domestic|own (?:home|place)|(?:partner|mum|dad|friend|mate|girlfriend|boyfriend|neighbour)'?s)\b/i
const NOT_A_HOME = /\b(?:public house|house of fraser|opera house|care home|nursing home|town house|manor house)\b/gi

export const homePostcodes: Detector = {
  name: 'home-postcode',
  finds: 'Whole postcodes in a text that speaks of a home: reduced to the sector, CM1 1AB to CM1 1',
  why: 'A postcode is some fifteen households; a home is told no finer than an area',
  only: /\d ?\d[A-Za-z]{2}/,
  cut: (text) => (HOME.test(text.replace(NOT_A_HOME, ' ')) ? cutEach(text, POSTCODE, ([, outward, sector]) => `${outward!.toUpperCase()} ${sector}`) : { text, count: 0 }),
}
