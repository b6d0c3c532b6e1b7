import type { Method } from '../../contract/vocabulary.ts'
import { DAY, instantOf, localOf } from '../clock.ts'
import type { CountyOptions } from '../options.ts'
import { createDraw, createRandom, seedOf, type Random } from '../random.ts'
import { shift } from '../invent/ground.ts'
import { drawSeverity, drawVictims, type Incident } from './incident.ts'
import type { Spots } from './spots.ts'

const NEAR_REPEAT_DAYS = 14
const NEAR_REPEAT_M = 60 // standard deviation, each way
const BURST = [1, 1, 2, 3]
const RETALIATION_MINUTES = 12 * 60
const WORSE: [Method, number][] = [['fist', 30], ['foot', 14], ['knife-or-sharp', 28], ['blunt-object', 16], ['bottle-or-glass', 9], ['vehicle', 3]]

/** Incidents that follow others: bursts of near repeats within days, and answers within hours. So many in all as the options say. */
export function createFollowers(options: CountyOptions, spots: Spots, end: number) {
  const random = createRandom(seedOf(options.seed, 'followers'))
  const share = (of: number) => (options.nullWorld ? 0 : Math.floor(options.incidents * Math.min(0.4, of)))
  let [repeats, answers] = [share(options.nearRepeat), share(options.retaliation)]
  const drawWorse = createDraw(WORSE, ([, weight]) => weight)
  const waiting = new Map<number, Incident[]>()
  const lastMinute = instantOf(end * DAY) - 1
  /** Some time after the cause, and in the period: near its end whenever there is room. */
  const within = (cause: Incident, at: number) => (at <= lastMinute ? at : cause.at + Math.floor(random.next() * (lastMinute - cause.at + 1)))

  const follow = (cause: Incident, at: number, origin: Incident['origin'], method: Method): Incident => {
    const where = nearBy(cause, spots, random)
    return { ...where, n: 0, at, setting: cause.setting, method, severity: drawSeverity(method, random), victims: drawVictims(cause.setting, options.victims, random), hotspot: '', origin, cause }
  }
  const put = (incident: Incident, day: number, today: number, list: Incident[]) => {
    if (day <= today) list.push(incident)
    else if (waiting.has(day)) waiting.get(day)!.push(incident)
    else waiting.set(day, [incident])
  }

  return {
    total: repeats + answers,
    /** What was set to happen on an operational day. */
    due(day: number): Incident[] {
      const due = waiting.get(day) ?? []
      waiting.delete(day)
      return due
    },
    /** `left`: first incidents still to come, this one included; every follower finds a cause before they run out. */
    follow(cause: Incident, today: number, left: number, list: Incident[]): void {
      if (cause.setting !== 'elsewhere' || left === 1) {
        if (answers > 0 && random.next() < (left === 1 ? 1 : answers / left)) {
          for (let i = left === 1 ? answers : 1; i > 0; i--, answers--) {
            const at = within(cause, cause.at + 20 + Math.floor(random.next() * (RETALIATION_MINUTES - 20)))
            put(follow(cause, at, 'retaliation', drawWorse(random)[0]), operationalDay(at), today, list)
          }
        }
        if (repeats > 0 && random.next() < (left === 1 ? 1 : repeats / 1.75 / left)) {
          for (let i = left === 1 ? repeats : Math.min(repeats, random.pick(BURST)); i > 0; i--, repeats--) {
            const u = random.next()
            const at = within(cause, cause.at + (1 + Math.floor(NEAR_REPEAT_DAYS * u * u)) * DAY + Math.floor((random.next() - 0.5) * 240))
            put(follow(cause, at, 'near-repeat', cause.method), operationalDay(at), today, list)
          }
        }
      }
    },
  }
}

const operationalDay = (at: number): number => Math.floor((localOf(at) - 6 * 60) / DAY)

/** The same place again, or a little way off along it. */
function nearBy(cause: Incident, spots: Spots, random: Random): Pick<Incident, 'lat' | 'lng' | 'spot' | 'crossing' | 'town'> {
  if (!cause.spot) return { lat: cause.lat, lng: cause.lng, spot: null, crossing: null, town: cause.town }
  if (cause.spot.entry.kind !== 'street') return spots.at(cause.spot, cause.setting, random)
  for (let attempt = 0; attempt < 40; attempt++) {
    const where = spots.at(cause.spot, cause.setting, random)
    const close = shift(cause, random.normal() * NEAR_REPEAT_M, random.normal() * NEAR_REPEAT_M)
    const [dLat, dLng] = [(where.lat - cause.lat) * 111_250, (where.lng - cause.lng) * 68_860]
    if (Math.sqrt(dLat * dLat + dLng * dLng) < Math.abs(close.lat - cause.lat) * 111_250 + NEAR_REPEAT_M) return where
  }
  return spots.at(cause.spot, cause.setting, random)
}
