// Codes of an unknown file that no list has, for a person to say what they mean.
import { CODE_LIST_CHOICES } from '../../contract/fields.ts'
import type { Field, MappingProposal, Profile } from '../../contract/profile.ts'
import { looksLikeExcelNumber } from '../../domain/codeList.ts'
import type { CodeList } from '../../domain/codeList.ts'
import { readDateTime } from '../../domain/eventTimeFormats.ts'
import { bitsOf, COMMON, FIRST, PLACE, SURNAME } from '../scrub/vocabulary.ts'
import { SETS } from './codesOf.ts'
import type { Sites } from '../../domain/sites.ts'
import { SITE_SHAPE } from './proposeValues.ts'
import type { Scrub } from './proposeExamples.ts'
import type { ColumnValues } from './proposeValues.ts'

const SHOWN = 40
const LONGEST = 40

/** Short, or with a digit in it: what codes look like and names do not. */
const CODE = /^([a-z]{1,2}|(?=.*\d)[a-z\d.*/-]{1,20})$/i

/**
 * Whether a value may be shown as it is. No detector can be sure of a name that stands alone in its cell, so one of the name lists is
 * enough to hide it, and a word in no list at all must stand in two rows: codes come again, names hardly do.
 */
const isHarmless = (value: string, count: number, { times }: ColumnValues, scrub: Scrub): boolean => {
  if (value.length > LONGEST || looksLikeExcelNumber(value)) return false
  if (times && readDateTime(value, times.formats)) return false
  const { clean, found } = scrub(value)
  if (!clean || found.length > 0) return false
  if (CODE.test(value)) return true
  const bits = (value.toLowerCase().match(/\p{L}+/gu) ?? []).map(bitsOf)
  if (bits.some((bit) => (bit & (FIRST | SURNAME)) !== 0 && (bit & COMMON) === 0)) return false
  return count >= 2 || (bits.length > 0 && !/\d/.test(value) && bits.every((bit) => (bit & (COMMON | PLACE)) !== 0))
}

/** The different codes that a list does not have, capitals aside: as saved codes are read. */
const unknownIn = (list: CodeList | undefined, values: ColumnValues, scrub: Scrub): string[] => {
  const unknown = new Map<string, { code: string; count: number }>()
  let anyKnown = false
  for (const [value, count] of values.counts) {
    if (list && list.lookup(value) !== null) {
      anyKnown = true
      continue
    }
    const there = unknown.get(value.toLowerCase())
    if (there) there.count += count
    else unknown.set(value.toLowerCase(), { code: value, count })
  }
  // A column in which hardly anything comes again holds no codes.
  if (!anyKnown && values.count > 10 && unknown.size > 0.5 * values.count) return []
  const shown: string[] = []
  for (const { code, count } of unknown.values()) {
    if (shown.length === SHOWN) break
    if (isHarmless(code, count, values, scrub)) shown.push(code)
  }
  return shown
}

type Codes = Pick<MappingProposal['columns'][number], 'unknownCodes' | 'codeLists'>
type Lists = { codeLists: ReadonlyMap<string, CodeList>; scrub: Scrub; sites: Pick<Sites, 'byCode'> }

/** Sites whose rows would be set aside until a person names them. Only what is shaped like a site code is shown. */
const unknownSites = ({ distinct }: ColumnValues, sites: Lists['sites']): string[] =>
  // Capitals aside, as it first stands in the file.
  [...new Map(distinct.filter((value) => SITE_SHAPE.test(value) && sites.byCode(value) === null).toReversed().map((value) => [value.toUpperCase(), value])).values()].toReversed().slice(0, SHOWN)

const rowsKnown = (list: CodeList | undefined, { counts }: ColumnValues): number =>
  list ? [...counts].reduce((sum, [value, count]) => sum + (list.lookup(value) === null ? 0 : count), 0) : 0

/** What a column proposed for a field of codes holds and no list knows: by the standard's list, and by each that the field can choose among. */
export const unknownCodesOf = (field: Field | null, values: ColumnValues, profile: Profile, { codeLists, scrub, sites }: Lists): Codes => {
  if (field === 'site') return { unknownCodes: unknownSites(values, sites), codeLists: [] }
  if (field === null || !SETS[field]) return { unknownCodes: [], codeLists: [] }
  const listOf = (name: string | undefined): CodeList | undefined => (name === undefined ? undefined : codeLists.get(name))
  const by = (name: string | undefined): string[] => unknownIn(listOf(name), values, scrub)
  // Of two that know as many rows the standard's own stays first.
  const likeliest = Object.keys(CODE_LIST_CHOICES[field] ?? {}).toSorted((a, b) => rowsKnown(listOf(b), values) - rowsKnown(listOf(a), values))
  return { unknownCodes: by(profile.codeLists[field]), codeLists: likeliest.map((name) => ({ name, unknownCodes: by(name) })) }
}
