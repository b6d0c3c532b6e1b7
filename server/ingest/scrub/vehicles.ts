// Vehicle registrations. "AB12 CDE" is one and "SS12 pub" is a postcode district with a word after it; "A127 KFC" is a road.
import { cutEach, cutInTurn, GONE, type Cut, type Detector } from './detector.ts'
import { bitsOf, COMMON, HONOUR, PLACE } from './vocabulary.ts'

const LABELLED = /\b(?:reg(?:istration)?|vrm|vrn|number ?plate|plate|index)(?: ?(?:no|num|number|mark))?[ .:#-]{1,3}[A-Z]{1,3} ?\d{1,4} ?[A-Z]{0,3}(?![A-Za-z\d])/gi
/** since 2001: two letters, two figures, three letters */
const CURRENT = /(?<![A-Za-z\d])[A-HJ-PR-Y]{2}\d{2}( ?)([A-HJ-PR-Z]{3})(?![A-Za-z\d])/gi
/** 1983–2001: a letter, one to three figures, three letters */
const PREFIX = /(?<![A-Za-z\d])([A-HJ-NPR-Y])\d{1,3}( ?)([A-HJ-PR-Z]{3})(?![A-Za-z\d])/gi
/** 1963–1983: three letters, figures, a letter */
const SUFFIX = /(?<![A-Za-z\d])([A-HJ-PR-Z]{3})( ?)\d{1,3}[A-HJ-NPR-Y](?![A-Za-z\d])/gi

/** Capitals, or a text without any: a word in small letters among capitals is a word. */
const written = (letters: string, found: string): boolean => (bitsOf(letters.toLowerCase()) & (COMMON | PLACE | HONOUR)) === 0 && (letters === letters.toUpperCase() || found === found.toLowerCase())

const current = (text: string): Cut =>
  cutEach(text, CURRENT, ([found, , letters]) => (written(letters!, found) ? GONE : null))
const prefix = (text: string): Cut =>
  cutEach(text, PREFIX, ([found, road, space, letters]) => (written(letters!, found) && (space === '' || (!/[ABM]/i.test(road!) && found === found.toUpperCase())) ? GONE : null))
const suffix = (text: string): Cut =>
  cutEach(text, SUFFIX, ([found, letters, space]) => (written(letters!, found) && (space === '' ? /\d{2}/.test(found) : found === found.toUpperCase() && /\d{2}/.test(found)) ? GONE : null))

export const vehicles: Detector = {
  name: 'vehicle-registration',
  finds: 'Number plates of 1963 to today; anything like one after "reg"',
  why: 'Leads to a keeper by name and address',
  only: /[A-Za-z] ?\d/,
  cut: (text) => cutInTurn(text, (t) => cutEach(t, LABELLED, () => GONE), current, prefix, suffix),
}
