import { DAY, instantOf, weekdayOf } from '../clock.ts'
import type { DemoGround } from '../ground.ts'
import type { InventedCounty } from '../invent/county.ts'
import { daysOf, type CountyOptions } from '../options.ts'
import { binomial, createDraw, createRandom, seedOf, type Random } from '../random.ts'
import { backgroundWeights, dayFactor, surgesOf, type Surge } from './calendar.ts'
import { createFollowers } from './followers.ts'
import { createHotspots, drawIn, strengthOn, type Hotspot } from './hotspots.ts'
import { drawSeverity, drawVictims, type Incident } from './incident.ts'
import { METHODS_BY_SETTING, SETTINGS, WORLD_SETTINGS, type WorldSetting } from './settings.ts'
import { createSpots } from './spots.ts'

export type World = { hotspots: Hotspot[]; surges: Surge[]; days: () => Generator<Incident[]> }

const MIDNIGHT = 18 // hours of an operational day before local midnight

/** The world of a seed: its hotspots, its calendar, and its incidents by operational day in order of time. */
export function createWorld(options: CountyOptions, county: InventedCounty, ground: DemoGround): World {
  const { first, end } = daysOf(options)
  const hotspots = options.nullWorld ? [] : createHotspots(county, options.seed, first, end)
  const surges = surgesOf(options, first, end)
  return { hotspots, surges: [...surges.values()].sort((a, b) => (a.day < b.day ? -1 : 1)), days: () => days(options, county, ground, hotspots, surges) }
}

function* days(options: CountyOptions, county: InventedCounty, ground: DemoGround, hotspots: Hotspot[], surges: Map<number, Surge>): Generator<Incident[]> {
  const { first, end } = daysOf(options)
  const random = createRandom(seedOf(options.seed, 'world'))
  const spots = createSpots(county, ground, options.seed, options.nullWorld)
  const followers = createFollowers(options, spots, end)
  const drawMethod = new Map(WORLD_SETTINGS.map((setting) => [setting, createDraw(METHODS_BY_SETTING[setting], ([, share]) => share)]))
  const kinds = [...WORLD_SETTINGS.map((setting) => ({ setting, hotspot: null as Hotspot | null })), ...hotspots.map((hotspot) => ({ setting: hotspot.setting, hotspot }))]
  const hours = hourDraws()
  const isLate = (day: number) => weekdayOf(day) === 4 || weekdayOf(day) === 5 || surges.get(day)?.why === 'bank holiday'

  // The period begins and ends at local midnight, inside an operational day: of the first and the last only a part counts.
  const part = (day: number, setting: WorldSetting) => (day === first - 1 ? hours.afterMidnight(setting, isLate(day)) : day === end - 1 ? 1 - hours.afterMidnight(setting, isLate(day)) : 1)
  const weigh = (day: number) => {
    const background = backgroundWeights(day, surges, options.nullWorld)
    return kinds.map(({ setting, hotspot }, i) => (hotspot ? hotspot.share * strengthOn(hotspot, day) * dayFactor(setting, day, surges) : background[i]!) * part(day, setting))
  }
  const sum = (weights: number[]) => weights.reduce((a, b) => a + b, 0)
  let weightLeft = 0
  for (let day = first - 1; day < end; day++) weightLeft += sum(weigh(day))
  let left = options.incidents - followers.total
  let n = 0
  for (let day = first - 1; day < end; day++) {
    const weights = weigh(day)
    const weight = sum(weights)
    const today = day === end - 1 ? left : binomial(left, weight / weightLeft, random)
    weightLeft -= weight
    const drawKind = today > 0 ? createDraw(kinds, (kind) => weights[kinds.indexOf(kind)]!) : null
    const incidents: Incident[] = followers.due(day)
    for (let i = 0; i < today; i++) {
      const { setting, hotspot } = drawKind!(random)
      const where = hotspot ? drawIn(hotspot, spots, random) : spots.draw(setting, random)
      const hour = hours.draw(setting, isLate(day), day === first - 1, day === end - 1, random)
      const at = instantOf(day * DAY + (6 + hour) * 60 + Math.floor(random.next() * 60), random.next() < 0.5)
      const method = drawMethod.get(setting)!(random)[0]
      const incident: Incident = { ...where, n: 0, at, setting, method, severity: drawSeverity(method, random), victims: drawVictims(setting, options.victims, random), hotspot: hotspot?.id ?? '', origin: 'base', cause: null }
      incidents.push(incident)
      followers.follow(incident, day, left - i, incidents)
    }
    left -= today
    incidents.sort((a, b) => a.at - b.at)
    for (const incident of incidents) incident.n = ++n
    yield incidents
  }
}

/** Hours since 06:00 by setting, on ordinary and on late nights. */
function hourDraws() {
  const all = Array.from({ length: 24 }, (_, hour) => hour)
  const curve = (setting: WorldSetting, late: boolean) => (late ? SETTINGS[setting].weekendHours : SETTINGS[setting].hours)
  const draws = new Map(WORLD_SETTINGS.map((setting) => [setting, [false, true].map((late) => createDraw(all, (hour) => curve(setting, late)[hour]!))]))
  return {
    afterMidnight: (setting: WorldSetting, late: boolean): number => {
      const weights = curve(setting, late)
      return weights.slice(MIDNIGHT).reduce((a, b) => a + b, 0) / weights.reduce((a, b) => a + b, 0)
    },
    draw: (setting: WorldSetting, late: boolean, onlyAfter: boolean, onlyBefore: boolean, random: Random): number => {
      for (;;) {
        const hour = draws.get(setting)![late ? 1 : 0]!(random)
        if (!(onlyAfter && hour < MIDNIGHT) && !(onlyBefore && hour >= MIDNIGHT)) return hour
      }
    },
  }
}
