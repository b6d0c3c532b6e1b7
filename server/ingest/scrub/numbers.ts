// Numbers that stand for a person. A place text needs few figures: house numbers (cut elsewhere), road numbers, postcodes, grid
// references and coordinates, which stay.
import { cutEach, cutInTurn, GONE, type Detector } from './detector.ts'

/** The check digit of NHS numbers: weights 10…2, modulus 11 (NHS Data Dictionary, NHS NUMBER). */
export function isNhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  const check = 11 - (sum % 11)
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits[9])
}

// Figures with little between them: 943 476 5919, 07700-900-123, (01245) 123 456, +44 (0)7700 900123. At most 40 of them at a time.
const RUN = /(?<!\d)\+?\(?\d(?:[ ()./_*,-]{0,3}\d){5,40}/g
const DECIMAL = /\d{1,2}\.\d{3,}/
// Squares of the National Grid, without those that are words (ST, NO, SO) and so might stand before any number.
const SQUARE = '(?:H[P-Z]|N[A-DF-NR-UW-Z]|S[CDEHJKMNPRSUVWXYZ]|T[AFGLMQRV])'
const SQUARE_BEFORE = new RegExp(`(?:^|[^A-Za-z])${SQUARE}( ?)$`, 'i')

/** TL707069, TL 707 069, TL 70706 06912; but ten figures in a row after a space are an NHS number. */
function isGridReference(run: string, digits: string, before: string): boolean {
  const square = SQUARE_BEFORE.exec(before)
  if (!square || digits.length % 2 === 1 || digits.length > 10) return false
  const halves = run.split(' ')
  if (halves.length === 2) return halves[0]!.length === halves[1]!.length && /^\d+ \d+$/.test(run)
  return run === digits && (square[1] === '' || digits.length <= 8)
}

export type NumberKind = 'nhs' | 'phone' | 'long' | null

/** What a run of figures is; null when it may stay. `before`: the text in front of it. */
export function kindOfRun(run: string, before: string): NumberKind {
  const digits = run.replace(/\D/g, '')
  const straight = run === digits
  if (isGridReference(run, digits, before)) return null
  // One NHS number among other figures is one all the same.
  if (digits.length >= 10 && (isNhsNumber(digits) || isNhsNumber(digits.slice(0, 10)) || isNhsNumber(digits.slice(-10)))) return 'nhs'
  if (straight && /\d\.$/.test(before) && digits.length <= 8) return null // the decimals of a coordinate
  if (DECIMAL.test(run) && /^\d{1,2}\.\d{3,8}(?:[ ,]{1,3}-?\d{1,2}\.\d{3,8})?$/.test(run)) return null // coordinates
  if (/^0\d/.test(digits) && digits.length >= 9) return 'phone'
  if (/^(?:\+|\(\+|00)/.test(run) && digits.length >= 9) return 'phone'
  if (/^44[1-37]\d/.test(digits) && digits.length >= 11) return 'phone'
  if (/^7\d{9}$/.test(digits)) return 'phone'
  if (/^\d{6}[ ,/]{1,3}\d{6}$/.test(run)) return null // easting and northing
  if (/\b(?:e|n|x|y|easting|northing)[ :=]{0,2}$/i.test(before) && digits.length <= 7 && straight) return null
  if (straight ? digits.length >= 6 : digits.length >= 9) return 'long'
  return null
}

const runs = (kind: NumberKind) => (text: string) =>
  cutEach(text, RUN, (found) => (kindOfRun(found[0], text.slice(Math.max(0, found.index - 10), found.index)) === kind ? GONE : null))

export const nhsNumbers: Detector = {
  name: 'nhs-number',
  finds: 'Ten figures with the check digit of an NHS number, with or without spaces; any figures after "NHS no"',
  why: 'Names one patient in the country',
  only: /\d{3}/,
  cut: (text) =>
    cutInTurn(text, (t) => cutEach(t, /\bnhs(?: ?(?:no|num|number|n°|#|id))?[ .:#-]{0,3}\d(?:[ -]?\d){4,14}/gi, () => GONE), runs('nhs')),
}

export const phones: Detector = {
  name: 'phone',
  finds: 'UK phone numbers, mobile or landline, with 0 or +44, spaces, dots, dashes, brackets; five figures and more after "tel"',
  why: 'Calls one person or household',
  only: /\d{3}/,
  cut: (text) =>
    cutInTurn(
      text,
      (t) => cutEach(t, /\b(?:tel|telephone|phone|ph|mob|mobile|fone|contact|landline|whatsapp|ring|call)(?: ?(?:no|num|number))?[ .:#-]{1,3}\+?\d(?:[ ()./-]{0,2}\d){4,14}/gi, () => GONE),
      runs('phone'),
    ),
}

export const longNumbers: Detector = {
  name: 'long-number',
  finds: 'Any other six figures in a row, or nine in groups (cards, accounts, references, NHS numbers mistyped); not grid references or coordinates',
  why: 'No place needs them, and a mistyped identifier still identifies',
  only: /\d.{0,4}\d.{0,4}\d.{0,4}\d.{0,4}\d.{0,4}\d/,
  cut: (text) => runs('long')(text),
}

const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)'
const YEAR = "(?:(?:19|20)\\d{2}|'?\\d{2})"
const DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const MONTH_NUMBER = '(?:0?[1-9]|1[0-2])'
const LABEL_OF_BIRTH = '(?:\\bd ?\\. ?o ?\\. ?b\\b\\.?|\\bdob\\b|\\bdate of birth\\b|\\bbirth ?da(?:te|y)\\b|\\bborn\\b(?: on| in)?|\\bb ?\\.)'
const DATES = [
  // after a word that says so, anything like a date, a year alone included
  new RegExp(`${LABEL_OF_BIRTH}[ :.=-]{0,3}(?:\\d{1,2}(?:st|nd|rd|th)?[ ./-]{0,2}(?:${MONTH}|\\d{1,2})[ ./,-]{0,2}\\d{2,4}|\\d{4}[ ./-]\\d{1,2}[ ./-]\\d{1,2}|\\d{6,8}|(?:19|20)\\d{2})(?!\\d)`, 'gi'),
  new RegExp(`(?<![\\d./-])${DAY} ?[/.\\-\\\\] ?${MONTH_NUMBER} ?[/.\\-\\\\] ?(?:(?:19|20)\\d{2}|\\d{2})(?![\\d/]|[.-]\\d)`, 'g'),
  new RegExp(`(?<![\\d./-])${MONTH_NUMBER}/${DAY}/(?:19|20)\\d{2}(?!\\d)`, 'g'), // as Americans and their software write it
  new RegExp(`(?<![\\d./-])(?:19|20)\\d{2}[/.-]${MONTH_NUMBER}[/.-]${DAY}(?!\\d)`, 'g'),
  new RegExp(`(?<!\\d)${DAY}(?:st|nd|rd|th)?(?: of)?[ ./-]?${MONTH}[ ./,-]{1,2}${YEAR}(?!\\d)`, 'gi'),
  new RegExp(`\\b${MONTH} ${DAY}(?:st|nd|rd|th)?,? (?:19|20)\\d{2}(?!\\d)`, 'gi'),
]

export const dates: Detector = {
  name: 'date-of-birth',
  finds: 'Whole dates (day, month, year) in any order and spelling; anything like a date after "dob" or "born"',
  why: 'A date of birth with a place finds a person. The date of the event has its own column, so no date is needed here',
  only: /\d/,
  cut: (text) => cutInTurn(text, ...DATES.map((pattern) => (t: string) => cutEach(t, pattern, () => GONE))),
}

// Two letters (never D, F, I, Q, U, V; the second never O), six figures, a letter A–D. Without the letter TL707069 is a grid reference.
const NATIONAL_INSURANCE = /(?<![A-Za-z\d])([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}([ -]?[A-D])?(?![A-Za-z\d])/gi
const GRID_SQUARE = new RegExp(`^${SQUARE}$`, 'i')

export const nationalInsurance: Detector = {
  name: 'national-insurance-number',
  finds: 'Two letters, six figures and a letter A to D, with or without spaces; any such number after "NI"',
  why: 'Names one person in the country',
  only: /\d{2}/,
  cut: (text) =>
    cutInTurn(
      text,
      (t) => cutEach(t, /\b(?:ni|nino|nat(?:ional)? ins(?:urance)?)(?: ?(?:no|num|number))?[ .:#-]{1,3}[A-Z]{0,2} ?\d(?:[ -]?\d){3,7} ?[A-D]?(?![A-Za-z\d])/gi, () => GONE),
      (t) => cutEach(t, NATIONAL_INSURANCE, ([, letters, suffix]) => (suffix || !GRID_SQUARE.test(letters!) ? GONE : null)),
    ),
}

const RECORD = new RegExp(
  '\\b(?:mrn|crn|urn|chi|emis|hosp(?:ital)? ?(?:no|num|number|id)|unit (?:no|number)|pas ?(?:no|id|number)|(?:patient|pt) ?(?:no|id|number|ref)|case (?:no|number|ref)|' +
    'cad(?: ?(?:no|ref|number))?|crime (?:no|ref|number)(?: ?(?:no|number))?|incident (?:no|ref|number)|inc (?:no|ref)|ref(?:erence)?(?: ?(?:no|number))?|' +
    '(?:ed|ae|a&e|attendance|episode|district|account|passport|licence|license|driving licence) ?(?:no|num|number|id)|collar ?(?:no|number)?|shoulder ?(?:no|number)|badge ?(?:no|number)?)' +
    '[ .:#-]{1,3}[A-Z]{0,5}[ /-]?\\d[\\w/-]{2,18}',
  'gi',
)

export const recordNumbers: Detector = {
  name: 'record-number',
  finds: 'Numbers after MRN, hosp no, patient ID, CAD, crime ref and the like; a letter or three and six to nine figures in one word',
  why: 'Leads to one record in another system',
  only: /\d{3}/,
  cut: (text) =>
    cutInTurn(
      text,
      (t) => cutEach(t, RECORD, () => GONE),
      (t) =>
        cutEach(t, /(?<![A-Za-z\d])([A-Z]{1,3})\d{6,10}[A-Z]?(?![A-Za-z\d])/gi, ([found, letters]) =>
          GRID_SQUARE.test(letters!) && /^[a-z]{2}(?:\d{2}){3,5}$/i.test(found) ? null : GONE,
        ),
    ),
}
