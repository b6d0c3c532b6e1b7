import type { Standard } from '../../contract/vocabulary.ts'
import { DAY, dateOf, dayOf } from '../clock.ts'
import { addMonths, type CountyOptions } from '../options.ts'
import { createRandom, seedOf } from '../random.ts'
import { AMBULANCE_HEADER } from './ambulance.ts'
import { csvLine } from './csv.ts'
import { ECDS_HEADER } from './ecds.ts'
import { ISTV_HEADER, ISTV_XML_FOOT, istvXmlHead, type Declared } from './istv.ts'
import { POLICE_HEADER } from './police.ts'
import { POLICE_UK_HEADER } from './policeUk.ts'
import { FEEDS, type Feed, type Row, type Version } from './row.ts'

/** A piece of a file, in the order of writing; `done`: the file is whole. Truth files have no profile. */
export type Part = { path: string; profile: Standard | null; text: string; done: boolean }

export const TRUTH_ROWS = 'truth/rows.csv'
export const TRUTH_ROWS_HEADER = 'file,line,incident,mappable,place_id,describes,text_style,planted'
const HEADERS: Partial<Record<Feed, string>> = { 'istv/XH101': ISTV_HEADER, 'istv/XL201': ISTV_HEADER, 'ecds/XH103': ECDS_HEADER, 'ambulance-cad': AMBULANCE_HEADER, 'police-extract': POLICE_HEADER, 'police-uk': POLICE_UK_HEADER }
const SENT_AGAIN = 0.1
/** The corrected file of a period comes before those of the next month. */
const LATER_DAYS = 27
const MONTHS = { month: 1, quarter: 3, year: 12 } as const

export const standardOf = (feed: Feed): Standard => feed.split('/')[0] as Standard
const isXml = (feed: Feed): boolean => feed === 'istv/XH102'

/** How the days are cut into files: `name` 2024-03, 2024-Q1 or 2024. */
export function createPeriods({ from, months, files, seed }: CountyOptions) {
  const ends = dayOf(`${addMonths(from, months)}-01`)
  const known = new Map<string, { name: string; declared: Declared; end: number; index: number; again: Set<Feed> }>()
  return (local: number) => {
    const month = dateOf(Math.floor(local / DAY)).slice(0, 7)
    let period = known.get(month)
    if (!period) {
      const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
      const start = `${year}-${String(number - ((number - 1) % MONTHS[files])).padStart(2, '0')}`
      const end = Math.min(ends, dayOf(`${addMonths(start, MONTHS[files])}-01`))
      const index = Math.floor((Number(year) * 12 + number - 1) / MONTHS[files]) - Math.floor((Number(from.slice(0, 4)) * 12 + Number(from.slice(5)) - 1) / MONTHS[files])
      const name = files === 'month' ? start : files === 'quarter' ? `${year}-Q${Math.ceil(number / 3)}` : year
      const first = dayOf(`${start}-01`) < dayOf(`${from}-01`) ? `${from}-01` : `${start}-01`
      // The third period of each ISTV site is always sent again, others by chance.
      const again = new Set(FEEDS.filter((feed) => feed.startsWith('istv/') && (index === 2 || createRandom(seedOf(seed, `again ${feed} ${start}`)).next() < SENT_AGAIN)))
      period = { name, declared: { from: first, to: dateOf(end - 1) }, end, index, again }
      known.set(month, period)
    }
    return period
  }
}
export type Periods = ReturnType<typeof createPeriods>

type Open = { path: string; feed: Feed; lines: number; closes: number; later: boolean; started: boolean }

/** Sorts rows into files by the day they were filed, and tells the truth of each. Holds only rows whose day has not come. */
export function createCut(options: CountyOptions, periods: Periods) {
  const waiting = new Map<number, Row[]>()
  const open = new Map<string, Open>()
  const head = (feed: Feed, declared: Declared) => (isXml(feed) ? istvXmlHead(feed.slice(5), declared) : HEADERS[feed]!)

  const fileOf = (feed: Feed, at: number, later: boolean): Open => {
    const { name, end } = periods(at)
    const stem = feed === 'police-uk' ? `police-uk/${options.files === 'month' ? `${name}/` : ''}${name}-demo-street` : `${feed}/${name}`
    const path = `${stem}${later ? '.resubmitted' : ''}${isXml(feed) ? '.xml' : '.csv'}`
    let file = open.get(path)
    if (!file) open.set(path, (file = { path, feed, lines: 1, closes: later ? end + LATER_DAYS : end, later, started: false }))
    return file
  }
  const write = (texts: Map<Open, string[]>, truth: string[], row: Row, version: Version | null, later: boolean) => {
    if (!version) return
    const file = fileOf(row.feed, row.at, later)
    const lines = texts.get(file) ?? texts.set(file, []).get(file)!
    if (!file.started) lines.push(head(row.feed, periods(row.at).declared))
    file.started = true
    lines.push(version.text)
    const { incident, said } = version.truth
    truth.push(csvLine([file.path, String(++file.lines), incident ? String(incident.n) : '', said?.mappable ? '1' : '0', said?.placeId ?? '', said?.describes ?? 'nothing', said?.style ?? 'snap-point', said ? said.planted.map(({ kind, value }) => `${kind}=${value}`).join(';') : '']))
  }

  return {
    put(row: Row): void {
      const day = Math.floor(row.at / DAY)
      const rows = waiting.get(day)
      if (rows) rows.push(row)
      else waiting.set(day, [row])
    },
    /** Writes all that was filed before a day, and closes files whose period is over. */
    *flush(before: number): Generator<Part> {
      const texts = new Map<Open, string[]>()
      const truth: string[] = []
      for (const day of [...waiting.keys()].filter((day) => day < before).sort((a, b) => a - b)) {
        for (const row of waiting.get(day)!.sort((a, b) => a.at - b.at)) {
          write(texts, truth, row, row.first, false)
          if (periods(row.at).again.has(row.feed)) write(texts, truth, row, row.again, true)
        }
        waiting.delete(day)
      }
      for (const [file, lines] of texts) yield { path: file.path, profile: standardOf(file.feed), text: `${lines.join('\n')}\n`, done: false }
      if (truth.length > 0) yield { path: TRUTH_ROWS, profile: null, text: `${truth.join('\n')}\n`, done: false }
      const over = [...open.values()].filter((file) => file.closes <= before)
      for (const file of over.sort((a, b) => Number(a.later) - Number(b.later) || FEEDS.indexOf(a.feed) - FEEDS.indexOf(b.feed))) {
        open.delete(file.path)
        yield { path: file.path, profile: standardOf(file.feed), text: isXml(file.feed) ? `${ISTV_XML_FOOT}\n` : '', done: true }
      }
    },
  }
}
