// How the parameters of the methods are called on the page, which are asked first, and what their choices mean.
import { ADJUSTMENT_WORDS } from '../../words.ts'

export type FieldWords = {
  label: string
  hint?: string
  /** asked at once; the others wait under "More settings" */
  main?: true
  choices?: Record<string, string>
}

const steps = { week: 'A week', month: 'A month', quarter: 'A quarter' }

/** By name, or `kind.name` where one name means two things. */
const WORDS: Record<string, FieldWords> = {
  resolution: { label: 'Size of a cell', main: true, hint: 'Small cells need many incidents.', choices: { 7: '4.6 km² (resolution 7)', 8: '0.65 km² (resolution 8)', 9: '0.09 km² (resolution 9)' } },
  k: { label: 'Neighbourhood, rings', hint: 'How far round a cell others count with it.' },
  adjustment: { label: 'Adjusted for testing every cell', choices: Object.fromEntries(Object.entries(ADJUSTMENT_WORDS).map(([name, { label }]) => [name, label])) },
  alpha: { label: 'Significant at a p of', hint: 'Or below.' },
  statistic: { label: 'Statistic', choices: { 'gi-star': 'Gi*: a cell with its neighbours', gi: 'Gi: its neighbours alone' } },
  inference: { label: 'How p is found', choices: { exact: 'Exactly', permutation: 'By simulation', analytic: 'By the normal formula' } },
  replicates: { label: 'Simulated worlds', hint: 'More take longer and settle p.' },
  seed: { label: 'Seed of the simulation', hint: 'The same seed gives the same answer.' },
  denominator: { label: 'Measured against', main: true, choices: { area: 'Area', 'all-incidents': 'Incidents of every category' } },
  shrink: { label: 'Thin cells are drawn towards', main: true, choices: { county: 'The county', neighbourhood: 'Their neighbourhood' } },
  clusters: { label: 'Clusters told at most' },
  'spatial-scan.share': { label: 'Largest cluster, as a share of the whole', hint: 'Of the area, or of what it is measured against.' },
  'prediction-accuracy.share': { label: 'Share of the area picked', main: true, hint: '0.01 is one per cent.' },
  radiusKm: { label: 'Largest radius, km', main: true },
  months: { label: 'Longest burst, months', main: true, hint: 'At most half the period.' },
  eps: { label: 'Distance between neighbours, m', main: true, hint: 'About the walk that you call near.' },
  'dbscan.minPoints': { label: 'Incidents that make a group', main: true, hint: 'Within that distance of one of them.' },
  'hdbscan.minPoints': { label: 'Least size of a group', main: true },
  bandwidth: { label: 'Smoothed over, m', main: true },
  kernel: { label: 'Shape of the smoothing', choices: { quartic: 'Quartic: ends at that distance', gaussian: 'Gaussian: a bell' } },
  against: { label: 'Measured against', main: true, hint: 'These sources; or the same ones in other months.' },
  distances: { label: 'Distance bands end at, m', main: true, hint: 'Rising, blanks between.' },
  days: { label: 'Time bands end at, days', main: true, hint: 'Rising, blanks between.' },
  metric: { label: 'Distance is measured', choices: { euclidean: 'As the crow flies', manhattan: 'Along streets at right angles' } },
  step: { label: 'Length of a step', main: true, choices: steps },
  first: { label: 'One side', main: true },
  second: { label: 'Other side', main: true },
  earlier: { label: 'Compared with', main: true, hint: 'Unless you choose: as many days just before.' },
  baseline: { label: 'A cell changed when it moved', choices: { county: 'Otherwise than the county', none: 'At all' } },
  next: { label: 'Judged on', main: true, hint: 'Unless you choose: the last third of the period.' },
  'stability.top': { label: 'Top cells looked at', main: true },
  'hotspot-confidence.top': { label: 'Among the top', main: true, hint: 'How many cells you could act on.' },
  zones: { label: 'Zones at most', main: true },
  size: { label: 'Cells in a zone at most', hint: 'Each of 15,000 m².' },
  exclude: { label: 'Cells to leave out', hint: 'H3 cells of resolution 10, blanks between. Hospitals, prisons and police stations are left out anyway.' },
}

const spaced = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase().replace(/^./, (letter) => letter.toUpperCase())

export const wordsOf = (kind: string, name: string): FieldWords => WORDS[`${kind}.${name}`] ?? WORDS[name] ?? { label: spaced(name) }

/** Sentences of the service name parameters as the API does: `months: a burst of …`. On the page they have their label. */
export const withLabels = (text: string, kind: string, names: string[]): string =>
  names.reduce((said, name) => said.replaceAll(new RegExp(`(^|[.!?] )${name}: (.)`, 'g'), (_, before: string, letter: string) => `${before}${wordsOf(kind, name).label}: ${letter}`), text)
