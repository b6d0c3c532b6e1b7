import type { Field } from '../../contract/profile.ts'
import { readDateTime } from '../../domain/eventTimeFormats.ts'
import type { ColumnValues } from './proposeValues.ts'

/** Personal data out of a text; `clean` false when that cannot be promised. `found`: what was cut or suspected. */
export type Scrub = (text: string) => { text: string; clean: boolean; found: readonly unknown[] }

const SHOWN = 3
const LONGEST = 60

/** Ten digits whose last is the check digit of the first nine, as NHS numbers have. */
export const isNhsNumber = (text: string): boolean => {
  const digits = text.replaceAll(/[\s-]/g, '')
  if (!/^\d{10}$/.test(digits)) return false
  const sum = Array.from(digits).slice(0, 9).reduce((total, digit, i) => total + Number(digit) * (10 - i), 0)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

/** What values give away although the name of their column does not: null when they look harmless. */
export const personalValues = ({ all, times }: ColumnValues): string | null => {
  const share = (is: (value: string) => boolean): number => all.filter(is).length / Math.max(1, all.length)
  if (all.length >= 3 && share(isNhsNumber) >= 0.5) return 'values are NHS numbers: dropped before anything is stored, and not shown'
  if (times?.years && times.kind === 'date' && times.years[1] - times.years[0] >= 25) return 'dates spread over decades, as dates of birth do: dropped before anything is stored, and not shown'
  if (all.length >= 3 && share((value) => /@[\w-]+\.\w/.test(value)) >= 0.5) return 'values are e-mail addresses: dropped before anything is stored, and not shown'
  if (all.length >= 3 && share((value) => /^(\+44|0)[\d\s()]{9,14}$/.test(value)) >= 0.5) return 'values are telephone numbers: dropped before anything is stored, and not shown'
  return null
}

/** `Smith, J` → `Aaaaa, A`; `A12345` → `A99999`. */
export const shapeOf = (value: string): string => value.replaceAll(/\p{Lu}/gu, 'A').replaceAll(/\p{Ll}/gu, 'a').replaceAll(/\d/g, '9')

/** Fields whose values are times, codes or numbers: what was recognised as one of these is no name of a person. */
const PLAIN: ReadonlySet<Field> = new Set<Field>([
  'site', 'periodFrom', 'periodTo', 'month', 'arrival', 'arrivalDate', 'arrivalTime', 'reported', 'occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo', 'lat', 'lng', 'easting', 'northing', 'gridRef',
  'placeType', 'method', 'intent', 'determinant', 'offence', 'category', 'severity', 'conveyed', 'arrivalMode', 'age', 'sex', 'proactive', 'knife', 'duplicateOf',
])
const WORDS: ReadonlySet<Field> = new Set<Field>(['placeText', 'organisation'])
const NUMBER = /^[+-]?(\d{1,3}\.\d+|\d{1,7})$/

/**
 * Up to three values for the person who maps. Recognised times, codes and numbers are shown as they are, words of places once scrubbed.
 * Of anything else only the shape is shown: a name that stands alone in its cell is a name that no detector can be sure of.
 */
export const examplesOf = ({ distinct, times }: ColumnValues, field: Field | null, recognised: boolean, isCode: (value: string) => boolean, scrub: Scrub): string[] => {
  const shown = new Set<string>()
  const shorten = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
  const plain = (value: string): boolean => NUMBER.test(value) || isCode(value) || (times !== null && readDateTime(value, times.formats) !== null) || scrub(value).text === value
  for (const value of distinct) {
    if (shown.size >= SHOWN) break
    if (field !== null && recognised && WORDS.has(field)) {
      const { text, clean } = scrub(value)
      if (clean && text) shown.add(shorten(text))
    } else if (field !== null && recognised && PLAIN.has(field) && plain(value)) shown.add(shorten(value))
    else shown.add(shapeOf(shorten(value)))
  }
  return [...shown]
}
