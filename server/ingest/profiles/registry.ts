import { profileSchema } from '../../contract/profile.ts'
import type { NewProfile, Profile } from '../../contract/profile.ts'
import { Problem } from '../../domain/problem.ts'

/** Profiles by name: those shipped with the service, and those that people have confirmed for their suppliers. */
export type ProfileRegistry = ReturnType<typeof createProfileRegistry>

export const createProfileRegistry = (shipped: Profile[]) => {
  const profiles = new Map(shipped.map((profile) => [profile.name, profile]))
  const shippedNames = new Set(profiles.keys())
  return {
    named(name: string): Profile {
      const profile = profiles.get(name)
      if (profile) return profile
      throw new Problem(400, 'unknown-profile', 'Unknown profile', `There is no profile "${name.slice(0, 40)}"; known: ${[...profiles.keys()].join(', ')}.`)
    },
    list: (): Profile[] => [...profiles.values()],
    /** A profile that was saved, in the shape it was saved in. */
    add(definition: unknown): void {
      const profile = profileSchema.parse(definition)
      profiles.set(profile.name, profile)
    },
    /** What a person confirmed, on top of the standard's own profile. Throws a Problem when it cannot be read with. */
    compose(wanted: NewProfile): Profile {
      if (shippedNames.has(wanted.name)) throw new Problem(409, 'profile-name-taken', 'Name taken', `name: "${wanted.name}" is the name of a profile that comes with the service.`, { field: 'name' })
      const base = profiles.get(wanted.standard)
      if (!base) throw new Problem(400, 'unknown-profile', 'Unknown standard', `standard: there is no standard "${wanted.standard}".`, { field: 'standard' })
      const constants = { ...base.constants, ...wanted.constants }
      const missing = base.required.filter((field) => !wanted.columns[field] && !constants[field])
      if (missing.length > 0) throw new Problem(422, 'profile-incomplete', 'Columns are missing', `columns: ${wanted.standard} needs ${missing.join(', ')}.`, { field: 'columns' })
      const columns = Object.fromEntries(Object.entries(wanted.columns).map(([field, column]) => [field, [column]]))
      return {
        ...base,
        name: wanted.name,
        title: wanted.title,
        version: (profiles.get(wanted.name)?.version ?? 0) + 1,
        columns,
        constants,
        // Strict files are kept as they came, because a publisher made them; what a person maps is not one of those.
        strict: false,
        codeLists: { ...base.codeLists, ...wanted.codeLists },
        ...(wanted.codeMaps && { codeMaps: wanted.codeMaps }),
        sites: { ...base.sites, ...wanted.sites },
        formats: wanted.formats ?? base.formats,
      }
    },
  }
}
