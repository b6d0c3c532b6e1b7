import type { Field, Profile } from '../../contract/profile.ts'
import { AGE_BANDS } from '../../contract/vocabulary.ts'
import { looksLikeExcelNumber } from '../../domain/codeList.ts'
import type { CodeList } from '../../domain/codeList.ts'
import type { Sites } from '../../domain/sites.ts'
import { readGridReference } from '../../geocode/nationalGrid.ts'
import { GENERIC_KINDS } from '../../geocode/words.ts'
import type { Evidence } from './proposeNames.ts'
import type { TimesFound, TimeKind } from './proposeTimes.ts'

/** West, south, east, north: of the study area in degrees, and on the British grid in metres. */
export type Area = { degrees: [number, number, number, number]; grid: [number, number, number, number] }
export type ValueGround = { codeLists: ReadonlyMap<string, CodeList>; sites: Pick<Sites, 'byCode'>; area: Area }

/** What stands in one column, without its blanks: how many, some of all over it, and the different ones with how often each stands there. `times` when they are dates or times. */
export type ColumnValues = { count: number; all: readonly string[]; distinct: readonly string[]; counts: ReadonlyMap<string, number>; times: TimesFound | null }

const whole = new Intl.NumberFormat('en-GB')
const shareOf = <T>(values: readonly T[], is: (value: T) => boolean): number => (values.length === 0 ? 0 : values.filter(is).length / values.length)
const every = (share: number): string => (share === 1 ? 'every value is' : 'nearly every value is')
const within = (value: string, from: number, to: number): boolean => value !== '' && Number(value) >= from && Number(value) <= to

const DEGREES = /^[+-]?\d{1,3}\.\d{2,}$/
const METRES = /^\d{5,7}(\.\d+)?$/
const POSTCODE = /^[A-Z]{1,2}\d[A-Z\d]?\s*(\d([A-Z]{2})?)?$/i
const YES_NO = /^(y|n|yes|no|true|false|t|f|0|1)$/i
const BROADLY: Area = { degrees: [-8.7, 49.8, 1.8, 60.9], grid: [0, 0, 700_000, 1_300_000] }

/** How well a kind of time suits each field: arrival as two columns is as good as in one. */
const TIME_FITS: Partial<Record<Field, Partial<Record<TimeKind, number>>>> = {
  arrival: { exact: 1, hour: 1, date: 0.5 },
  arrivalDate: { date: 1, exact: 0.3 },
  arrivalTime: { time: 1 },
  reported: { exact: 1, hour: 1, date: 0.6 },
  occurred: { exact: 1, hour: 1, date: 0.5 },
  occurredDate: { date: 1, exact: 0.3 },
  occurredTime: { time: 1 },
  occurredFrom: { exact: 1, hour: 1, date: 0.8 },
  occurredTo: { exact: 1, hour: 1, date: 0.8 },
  periodFrom: { date: 1, exact: 0.4 },
  periodTo: { date: 1, exact: 0.4 },
  month: { month: 1 },
}

/** Codes of the Organisation Data Service: three to six letters and digits, at least one digit among them. */
export const SITE_SHAPE = /^(?=.*\d)[A-Z0-9]{3,6}$/i

/** Few different values that are shaped like codes of sites: a name of an organisation is not. */
export const looksLikeSites = ({ all, count, distinct }: ColumnValues): boolean =>
  all.length > 0 && distinct.length <= 30 && (count <= 10 || distinct.length <= count / 2) && shareOf(all, (value) => SITE_SHAPE.test(value)) >= 0.9

const PLACE_WORDS = new Set(GENERIC_KINDS.keys())
const saysPlace = (text: string): boolean => /\s/.test(text) && text.toLowerCase().split(/[^a-z]+/).some((word) => PLACE_WORDS.has(word) || ['rd', 'st', 'ave', 'outside', 'near', 'home', 'house', 'flat'].includes(word))

const coordinate = (values: readonly string[], axis: 'lat' | 'lng' | 'easting' | 'northing', area: Area): Evidence | null => {
  const [shape, at] = axis === 'lat' || axis === 'lng' ? [DEGREES, 'degrees' as const] : [METRES, 'grid' as const]
  const [low, high] = axis === 'lat' || axis === 'northing' ? [1, 3] : [0, 2]
  const range = (of: Area) => [of[at][low] ?? 0, of[at][high] ?? 0] as const
  const [from, to] = range(area)
  const shaped = shareOf(values, (value) => shape.test(value))
  if (shaped < 0.9) return { score: -1, reason: '' }
  const inside = shareOf(values, (value) => within(value, from, to))
  const name = { lat: 'latitudes', lng: 'longitudes', easting: 'eastings', northing: 'northings' }[axis]
  const shown = (n: number): string => (at === 'degrees' ? n.toFixed(2).replace('-', '−') : whole.format(Math.round(n)))
  if (inside >= 0.7) return { score: 1, reason: `values are numbers between ${shown(from)} and ${shown(to)}: ${name} of the study area` }
  return shareOf(values, (value) => within(value, ...range(BROADLY))) >= 0.9 ? { score: 0.3, reason: `values could be ${name}, but lie outside the study area` } : { score: -1, reason: '' }
}

const coded = ({ all, count, distinct }: ColumnValues, listName: string, list: CodeList): Evidence => {
  const known = shareOf(all, (value) => list.lookup(value) !== null)
  const mangled = all.some(looksLikeExcelNumber)
  if (mangled) return { score: 0, reason: 'Excel has turned codes into numbers like 9.91E+14: their last digits are lost, and such rows will be set aside' }
  if (known >= 0.9) {
    // Two digits stand in several lists; a long code can hardly be in one by chance.
    const long = shareOf(distinct, (value) => value.length >= 4)
    return { score: long > 0.5 ? 1 : 0.6, reason: `values are in the code list ${listName}` }
  }
  const hits = distinct.filter((value) => list.lookup(value) !== null).length
  if (hits === 0 && distinct.length > 0.5 * count && count > 10) return { score: -1, reason: '' }
  return { score: 0, reason: `only ${hits} of ${whole.format(distinct.length)} different values are in the code list ${listName}: the others count as unknown` }
}

/** What the values of a column say about one field; null: they say nothing either way. */
export const readValues = (field: Field, values: ColumnValues, profile: Profile, ground: ValueGround): Evidence | null => {
  const { all, count, distinct, times } = values
  if (all.length === 0) return null
  const against: Evidence = { score: -1, reason: '' }
  const fit = TIME_FITS[field]
  if (fit) return times ? { score: fit[times.kind] ?? -1, reason: '' } : against
  const listName = profile.codeLists[field]
  const list = listName === undefined ? undefined : ground.codeLists.get(listName)
  if (times && field !== 'age' && !list) return against
  if (list && listName !== undefined) return coded(values, listName, list)

  const share = (is: (value: string) => boolean): number => shareOf(all, is)
  const yesOrAgainst = (part: number, score: number, reason: string): Evidence => (part >= 0.9 ? { score, reason } : against)
  switch (field) {
    case 'lat':
    case 'lng':
    case 'easting':
    case 'northing':
      return coordinate(all, field, ground.area)
    case 'gridRef': {
      const part = share((value) => readGridReference(value) !== null)
      return yesOrAgainst(part, 1, `${every(part)} a grid reference with letters`)
    }
    case 'postcode': {
      const part = share((value) => POSTCODE.test(value))
      return yesOrAgainst(part, 1, `${every(part)} a postcode or the beginning of one`)
    }
    case 'site': {
      const known = share((value) => ground.sites.byCode(value) !== null)
      if (known >= 0.5) return { score: 1, reason: 'values are site codes that we know' }
      return share((value) => /^[A-Z0-9]{3,8}$/i.test(value)) >= 0.9 && distinct.length <= 30 ? { score: 0.4, reason: `${distinct.length === 1 ? 'one short code stands' : `${distinct.length} short codes stand`} in every row` } : against
    }
    case 'organisation':
      if (distinct.length > 60 || looksLikeSites(values) || share((value) => /[a-z]{2}/i.test(value) && value.length <= 100) < 0.9) return against
      return share((value) => /\b(police|hospital|nhs|trust|ambulance|infirmary|constabulary)\b/i.test(value)) >= 0.5 ? { score: 1, reason: 'values are names of organisations' } : { score: 0.2, reason: '' }
    case 'age': {
      const bands: readonly string[] = AGE_BANDS
      const part = share((value) => (/^\d{1,3}$/.test(value) && Number(value) <= 120) || bands.includes(value))
      return yesOrAgainst(part, 0.6, `${every(part)} a number that an age can be, or an age band`)
    }
    case 'proactive':
    case 'knife':
    case 'duplicateOf': {
      const part = share((value) => YES_NO.test(value))
      return field === 'duplicateOf' ? null : yesOrAgainst(part, 0.6, `${every(part)} a yes or a no`)
    }
    case 'reference':
      if (share((value) => !/\s/.test(value) && value.length >= 3 && value.length <= 80) < 0.9) return against
      return distinct.length >= 0.95 * count && count >= 5 && share((value) => /\d/.test(value) && !/^\d+\.\d+$/.test(value)) > 0.9 ? { score: 0.7, reason: 'hardly any value stands twice' } : { score: 0.1, reason: '' }
    case 'placeText': {
      const part = share(saysPlace)
      const wordy = share((value) => /[a-z]{2}/i.test(value))
      if (wordy < 0.5) return against
      return part >= 0.2 ? { score: 0.5 + 0.5 * part, reason: `free text; ${Math.round(part * 100)}% of it has words of places, like road, pub or outside` } : { score: 0.1, reason: '' }
    }
    case 'methodOther':
      return share((value) => /[a-z]{3}/i.test(value)) >= 0.6 ? { score: 0.2, reason: 'free text' } : against
    default:
      return null
  }
}
