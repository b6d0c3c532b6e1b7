// What a standard needs can be told in more than one way: date and time in two columns, a place by words or by coordinates. Browser and
// server ask the same table, so that what a person is shown as missing is what saving would refuse.
import type { Field } from './profile.ts'

/** Other ways to tell a field: all fields of one of them. */
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
export const toldBy = (field: Field, told: ReadonlySet<Field>): readonly Field[] | null =>
  told.has(field) ? [field] : (OTHER_WAYS[field]?.find((way) => way.every((one) => told.has(one))) ?? null)

export const missingFields = (required: readonly Field[], told: ReadonlySet<Field>): Field[] => required.filter((field) => toldBy(field, told) === null)
