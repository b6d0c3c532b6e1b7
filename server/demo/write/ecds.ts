import { clock, isoDate } from '../clock.ts'
import type { Codes } from '../codes.ts'
import type { Point } from '../invent/ground.ts'
import type { Random } from '../random.ts'
import type { Habits, createDescriber } from '../text/describe.ts'
import type { Facts } from '../world/facts.ts'
import type { Incident } from '../world/incident.ts'
import { csvLine } from './csv.ts'
import type { Timing } from './habits.ts'
import { assaultTime, codedMethod, codedPlaceType, wallClock } from './health.ts'
import { row, type Row } from './row.ts'

export const ECDS_HEADER = 'EC_Ident,Site_Code_of_Treatment,Arrival_Date,Arrival_Time,EC_Injury_Date,EC_Injury_Time,EC_Injury_Intent_SNOMED_CT,EC_Injury_Mechanism_SNOMED_CT,EC_Place_Of_Injury_SNOMED_CT,EC_Place_Of_Injury_Latitude,EC_Place_Of_Injury_Longitude,Assault_Location_Description,Age_At_CDS_Activity_Date,Sex,Arrival_Mode,Acuity_SNOMED_CT,Der_Dupe_Flag,Der_Postcode_LSOA_Code'
const SITE = 'XH103'
const FEED = 'ecds/XH103'
/** For each attendance after an assault, others of the same extract that were none. */
const SELF_INFLICTED = 0.1
const ACCIDENT = 0.12
const SENT_TWICE = 0.012

export function createEcdsWriter(habits: Habits, timing: Timing, hospital: Point, codes: Codes, describe: ReturnType<typeof createDescriber>) {
  const lsoa = (random: Random) => `X01${String(1 + Math.floor(random.next() * 1_100)).padStart(6, '0')}`
  const coordinates = (incident: Incident, random: Random): [string, string] => {
    const mark = random.next()
    if (mark < 0.04) return [hospital.lat.toFixed(6), hospital.lng.toFixed(6)]
    if (mark < 0.05) return ['0', '0']
    if (mark < 0.09) return [incident.lat.toFixed(5), incident.lng.toFixed(5)]
    return ['', '']
  }
  const line = (incident: Incident, arrival: number, who: { age: number; sex: string }, intent: string, words: string, conveyed: boolean, random: Random): string[] => {
    const assault = assaultTime(incident, SITE, arrival, timing, random)
    const [lat, lng] = coordinates(incident, random)
    const blankTime = random.next() < 0.5
    const at = wallClock(SITE, arrival)
    const method = codedMethod(incident.method, random).code
    return [
      random.hex(12).toUpperCase(), SITE, isoDate(at), `${clock(at)}:00`, isoDate(assault.local), assault.dateOnly && blankTime ? '' : `${clock(assault.local)}:00`,
      intent, random.pick(codes.of('ecds-mechanism', 'method', method)), random.pick(codes.of('ecds-place-type', 'placeType', codedPlaceType(incident, random))),
      lat, lng, words, String(who.age), who.sex === 'male' ? '1' : '2',
      random.pick(codes.of('ecds-arrival-mode', 'conveyed', conveyed ? 'yes' : 'no')), random.pick(codes.of('ecds-acuity', 'severity', incident.severity)), '0', lsoa(random),
    ]
  }
  return (incident: Incident, facts: Facts, random: Random): Row[] =>
    facts.attended.flatMap(({ victim, arrival }) => {
      const at = wallClock(SITE, arrival)
      const intent = incident.method === 'sexual' ? codes.of('ecds-intent', 'method', 'sexual')[0]! : codes.of('ecds-intent', 'pathway', 'violence')[0]!
      const said = describe(incident, habits, random)
      const cells = line(incident, arrival, victim, intent, said.text, facts.conveyed, random)
      const rows = [row(FEED, at, { text: csvLine(cells), truth: { incident, said } })]
      if (random.next() < SENT_TWICE) rows.push(row(FEED, at, { text: csvLine(cells.with(16, '1')), truth: { incident, said } }))
      for (const [chance, pathway] of [[SELF_INFLICTED, 'self-inflicted'], [ACCIDENT, 'not-violence']] as const) {
        if (random.next() >= chance) continue
        const other: Incident = { ...incident, setting: random.next() < 0.6 ? 'home' : incident.setting, method: 'other', at: incident.at - Math.floor(random.next() * 90) }
        const words = describe(other, { ...habits, blank: 0.7 }, random)
        const age = 12 + Math.floor(random.next() * 70)
        const text = csvLine(line(other, arrival, { age, sex: random.next() < 0.5 ? 'male' : 'female' }, random.pick(codes.of('ecds-intent', 'pathway', pathway)), words.text, random.next() < 0.4, random))
        rows.push(row(FEED, at, { text, truth: { incident: null, said: words } }))
      }
      return rows
    })
}
