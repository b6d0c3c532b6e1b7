import type { Figure, Scorecard } from '../../contract/quality.ts'
import type { FigureKey } from '../../contract/qualityWords.ts'
import { ENOUGH, GRADE_LABELS, tooFewForLetter } from '../../contract/qualityWords.ts'
import type { Source } from '../../contract/vocabulary.ts'
import { monthNumber, monthOfNumber } from '../../domain/period.ts'
import { Problem } from '../../domain/problem.ts'
import { ruleOf } from '../quality/rules.ts'
import { dayName, grouped, listed, monthName, monthShort, percent, plural, shortName } from '../quality/words.ts'
import { adviceFor } from './advice.ts'

/** One page in words and figures: what both the HTML and the PDF are made from, so that neither says more than the other. */
export type Letter = {
  marking: string
  title: string
  /** the same with the site's name: for windows, files and readers aloud */
  documentTitle: string
  /** `YYYY-MM-DD`, and as it is written */
  date: string
  dateWritten: string
  /** said where the data are invented; null for real ones */
  invented: string | null
  from: string
  to: string
  greeting: string
  opening: string[]
  helpsTitle: string
  helps: { heading: string; text: string; instead: string; write: string }[]
  /** null: places are not judged, so there is none to draw */
  chart: Chart | null
  table: { title: string; columns: string[]; rows: string[][] }
  counted: string
  closing: string
  foot: { data: string; page: string }
}

export type Chart = {
  title: string
  /** for those who cannot see it */
  described: string
  note: string
  months: { label: string; value: number | null; low: number | null; high: number | null }[]
  /** of the other sites over the whole time */
  median: number | null
}

const WORDS: Record<Source, { reader: string; body: string; kind: string }> = {
  'emergency-department': { reader: 'the emergency department lead', body: 'department', kind: 'emergency department' },
  ambulance: { reader: 'the data lead', body: 'service', kind: 'ambulance service' },
  police: { reader: 'the data lead', body: 'force', kind: 'police force' },
}

/** The figures of the table, where the feed has them. */
const TOLD: FigureKey[] = ['usable-place', 'blank-place', 'no-time', 'heaped-time', 'arrival-time', 'method-unsaid', 'place-type-unsaid', 'personal-data', 'days-late']

const valueOf = ({ key, n }: Figure, value: number | null): string => {
  const { unit } = ruleOf(key)
  if (value === null || (unit === 'share' && n < ENOUGH)) return 'too few to say'
  return unit === 'share' ? percent(value) : plural(Math.round(value), unit === 'days' ? 'day' : 'month')
}

const periodWords = (from: string, to: string): string => {
  const last = monthOfNumber(monthNumber(to) - 1)
  return from === last ? `In ${monthName(from)}` : `From ${monthName(from)} to ${monthName(last)}`
}

const openingOf = (card: Scorecard, body: string): string[] => {
  const { site, from, to } = card
  const usable = site.figures.find(({ key }) => key === 'usable-place')
  const good = site.figures.filter(({ grade, key }) => grade === 'good' && key !== 'usable-place').map(({ key }) => GOOD[key]).filter((text) => text !== undefined)
  const when = periodWords(from, to)
  const elsewhere = site.cases - site.homes
  const home = site.homes === 0 ? '' : ` ${grouped(site.homes)} of them happened at somebody's home; those we never put on a map of streets.`
  const map = usable && usable.value !== null && usable.count !== null && usable.grade !== 'too-few'
    ? ` Of the ${grouped(elsewhere)} ${site.homes === 0 ? '' : 'others '}you placed ${grouped(usable.count)} (${percent(usable.value)}) well enough to count on the map of where people get hurt.${others(usable, site.source)}`
    : ''
  const unjudged = site.placesJudged ? [] : ['We have not judged places in this letter, because the partnership has not loaded its gazetteer of streets and venues yet.']
  const well = good.length > 0 ? [`What already goes well: ${listed(good.slice(0, 3))}. Please keep that up.`] : []
  return [`Thank you for your files, and to the staff who ask the questions. ${when} your ${body} told us of ${plural(site.cases, 'case')} of violence.${home}${map}`, ...unjudged, ...well]
}

/** Beside the others, without a word of praise or blame. */
const others = ({ others: { median, sites } }: Figure, source: Source): string => {
  const { kind } = WORDS[source]
  if (median === null) return ''
  return sites === 1 ? ` At the one other ${kind} it is ${percent(median)}.` : ` At the other ${sites} ${kind}s it is ${percent(median)} in the middle.`
}

const GOOD: Partial<Record<FigureKey, string>> = {
  'blank-place': 'a place is nearly always given',
  'no-time': 'times of day are given',
  'arrival-time': 'the time of the assault is asked for, not filled in',
  'method-unsaid': 'we learn how people were hurt',
  'place-type-unsaid': 'the kind of place is told',
  'days-late': 'files come soon after the end of the month',
  'months-missing': 'no month is missing',
  'personal-data': 'the words hold next to no personal data',
  'rows-aside': 'nearly every row can be read',
}

const chartOf = (card: Scorecard): Chart | null => {
  if (!card.site.placesJudged) return null
  const trend = card.trends.find(({ key }) => key === 'usable-place')?.months ?? []
  const told = trend.filter(({ value }) => value !== null)
  const [first, last] = [told[0], told.at(-1)]
  const { median, sites } = card.site.figures.find(({ key }) => key === 'usable-place')?.others ?? { median: null, sites: 0 }
  const whose = sites === 1 ? 'the other site' : 'the middle of the other sites'
  const said = first && last && told.length > 1
    ? `Usable locations by month: ${percent(first.value ?? 0)} in ${monthName(first.month)}, ${percent(last.value ?? 0)} in ${monthName(last.month)}.`
    : 'Usable locations by month: too few cases in a month to say.'
  const described = median === null ? said : `${said} Over the whole time, ${whose} has ${percent(median)}.`
  return {
    title: 'Usable locations by month',
    described,
    note: `Line: your share. Band: how far chance alone could move it (95% interval). ${median === null ? '' : `Dashes: ${whose}. `}Months with fewer than ${ENOUGH} cases are left out.`,
    months: trend.map(({ month, value, low, high }) => ({ label: monthShort(month), value, low, high })),
    median,
  }
}

/** The words that stand again and again, where they may be told. */
const fillerText = ({ texts }: Scorecard): string | undefined => texts.find(({ cases, placed }) => placed * 2 < cases)?.text

const thresholds = (): string => {
  const { good, fair } = ruleOf('usable-place')
  return `usable location, for instance, is good from ${percent(good ?? 0)} and fair from ${percent(fair ?? 0)}`
}

const TITLE = 'Your data on violence: thank you, and what would help'

/** Apostrophes as a printer sets them. */
const typeset = (letter: Letter): Letter => JSON.parse(JSON.stringify(letter).replaceAll("'", '’')) as Letter

/** The letter to one site. `date` is the day it is written, `YYYY-MM-DD`. Too few incidents say more about chance than about a site. */
export const letterOf = (card: Scorecard, written: { date: string; marking: string; area: string }): Letter => {
  const { site } = card
  if (site.cases < ENOUGH) throw new Problem(409, 'too-few', 'Too few for a letter', tooFewForLetter(site.cases))
  const { reader, body } = WORDS[site.source]
  const name = shortName(site.organisation)
  const advice = adviceFor(site)
  const partnership = `the violence partnership for ${written.area}`
  return typeset({
    marking: written.marking,
    title: TITLE,
    documentTitle: `${name}. ${TITLE}`,
    date: written.date,
    dateWritten: dayName(written.date),
    invented: site.invented ? 'Example from invented data. No such site exists.' : null,
    from: `From ${partnership}`,
    to: `To ${reader}, ${name}`,
    greeting: 'Dear colleague,',
    opening: openingOf(card, body),
    helpsTitle: advice.length === 0 ? 'Nothing stands out that you should change' : advice.length === 1 ? 'One thing that would help most' : `${advice.length === 2 ? 'Two' : 'Three'} things that would help most`,
    helps: advice.map(({ figure, advice: { heading, text, instead, write } }) => ({ heading, text: `${figure.sentence} ${text}`, instead: figure.key === 'filler-text' ? (fillerText(card) ?? instead) : instead, write })),
    chart: chartOf(card),
    table: {
      title: 'Your figures beside the others',
      columns: ['', `Your ${body}`, 'Others (middle)', 'By our table'],
      rows: TOLD.flatMap((key) => {
        const figure = site.figures.find((f) => f.key === key)
        if (!figure || figure.grade === 'not-asked' || figure.value === null) return []
        return [[ruleOf(key).label, valueOf(figure, figure.value), figure.others.median === null ? '–' : valueOf({ ...figure, n: ENOUGH }, figure.others.median), GRADE_LABELS[figure.grade]]]
      }),
    },
    counted:
      `How we counted: cases in force that count as violence, one for each ${site.source === 'emergency-department' ? 'attendance' : 'record'}, by the month of ${site.source === 'emergency-department' ? 'arrival' : 'the report'}. ` +
      `“Others” are the sites of the same kind, and the middle one of them. Good, fair and poor come from one table that is the same for everybody${site.placesJudged ? ` (${thresholds()})` : ''}. ` +
      `${site.placesJudged ? 'Places are found from your words by a computer, which errs at times; nothing' : 'Nothing'} here is about a single patient or member of staff.`,
    closing: `If we have misread something, please answer the person who sent you this letter. With thanks, for ${partnership}.`,
    foot: { data: `${periodWords(card.from, card.to)} · data version ${card.dataVersion ?? 'none'}`, page: 'Page 1 of 1' },
  })
}
