import type { Figure, Site } from '../../contract/quality.ts'
import type { FigureKey, Grade } from '../../contract/qualityWords.ts'
import { ENOUGH } from '../../contract/qualityWords.ts'
import type { Source } from '../../contract/vocabulary.ts'
import { listed, monthShort, percent, plural } from './words.ts'

const KIND: Record<Source, string> = { police: 'police force', ambulance: 'ambulance service', 'emergency-department': 'emergency department' }

const CASES = (n: number): string => `the ${plural(n, 'case')} that ${n === 1 ? 'is' : 'are'} not at somebody's home`
type Said = (share: string, n: number) => string
const SAID: Partial<Record<FigureKey, Said>> = {
  'usable-place': (s, n) => `${s} of ${CASES(n)} can be put on the map: a street, venue, landmark or postcode is named.`,
  'blank-place': (s, n) => `Of ${CASES(n)}, ${s} say nothing of the place, or “unknown”.`,
  'coarse-place': (s, n) => `Of ${CASES(n)}, ${s} name only a town or a part of a postcode.`,
  'ambiguous-place': (s, n) => `Of ${CASES(n)}, ${s} have words that fit several places.`,
  'unknown-place': (s, n) => `Of ${CASES(n)}, ${s} have words that fit no place we know.`,
  'own-place': (s, n) => `Of ${CASES(n)}, ${s} give the site itself, or another filler, as the place.`,
  'no-time': (s, n) => `${s} of ${plural(n, 'case')} have no time of day.`,
  'heaped-time': (s, n) => `${s} of ${plural(n, 'time')} to the minute stand on the whole or half hour; chance alone would put 3.3% there.`,
  'arrival-time': (s, n) => `In ${s} of ${plural(n, 'case')} the time of the assault is the time of arrival.`,
  'late-time': (s, n) => `In ${s} of ${plural(n, 'case')} the assault is later than the arrival.`,
  'method-unsaid': (s, n) => `In ${s} of ${plural(n, 'case')} nothing says how the person was hurt.`,
  'place-type-unsaid': (s, n) => `In ${s} of ${plural(n, 'case')} nothing says what kind of place it was.`,
  'place-type-against': (s, n) => `In ${s} of ${plural(n, 'case')} the kind of place and the words speak against each other.`,
  'personal-data': (s, n) => `In ${s} of ${plural(n, 'row')} something like a name, number or address of a person had to be removed.`,
}

const NOT_ASKED: Partial<Record<FigureKey, string>> = {
  'arrival-time': 'This feed has no time of arrival to compare with.',
  'late-time': 'This feed has no time of arrival to compare with.',
  'no-time': 'This feed tells months only.',
  'heaped-time': 'No case has a time to the minute that somebody gave.',
  'place-type-against': 'No case has both a kind of place and words for it.',
}

/** What a share says, before it is compared. */
export const shareSentence = (key: FigureKey, k: number, n: number, grade: Grade): string => {
  if (grade === 'not-asked') return NOT_ASKED[key] ?? 'This feed does not carry it.'
  if (n === 0) return 'No cases in these months.'
  if (n < ENOUGH) return `Only ${plural(n, 'case')} to judge by: too few to say.`
  const said = (SAID[key] ?? ((s, of) => `${s} of ${plural(of, 'case')}.`))(k === 0 ? 'none' : k === n ? 'all' : percent(k / n), n)
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Above or below only where chance would hardly do it: when the middle of the others lies outside the interval. */
export const comparison = (source: Source, better: 'more' | 'less', figure: Pick<Figure, 'value' | 'low' | 'high' | 'others'>): string => {
  const { value, low, high, others: { median, sites } } = figure
  if (value === null || low === null || high === null || median === null) return ''
  const whose = sites === 1 ? `the one other ${KIND[source]} (${percent(median)})` : `the other ${sites} ${KIND[source]}s (${percent(median)} in the middle)`
  if (median >= low && median <= high) return `About the same as ${whose}.`
  return `${value > median === (better === 'more') ? 'Better' : 'Worse'} than ${whose}.`
}

export const lateSentence = (late: number[], middle: number | null, most: number | null): string => {
  if (middle === null || most === null) return 'Everything came in on one day, as history: nothing to say yet about how quickly months arrive.'
  if (late.length === 1) return `One month came in after the first day: ${plural(Math.round(middle), 'day')} after its end.`
  return `Half of ${plural(late.length, 'month')} were here within ${plural(Math.round(middle), 'day')} of their end; the slowest took ${plural(most, 'day')}.`
}

export const missingSentence = (missing: string[], due: number): string => {
  if (missing.length === 0) return due === 1 ? 'The one month that was due is here.' : `All ${due} months that were due are here.`
  const named = missing.length <= 4 ? `: ${listed(missing.map(monthShort))}` : ''
  return `${plural(missing.length, 'month')} of ${due} ${missing.length === 1 ? 'is' : 'are'} missing or not whole${named}.`
}

export const againSentence = (again: number): string =>
  again === 0 ? 'No month was sent twice.' : `${plural(again, 'month')} ${again === 1 ? 'was' : 'were'} sent again: the newest file counts.`

export const asideSentence = (aside: number, rows: number, shared: boolean): string => {
  if (rows === 0) return 'No files in these months.'
  if (aside === 0) return `All ${plural(rows, 'row')} could be used as they came.`
  const how = rows < ENOUGH ? `${plural(aside, 'row')} of ${rows}` : `${percent(aside / rows)} of ${plural(rows, 'row')}`
  return `${how} could not be used as they came and wait to be mended.${shared ? ' Some of the files hold rows of other sites too.' : ''}`
}

/** The most frequent words that lead to no place. */
export const fillerSentence = (filler: { text: string | null; cases: number } | null, n: number, filled: boolean): string => {
  if (n === 0) return 'No cases in these months.'
  if (n < ENOUGH) return `Only ${plural(n, 'case')} to judge by: too few to say.`
  if (!filler) return 'No words that lead to no place stand out.'
  const words = filler.text === null ? 'One form of words' : `“${filler.text}”`
  return `${words} stands for ${percent(filler.cases / n)} of ${CASES(n)} and cannot be placed${filled ? ': a filler, not an answer' : ''}.`
}

/** Stands where a place would be judged by a gazetteer that nobody has loaded. */
export const UNJUDGED = 'Not judged: no gazetteer of streets and venues is loaded here (npm run geo-data -- load …).'

/** One line on a site as a whole. */
export const summaryOf = ({ cases, grades, figures, placesJudged }: Pick<Site, 'cases' | 'grades' | 'figures' | 'placesJudged'>): string => {
  if (cases === 0) return 'No incidents in these months.'
  const judged = grades.good + grades.fair + grades.poor
  const usable = figures.find(({ key }) => key === 'usable-place')
  const map = !placesJudged ? 'places are not judged here' : usable && usable.value !== null && usable.grade !== 'too-few' ? `${percent(usable.value)} of the places can be used` : 'too few places to judge'
  const counts = [['good', grades.good], ['fair', grades.fair], ['poor', grades.poor]].map(([word, n]) => `${n} ${word}`)
  return `${plural(cases, 'incident')}; ${map}. Of ${plural(judged, 'figure')} that could be judged, ${listed(counts)}.`
}
