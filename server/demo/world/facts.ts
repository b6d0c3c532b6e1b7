import type { Point } from '../invent/ground.ts'
import { distanceM } from '../invent/ground.ts'
import type { Random } from '../random.ts'
import type { Incident } from './incident.ts'
import type { Victim } from './people.ts'
import { seenProbability, type Service } from './settings.ts'

/** Who saw an incident, and who went where: facts that several services' rows share. */
export type Facts = {
  seen: Record<Service, boolean>
  /** victims who went to an emergency department; empty when it did not see the incident */
  attended: { victim: Victim; arrival: number }[]
  site: string
  /** an ambulance took somebody there */
  conveyed: boolean
  call: number
}
export type HospitalSite = Point & { code: string }

export const TRAUMA = 'XL201'
const OTHER_VICTIM_ATTENDS = 0.6

export function createFacts(sites: HospitalSite[], dependence: number, lastMinute: number) {
  const inCounty = sites.filter(({ code }) => code !== TRAUMA)
  /** A delay from now on that still falls into the period; the last minute when none of a few draws does. */
  const within = (from: number, draw: () => number): number => {
    for (let attempt = 0; attempt < 6; attempt++) {
      const at = from + draw()
      if (at <= lastMinute) return at
    }
    return Math.max(from, lastMinute)
  }

  const siteOf = (incident: Incident, random: Random): string => {
    const [worst, west, other] = [random.next(), random.next(), random.next()]
    const weapon = incident.method === 'knife-or-sharp' || incident.method === 'firearm'
    const severe = incident.severity === 'severe' || incident.severity === 'life-threatening'
    if (worst < (severe ? (weapon ? 0.5 : 0.12) : 0)) return TRAUMA
    if (west < (incident.setting === 'elsewhere' ? 0.25 : incident.lng < 0.2 ? 0.08 : 0.004)) return TRAUMA
    const nearest = inCounty.reduce((a, b) => (distanceM(incident, b) < distanceM(incident, a) ? b : a))
    return other < 0.9 ? nearest.code : random.pick(inCounty).code
  }

  return (incident: Incident, random: Random): Facts => {
    const [gate, shared, ...own] = [random.next(), random.next(), random.next(), random.next(), random.next()]
    const see = (service: Service, i: number) => (gate < dependence ? shared : own[i]!) < seenProbability(service, incident.setting, incident.severity)
    const seen = { police: see('police', 0), ambulance: see('ambulance', 1), ed: see('ed', 2) }
    const conveyed = seen.ambulance && (seen.ed ? random.next() < 0.85 : random.next() < 0.2)
    const site = siteOf(incident, random)
    const late = random.next()
    const call = within(incident.at, () => (late < 0.1 ? 240 + Math.floor(random.next() * 900) : 1 + Math.floor(30 * random.next() * random.next())))
    const arrival = () => {
      if (conveyed) return within(call, () => 40 + Math.floor(random.next() * 90))
      const mark = random.next()
      const u = random.next()
      return within(incident.at, () => (mark < 0.75 ? 20 + Math.floor(280 * u * random.next()) : mark < 0.92 ? 300 + Math.floor(900 * random.next()) : 1_440 + Math.floor(7_000 * random.next() * u)))
    }
    const attended = seen.ed
      ? incident.victims.filter((_, i) => i === 0 || random.next() < OTHER_VICTIM_ATTENDS).map((victim) => ({ victim, arrival: arrival() }))
      : []
    return { seen, attended, site, conveyed, call }
  }
}
export type DrawFacts = ReturnType<typeof createFacts>
