import type { Rule } from '../../contract/quality.ts'
import type { FigureGroup, FigureKey, Grade } from '../../contract/qualityWords.ts'
import { ENOUGH } from '../../contract/qualityWords.ts'

// The one table by which sites are judged. The thresholds are ours, to begin with: no national standard sets them. They are meant to
// tell where a word to a site would help most, not to rank sites; a partnership that agrees others changes them here.
// `chance` below: of the 60 minutes of an hour two are whole or half hours, so 3.3 % of unrounded times fall on them.
export const CHANCE_OF_ROUND = 2 / 60
/** A text that is more of the cases than this, and says no place, is a filler. */
export const FILLER_SHARE = 0.1

const NOT_HOME = "cases that are not at somebody's home"
const rule = (
  key: FigureKey, group: FigureGroup, label: string, better: Rule['better'], good: number | null, fair: number | null, of: string, meaning: string, unit: Rule['unit'] = 'share',
): Rule => ({ key, group, label, unit, better, good, fair, of, meaning })

export const RULES: Rule[] = [
  rule('usable-place', 'place', 'Usable location', 'more', 0.7, 0.5, NOT_HOME, 'Placed at a street, junction, venue, landmark or postcode, or by coordinates.'),
  rule('blank-place', 'place', 'Location blank or “unknown”', 'less', 0.1, 0.25, NOT_HOME, 'Nothing was said about the place, or only a word for “not known”.'),
  rule('coarse-place', 'place', 'Location too coarse', 'less', 0.1, 0.2, NOT_HOME, 'Only a town or a part of a postcode: it cannot be put on a map of streets.'),
  rule('ambiguous-place', 'place', 'Location ambiguous', 'less', 0.05, 0.15, NOT_HOME, 'The words fit several places, and nothing says which.'),
  rule('unknown-place', 'place', 'Words fit no place we know', 'less', 0.1, 0.2, NOT_HOME, 'Words were given, but they fit nothing in the gazetteer. Our list of places may be at fault as well as the words.'),
  rule('own-place', 'place', 'The site itself as the place', 'less', 0.02, 0.05, NOT_HOME, "The site's own place, or the middle of an area, stands where the scene should."),
  rule('filler-text', 'place', 'Same words again and again', 'less', 0.05, FILLER_SHARE, NOT_HOME, 'The most frequent words for a place, where they do not lead to one. Above 10% they are a filler, not an answer.'),
  rule('no-time', 'time', 'No time of day', 'less', 0.05, 0.15, 'cases', 'A date alone, or no time of the assault at all.'),
  rule('heaped-time', 'time', 'On the whole or half hour', 'less', 0.15, 0.4, 'cases with a time to the minute', 'Chance alone gives 3.3%; what is above it has been rounded.'),
  rule('arrival-time', 'time', 'Time of arrival as time of assault', 'less', 0.05, 0.15, 'cases', 'The two times are the same to the minute: the field was filled in, not asked for.'),
  rule('late-time', 'time', 'Assault later than arrival', 'less', 0.01, 0.03, 'cases', 'The time of the assault lies after the arrival, so one of them is wrong.'),
  rule('method-unsaid', 'codes', 'Method not said', 'less', 0.05, 0.15, 'cases', 'How somebody was hurt is blank, “unknown”, or a code that is in no list.'),
  rule('place-type-unsaid', 'codes', 'Kind of place not said', 'less', 0.05, 0.15, 'cases', 'The kind of place is blank, “unknown”, or a code that is in no list.'),
  rule('place-type-against', 'codes', 'Kind of place against the words', 'less', 0.02, 0.05, 'cases with both a kind of place and words for it', 'The code says a home and the words name a venue, or the words say a home and the code another kind of place.'),
  rule('days-late', 'arrival', 'Days from the end of the month', 'less', 14, 31, 'months', 'Days from the end of a month until all of it was here, the middle month. Months loaded as history on the first day do not count.', 'days'),
  rule('months-missing', 'arrival', 'Months missing', 'less', 0, 1, 'months', "Months since the site's first that are not in force whole.", 'months'),
  rule('months-again', 'arrival', 'Months sent again', 'less', null, null, 'months', 'Months that a second file spoke for. Sending a mended file is right, so this is not judged.', 'months'),
  rule('personal-data', 'rows', 'Rows with personal data to remove', 'less', 0.01, 0.05, 'cases (the row that each was made from)', 'Something like a name, number or address of a person stood in the words and was removed before storing.'),
  rule('rows-aside', 'rows', 'Rows set aside', 'less', 0.01, 0.03, 'rows of the files in force', 'Rows that could not be used as they came: kept encrypted until somebody mends them.'),
]

export const ruleOf = (key: FigureKey): Rule => {
  const found = RULES.find((r) => r.key === key)
  if (!found) throw new Error(`no rule for ${key}`)
  return found
}

/** Good, fair or poor by the table; a share of fewer than 20 is not judged. */
export const gradeOf = (r: Rule, value: number | null, n: number): Grade => {
  if (n === 0) return 'not-asked'
  if (value === null || (r.unit === 'share' && n < ENOUGH)) return 'too-few'
  if (r.good === null || r.fair === null) return 'none'
  const meets = (threshold: number): boolean => (r.better === 'more' ? value >= threshold : value <= threshold)
  return meets(r.good) ? 'good' : meets(r.fair) ? 'fair' : 'poor'
}
