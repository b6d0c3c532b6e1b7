// What suppliers call their columns: data, so that a name we learn is a word more and no new code. Words after `wordsOf` of
// proposeNames.ts: lower case, abbreviations spelled out. Dates and times are named by what they tell of; their values tell which.
import type { Field } from '../../contract/profile.ts'

/** Spelled out before names are compared. */
export const SHORT_WORDS: ReadonlyMap<string, string> = new Map(Object.entries({
  arr: 'arrival', arrived: 'arrival', att: 'attendance', attended: 'attendance', attend: 'attendance', presented: 'presentation', reg: 'registration', registered: 'registration',
  inc: 'incident', incd: 'incident', inj: 'injury', injured: 'injury', assaulted: 'assault', occured: 'occurred', occ: 'occurred', happened: 'occurred', occurrence: 'occurred',
  committed: 'committed', offences: 'offence', dt: 'date', dttm: 'datetime', datetime: 'datetime', timestamp: 'datetime', ts: 'datetime', dtm: 'datetime', tm: 'time',
  loc: 'location', locn: 'location', addr: 'address', add: 'address', desc: 'description', descr: 'description', descrip: 'description', txt: 'text', comments: 'comment', notes: 'note',
  no: 'number', num: 'number', nbr: 'number', nr: 'number', ref: 'reference', id: 'identifier', ident: 'identifier', cd: 'code', org: 'organisation', organization: 'organisation',
  hosp: 'hospital', pcode: 'postcode', pcd: 'postcode', lat: 'latitude', lon: 'longitude', lng: 'longitude', long: 'longitude', east: 'easting', north: 'northing', eastings: 'easting',
  northings: 'northing', osgr: 'gridref', ngr: 'gridref', gridreference: 'gridref', mech: 'mechanism', weap: 'weapon', weapons: 'weapon', gender: 'sex', yrs: 'years', pt: 'patient',
  amb: 'ambulance', dob: 'birth', tel: 'telephone', mob: 'mobile', dup: 'duplicate', dupe: 'duplicate', freetext: 'text', free: 'text', addr1: 'address', typ: 'type', cat: 'category',
}))

/** Words that say nothing about which field it is. */
export const FILLERS: ReadonlySet<string> = new Set(['the', 'of', 'at', 'and', 'in', 'a', 'e', 'ae', 'ed', 'ec', 'field', 'col', 'column', 'value', 'snomed', 'ct', 'cad', 'der', 'cds'])

const of = (text: string): string[] => text.split(',').map((phrase) => phrase.trim())

const ARRIVAL = of('arrival, attendance, presentation, registration, booked, triage, admission, check')
const OCCURRED = of('assault, incident, injury, occurred, event, attack, offence, committed, violence')
const REPORTED = of('reported, report, call, call connect, call received, call start, received, notified, logged, created, recorded, clock start')

export const SYNONYMS: Readonly<Record<Field, readonly string[]>> = {
  reference: of('reference, incident number, incident identifier, incident reference, crime number, crime reference, crime identifier, urn, job number, cad number, case number, episode number, attendance number, event number, record number, record identifier, unique identifier, log number, identifier'),
  organisation: of('organisation, organisation name, provider, provider name, trust, trust name, force, force name, hospital, hospital name, service, ambulance service, agency, supplier, sender, police force'),
  site: of('site, site code, hospital code, provider code, site name, site treatment, department code, ods code, location code, treatment site'),
  periodFrom: of('reporting period start, period start, reporting start, period from, extract start, extract from'),
  periodTo: of('reporting period end, period end, reporting end, period to, extract end, extract to'),
  month: of('month, crime month, incident month, month offence'),
  arrival: ARRIVAL,
  arrivalDate: ARRIVAL,
  arrivalTime: ARRIVAL,
  reported: REPORTED,
  occurred: OCCURRED,
  occurredDate: OCCURRED,
  occurredTime: OCCURRED,
  occurredFrom: of('committed from, occurred from, offence from, offence start, from, incident from, earliest, earliest date, start, between, first committed, date first committed'),
  occurredTo: of('committed to, occurred to, offence to, offence end, to, incident to, latest, latest date, end, until, last committed, date last committed'),
  lat: of('latitude, y wgs84'),
  lng: of('longitude, x wgs84'),
  easting: of('easting, grid easting, os easting, x, x coordinate, location x, grid x, bng x'),
  northing: of('northing, grid northing, os northing, y, y coordinate, location y, grid y, bng y'),
  gridRef: of('gridref, grid reference, os grid reference, os reference, national grid reference, map reference'),
  placeText: of('location description, assault location description, incident location, location text, location, place, place description, where, where occurred, scene, incident address, address, address text, venue, location detail, location details, place incident, assault place, street, location name, place name, venue name, street name, town'),
  postcode: of('postcode, incident postcode, location postcode, scene postcode, assault postcode, post code, zip'),
  placeType: of('location type, place type, assault location type, type location, place category, location category, kind place, premises type, scene type, place injury, venue type'),
  method: of('method, assault method, weapon, weapon used, weapon type, mechanism, injury mechanism, means, how injured, assault type, type assault, weapon code, how, how assault'),
  methodOther: of('method other, method description, weapon description, other weapon, method other description, weapon other, weapon text, mechanism text, method text'),
  intent: of('intent, injury intent, intent injury, reason injury'),
  determinant: of('determinant, ampds, ampds code, mpds, mpds code, dispatch code, triage code, call code, chief complaint code, determinant code, nature code, final code'),
  offence: of('offence, offence code, offence class, class, crime code, crime class, home office class, home office code, ho class, ho code, offence type'),
  category: of('crime type, crime category, category, offence category'),
  severity: of('severity, acuity, injury severity, priority'),
  conveyed: of('outcome, conveyed, conveyance, disposition, disposal, response outcome, transported, conveyed hospital, incident outcome'),
  arrivalMode: of('arrival mode, mode arrival, transport mode, arrival method, how arrival, conveyance mode'),
  age: of('age, age years, patient age, victim age, age arrival, age incident, age group, age band'),
  sex: of('sex, patient sex, victim sex, sex code'),
  proactive: of('proactive, proactive flag, police generated, self generated, proactively found'),
  knife: of('knife, knife flag, knife crime, knife enabled, bladed, sharp flag, blade'),
  duplicateOf: of('duplicate, duplicate flag, duplicate identifier, duplicate of'),
}

/** Columns about a person. They are dropped before anything is stored, and their values are not shown. */
export const PERSONAL = of(
  'name, forename, forenames, surname, first name, last name, full name, family name, given name, middle name, maiden name, patient name, victim name, initials, nhs number, hospital number, mrn, pas number, unit number, ' +
    'patient number, patient identifier, person identifier, local patient identifier, birth, birth date, date birth, telephone, phone, phone number, mobile, email, e mail, contact number, next kin, nok, relative, gp, gp name, practice, ' +
    'clinician, consultant, doctor, nurse, staff, officer, officer number, caller, caller name, vehicle registration, registration number, passport, ni number, national insurance, suspect, perpetrator, offender, witness, religion, ethnicity, ethnic',
)

/** Where a person lives is not where it happened. */
export const RESIDENCE = of('residence, home address, home postcode, patient address, patient postcode, victim address, victim postcode, usual address, usual postcode, postcode residence, lives, residential, lsoa residence, patient lsoa')
