import type { Field, Profile } from '../../contract/profile.ts'
import { FIELDS } from '../../contract/profile.ts'
import type { CodeList } from '../../domain/codeList.ts'
import { codesOf } from '../profiles/codesOf.ts'
import type { NamedRow } from '../profiles/columns.ts'
import type { Scrubber } from '../scrub/scrubber.ts'
import type { Seal } from '../seal.ts'

const TIME = /^[\d\s:/.+\-TZ]*((jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\d\s:/.+\-TZ]*)?$/i
/** Letters and digits in one word: what SNOMED and triage codes are. */
const PLAIN_CODE = /^[a-z\d]{1,20}$/i
/** Date and time of day together: a date alone in a column of no meaning could be one of birth. */
const CLOCK = /^\d[\d/-]{5,10}[ T]\d{1,2}:\d{2}(:\d{2})?$/
const NUMBER = /^[+-]?[\d.]{1,20}$/
const GRID_REFERENCE = /^[a-z]{2}\s?\d{1,5}\s?\d{1,5}$/i
const POSTCODE = /^[a-z]{1,2}\d[a-z\d]?(\s?\d([a-z]{2})?)?$/i
const AGE = /^\d{1,3}\+?([–-]\d{1,3})?$/
const FLAG = /^[a-z0-9]{1,5}$/i
/** A code that we do not know: short, or with a digit in it. A word could be somebody's name. */
const CODE = /^([a-z]{1,3}|(?=.*\d)[a-z\d./*-]{1,20})$/i

const of = (pattern: RegExp) => (value: string) => pattern.test(value)
const grid = (value: string) => NUMBER.test(value) || GRID_REFERENCE.test(value)
/** What a field may look like to be kept as it came; a name in the column of the age is not kept. */
const SHAPES: Partial<Record<Field, (value: string) => boolean>> = {
  ...Object.fromEntries((['periodFrom', 'periodTo', 'month', 'arrival', 'arrivalDate', 'arrivalTime', 'reported', 'occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo'] as const).map((field) => [field, of(TIME)])),
  lat: of(NUMBER), lng: of(NUMBER), easting: grid, northing: grid, gridRef: grid, postcode: of(POSTCODE), age: of(AGE), proactive: of(FLAG), knife: of(FLAG), duplicateOf: of(FLAG),
}

/**
 * What of a row may be stored, once its free texts are clean: values that look like what their column is for, codes that are known or at
 * least harmless, and of the supplier's number only a keyed digest that recognises it again. A file of published data is kept as it is.
 */
export const createKeep = (profile: Profile, { scrubber, seal, codeLists }: { scrubber: Scrubber; seal: Seal; codeLists: ReadonlyMap<string, CodeList> }) => {
  const listOf = codesOf(profile, codeLists)
  const judged = new Map<string, string>()
  const nothingPersonal = (text: string): boolean => {
    const { clean, found } = scrubber.scrub(text)
    return clean && found.length === 0
  }
  const harmless = (value: string): string => {
    if (value === '' || profile.strict) return value
    let known = judged.get(value)
    if (known === undefined) {
      known = (CODE.test(value) || CLOCK.test(value)) && nothingPersonal(value) ? value : ''
      if (judged.size > 20_000) judged.clear()
      judged.set(value, known)
    }
    return known
  }
  const value = (field: Field, text: string): string => {
    if (text === '' || profile.strict) return text
    if (field === 'reference') return seal.digest(text).slice(0, 24)
    if (field === 'placeText' || field === 'methodOther') return text
    const shape = SHAPES[field]
    if (shape) return shape(text) ? text : ''
    // A list may know how a code begins, and not what somebody wrote behind it.
    const known = listOf.get(field)?.lookup(text)
    return known && (PLAIN_CODE.test(text) || nothingPersonal(text)) ? text : harmless(text)
  }
  return {
    value,
    /** The whole row, in a fixed order. */
    row: ({ fields, kept }: NamedRow): string[] => [...(Object.keys(fields) as Field[]).filter((field) => FIELDS.includes(field)).map((field) => value(field, fields[field] ?? '')), ...kept.map(harmless)],
  }
}
export type Keep = ReturnType<typeof createKeep>
