// Without a validator, so that the browser can have it: the page's content-security policy objects to how validators are compiled.

/** Standard fields: what a column can mean. The text beside each is shown where a person maps columns. */
export const FIELD_LABELS = {
  reference: "The supplier's own number of the event",
  organisation: 'Who sends it (force, trust or hospital), by name',
  site: 'Site code of the hospital',
  periodFrom: 'First day that the file speaks for',
  periodTo: 'Last day that the file speaks for',
  month: 'Month of the event',
  arrival: 'Arrival at the hospital, date and time',
  arrivalDate: 'Arrival at the hospital, date',
  arrivalTime: 'Arrival at the hospital, time',
  reported: 'Reported, or call connected: date and time',
  occurred: 'Happened at: date and time',
  occurredDate: 'Happened on: date',
  occurredTime: 'Happened at: time',
  occurredFrom: 'Happened not before: date and time',
  occurredTo: 'Happened not after: date and time',
  lat: 'Latitude',
  lng: 'Longitude',
  easting: 'Easting (British National Grid)',
  northing: 'Northing (British National Grid)',
  gridRef: 'Grid reference with letters',
  placeText: 'Where it happened, in words',
  postcode: 'Postcode of where it happened',
  placeType: 'Kind of place',
  method: 'How: weapon or part of the body',
  methodOther: 'How, in words',
  intent: 'Intent of the injury',
  determinant: 'Triage code of the ambulance service',
  offence: 'Offence class',
  category: 'Category of crime',
  severity: 'Severity or acuity, as the health service judged it',
  conveyed: 'Outcome: taken to hospital or not',
  arrivalMode: 'How the patient came to the hospital',
  age: 'Age',
  sex: 'Sex',
  proactive: 'Found by the police themselves, yes or no',
  knife: 'A knife was involved, yes or no',
  duplicateOf: 'Marked as a duplicate by the sender (0: no)',
} as const
export type Field = keyof typeof FIELD_LABELS
export const FIELDS = Object.keys(FIELD_LABELS) as [Field, ...Field[]]

/** Fields whose codes suppliers take from one of several shared lists: name of the list (geo-data/reference) → what people call it. The standard's own is first. */
export const CODE_LIST_CHOICES: Partial<Record<Field, Readonly<Record<string, string>>>> = {
  determinant: { 'ampds-determinant': 'AMPDS', 'nhs-pathways': 'NHS Pathways' },
}
