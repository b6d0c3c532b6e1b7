import type { Figure, Site } from '../../contract/quality.ts'
import type { FigureKey } from '../../contract/qualityWords.ts'

/** What would help, in a form that a receptionist can act on. */
export type Advice = { heading: string; text: string; instead: string; write: string }

const PLACE = 'Black Lion pub, Commercial Road'
const ADVICE: Partial<Record<FigureKey, Advice>> = {
  'blank-place': { heading: 'Ask where it happened', text: 'A name and a street are enough; nobody needs a full address.', instead: 'unknown', write: PLACE },
  'coarse-place': { heading: 'Name the place, not only the town', text: 'A town covers thousands of streets, so it cannot go on the map.', instead: 'town', write: PLACE },
  'filler-text': { heading: 'Not the same words every time', text: 'If nothing more is known, a blank is more honest.', instead: 'the same words every time', write: PLACE },
  'own-place': { heading: 'The scene, not the hospital', text: 'Where the patient was when it happened is what counts, not where they were seen.', instead: 'A&E', write: 'bus station, Victoria Road' },
  'ambiguous-place': { heading: 'Say which one', text: 'Many towns have the same street names. The town, or what stands next to it, settles it.', instead: 'High Street', write: 'High Street, Maldon, near the bus stop' },
  'unknown-place': { heading: 'Add the street to a local name', text: 'We do not know every local name, and spelling differs. The street beside it helps; or tell us once what the name means.', instead: 'the strip', write: 'the strip (Tower Street, by the Palace nightclub)' },
  'usable-place': { heading: 'Name the place a little more closely', text: 'A venue with its street, or two streets that meet, can go on the map.', instead: 'town centre', write: PLACE },
  'arrival-time': { heading: 'The time of the assault, not of arrival', text: 'If the system fills it in by itself, please ask your supplier to stop; a blank is better than a wrong time.', instead: 'the time of arrival', write: "the patient's own estimate, such as 22:40" },
  'no-time': { heading: 'Add a time of day', text: 'An estimate is welcome: it decides in which night the case counts, and who is on duty then.', instead: '14/03/2025', write: '14/03/2025 23:40' },
  'late-time': { heading: 'Check the two times', text: 'An assault cannot follow the arrival. After midnight the date often stays on the day before, or moves too soon.', instead: 'the date on which it was typed', write: 'the date on which it happened' },
  'heaped-time': { heading: 'Times as near as the patient can say', text: 'Rounded times pile up on the hour and hide when streets are at their worst.', instead: '02:00', write: '01:50' },
  'method-unsaid': { heading: 'How was the person hurt?', text: 'One word is enough, and it decides which work would prevent the next one.', instead: 'other', write: 'knife, bottle, fist or foot' },
  'place-type-unsaid': { heading: 'Tick the kind of place', text: 'It is one click, and it helps us to read the words beside it.', instead: 'not known', write: 'street, pub or bar, own home …' },
  'place-type-against': { heading: 'The kind of place and the words should agree', text: 'Where they differ we cannot tell which is right.', instead: 'own home, with “outside the Black Lion”', write: 'street, with “outside the Black Lion”' },
  'months-missing': { heading: 'The months we do not have', text: 'Without them your part of the county looks quieter than it is.', instead: 'a month left out', write: 'each month once, even when it is short' },
  'days-late': { heading: 'A little sooner', text: 'The partnership plans month by month. Two weeks after the end of a month is early enough.', instead: 'several months together', write: 'one file a month' },
  'personal-data': { heading: 'No names or numbers in the words', text: 'We remove them before anything is stored, but they should not leave your department.', instead: 'a name, a house number or a phone number', write: 'the place alone' },
  'rows-aside': { heading: 'Rows that we could not read', text: 'They are kept safe and count for nothing until they are mended. We can send you a list of the lines and what is wrong.', instead: 'a date or code in another form', write: 'the form that your specification gives' },
}

/** The figures that add up to a place that can be used: while one of them is a fault, it says more than the sum. */
const PARTS = new Set<FigureKey>(['blank-place', 'coarse-place', 'filler-text', 'own-place', 'ambiguous-place', 'unknown-place'])
const ORDER = Object.keys(ADVICE) as FigureKey[]
const MOST = 3

const WEIGHT: Partial<Record<Figure['grade'], number>> = { poor: 0, fair: 1 }

/** What would help most: the worst grades first, then in the order of the table above; at most three. */
export const adviceFor = ({ figures }: Pick<Site, 'figures'>): { figure: Figure; advice: Advice }[] => {
  const faults = figures.filter(({ grade }) => grade === 'poor' || grade === 'fair')
  const told = faults.some(({ key }) => PARTS.has(key)) ? faults.filter(({ key }) => key !== 'usable-place') : faults
  return told
    .flatMap((figure) => {
      const advice = ADVICE[figure.key]
      return advice ? [{ figure, advice }] : []
    })
    .toSorted((a, b) => (WEIGHT[a.figure.grade] ?? 2) - (WEIGHT[b.figure.grade] ?? 2) || ORDER.indexOf(a.figure.key) - ORDER.indexOf(b.figure.key))
    .slice(0, MOST)
}
