import type { Field, Profile } from '../../contract/profile.ts'
import type { CodeField, CodeList } from '../../domain/codeList.ts'

/** What a field's own codes set: an intent says whether it is violence, an outcome whether somebody was taken to hospital. */
export const SETS: Partial<Record<Field, CodeField>> = {
  method: 'method', placeType: 'placeType', intent: 'pathway', determinant: 'pathway', offence: 'category', category: 'category', severity: 'severity', conveyed: 'conveyed', arrivalMode: 'conveyed', sex: 'sex',
}

export type Lookup = Pick<CodeList, 'lookup'>

/** How each coded field of a profile is read: by the supplier's own codes first, then by the list that the profile names. */
export const codesOf = (profile: Profile, lists: ReadonlyMap<string, CodeList>): ReadonlyMap<Field, Lookup> => {
  const read = new Map<Field, Lookup>()
  for (const [field, name] of Object.entries(profile.codeLists) as [Field, string][]) {
    const list = lists.get(name)
    if (!list) throw new Error(`profile ${profile.name} needs the code list ${name}, which is not in geo-data/reference`)
    read.set(field, list)
  }
  for (const [field, codes] of Object.entries(profile.codeMaps ?? {}) as [Field, Record<string, string>][]) {
    const sets = SETS[field]
    if (!sets) continue
    const own = new Map(Object.entries(codes).map(([code, value]) => [code.trim().toLowerCase(), { [sets]: value }]))
    const list = read.get(field)
    read.set(field, { lookup: (code) => own.get(code.trim().toLowerCase()) ?? list?.lookup(code) ?? null })
  }
  return read
}
