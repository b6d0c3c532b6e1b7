import { CATEGORIES, CATEGORY_LABELS, type Category } from '../../contract/vocabulary.ts'
import { DEMO_ORGANISATION } from '../../domain/demo.ts'
import { isoDate, localOf } from '../clock.ts'
import type { InventedCounty } from '../invent/county.ts'
import { CATEGORY_MIX, OUTCOMES } from '../mix.ts'
import { createDraw, type Random } from '../random.ts'
import type { Incident } from '../world/incident.ts'
import type { Spots, Where } from '../world/spots.ts'
import { csvLine } from './csv.ts'
import { row, type Row } from './row.ts'

const FEED = 'police-uk'
const VIOLENCE: Category = 'violence-and-sexual-offences'
const NO_LOCATION = 0.015
/** The settings of the mix, in its order, as settings of the world. */
const MIX_SETTINGS = ['nightlife', 'shop', 'street', 'street', 'street'] as const

/** What data.police.uk would show of the same crimes: the month, a shared point, and the other categories beside them. */
export function createPoliceUkWriter(county: InventedCounty, spots: Spots, nullWorld: boolean) {
  const others = CATEGORIES.filter((category) => category !== VIOLENCE)
  const drawOther = createDraw(others, (category) => CATEGORY_MIX[category].share)
  const drawSetting = new Map(others.map((category) => [category, createDraw(MIX_SETTINGS.map((setting, i) => ({ setting, i })), ({ i }) => CATEGORY_MIX[category].settings[i]!)]))
  const drawOutcome = createDraw(OUTCOMES, ([, weight]) => weight)
  const perCrime = (1 - CATEGORY_MIX[VIOLENCE].share) / CATEGORY_MIX[VIOLENCE].share
  const townNumber = new Map(county.towns.map((town, i) => [town.place.name, i + 1]))

  const line = (where: Where, at: number, category: Category, incident: Incident | null, random: Random): Row => {
    const anonymous = category === 'anti-social-behaviour'
    const entry = where.spot?.street ?? where.spot?.entry
    const placed = random.next() >= NO_LOCATION && entry
    const town = String(townNumber.get(where.town) ?? 0).padStart(3, '0')
    const [id, outcome] = anonymous ? ['', ''] : [random.hex(64), drawOutcome(random)[0]]
    const text = csvLine([
      id, isoDate(at).slice(0, 7), DEMO_ORGANISATION, DEMO_ORGANISATION, placed ? entry.lng.toFixed(6) : '', placed ? entry.lat.toFixed(6) : '',
      placed ? `On or near ${entry.name}` : 'No Location', placed ? `X01000${town}` : '', placed ? `Demo ${town}A` : '', CATEGORY_LABELS[category], outcome, '',
    ])
    return row(FEED, at, { text, truth: { incident, said: null } })
  }
  return (incident: Incident, random: Random): Row[] => {
    const at = localOf(incident.at)
    const rows = incident.victims.map(() => line(incident, at, VIOLENCE, incident, random))
    for (let left = perCrime * incident.victims.length; left > 0; left--) {
      if (left < 1 && random.next() > left) break
      const category = drawOther(random)
      const { setting } = drawSetting.get(category)!(random)
      rows.push(line(spots.draw(nullWorld ? 'street' : setting, random), at, category, null, random))
    }
    return rows
  }
}
