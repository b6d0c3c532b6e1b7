import type { Field, NewProfile, Profile } from '../../contract/profile.ts'
import type { ProfileRegistry } from './registry.ts'

/** Other ways to tell what a standard needs: all fields of one of them. The pipeline reads either. */
const OTHER_WAYS: Partial<Record<Field, readonly (readonly Field[])[]>> = {
  arrival: [['arrivalDate']],
  arrivalDate: [['arrival']],
  occurred: [['occurredDate'], ['occurredFrom', 'occurredTo'], ['occurredFrom']],
  occurredFrom: [['occurred'], ['occurredDate']],
  occurredTo: [['occurredFrom'], ['occurred'], ['occurredDate']],
  site: [['organisation']],
  organisation: [['site']],
  placeText: [['postcode'], ['lat', 'lng'], ['easting', 'northing'], ['gridRef']],
}

/** The fields that tell a required one: itself, or another way to say it; null when nothing does. */
export const toldBy = (field: Field, told: ReadonlySet<Field>): readonly Field[] | null => (told.has(field) ? [field] : (OTHER_WAYS[field]?.find((way) => way.every((one) => told.has(one))) ?? null))

export const missingFields = (required: readonly Field[], told: ReadonlySet<Field>): Field[] => required.filter((field) => toldBy(field, told) === null)

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
