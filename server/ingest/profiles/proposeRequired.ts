import { toldBy } from '../../contract/otherWays.ts'
import type { Field, NewProfile, Profile } from '../../contract/profile.ts'
import type { ProfileRegistry } from './registry.ts'

/**
 * A profile as a person confirmed it, which may tell a required field in another way (date and time in two columns). Composing asks for
 * the standard's own fields, so what tells them stands in for them, and is what the new profile then requires.
 */
export const composeConfirmed = (profiles: Pick<ProfileRegistry, 'compose' | 'named'>, wanted: NewProfile): Profile => {
  const { required } = profiles.named(wanted.standard)
  const told = new Set([...Object.keys(wanted.columns), ...Object.keys(wanted.constants ?? {})] as Field[])
  const ways = new Map(required.map((field) => [field, toldBy(field, told)]))
  const standIns: NewProfile['columns'] = {}
  for (const [field, way] of ways) if (way && !told.has(field)) standIns[field] = way.map((one) => wanted.columns[one]).find(Boolean) ?? 'constant'
  const profile = profiles.compose({ ...wanted, columns: { ...wanted.columns, ...standIns } })
  const columns = Object.fromEntries(Object.entries(profile.columns).filter(([field]) => !(field in standIns)))
  return { ...profile, columns, required: [...new Set([...ways].flatMap(([field, way]) => way ?? [field]))] }
}
