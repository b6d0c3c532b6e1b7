// The standard fields as a person chooses among them: in groups, with the words of the contract.
import { FIELD_LABELS, type Field } from '../../../server/contract/fields.ts'

const group = (name: string, ...fields: Field[]): { name: string; fields: Partial<Record<Field, string>> } => ({ name, fields: Object.fromEntries(fields.map((field) => [field, FIELD_LABELS[field]])) })

export const FIELD_GROUPS = [
  group('Who sends it', 'reference', 'organisation', 'site', 'periodFrom', 'periodTo'),
  group('When', 'arrival', 'arrivalDate', 'arrivalTime', 'reported', 'occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo', 'month'),
  group('Where', 'placeText', 'postcode', 'placeType', 'lat', 'lng', 'easting', 'northing', 'gridRef'),
  group('What and how', 'method', 'methodOther', 'intent', 'determinant', 'offence', 'category', 'severity', 'knife'),
  group('About the person, and what followed', 'age', 'sex', 'conveyed', 'arrivalMode', 'proactive', 'duplicateOf'),
]

const LABELS = new Map<string, string>(Object.entries(FIELD_LABELS))

/** What a field means; a name that is none stays as it is. */
export const fieldLabel = (field: string): string => LABELS.get(field) ?? field
export const isField = (name: string): name is Field => LABELS.has(name)

/** Issues are told about a place or a person as a whole as well: the fields that are then meant. */
const WHOLE: Record<string, readonly Field[]> = {
  coordinates: ['lat', 'lng', 'easting', 'northing', 'gridRef'],
  place: ['placeText', 'postcode', 'lat', 'lng', 'easting', 'northing', 'gridRef'],
  organisation: ['organisation', 'site'],
  occurred: ['occurred', 'occurredDate', 'occurredTime', 'occurredFrom', 'occurredTo', 'month'],
  arrival: ['arrival', 'arrivalDate', 'arrivalTime'],
}

/** The fields of a row that an issue is about, as far as the row has them. */
export function faultyFields(issueField: string, has: readonly string[]): string[] {
  const meant: readonly string[] = [issueField, ...(WHOLE[issueField] ?? [])]
  return has.filter((field) => meant.includes(field))
}
