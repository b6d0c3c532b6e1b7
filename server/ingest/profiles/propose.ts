// How the columns of an unknown file might become standard fields: guesses with their reasons, for a person to confirm. Pure.
import { FIELDS } from '../../contract/profile.ts'
import type { Field, MappingProposal, Profile } from '../../contract/profile.ts'
import type { Standard } from '../../contract/vocabulary.ts'
import { fileProblem } from '../../domain/problem.ts'
import { normColumn } from './columns.ts'
import { unknownCodesOf } from './proposeCodes.ts'
import { examplesOf, personalValues, shapeOf } from './proposeExamples.ts'
import type { Scrub } from './proposeExamples.ts'
import { createReadNames, wordsOf } from './proposeNames.ts'
import { missingFields, toldBy } from '../../contract/otherWays.ts'
import { hasShortYears, isAmerican, KIND_WORDS, timesIn } from './proposeTimes.ts'
import { looksLikeSites, readValues } from './proposeValues.ts'
import type { ColumnValues, ValueGround } from './proposeValues.ts'

export type Sample = { file: string; header: readonly string[]; rows: readonly (readonly string[])[] }
export type ProposalGround = ValueGround & { profiles: readonly Profile[]; scrub: Scrub }

/** What values alone are worth for a field, when the name says nothing; fields not listed need a name. */
const BY_VALUES: Partial<Record<Field, number>> = {
  lat: 0.7, lng: 0.7, easting: 0.7, northing: 0.7, gridRef: 0.7, site: 0.7, category: 0.7, intent: 0.6, determinant: 0.6, placeText: 0.6, method: 0.45, placeType: 0.45, severity: 0.45, arrivalMode: 0.45, conveyed: 0.45,
  sex: 0.6, organisation: 0.45, reference: 0.5, offence: 0.5, month: 0.5, age: 0.3, postcode: 0.3,
  // That it is a time is seen; of what, only a name can tell: these are offered, never chosen.
  arrival: 0.25, arrivalDate: 0.25, reported: 0.25, occurred: 0.25, occurredDate: 0.25, occurredFrom: 0.24, occurredTo: 0.24,
}
const LIKELY = 0.34
const POSSIBLE = 0.2

/** Any feed may place its events, and tell times in one column or two; the rest is the standard's own. */
const ANYWHERE: Field[] = ['organisation', 'reported', 'occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo', 'lat', 'lng', 'easting', 'northing', 'gridRef', 'placeText', 'postcode', 'age', 'sex', 'reference']
const HOSPITAL: Field[] = ['site', 'arrival', 'arrivalDate', 'arrivalTime', 'methodOther']

const fieldsOf = (profile: Profile): Field[] => {
  if (profile.strict) return FIELDS.filter((field) => profile.columns[field])
  const more = profile.source === 'emergency-department' ? [...ANYWHERE, ...HOSPITAL] : ANYWHERE
  return FIELDS.filter((field) => profile.columns[field] !== undefined || more.includes(field))
}

type Column = { name: string; values: ColumnValues; personal: string | null }
type Guesses = { guesses: Guess[]; personal: Map<number, string>; kept: Set<number> }
type Guess = { column: number; field: Field; score: number; reasons: string[]; recognised: boolean }

/** Values of all over a column that are looked at one by one. */
const LOOKED_AT = 60

function* columnsOf({ header, rows, file }: Sample): Generator<void, Column[]> {
  const seen = new Set<string>()
  const columns: Column[] = []
  for (const [at, raw] of header.entries()) {
    yield
    const name = raw.trim()
    if (!name) continue
    if (name.length > 120) throw fileProblem('unknown-header', 'a name in the header has more than 120 characters: the first row must hold the names of the columns', { file, line: 1 })
    if (seen.has(normColumn(name))) throw fileProblem('unknown-header', `the column "${name.slice(0, 40)}" stands twice in the header`, { file, line: 1 })
    seen.add(normColumn(name))
    const filled = rows.map((row) => (row[at] ?? '').trim()).filter(Boolean)
    const step = Math.max(1, filled.length / LOOKED_AT)
    const all = Array.from({ length: Math.min(LOOKED_AT, filled.length) }, (_, i) => filled[Math.floor(i * step)] ?? '')
    const saysTime = wordsOf(name).some((word) => ['date', 'time', 'datetime'].includes(word))
    const counts = new Map<string, number>()
    for (const value of filled) counts.set(value, (counts.get(value) ?? 0) + 1)
    const distinct = [...counts.keys()]
    const values = { count: filled.length, all, distinct, counts, times: timesIn(distinct, saysTime) }
    columns.push({ name, values, personal: personalValues(values) })
  }
  return columns
}

/** Every guess about every column, as one standard would read the file. */
function* guessesFor(profile: Profile, columns: Column[], ground: ProposalGround): Generator<void, Guesses> {
  const readNames = createReadNames(profile)
  const fields = fieldsOf(profile)
  const personal = new Map<number, string>()
  const kept = new Set<number>()
  const guesses: Guess[] = []
  for (const [column, { name, values, personal: byValues }] of columns.entries()) {
    yield
    const names = readNames(name)
    const why = names.personal ?? byValues
    if (why) {
      personal.set(column, why)
      continue
    }
    if (names.kept) {
      kept.add(column)
      continue
    }
    for (const field of fields) {
      // A column named "Trust" that holds codes tells the site.
      const named = names.fields.get(field) ?? (field === 'site' && looksLikeSites(values) ? names.fields.get('organisation') : undefined)
      const told = readValues(field, values, profile, ground)
      const alone = BY_VALUES[field] ?? 0
      const score = told === null ? 0.65 * (named?.score ?? 0) : told.score < 0 ? 0.2 * (named?.score ?? 0) : named ? 0.6 * named.score + 0.4 * told.score : alone * told.score
      if (score > 0) guesses.push({ column, field, score, reasons: [named?.reason ?? '', told?.reason ?? ''].filter(Boolean), recognised: (told?.score ?? 0) >= 0.3 })
    }
  }
  return { guesses, personal, kept }
}

/** Best first, each column and each field once. */
const assign = (guesses: Guess[]): Map<number, Guess> => {
  const taken = new Map<number, Guess>()
  const told = new Set<Field>()
  for (const guess of guesses.toSorted((a, b) => b.score - a.score || a.column - b.column)) {
    if (guess.score < LIKELY || taken.has(guess.column) || told.has(guess.field)) continue
    taken.set(guess.column, guess)
    told.add(guess.field)
  }
  return taken
}

function* reading(profile: Profile, columns: Column[], ground: ProposalGround) {
  const { guesses, personal, kept } = yield* guessesFor(profile, columns, ground)
  const taken = assign(guesses)
  const told = new Set([...taken.values()].map(({ field }) => field))
  const missing = missingFields(profile.required, new Set([...told, ...(Object.keys(profile.constants) as Field[])]))
  const needed = new Set(profile.required.flatMap((field) => toldBy(field, told) ?? []))
  const own = [...taken.values()].reduce((sum, { field, score }) => sum + score * (needed.has(field) ? 2 : profile.columns[field] ? 1 : 0.3), 0)
  return { profile, guesses, personal, kept, taken, missing, worth: own - 1.5 * missing.length }
}

const timeReason = ({ values: { times, all } }: Column, mapped: boolean): string | null => {
  if (times) {
    const like = mapped ? (all[0] ?? '') : shapeOf(all[0] ?? '')
    const part = times.every ? 'every value is' : 'nearly every value is'
    const american = times.formats.some(isAmerican) ? ', with the month before the day' : ''
    return `${part} ${KIND_WORDS[times.kind]} like ${like}${american}`
  }
  return hasShortYears(all) ? 'dates whose years have two digits: such rows will be set aside, so ask for four digits' : null
}

/**
 * Proposes a mapping: the standard that the columns fit best (or the one asked for), and for each column its likeliest field. In small
 * steps: a wide file is some seconds of work, and whoever runs them lets others have a turn.
 */
export function* proposing(sample: Sample, ground: ProposalGround, asked?: Standard): Generator<void, MappingProposal> {
  const columns = yield* columnsOf(sample)
  if (columns.length === 0) throw fileProblem('unknown-header', 'the first row holds no names of columns', { file: sample.file, line: 1 })
  const standards = ground.profiles.filter(({ name, standard }) => name === standard && (asked === undefined || standard === asked))
  const readings = []
  for (const profile of standards) readings.push(yield* reading(profile, columns, ground))
  const [best] = readings.toSorted((a, b) => b.worth - a.worth)
  if (!best) throw new Error('no profile of a standard to propose for')
  const formats = (mapped: boolean): string[] => columns.flatMap(({ values }, at) => (best.taken.has(at) === mapped && !best.personal.has(at) ? (values.times?.formats ?? []) : []))
  const proposals = columns.map((column, at) => {
    const guess = best.taken.get(at)
    const personal = best.personal.get(at)
    const field = guess?.field ?? null
    const others = best.guesses.filter((one) => one.column === at && one.field !== field && one.score >= POSSIBLE).toSorted((a, b) => b.score - a.score)
    const listName = field === null ? undefined : best.profile.codeLists[field]
    const isCode = (value: string): boolean => listName !== undefined && (ground.codeLists.get(listName)?.lookup(value) ?? null) !== null
    const reasons = personal ? [personal] : [...(guess?.reasons ?? []), timeReason(column, field !== null) ?? ''].filter(Boolean)
    if (!personal && field === null) reasons.push(best.kept.has(at) ? 'kept with the source record, as this standard does, without a meaning to us' : column.values.all.length === 0 ? 'the column is empty in the first rows' : 'nothing says which field it is: dropped, unless you choose one')
    const codes = unknownCodesOf(field, column.values, best.profile, ground)
    const likeliest = codes.codeLists[0]?.name
    if (likeliest !== undefined && likeliest !== listName) reasons.push(`more values are in the code list ${likeliest}, which is proposed instead`)
    return {
      column: column.name,
      examples: personal ? [] : examplesOf(column.values, field, guess?.recognised ?? false, isCode, ground.scrub),
      field,
      others: others.slice(0, 3).map((one) => one.field),
      reasons,
      ...codes,
    }
  })
  return { file: sample.file, standard: best.profile.standard, columns: proposals, formats: [...new Set([...formats(true), ...formats(false)])], missing: best.missing }
}

/** The same in one go. */
export const proposeMapping = (sample: Sample, ground: ProposalGround, asked?: Standard): MappingProposal => {
  const steps = proposing(sample, ground, asked)
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
