import { parseArgs } from 'node:util'
import { STANDARDS, type Standard } from '../../server/contract/vocabulary.ts'
import { COUNTY_DEFAULTS, type CountyOptions } from '../../server/demo/options.ts'

export const USAGE = `npm run demo-county -- --out DIR [switches]
Writes an invented county with known truth: what each service would send, and DIR/truth. The same switches give the same bytes.
  --seed 1             another number, another world in the same county
  --from 2023-01       first month
  --years 3            or --months 36
  --incidents 30000    true violent incidents, seen by a service or by none
  --sources LIST       of ${STANDARDS.join(',')} (default: all but police-uk)
  --files month        how often a file is cut: month, quarter or year
  --victims 0.15       chance of another victim, after each one
  --surges 1           strength of bank holidays, football and hot nights, which all services share
  --dependence 0       chance that one draw decides for all services whether they see an incident
  --retaliation 0.015  share of incidents that answer another within 12 hours
  --near-repeat 0.06   share of incidents that follow another near by within 14 days
  --null               a world without hotspots: even over the length of streets
  --with-gazetteer     also writes the gazetteer and the sites
npm run demo-county -- --gazetteer    writes them into geo-data (they are there already)
`
export type Asked = { gazetteer: true } | { gazetteer: false; out: string; withGazetteer: boolean; county: CountyOptions }

/** Throws in one line when something is asked for that there is not. */
export function readOptions(args: string[]): Asked {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean' } as const
  const { values } = parseArgs({
    args,
    options: { out: text, seed: text, from: text, years: text, months: text, incidents: text, sources: text, files: text, victims: text, surges: text, dependence: text, retaliation: text, 'near-repeat': text, null: yes, 'with-gazetteer': yes, gazetteer: yes },
  })
  if (values.gazetteer) return { gazetteer: true }
  const number = (name: 'seed' | 'years' | 'months' | 'incidents' | 'victims' | 'surges' | 'dependence' | 'retaliation' | 'near-repeat', otherwise: number, most: number, whole = false) => {
    const value = Number(values[name] ?? otherwise)
    if (!(value >= 0 && value <= most) || (whole && !Number.isInteger(value))) throw new Error(`--${name} must be a ${whole ? 'whole ' : ''}number from 0 to ${most}`)
    return value
  }
  if (!values.out) throw new Error('--out DIR is missing')
  const from = values.from ?? COUNTY_DEFAULTS.from
  if (!/^(19[7-9]\d|20\d\d)-(0[1-9]|1[0-2])$/.test(from)) throw new Error('--from must be a month from 1970 on, like 2023-01')
  if (values.years && values.months) throw new Error('either --years or --months')
  const months = values.months ? number('months', 36, 600, true) : Math.round(number('years', COUNTY_DEFAULTS.months / 12, 50) * 12)
  if (months < 1) throw new Error('at least one month')
  const files = values.files ?? COUNTY_DEFAULTS.files
  if (files !== 'month' && files !== 'quarter' && files !== 'year') throw new Error('--files must be month, quarter or year')
  const sources = values.sources?.split(',') ?? COUNTY_DEFAULTS.sources
  const wrong = sources.find((source) => !STANDARDS.some((standard) => standard === source))
  if (wrong !== undefined) throw new Error(`--sources: there is no ${wrong}, but ${STANDARDS.join(', ')}`)
  return {
    gazetteer: false,
    out: values.out,
    withGazetteer: values['with-gazetteer'] ?? false,
    county: {
      seed: number('seed', COUNTY_DEFAULTS.seed, 2 ** 31 - 1, true), from, months, incidents: number('incidents', COUNTY_DEFAULTS.incidents, 1e9, true),
      victims: number('victims', COUNTY_DEFAULTS.victims, 0.9), surges: number('surges', COUNTY_DEFAULTS.surges, 10), dependence: number('dependence', COUNTY_DEFAULTS.dependence, 1),
      retaliation: number('retaliation', COUNTY_DEFAULTS.retaliation, 0.4), nearRepeat: number('near-repeat', COUNTY_DEFAULTS.nearRepeat, 0.4),
      nullWorld: values.null ?? false, files, sources: sources as Standard[],
    },
  }
}
