import { COUNTY_DEFAULTS } from '../../server/demo/options.ts'
import type { Stretch } from './measure.ts'

/** The whole time of a demo county, its middle year, and the third quarter of its last year: thick data and thin. */
export const stretchesOf = (years: number): Stretch[] => {
  const first = Number(COUNTY_DEFAULTS.from.slice(0, 4))
  const day = (year: number, month = '01'): string => `${first + year}-${month}-01`
  const middle = Math.floor(years / 2)
  return [
    { name: `all ${years} years`, from: day(0), to: day(years) },
    ...(years > 1 ? [{ name: 'a year', from: day(middle), to: day(middle + 1) }] : []),
    { name: 'a quarter', from: day(years - 1, '07'), to: day(years - 1, '10') },
  ]
}
