import { CATEGORIES, CATEGORY_LABELS, type Category } from '../../contract/vocabulary.ts'
import { DEMO_ORGANISATION } from '../../domain/demo.ts'
import { isoDate, localOf } from '../clock.ts'
import type { InventedCounty } from '../invent/county.ts'
import { createDraw, type Random } from '../random.ts'
import type { Incident } from '../world/incident.ts'
import type { Spots, Where } from '../world/spots.ts'
import { csvLine } from './csv.ts'
import { CATEGORY_MIX, MIX_SETTINGS, OUTCOMES } from './policeUkMix.ts'
import { row, type Row } from './row.ts'

export const POLICE_UK_HEADER = 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
const FEED = 'police-uk'
const VIOLENCE: Category = 'violence-and-sexual-offences'
const NO_LOCATION = 0.015
/** Of the crimes of no violence: placed over the county's border. */
const OUTSIDE_COUNTY = 0.0015

/**
 * What data.police.uk would show of the same crimes: the month, a shared point, and the other categories beside them. Anti-social
 * behaviour has no Crime ID: two incidents of a month on one street are wholly identical rows, as in real files.
 */
export function createPoliceUkWriter(county: InventedCounty, spots: Spots, nullWorld: boolean) {
  const others = CATEGORIES.flatMap((category) => {
    const { share, settings } = CATEGORY_MIX[category]
    return settings ? [{ category, share, drawSetting: createDraw(MIX_SETTINGS, (setting) => settings[MIX_SETTINGS.indexOf(setting)]!) }] : []
  })
  const drawOther = createDraw(others, ({ share }) => share)
  const drawOutcome = createDraw(OUTCOMES, ([, weight]) => weight)
  const perCrime = (1 - CATEGORY_MIX[VIOLENCE].share) / CATEGORY_MIX[VIOLENCE].share
  const townNumber = new Map(county.towns.map((town, i) => [town.place.name, i + 1]))

  const whereCells = (where: Where, random: Random): string[] => {
    if (random.next() < NO_LOCATION) return ['', '', 'No Location', '', '']
    const { lng, lat, name } = where.spot?.street ?? where.spot?.entry ?? { ...where, name: where.town }
    const town = String(townNumber.get(where.town) ?? 0).padStart(3, '0')
    return [lng.toFixed(6), lat.toFixed(6), `On or near ${name}`, ...(where.spot ? [`X01000${town}`, `Demo ${town}A`] : ['', ''])]
  }
  const line = (where: Where, at: number, category: Category, incident: Incident | null, random: Random): Row => {
    const place = whereCells(where, random)
    const [id, outcome] = category === 'anti-social-behaviour' ? ['', ''] : [random.hex(64), drawOutcome(random)[0]]
    const text = csvLine([id, isoDate(at).slice(0, 7), DEMO_ORGANISATION, DEMO_ORGANISATION, ...place, CATEGORY_LABELS[category], outcome, ''])
    return row(FEED, at, { text, truth: { incident, said: null } })
  }
  return (incident: Incident, random: Random): Row[] => {
    const at = localOf(incident.at)
    const rows = incident.victims.map(() => line(incident, at, VIOLENCE, incident, random))
    for (let left = perCrime * incident.victims.length; left > 0; left--) {
      if (left < 1 && random.next() > left) break
      const { category, drawSetting } = drawOther(random)
      const setting = random.next() < OUTSIDE_COUNTY ? 'elsewhere' : drawSetting(random)
      rows.push(line(spots.draw(nullWorld ? 'street' : setting, random), at, category, null, random))
    }
    return rows
  }
}
