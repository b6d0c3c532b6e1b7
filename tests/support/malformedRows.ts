// A police extract in which things are wrong as people and machines make them wrong: forty kinds, seeded, each row known by its line.
import { createRandom, type Random } from '../../server/demo/random.ts'
import { KINDS, type Kind, type RowText } from './malformedKinds.ts'

export { KINDS } from './malformedKinds.ts'

export const COLUMNS = ['force', 'crime_no', 'ho_class', 'committed_from', 'committed_to', 'reported_ts', 'latitude', 'longitude', 'location_text', 'location_type', 'knife_flag', 'victim_age', 'victim_sex'] as const
export type Column = (typeof COLUMNS)[number]
export const HEADER = COLUMNS.join(',')

const two = (n: number): string => String(n).padStart(2, '0')
const STREETS = ['High Street', 'Moulsham Street', 'Station Road', 'Victoria Road', 'Church Lane', 'Market Place']
const PLACES = ['Chelmsford', 'Colchester', 'Southend-on-Sea', 'Basildon', 'Harlow']

/** A row with nothing wrong: somewhere in Essex, in January to June 2024, away from the nights of the clock changes. */
export const goodRow = (random: Random, number: number): RowText => {
  const day = `2024-${two(1 + Math.floor(random.next() * 6))}-${two(1 + Math.floor(random.next() * 28))}`
  const hour = 10 + Math.floor(random.next() * 12)
  const minute = 1 + Math.floor(random.next() * 58)
  return {
    force: 'Essex Police',
    crime_no: `42/${String(number).padStart(7, '0')}/24`,
    ho_class: random.pick(['8N', '105A', '5D', '34B']),
    committed_from: `${day} ${two(hour)}:${two(minute)}:00`,
    committed_to: `${day} ${two(hour)}:${two(minute)}:00`,
    reported_ts: `${day} 23:${two(minute)}:00`,
    latitude: (51.55 + random.next() * 0.35).toFixed(5),
    longitude: (0.45 + random.next() * 0.4).toFixed(5),
    location_text: `${random.pick(STREETS)} ${random.pick(PLACES)}`,
    location_type: '',
    knife_flag: random.pick(['Y', 'N']),
    victim_age: String(16 + Math.floor(random.next() * 60)),
    victim_sex: random.pick(['M', 'F']),
  }
}

const cellText = (text: string): string => (/[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text)
export const rowLine = (row: RowText): string => COLUMNS.map((column) => cellText(row[column])).join(',')

export type MadeRow = { line: number; kind: string; text: string }

/**
 * `rows` malformed rows, the kinds in turn, and a good row behind each `every`th; with the line on which each begins. The file
 * ends with good rows, the last of them in quotes, so that no quote that a row leaves open stays open.
 */
export function* malformedFile({ rows, seed, every = 4, kinds = KINDS }: { rows: number; seed: number; every?: number; kinds?: readonly Kind[] }): Generator<MadeRow> {
  const random = createRandom(seed)
  let line = 2
  let number = 0
  const light = kinds.filter(({ heavy, fault }) => !heavy && fault !== 'broken-quotes')
  const made = (kind: string, text: string): MadeRow => {
    const row = { line, kind, text }
    line += text.split('\n').length
    return row
  }
  const good = (): MadeRow => made('good', rowLine(goodRow(random, ++number)))
  const last = (): MadeRow => made('good', COLUMNS.map((column, _i, _all, row = goodRow(random, number)) => `"${row[column]}"`).join(','))
  // What half of the first thousand rows look like, the file looks like: a file of nothing but wrong columns is a wrong file.
  for (let i = 0; i < Math.min(20, rows); i++) yield good()
  for (let i = 0; i < rows; i++) {
    const next = kinds[i % kinds.length]!
    const turn = Math.floor(i / kinds.length)
    const kind = next.heavy && turn % 10 > 0 ? light[turn % light.length]! : next
    yield made(kind.name, kind.make(goodRow(random, ++number), random, rowLine))
    if (i % every === every - 1) yield good()
  }
  number++
  yield last()
}
