import type { NewProfile, Profile } from '../../contract/profile.ts'
import { checkFormats } from '../../domain/eventTimeFormats.ts'
import { Problem } from '../../domain/problem.ts'
import { createTurns } from '../../domain/turns.ts'
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

/** Profiles that people confirm: made, kept by `keep`, and in use from then on. One at a time, so that versions count up. */
export const createProfileBook = (profiles: ProfileRegistry, keep: (profile: Profile) => Promise<void>) => {
  const turns = createTurns(MAX_WAITING, 'profiles')
  return {
    save: (wanted: NewProfile): Promise<Profile> =>
      turns.take(async () => {
        const profile = composeConfirmed(profiles, wanted)
        orRefuse(profile.formats)
        await keep(profile)
        profiles.add(profile)
        return profile
      }),
  }
}
