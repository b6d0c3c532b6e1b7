import { CATEGORIES, CATEGORY_LABELS } from '../contract/vocabulary.ts'
import { DEMO_ORGANISATION } from '../domain/demo.ts'
import type { Place } from '../domain/places.ts'
import { CATEGORY_MIX, OUTCOMES, SEASON, SETTINGS } from './mix.ts'
import { createDraw, createRandom, type Random } from './random.ts'
import { snapPoints } from './snapPoints.ts'

export const DEMO_HEADER =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
export const DEMO_DEFAULTS = { seed: 1, firstMonth: '2023-04', months: 12, incidents: 30_000 }

export type DemoOptions = typeof DEMO_DEFAULTS
/** What of the real county the invented one is laid on. */
export type DemoGround = { places: Place[]; onLand: (lat: number, lng: number) => boolean }
export type DemoFile = { month: string; path: string; text: string }

const NO_LOCATION = 0.015
const OUTSIDE_COUNTY = 0.001
/** Chance that an anti-social behaviour row is followed by its twin: in real files wholly identical rows are two incidents. */
const TWIN = 0.03

/** Invented incidents in the form data.police.uk publishes, one file a month. Same options, same bytes. */
export function* demoCounty(options: DemoOptions, ground: DemoGround): Generator<DemoFile> {
  const random = createRandom(options.seed)
  const drawRow = createRows(ground, random)
  const months = Array.from({ length: options.months }, (_, i) => addMonths(options.firstMonth, i))
  const rowsOf = shareOut(options.incidents, months.map((month) => SEASON[Number(month.slice(5)) - 1]!))
  for (const [i, month] of months.entries()) {
    const lines = [DEMO_HEADER]
    while (lines.length <= rowsOf[i]!) {
      const row = drawRow(month)
      lines.push(row.text)
      if (row.anonymous && lines.length <= rowsOf[i]! && random.next() < TWIN) lines.push(row.text)
    }
    yield { month, path: `${month}/${month}-demo-street.csv`, text: `${lines.join('\n')}\n` }
  }
}

function createRows({ places, onLand }: DemoGround, random: Random): (month: string) => { text: string; anonymous: boolean } {
  const points = snapPoints(places, onLand, random)
  const bySetting = SETTINGS.map((setting) => createDraw(points.filter((point) => point.setting === setting), (point) => point.weight))
  const drawCategory = createDraw(CATEGORIES, (category) => CATEGORY_MIX[category].share)
  const drawSetting = new Map(
    CATEGORIES.map((category) => [category, createDraw(bySetting, (draw) => CATEGORY_MIX[category].settings[bySetting.indexOf(draw)]!)]),
  )
  const drawOutcome = createDraw(OUTCOMES, ([, weight]) => weight)
  const elsewhere = places.filter((place) => !place.inArea)
  return (month) => {
    const category = drawCategory(random)
    const anonymous = category === 'anti-social-behaviour'
    const point = drawSetting.get(category)!(random)(random)
    const fate = random.next()
    const where =
      fate < NO_LOCATION
        ? ',,No Location,,'
        : fate < NO_LOCATION + OUTSIDE_COUNTY
          ? `${position(random.pick(elsewhere))},${point.location},,`
          : `${position(point)},${point.location},${point.lsoaCode},${point.lsoaName}`
    const [id, outcome] = anonymous ? ['', ''] : [random.hex(64), drawOutcome(random)[0]]
    return { anonymous, text: `${id},${month},${DEMO_ORGANISATION},${DEMO_ORGANISATION},${where},${CATEGORY_LABELS[category]},${outcome},` }
  }
}

const position = ({ lng, lat }: { lng: number; lat: number }) => `${lng.toFixed(6)},${lat.toFixed(6)}`

function addMonths(month: string, count: number): string {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

/** Whole numbers in proportion to the weights that sum to the total exactly. */
function shareOut(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  let [sofar, given] = [0, 0]
  return weights.map((weight) => {
    sofar += weight
    const share = Math.round((total * sofar) / sum) - given
    given += share
    return share
  })
}
