import type { Field, Profile } from '../../contract/profile.ts'
import { looksLikeExcelNumber } from '../../domain/codeList.ts'
import type { NamedRow } from '../profiles/columns.ts'

/** The first code or reference that Excel has turned into a number: its last digits are gone for good. */
export const whatExcelMangled = (profile: Profile, { fields }: NamedRow): Field | null => {
  for (const field of [...(Object.keys(profile.codeLists) as Field[]), 'reference' as const]) {
    if (looksLikeExcelNumber(fields[field] ?? '')) return field
  }
  return null
}
