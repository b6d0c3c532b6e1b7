import type { Figure, Scorecard, Site } from '../../contract/quality.ts'
import type { FigureKey } from '../../contract/qualityWords.ts'
import { ENOUGH } from '../../contract/qualityWords.ts'
import { isInvented } from '../../domain/demo.ts'
import { nextMonth } from '../../domain/period.ts'
import type { SiteFacts } from '../../domain/quality.ts'
import { arrivalFigures, arrivals, rowFigures } from './arrival.ts'
import { median, wilson } from './interval.ts'
import { BY_GAZETTEER, placesJudged } from './placesKnown.ts'
import type { PlacesKnown } from './placesKnown.ts'
import { FILLER_SHARE, gradeOf, ruleOf, RULES } from './rules.ts'
import { againSentence, asideSentence, comparison, fillerSentence, lateSentence, missingSentence, shareSentence, summaryOf, UNJUDGED } from './sentences.ts'
import { changeOf, SHARES, sumOf, trendOf } from './shares.ts'

/** Months of [from, to). */
export const monthsBetween = (from: string, to: string): string[] => {
  const months: string[] = []
  for (let month = from; month < to; month = nextMonth(month)) months.push(month)
  return months
}

/** A figure before it is compared with those of other sites. */
type Draft = Omit<Figure, 'others' | 'comparison'>

const counted = (key: FigureKey, k: number, n: number, change: Draft['change'], asked: boolean): Draft => {
  const interval = wilson(k, n)
  const value = n === 0 ? null : k / n
  const grade = asked ? gradeOf(ruleOf(key), value, n) : 'not-asked'
  return { key, value, count: n === 0 ? null : k, n, low: interval?.low ?? null, high: interval?.high ?? null, grade, change, sentence: shareSentence(key, k, n, grade) }
}

const told = (key: FigureKey, value: number | null, n: number, sentence: string): Draft => ({
  key, value, count: null, n, low: null, high: null, change: 'too-few', sentence,
  grade: value === null ? 'too-few' : gradeOf(ruleOf(key), value, n),
})

/** Without a value, so that nobody reads as a site's fault what is our missing gazetteer. */
const withheld = (draft: Draft): Draft => ({ ...draft, value: null, count: null, low: null, high: null, grade: 'none', change: 'too-few', sentence: UNJUDGED })

/** The most frequent text that, more often than not, leads to no place. */
const fillerOf = ({ texts }: SiteFacts) => texts.find(({ cases, placed }) => placed * 2 < cases) ?? null

const draftsOf = (site: SiteFacts, months: string[]): Draft[] => {
  const byMonth = new Map(site.months.map((m) => [m.month, m]))
  const cases = site.months.reduce((sum, m) => sum + m.cases, 0)
  const arrival = arrivalFigures(site, arrivals(site, months))
  const rows = rowFigures(site)
  const others: Partial<Record<FigureKey, () => Draft>> = {
    'filler-text': () => {
      const n = site.months.reduce((sum, m) => sum + m.cases - m.home, 0)
      const filler = fillerOf(site)
      const filled = n >= ENOUGH && filler !== null && filler.cases / n > FILLER_SHARE
      return { ...counted('filler-text', filler?.cases ?? 0, n, 'too-few', n > 0 || cases === 0), sentence: fillerSentence(filler, n, filled) }
    },
    'days-late': () => told('days-late', arrival.medianLate, arrival.late.length, lateSentence(arrival.late, arrival.medianLate, arrival.mostLate)),
    'months-missing': () => told('months-missing', arrival.due === 0 ? null : arrival.missing.length, arrival.due, missingSentence(arrival.missing, arrival.due)),
    'months-again': () => told('months-again', arrival.due === 0 ? null : arrival.again, arrival.due, againSentence(arrival.again)),
    'rows-aside': () => ({ ...counted('rows-aside', rows.aside, rows.rows, 'too-few', true), sentence: asideSentence(rows.aside, rows.rows, rows.shared) }),
  }
  return RULES.map((rule) => {
    const other = others[rule.key]
    if (other) return other()
    const share = SHARES[rule.key]
    if (!share) throw new Error(`nothing counts ${rule.key}`)
    const { k, n } = sumOf(share, site.source, site.months)
    return counted(rule.key, k, n, changeOf(share, site.source, rule, months, byMonth), n > 0 || cases === 0)
  })
}

const enough = (draft: Draft): boolean => draft.value !== null && (ruleOf(draft.key).unit !== 'share' || draft.n >= ENOUGH)

/** Every site's figures, each beside the middle of the other sites of the same source. */
export const sitesOf = (facts: SiteFacts[], months: string[], known: PlacesKnown): Site[] => {
  const drafted = facts.map((site) => {
    const judged = placesJudged(site.organisation, known)
    return { site, judged, drafts: draftsOf(site, months).map((draft) => (judged || !BY_GAZETTEER.has(draft.key) ? draft : withheld(draft))) }
  })
  return drafted.map(({ site, judged, drafts }) => {
    const peers = drafted.filter((other) => other.site.source === site.source && other.site.id !== site.id)
    const figures = drafts.map((draft, i): Figure => {
      const values = peers.flatMap(({ drafts: theirs }) => (theirs[i] && enough(theirs[i]) ? [theirs[i].value ?? 0] : []))
      const others = { median: median(values), sites: values.length }
      const rule = ruleOf(draft.key)
      const compared = rule.unit === 'share' && enough(draft) ? comparison(site.source, rule.better, { ...draft, others }) : ''
      return { ...draft, others, comparison: compared }
    })
    const cases = site.months.reduce((sum, m) => sum + m.cases, 0)
    const graded = (grade: Figure['grade']): number => figures.filter((figure) => figure.grade === grade).length
    const grades = { good: graded('good'), fair: graded('fair'), poor: graded('poor') }
    return {
      id: String(site.id), source: site.source, organisation: site.organisation, invented: isInvented(site.organisation), placesJudged: judged,
      cases, homes: site.months.reduce((sum, m) => sum + m.home, 0), grades, summary: summaryOf({ cases, grades, figures, placesJudged: judged }), figures,
    }
  })
}

/** What the page of one site shows beside its figures. */
export const detailsOf = (site: SiteFacts, months: string[], known: PlacesKnown): Pick<Scorecard, 'trends' | 'casesByMonth' | 'texts'> => {
  const byMonth = new Map(site.months.map((m) => [m.month, m]))
  const places = site.months.reduce((sum, m) => sum + m.cases - m.home, 0)
  const judged = placesJudged(site.organisation, known)
  return {
    trends: RULES.flatMap(({ key }) => {
      const share = SHARES[key]
      return share && (judged || !BY_GAZETTEER.has(key)) ? [{ key, months: trendOf(share, site.source, months, byMonth) }] : []
    }),
    casesByMonth: arrivals(site, months).map(({ month, ...arrived }) => ({ month, cases: byMonth.get(month)?.cases ?? 0, ...arrived })),
    // One spelling stands at least five times, or the text is not told at all.
    texts: site.texts.flatMap(({ text, cases, placed }) => (text === null ? [] : [{ text, cases, placed, share: places === 0 ? 0 : cases / places }])),
  }
}
