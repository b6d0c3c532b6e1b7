import { clock, isoDate, ukDate } from '../clock.ts'
import type { Codes } from '../codes.ts'
import type { Random } from '../random.ts'
import type { Habits, createDescriber } from '../text/describe.ts'
import type { Facts } from '../world/facts.ts'
import type { Incident } from '../world/incident.ts'
import { csvLine, xmlText } from './csv.ts'
import type { Timing } from './habits.ts'
import { assaultTime, codedMethod, codedPlaceType, wallClock } from './health.ts'
import type { Feed, Row, Version } from './row.ts'

export const ISTV_HEADER = 'Site Code,Reporting Period Start Date,Reporting Period End Date,Arrival Date Time,Assault Date Time,Assault Method,Assault Method Other Description,Assault Location Type,Assault Location Description,Age,Sex'
const XML_NAMES = ['ArrivalDateTime', 'AssaultDateTime', 'AssaultMethod', 'AssaultMethodOtherDescription', 'AssaultLocationType', 'AssaultLocationDescription', 'Age', 'Sex']

/** The days that a file speaks for, first and last. */
export type Declared = { from: string; to: string }
export type IstvSite = { code: string; feed: Feed; habits: Habits; timing: Timing; xml: boolean }
type Describe = ReturnType<typeof createDescriber>

/** Of a row in a file that is sent again: corrected, taken out, or only found now. */
const CORRECTED = 0.12
const TAKEN_OUT = 0.03
const FOUND_LATE = 0.05

export function createIstvWriter({ code, feed, habits, timing, xml }: IstvSite, codes: Codes, describe: Describe, declare: (arrival: number) => Declared & { sentAgain: boolean }) {
  const rowText = (declared: Declared, arrival: number, assault: number, cells: string[]): string => {
    const time = (local: number) => (xml ? `${isoDate(local)}T${clock(local)}:00` : `${ukDate(local)} ${clock(local)}`)
    const values = [time(arrival), time(assault), ...cells]
    if (xml) return `<Assault>${XML_NAMES.map((name, i) => `<${name}>${xmlText(values[i]!)}</${name}>`).join('')}</Assault>`
    return csvLine([code, ukDay(declared.from), ukDay(declared.to), ...values])
  }
  return (incident: Incident, { attended }: Facts, random: Random): Row[] =>
    attended.map(({ victim, arrival }) => {
      const at = wallClock(code, arrival)
      const declared = declare(at)
      const assault = assaultTime(incident, code, arrival, timing, random)
      const method = codedMethod(incident.method, random)
      const placeType = codedPlaceType(incident, random)
      const said = describe(incident, habits, random)
      const rest = [String(random.next() < 0.01 ? '' : victim.age), random.next() < 0.01 ? '9' : victim.sex === 'male' ? '1' : '2']
      const cells = [random.next() < 0.02 ? '' : codes.of('istv-method', 'method', method.code)[0]!, method.words, codes.of('istv-place-type', 'placeType', placeType)[0]!]
      const version = (words: typeof said, time: number): Version => ({ text: rowText(declared, at, time, [...cells, words.text, ...rest]), truth: { incident, said: words } })
      const first = version(said, assault.local)
      // Drawn for every row, so that which files are sent again moves no other byte.
      const [fate, again] = [random.next(), describe(incident, { ...habits, blank: 0.01, vague: 0.02, default: 0 }, random)]
      if (!declared.sentAgain) return { feed, at, first, again: first }
      if (fate < TAKEN_OUT) return { feed, at, first, again: null }
      if (fate < TAKEN_OUT + FOUND_LATE) return { feed, at, first: null, again: first }
      if (fate < TAKEN_OUT + FOUND_LATE + CORRECTED) return { feed, at, first, again: version(again, wallClock(code, incident.at)) }
      return { feed, at, first, again: first }
    })
}

export const istvXmlHead = (site: string, { from, to }: Declared): string =>
  `<?xml version="1.0" encoding="UTF-8"?><ISTVSubmission><SiteCode>${site}</SiteCode><ReportingPeriodStartDate>${from}</ReportingPeriodStartDate><ReportingPeriodEndDate>${to}</ReportingPeriodEndDate>`
export const ISTV_XML_FOOT = '</ISTVSubmission>'

const ukDay = (date: string): string => `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
