import type { Field, Profile } from '../../contract/profile.ts'
import { AGE_BANDS, METHODS, PLACE_TYPES, SEVERITIES, SEXES } from '../../contract/vocabulary.ts'
import type { AgeBand, Category, Method, PlaceType, Said, Severity, Sex } from '../../contract/vocabulary.ts'
import type { Case, Coded } from '../../domain/case.ts'
import type { CodeList } from '../../domain/codeList.ts'
import { codesOf } from '../profiles/codesOf.ts'
import type { NamedRow } from '../profiles/columns.ts'
import type { Keep } from './keep.ts'

/** What the codes of a row mean. `unknownCodes`: fields whose code is in no list. */
export type ReadCodes = {
  category: Category | null
  categoryOriginal: string
  offenceCode: string | null
  pathway: Case['pathway']
  method: Coded<Method>
  placeType: Coded<PlaceType>
  ageBand: Said<AgeBand>
  sex: Said<Sex>
  conveyed: Said<'yes' | 'no'>
  severity: Said<Severity>
  unknownCodes: Field[]
}

/** Violence that a health service tells of has no category of crime: it is the one that the service is about. */
const VIOLENCE: Category = 'violence-and-sexual-offences'

const among = <T extends string>(words: readonly T[], word: string | undefined): T | null => words.find((w) => w === word) ?? null

const ageBandOf = (text: string): Said<AgeBand> => {
  if (!text) return 'missing'
  const age = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  if (!(age <= 120)) return among(AGE_BANDS, text) ?? 'unknown'
  const first = [0, 10, 18, 25, 35, 45, 65].findLastIndex((from) => age >= from)
  return AGE_BANDS[first] ?? 'unknown'
}

/** A yes, in the ways that exports say it. */
export const saysYes = (text: string | undefined): boolean => /^(y|yes|true|t|1)$/i.test(text ?? '')

/** Reads the codes of a row by the lists that the profile names. A code keeps its original words beside its meaning. */
export const createReadCodes = (profile: Profile, has: ReadonlySet<Field>, lists: ReadonlyMap<string, CodeList>, keep: Keep) => {
  const original = (field: Field, text: string | undefined): string => keep.value(field, text ?? '')
  const listOf = codesOf(profile, lists)

  return ({ fields }: NamedRow): ReadCodes => {
    const unknownCodes: Field[] = []
    const meaning: Record<string, string | undefined> = {}
    // The column that is about a thing decides; what another code implies (a triage code, an offence) fills what is left open.
    const said: Partial<Record<Field, string>> = {}
    for (const [field, list] of listOf) {
      const code = fields[field]
      if (!code) continue
      const found = list.lookup(code)
      if (!found) {
        unknownCodes.push(field)
        continue
      }
      for (const [what, value] of Object.entries(found)) {
        if (what === field) said[field] = value
        else meaning[what] ??= value
      }
    }
    const value = <T extends string>(field: 'method' | 'placeType' | 'sex' | 'conveyed' | 'severity', words: readonly T[]): Said<T> => {
      const known = among(words, said[field] ?? meaning[field])
      if (known) return known
      if (!has.has(field)) return 'not-asked'
      return fields[field] ? 'unknown' : 'missing'
    }
    const method = value('method', METHODS)
    const intent = meaning['pathway']
    const violent = intent === 'violence' || (intent === undefined && (profile.everyRowIsViolence || (unknownCodes.includes('intent') && Boolean(fields.placeText))))
    const police = profile.source === 'police'
    const category = police ? (meaning['category'] ?? said.category ?? null) : VIOLENCE
    return {
      category: category as Category | null,
      categoryOriginal: police ? (fields.category === undefined ? original('offence', fields.offence) : original('category', fields.category)) : fields.intent === undefined ? original('determinant', fields.determinant) : original('intent', fields.intent),
      offenceCode: original('offence', fields.offence) || null,
      pathway: police || violent ? 'counted' : intent === 'self-inflicted' ? 'self-inflicted' : 'not-violence',
      method: { value: method === 'unknown' || method === 'missing' || method === 'not-asked' ? (saysYes(fields.knife) ? 'knife-or-sharp' : method) : method, original: original('method', fields.method) },
      placeType: { value: value('placeType', PLACE_TYPES), original: original('placeType', fields.placeType) },
      ageBand: has.has('age') ? ageBandOf(fields.age ?? '') : 'not-asked',
      sex: value('sex', SEXES),
      conveyed: value('conveyed', ['yes', 'no'] as const),
      severity: value('severity', SEVERITIES),
      unknownCodes: unknownCodes.filter((field) => field !== 'category' && field !== 'offence'),
    }
  }
}
