// The standard fields as a person chooses among them: in groups, with the words of the contract. Only types come from there at run
// time: its schemas would bring a validator along that the page's content-security policy objects to. A test holds the words equal.
import type { Field } from '../../../server/contract/profile.ts'

export const FIELD_GROUPS: { name: string; fields: Partial<Record<Field, string>> }[] = [
  {
    name: 'Who sends it',
    fields: {
      reference: "The supplier's own number of the event",
      organisation: 'Who sends it (force, trust or hospital), by name',
      site: 'Site code of the hospital',
      periodFrom: 'First day that the file speaks for',
      periodTo: 'Last day that the file speaks for',
    },
  },
  {
    name: 'When',
    fields: {
      arrival: 'Arrival at the hospital, date and time',
      arrivalDate: 'Arrival at the hospital, date',
      arrivalTime: 'Arrival at the hospital, time',
      reported: 'Reported, or call connected: date and time',
      occurred: 'Happened at: date and time',
      occurredDate: 'Happened on: date',
      occurredTime: 'Happened at: time',
      occurredFrom: 'Happened not before: date and time',
      occurredTo: 'Happened not after: date and time',
      month: 'Month of the event',
    },
  },
  {
    name: 'Where',
    fields: {
      placeText: 'Where it happened, in words',
      postcode: 'Postcode of where it happened',
      placeType: 'Kind of place',
      lat: 'Latitude',
      lng: 'Longitude',
      easting: 'Easting (British National Grid)',
      northing: 'Northing (British National Grid)',
      gridRef: 'Grid reference with letters',
    },
  },
  {
    name: 'What and how',
    fields: {
      method: 'How: weapon or part of the body',
      methodOther: 'How, in words',
      intent: 'Intent of the injury',
      determinant: 'Triage code of the ambulance service',
      offence: 'Offence class',
      category: 'Category of crime',
      severity: 'Severity or acuity, as the health service judged it',
      knife: 'A knife was involved, yes or no',
    },
  },
  {
    name: 'About the person, and what followed',
    fields: {
      age: 'Age',
      sex: 'Sex',
      conveyed: 'Outcome: taken to hospital or not',
      arrivalMode: 'How the patient came to the hospital',
      proactive: 'Found by the police themselves, yes or no',
      duplicateOf: 'Marked as a duplicate by the sender (0: no)',
    },
  },
]

const LABELS = new Map(FIELD_GROUPS.flatMap(({ fields }) => Object.entries(fields)))

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
