import { PROFILES } from '../../contract/vocabulary.ts'
import type { ProfileName } from '../../contract/vocabulary.ts'
import { Problem } from '../../domain/problem.ts'
import { policeUk } from './policeUk.ts'
import type { Profile } from './profile.ts'

/** Every profile by its name: a new source is one file beside this one and one line here. */
const profiles: Record<ProfileName, Profile> = { 'police-uk': policeUk }

export const profileNamed = (name: string): Profile => {
  if (Object.hasOwn(profiles, name)) return profiles[name as ProfileName]
  throw new Problem(400, 'unknown-profile', 'Unknown profile', `There is no profile "${name.slice(0, 40)}"; known: ${PROFILES.join(', ')}.`)
}
