import type { Knex } from 'knex'
import type { Profile } from '../contract/profile.ts'

/** The newest version of each profile that people have saved, as JSON. */
export const savedProfiles = async (db: Knex): Promise<unknown[]> => {
  const { rows } = await db.raw<{ rows: { definition: unknown }[] }>(`select distinct on (name) definition from profiles order by name, version desc`)
  return rows.map(({ definition }) => definition)
}

/** Keeps a profile; an earlier version of it stays beside it. */
export const saveProfile = async (db: Knex, profile: Profile, at: string): Promise<void> => {
  await db('profiles').insert({ name: profile.name, version: profile.version, definition: JSON.stringify(profile), saved_at: at })
}
