import type { Field, NewProfile, Profile } from '../../contract/profile.ts'
import { isCodeValue } from '../../domain/codeList.ts'
import { checkFormats } from '../../domain/eventTimeFormats.ts'
import { Problem } from '../../domain/problem.ts'
import { createTurns } from '../../domain/turns.ts'
import type { Scrubber } from '../scrub/scrubber.ts'
import { SETS } from './codesOf.ts'
import { composeConfirmed } from './proposeRequired.ts'
import type { ProfileRegistry } from './registry.ts'

const MAX_WAITING = 40

const orRefuse = (formats: readonly string[]): void => {
  try {
    checkFormats(formats)
  } catch (error) {
    throw new Problem(422, 'bad-format', 'This format cannot be read', `formats: ${error instanceof Error ? error.message : 'not a date format'}. Nothing was saved.`, { field: 'formats' })
  }
}

/** Codes must be readable: a list that is there, and meanings in the words of the standard. */
const checkCodes = ({ codeLists, codeMaps }: Profile, lists: ReadonlyMap<string, unknown>): void => {
  const refuse = (field: string, why: string): never => {
    throw new Problem(422, 'bad-codes', 'These codes cannot be read', `codes of ${field}: ${why}. Nothing was saved.`, { field: 'codeMaps' })
  }
  for (const [field, name] of Object.entries(codeLists)) if (!lists.has(name)) refuse(field, `there is no code list "${name}"`)
  for (const [field, codes] of Object.entries(codeMaps ?? {}) as [Field, Record<string, string>][]) {
    const sets = SETS[field] ?? refuse(field, 'it has no codes')
    for (const [code, value] of Object.entries(codes)) if (!isCodeValue(sets, value)) refuse(field, `"${value.slice(0, 40)}" (for "${code.slice(0, 40)}") is not a word of the standard`)
  }
}

/** What people type into a profile is shown to others: nothing personal, and nothing that only a machine can see. */
const checkWords = ({ title, constants, sites }: Profile, scrubber: Scrubber): void => {
  for (const text of [title, ...Object.values(constants), ...Object.values(sites)]) {
    const { clean, found } = scrubber.scrub(text)
    if (!clean || found.length > 0 || /[\p{Cc}\p{Cf}]/u.test(text))
      throw new Problem(422, 'personal-data', 'This looks like a person', 'title, constants and sites: something looks like the name, number or address of a person, or is no readable text. Nothing was saved.', { field: 'title' })
  }
}

/** Profiles that people confirm: made, kept by `keep`, and in use from then on. One at a time, so that versions count up. */
export const createProfileBook = (profiles: ProfileRegistry, keep: (profile: Profile) => Promise<void>, lists: ReadonlyMap<string, unknown>, scrubber: Scrubber) => {
  const turns = createTurns(MAX_WAITING, 'profiles')
  return {
    save: (wanted: NewProfile): Promise<Profile> =>
      turns.take(async () => {
        const profile = composeConfirmed(profiles, wanted)
        orRefuse(profile.formats)
        checkCodes(profile, lists)
        checkWords(profile, scrubber)
        await keep(profile)
        profiles.add(profile)
        return profile
      }),
  }
}
