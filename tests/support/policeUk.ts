// Small police.uk files for tests: rows told by what matters in them, and a month of the invented county.
import { createHash } from 'node:crypto'
import { readGround } from '../../scripts/demo/ground.ts'
import { CATEGORY_LABELS, type Category } from '../../server/contract/vocabulary.ts'
import { demoFiles } from '../../server/demo/demoFiles.ts'
import { geoData } from './ground.ts'

export { geoData }

export const HEADER = 'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context'
export const SNAKE_HEADER = HEADER.toLowerCase().replaceAll(' ', '_')

/** Points of Essex, and one far from it. Longitude first, as in the files. */
export const SPOTS = {
  chelmsford: ['0.471', '51.734'],
  colchester: ['0.9', '51.889'],
  southend: ['0.713', '51.541'],
  hartlepool: ['-1.211', '54.686'],
  nowhere: ['', ''],
} satisfies Record<string, [string, string]>

export type PoliceRow = {
  id?: string
  month?: string
  force?: string
  spot?: readonly string[]
  location?: string
  lsoa?: string
  crime?: Category | (string & {})
}

/** A Crime ID like the real ones, the same for the same name. */
export const crimeId = (name: string | number): string => createHash('sha256').update(String(name)).digest('hex')

export const rowText = ({ id = '', month = '2018-01', force = 'Essex Police', spot = SPOTS.chelmsford, location = 'On or near High Street', lsoa = 'E01021000', crime = 'violence-and-sexual-offences' }: PoliceRow): string =>
  [id, month, force, force, spot[0], spot[1], location, lsoa, lsoa && 'Chelmsford 001A', CATEGORY_LABELS[crime as Category] ?? crime, id && 'Under investigation', ''].join(',')

export const fileText = (rows: PoliceRow[], header = HEADER): string => [header, ...rows.map(rowText), ''].join('\n')

/** `n` offences, each with a Crime ID of its own, at one spot in one month. */
export const offences = (n: number, rest: PoliceRow = {}): PoliceRow[] =>
  Array.from({ length: n }, (_, i) => ({ ...rest, id: crimeId(`${rest.month} ${String(rest.spot)} ${rest.crime} ${i}`) }))

/** Of the violence that happens the police write down a part, and other crimes beside it: rows that one true incident makes on average. */
const ROWS_PER_INCIDENT = 1.53

/** Months of the invented county as the texts of police.uk files, with about so many rows: many places, all categories, identical rows of anti-social behaviour, rows without a place. */
export const countyTexts = ({ firstMonth, months, rows, seed = 1 }: { firstMonth: string; months: number; rows: number; seed?: number }): string[] => {
  const options = { seed, from: firstMonth, months, incidents: Math.round(rows / ROWS_PER_INCIDENT), sources: ['police-uk'] } as const
  return [...demoFiles(options, readGround())].map(({ text }) => text)
}
