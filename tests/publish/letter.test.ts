// The letter: its words, and that HTML and PDF say the same on one page.
import { describe, expect, test } from 'vitest'
import { ENOUGH } from '../../server/contract/qualityWords.ts'
import { Problem } from '../../server/domain/problem.ts'
import type { SiteFacts } from '../../server/domain/quality.ts'
import { adviceFor } from '../../server/publish/letters/advice.ts'
import { CHART, chartMarks } from '../../server/publish/letters/chart.ts'
import { letterOf } from '../../server/publish/letters/content.ts'
import type { Letter } from '../../server/publish/letters/content.ts'
import { letterHtml } from '../../server/publish/letters/html.ts'
import { letterPdf } from '../../server/publish/letters/pdf.ts'
import { scorecardOf } from '../../server/publish/quality/published.ts'
import { insideOf, textOf } from './pdfText.ts'
import { siteFacts, siteMonth, threeHospitals } from './qualityFacts.ts'

const cardOf = (facts: SiteFacts[], id = '1', real = true) => {
  const card = scorecardOf({ facts, period: { from: '2024-01', to: '2025-01', held: null }, dataVersion: '0123456789abcdef01234567', placesKnown: { real } }, id)
  if (!card) throw new Error('no site')
  return card
}
const written = (facts: SiteFacts[], more: Partial<{ date: string; marking: string; area: string }> = {}, real = true): Letter =>
  letterOf(cardOf(facts, '1', real), { date: '2025-02-03', marking: 'OFFICIAL–SENSITIVE', area: 'Essex', ...more })
// A test may put before the encoders what the gate has not seen.
const pdfOf = (letter: Letter) => letterPdf(letter as never)
const htmlOf = (letter: Letter) => letterHtml(letter as never)

/** All words of a letter, as a reader meets them. */
const wordsOf = (letter: Letter): string =>
  [
    letter.marking, letter.invented, letter.from, letter.dateWritten, letter.to, letter.title, letter.greeting, ...letter.opening, letter.helpsTitle,
    ...letter.helps.flatMap(({ heading, text, instead, write }) => [`* ${heading}. ${text}`, `  Instead of “${instead}” please write “${write}”`]),
    letter.chart?.title ?? null, letter.chart?.note ?? null, letter.table.title, ...[letter.table.columns, ...letter.table.rows].map((row) => row.join(' | ')),
    letter.counted, letter.closing, letter.foot.data, letter.foot.page,
  ].filter((text) => text !== null).join('\n')

const unescape = (html: string): string => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
const bare = (text: string): string => text.replaceAll(/\s+/g, ' ')

test('the words', () => {
  expect(wordsOf(written(threeHospitals()))).toMatchInlineSnapshot(`
    "OFFICIAL–SENSITIVE
    Example from invented data. No such site exists.
    From the violence partnership for Essex
    3 February 2025
    To the emergency department lead, Demo Hospital North
    Your data on violence: thank you, and what would help
    Dear colleague,
    Thank you for your files, and to the staff who ask the questions. From January 2024 to December 2024 your department told us of 1,200 cases of violence. 240 of them happened at somebody’s home; those we never put on a map of streets. Of the 960 others you placed 498 (52%) well enough to count on the map of where people get hurt. At the other 2 emergency departments it is 77% in the middle.
    What already goes well: we learn how people were hurt, the kind of place is told and files come soon after the end of the month. Please keep that up.
    Three things that would help most
    * Times as near as the patient can say. 50% of 960 times to the minute stand on the whole or half hour; chance alone would put 3.3% there. Rounded times pile up on the hour and hide when streets are at their worst.
      Instead of “02:00” please write “01:50”
    * Ask where it happened. Of the 960 cases that are not at somebody’s home, 18% say nothing of the place, or “unknown”. A name and a street are enough; nobody needs a full address.
      Instead of “unknown” please write “Black Lion pub, Commercial Road”
    * Name the place, not only the town. Of the 960 cases that are not at somebody’s home, 18% name only a town or a part of a postcode. A town covers thousands of streets, so it cannot go on the map.
      Instead of “town” please write “Black Lion pub, Commercial Road”
    Usable locations by month
    Line: your share. Band: how far chance alone could move it (95% interval). Dashes: the middle of the other sites. Months with fewer than 20 cases are left out.
    Your figures beside the others
     | Your department | Others (middle) | By our table
    Usable location | 52% | 77% | Fair
    Location blank or “unknown” | 18% | 11% | Fair
    No time of day | 8.0% | 0% | Fair
    On the whole or half hour | 50% | 32% | Poor
    Time of arrival as time of assault | 12% | 0% | Fair
    Method not said | 4.0% | 0% | Good
    Kind of place not said | 3.0% | 0% | Good
    Rows with personal data to remove | 2.0% | 0% | Fair
    Days from the end of the month | 8 days | 8 days | Good
    How we counted: cases in force that count as violence, one for each attendance, by the month of arrival. “Others” are the sites of the same kind, and the middle one of them. Good, fair and poor come from one table that is the same for everybody (usable location, for instance, is good from 70% and fair from 50%). Places are found from your words by a computer, which errs at times; nothing here is about a single patient or member of staff.
    If we have misread something, please answer the person who sent you this letter. With thanks, for the violence partnership for Essex.
    From January 2024 to December 2024 · data version 0123456789abcdef01234567
    Page 1 of 1"
  `)
})

test('nothing is claimed of what the police know: cases are not linked yet', () => {
  expect(wordsOf(written(threeHospitals()))).not.toMatch(/police/i)
})

describe('other sites', () => {
  test('a site without a fault is asked for nothing', () => {
    const letter = written([siteFacts(1, { months: Array.from({ length: 12 }, (_, i) => siteMonth(`2024-${String(i + 1).padStart(2, '0')}`, 60)) })])
    expect(letter.helps).toEqual([])
    expect(letter.helpsTitle).toBe('Nothing stands out that you should change')
    expect(letter.invented).toBeNull()
  })

  test.each([[0, '0 incidents'], [1, '1 incident'], [ENOUGH - 1, '19 incidents']])('%i incidents: no letter', (n, words) => {
    const facts = [siteFacts(1, { months: n === 0 ? [] : [siteMonth('2024-01', n)] })]
    const refused = (): unknown => {
      try {
        return written(facts)
      } catch (error) {
        return error instanceof Problem ? error.document : error
      }
    }
    expect(refused()).toMatchObject({ status: 409, type: '/problems/too-few', detail: `Too few cases to write a letter about: ${words} in these months, and a letter needs at least 20.` })
  })

  test('twenty are enough', () => {
    expect(written([siteFacts(1, { months: [siteMonth('2024-01', ENOUGH)] })]).opening.join(' ')).toContain('20 cases of violence')
  })

  test('a police force is not addressed as a hospital', () => {
    const letter = written([siteFacts(1, { source: 'police', organisation: 'Some Police', months: [siteMonth('2024-01', 100, { blank: 40 })] })])
    expect(letter.to).toBe('To the data lead, Some Police')
    expect(wordsOf(letter)).not.toMatch(/department|attendance/)
  })

  test('the sum of the faults is no advice of its own while a part of it is', () => {
    const keys = adviceFor(cardOf([siteFacts(1, { months: [siteMonth('2024-01', 100, { blank: 60 })] })]).site).map(({ figure }) => figure.key)
    expect(keys).toContain('blank-place')
    expect(keys).not.toContain('usable-place')
  })

  test('worst first, three at most', () => {
    const advice = adviceFor(cardOf(threeHospitals()).site)
    expect(advice.map(({ figure }) => figure.grade)).toEqual(['poor', 'fair', 'fair'])
  })
})

describe('while no gazetteer of streets and venues is loaded', () => {
  const facts = () => [siteFacts(1, { organisation: 'Real Hospital', months: [siteMonth('2024-01', 100, { coarse: 40, unknownWords: 50 })] })]
  const letter = written(facts(), {}, false)

  test('one sentence says that places were not judged, and nothing else is said of them', () => {
    const words = wordsOf(letter)
    expect(words.match(/We have not judged places/g)).toHaveLength(1)
    expect(words).toContain('because the partnership has not loaded its gazetteer of streets and venues yet.')
    expect(words).not.toMatch(/usable|on the map of where|fit no place|name only a town|found from your words/i)
    expect(letter.chart).toBeNull()
    // The missing months are the site's own, and still told.
    expect(letter.helps.map(({ heading }) => heading)).toEqual(['The months we do not have'])
    const judged = wordsOf(written(facts()))
    expect(judged).toMatch(/usable/i)
    expect(judged).not.toContain('not judged places')
  })

  test('as a page and as a file, without the chart', async () => {
    const [html, pdf] = [htmlOf(letter), await pdfOf(letter)]
    expect(html).not.toMatch(/<figure|<svg/)
    expect(insideOf(pdf)).not.toMatch(/\/S \/Figure\b/)
    const said = 'Wehavenotjudgedplacesinthisletter'
    expect(textOf(pdf)).toContain(said)
    expect(html.replaceAll(/\s/g, '')).toContain(said)
  })
})

describe('HTML', () => {
  const letter = written(threeHospitals())
  const html = htmlOf(letter)

  test('says every word of the letter, with no script and no style inside', () => {
    const text = bare(unescape(html.replaceAll(/<[^>]+>/g, ' ')))
    for (const line of wordsOf(letter).split('\n').flatMap((row) => row.split(' | ')).filter(Boolean))
      expect(text.replaceAll(' ', '')).toContain(line.replace(/^\* /, '').replaceAll(/\s/g, ''))
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son\w+=/)
    expect(html).toContain('<html lang="en-GB">')
  })

  test('what a name or a marking holds is text, not markup', () => {
    const hostile = htmlOf(written([siteFacts(1, { organisation: '<img src=x onerror=alert(1)>', months: [siteMonth('2024-01', 100)] })], { marking: '"><script>' }))
    expect(hostile).not.toMatch(/<img|<script/)
  })
})

describe('PDF', () => {
  const letter = written(threeHospitals())

  test('one tagged page in British English, fonts inside, the same bytes twice', async () => {
    const pdf = await pdfOf(letter)
    const inside = insideOf(pdf)
    expect(inside.match(/\/Type \/Page\b/g)).toHaveLength(1)
    expect(inside).toMatch(/\/MarkInfo \d+ 0 R/)
    expect(inside).toMatch(/\/Marked true/)
    expect(inside).toMatch(/\/Lang \(en-GB\)/)
    expect(inside).toMatch(/\/S \/H1\b/)
    expect(inside).toMatch(/\/S \/TH\b/)
    expect(inside).toMatch(/\/S \/Figure\b/)
    expect(inside).toContain('pdfuaid:part')
    expect(inside.match(/\/FontFile2/g)).toHaveLength(2)
    expect(inside).toContain('D:20250203120000Z')
    expect(Buffer.from(await pdfOf(letter)).equals(Buffer.from(pdf))).toBe(true)
  })

  test('another day, other bytes', async () => {
    const [a, b] = await Promise.all([pdfOf(letter), pdfOf(written(threeHospitals(), { date: '2025-02-04' }))])
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(false)
  })

  test('its text can be searched, and says every word of the letter', async () => {
    const text = textOf(await pdfOf(letter))
    for (const line of wordsOf(letter).split('\n').flatMap((row) => row.split(' | ')).filter(Boolean)) expect(text).toContain(line.replace(/^\* /, '').replaceAll(/\s/g, ''))
  })

  test('the longest letter still keeps to one page', async () => {
    const long = threeHospitals()
    const [north] = long
    if (north) north.organisation = `Mid and North East and South Something University Hospitals NHS Foundation Trust, ${'Royal '.repeat(6)}Infirmary (invented)`
    const pdf = await pdfOf(written(long, { area: 'Southend, Essex and Thurrock, with the Medway towns and the north of Kent', marking: 'M'.repeat(60) }))
    expect(insideOf(pdf).match(/\/Type \/Page\b/g)).toHaveLength(1)
  })
})

test('the chart keeps within its frame, starts at zero, and breaks where a month is missing', () => {
  const months = [0, 0.5, null, 1, 0.25].map((value, i) => ({ label: `Jan 20${10 + i}`, value, low: value === null ? null : Math.max(0, value - 0.1), high: value === null ? null : Math.min(1, value + 0.1) }))
  const marks = chartMarks({ title: '', described: '', note: '', months, median: 0.5 })
  expect(marks.filter(({ kind }) => kind === 'line')).toHaveLength(2)
  expect(marks.filter(({ kind }) => kind === 'dot')).toHaveLength(4)
  const points = marks.flatMap((mark) => (mark.kind === 'line' || mark.kind === 'band' ? mark.points : mark.kind === 'rule' ? [mark.from, mark.to] : [mark.at]))
  for (const [x, y] of points) {
    expect(x).toBeGreaterThanOrEqual(0)
    expect(x).toBeLessThanOrEqual(CHART.width)
    expect(y).toBeGreaterThanOrEqual(0)
    expect(y).toBeLessThanOrEqual(CHART.height)
  }
  const base = marks.find((mark) => mark.kind === 'rule' && mark.role === 'base')
  const zero = marks.find((mark) => mark.kind === 'dot')
  expect(zero?.kind === 'dot' && base?.kind === 'rule' ? zero.at[1] - base.from[1] : null).toBe(0)
})
