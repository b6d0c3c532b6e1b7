import { ANALYSIS_KINDS } from '../contract/methodGuide.ts'
import type { AnalysisKind } from '../contract/methodGuide.ts'
import { EDGE_M, neighbourhoodCells } from './adviceFacts.ts'
import type { AdviceFacts } from './adviceFacts.ts'

/**
 * What the data can bear, method by method: a table of rules over facts. note: worth knowing; caution: read it before any figure;
 * refuse: the answer would mean nothing, so there is none. Where one code holds in several degrees, the gravest speaks alone.
 */
export type Advice = { code: string; severity: 'note' | 'caution' | 'refuse'; sentence: string }

type Rule = {
  code: string
  severity: Advice['severity']
  kinds: readonly AnalysisKind[]
  when: (facts: AdviceFacts) => boolean
  says: (facts: AdviceFacts) => string
}

const EVERY = ANALYSIS_KINDS
/** Each cell is tested, or ranked, together with its neighbours. */
const LOCAL: readonly AnalysisKind[] = ['gi-star', 'local-moran', 'emerging-hotspots', 'agreement', 'stability', 'hotspot-confidence', 'prediction-accuracy']
/** A p for each cell of many. */
const TESTED: readonly AnalysisKind[] = ['gi-star', 'local-moran', 'emerging-hotspots', 'agreement', 'change']
const FIELD: readonly AnalysisKind[] = [...LOCAL, 'global-autocorrelation', 'rates', 'change', 'concentration', 'patrol-zones']
const SPACE_TIME: readonly AnalysisKind[] = ['space-time-scan', 'space-time-permutation']
const SCANS: readonly AnalysisKind[] = ['spatial-scan', ...SPACE_TIME]
const TWO_SIDED: readonly AnalysisKind[] = ['agreement', 'relative-density', 'change', 'prediction-accuracy']
/** Look at places themselves, not at cells. */
const POINTS: readonly AnalysisKind[] = ['dbscan', 'hdbscan', 'density', 'relative-density', 'near-repeat']
const SIMULATED: readonly AnalysisKind[] = ['local-moran', ...SCANS, 'near-repeat', 'concentration', 'agreement', 'hotspot-confidence']

const whole = (x: number | undefined): string => Math.round(x ?? Number.NaN).toLocaleString('en-GB')
const percent = (x: number | undefined): string => `${Math.round(100 * (x ?? Number.NaN))} %`
const atLeastPercent = (x: number | undefined): string => (x !== undefined && x > 0 && x < 0.005 ? 'Less than 1 %' : percent(x))
const few = (x: number | undefined): string => Number((x ?? Number.NaN).toPrecision(1)).toLocaleString('en-GB', { maximumSignificantDigits: 1 })
/** Comparisons with a fact that is not known are false. */
const below = (x: number | undefined, limit: number): boolean => x !== undefined && x < limit
const above = (x: number | undefined, limit: number): boolean => x !== undefined && x > limit

/** The distance that a method looks at, whichever it has. */
const reach = ({ epsM, bandwidthM, firstBandM }: AdviceFacts): number | undefined => epsM ?? bandwidthM ?? firstBandM
const REACH_NAMES: Partial<Record<AnalysisKind, string>> = { dbscan: 'eps', density: 'bandwidth', 'relative-density': 'bandwidth', 'near-repeat': 'distances' }
const nameOfReach = ({ kind }: AdviceFacts): string => REACH_NAMES[kind] ?? 'distance'
const edgeOf = ({ resolution }: AdviceFacts): number | undefined => (resolution === undefined ? undefined : EDGE_M[resolution])
/** How far a place may be out before it leaves the cell's neighbourhood: k rings, or one where the method knows none. */
const neighbourhoodReach = (facts: AdviceFacts): number => ((facts.k ?? 1) + 0.5) * Math.sqrt(3) * (edgeOf(facts) ?? Number.POSITIVE_INFINITY)

/** Stretches of time that are looked at each by itself. */
const stretchesOf = ({ kind, timeSteps }: AdviceFacts): number => (kind === 'stability' ? (timeSteps ?? 1) : 1)

const rule = (code: string, severity: Advice['severity'], kinds: readonly AnalysisKind[], when: Rule['when'], says: Rule['says']): Rule => ({ code, severity, kinds, when, says })

export const RULES: readonly Rule[] = [
  // Is there anything at all?
  rule('nothing-received', 'refuse', EVERY, (f) => f.monthsReceived === 0, () => 'Nothing was received for this period and these sources: unknown, not zero.'),
  rule('nothing-received', 'refuse', TWO_SIDED, (f) => f.otherMonthsReceived === 0, () => 'Nothing was received for the period, or the sources, to compare with: unknown, not zero.'),
  rule('no-incidents', 'refuse', EVERY, (f) => f.incidents === 0, () => 'No incident on the map matches this question, so nothing can be said about places.'),
  rule('no-incidents', 'refuse', TWO_SIDED, (f) => f.otherIncidents === 0, () => 'One of the two sides has no incident on the map, so there is nothing to compare.'),
  rule('months-missing', 'caution', EVERY, (f) => above(f.monthsReceived, 0) && below(f.monthsReceived, f.months ?? 0), (f) => `Nothing was received for ${whole((f.months ?? 0) - (f.monthsReceived ?? 0))} of the ${whole(f.months)} months of this period: they are unknown, not zero.`),
  rule('months-missing', 'caution', TWO_SIDED, (f) => above(f.otherMonthsReceived, 0) && below(f.otherMonthsReceived, f.otherMonths ?? 0), (f) => `Nothing was received for ${whole((f.otherMonths ?? 0) - (f.otherMonthsReceived ?? 0))} of the ${whole(f.otherMonths)} months compared with: they are unknown, and look like a change or a difference.`),

  // Too few incidents. Five: with fewer every map of chance has a "hotspot". Thirty: shares are known to about ± 18 points.
  rule('few-incidents', 'refuse', [...LOCAL, ...SCANS, 'global-autocorrelation', 'rates', 'density', 'relative-density', 'near-repeat', 'concentration', 'patrol-zones'], (f) => below(f.incidents, 5), (f) => `Only ${whole(f.incidents)} incidents match: fewer than five make no pattern, whatever the method.`),
  rule('few-incidents', 'caution', EVERY, (f) => below(f.incidents, 30), (f) => `Only ${whole(f.incidents)} incidents: a few more or fewer would change the picture. Ask for a longer period or more categories.`),
  rule('few-incidents-to-compare', 'caution', TWO_SIDED, (f) => below(f.otherIncidents, 30), (f) => `Only ${whole(f.otherIncidents)} incidents to compare with: differences of this size are common by chance.`),
  rule('uneven-sides', 'caution', ['agreement'], (f) => f.otherIncidents !== undefined && Math.max(f.incidents, f.otherIncidents) > 10 * Math.min(f.incidents, f.otherIncidents), () => 'One side has more than ten times the incidents of the other: the larger one shows more hot cells for that reason alone.'),
  rule('thin', 'caution', LOCAL, (f) => below(f.perNeighbourhood, 1), (f) => `Few incidents for so many cells: ${few(f.perNeighbourhood)} in an average cell with its neighbours. Read the order of the places, not their p; ask for a longer period, more categories or a coarser resolution.`),
  rule('thin-steps', 'caution', ['emerging-hotspots', 'stability'], (f) => f.timeSteps !== undefined && below(f.perNeighbourhood, f.timeSteps), (f) => `Less than one incident a ${f.step ?? 'step'} in an average neighbourhood: most of what looks like rise, fall or coming and going is chance. Ask for longer steps.`),
  rule('thin-curve', 'caution', ['concentration'], (f) => below(f.incidents, f.cells ?? 0), () => 'Fewer incidents than cells: most cells would be empty by chance alone. Read the generalised Gini and the chance range, not the plain Gini.'),
  // 2 · (1/2)^6 = 0.03: six incidents are the fewest that can show a change between equal periods at 5 %.

  // Too few cells
  rule('few-areas', 'refuse', [...FIELD, ...SCANS], (f) => below(f.cells, 10), (f) => `Only ${whole(f.cells)} areas: with fewer than ten there is no background to stand out from.`),
  rule('few-areas', 'caution', [...TESTED, ...SCANS, 'global-autocorrelation', 'rates'], (f) => below(f.cells, 30), (f) => `Only ${whole(f.cells)} areas: the approximations behind z and p want thirty or more.`),
  rule('wide-neighbourhood', 'refuse', LOCAL, (f) => f.k !== undefined && below(f.cells, neighbourhoodCells(f.k) + 1), (f) => `A neighbourhood of ${whole(neighbourhoodCells(f.k ?? 0))} cells takes in all ${whole(f.cells)}: nothing is left to compare with. Ask for a smaller k or a finer resolution.`),
  rule('wide-neighbourhood', 'caution', LOCAL, (f) => f.k !== undefined && below(f.cells, 4 * neighbourhoodCells(f.k)), (f) => `A neighbourhood of ${whole(neighbourhoodCells(f.k ?? 0))} cells is more than a quarter of all ${whole(f.cells)}: every place is compared with much of itself.`),
  rule('top-of-all', 'refuse', ['stability', 'hotspot-confidence'], (f) => f.top !== undefined && below(f.cells, f.top + 1), (f) => `top: ${whole(f.top)} places of ${whole(f.cells)} are all of them.`),
  rule('top-beyond-data', 'caution', ['stability', 'hotspot-confidence', 'patrol-zones'], (f) => f.top !== undefined && below(f.incidents / stretchesOf(f), f.top), (f) => `Fewer incidents than the ${whole(f.top)} places asked for${f.kind === 'stability' ? ` in a ${f.step ?? 'step'}` : ''}: the last of them are there by a single incident. Ask for fewer places.`),
  rule('nothing-picked', 'refuse', ['prediction-accuracy'], (f) => f.share !== undefined && f.cells !== undefined && f.share * f.cells < 1, (f) => `share: ${few(f.share)} of the area is less than one of ${whole(f.cells)} cells. Ask for a larger share or a finer resolution.`),
  rule('nothing-picked', 'caution', ['prediction-accuracy'], (f) => f.share !== undefined && f.cells !== undefined && f.share * f.cells < 5, () => 'Fewer than five cells are picked: one cell more or less changes every figure, and PAI flatters a tiny area.'),
  rule('no-hot-cells', 'caution', ['agreement'], (f) => f.hotCells === 0 || f.otherHotCells === 0, () => 'One side has no hot cell at all, so there is nothing to share: read the rank correlation, not kappa.'),

  // Places less exact than the question
  rule('coarse-places', 'caution', EVERY, (f) => above(f.coarseShare, 0.3), (f) => `${percent(f.coarseShare)} of the incidents have no place exact enough and are in no figure here: what is left may be the part that was easy to place, not the typical one.`),
  rule('coarse-places', 'note', EVERY, (f) => above(f.coarseShare, 0.05), (f) => `${percent(f.coarseShare)} of the incidents have no place exact enough and are counted in no cell.`),
  rule('finer-than-places', 'refuse', FIELD, (f) => above(f.radiusMedianM, neighbourhoodReach(f)), (f) => `Half of the places are known to ${whole(f.radiusMedianM)} m at best, farther than the neighbourhood of a cell reaches (${whole(neighbourhoodReach(f))} m): incidents could lie in any of the cells around. Ask for a coarser resolution.`),
  rule('finer-than-places', 'caution', FIELD, (f) => above(f.radiusMedianM, (Math.sqrt(3) / 2) * (edgeOf(f) ?? Number.POSITIVE_INFINITY)), (f) => `Half of the places are known to ${whole(f.radiusMedianM)} m at best, more than a cell is wide from its middle: many incidents may lie in the next cell. Read groups of cells, not single ones.`),
  rule('reach-below-precision', 'refuse', ['dbscan', 'density', 'relative-density', 'near-repeat'], (f) => below(reach(f), f.radiusMedianM ?? 0), (f) => `${nameOfReach(f)}: ${whole(reach(f))} m is less than the ${whole(f.radiusMedianM)} m to which half of the places are known: it would show how places were found, not where violence is. Ask for ${whole(f.radiusP90M ?? f.radiusMedianM)} m or more.`),
  rule('reach-below-precision', 'caution', ['dbscan', 'density', 'relative-density', 'near-repeat'], (f) => below(reach(f), f.radiusP90M ?? 0), (f) => `${nameOfReach(f)}: one place in ten is known to no better than ${whole(f.radiusP90M)} m, farther than the ${whole(reach(f))} m asked for.`),
  rule('places-too-coarse-for-groups', 'caution', ['hdbscan'], (f) => above(f.radiusP90M, 500), (f) => `One place in ten is known to no better than ${whole(f.radiusP90M)} m: groups smaller than that may be the middle of a town that stands for all of it.`),
  rule('bandwidth-below-cell', 'caution', ['density', 'relative-density'], (f) => f.bandwidthM !== undefined && below(f.bandwidthM, edgeOf(f) ?? 0), (f) => `bandwidth: ${whole(f.bandwidthM)} m is less than the ${whole(edgeOf(f))} m edge of a cell: peaks between the cells' middles are missed. Ask for a finer resolution or a wider bandwidth.`),
  rule('snap-points', 'refuse', EVERY, (f) => f.snapPoints === true && (above(f.resolution, 9) || f.kind === 'patrol-zones'), () => 'resolution: these places are anonymised snap points, which bear resolution 9 at most.'),
  rule('snap-points', 'refuse', POINTS, (f) => f.snapPoints === true && below(reach(f), EDGE_M[10] ?? 0), (f) => `${nameOfReach(f)}: these places are anonymised snap points; ${whole(reach(f))} m is finer than they can tell apart.`),
  rule('snap-points', 'caution', POINTS, (f) => f.snapPoints === true && (reach(f) ?? 0) < (EDGE_M[9] ?? 0), () => 'Places are anonymised snap points: incidents of several streets lie on one point, so the densest points are partly the publisher\'s choice, and a repeat at one address cannot be told from one nearby.'),
  rule('snap-points', 'note', EVERY, (f) => f.snapPoints === true, () => 'Places are anonymised snap points, moved to a street centre or public place before publication: read a hotspot as a neighbourhood, not as an address.'),
  rule('doubt-not-told', 'caution', ['hotspot-confidence'], (f) => below(f.radiusKnownShare, 0.5), (f) => `Only ${percent(f.radiusKnownShare)} of the places say how exact they are: doubt about the others is not in this figure, which is surer of itself than it should be.`),

  // Denominators
  rule('zero-denominators', 'refuse', ['rates', 'spatial-scan', 'space-time-scan'], (f) => f.zeroDenominators === 1, () => 'denominator: it is 0 in every cell, so there is no rate.'),
  rule('zero-denominators', 'caution', ['rates', 'spatial-scan', 'space-time-scan'], (f) => above(f.incidentsWithoutDenominator, 0), (f) => `${whole(f.incidentsWithoutDenominator)} incidents lie in cells where the denominator is 0: they have no rate and are left out.`),
  rule('zero-denominators', 'note', ['rates', 'spatial-scan', 'space-time-scan'], (f) => above(f.zeroDenominators, 0), (f) => `The denominator is 0 in ${percent(f.zeroDenominators)} of the cells: they have no rate, which is not a rate of 0.`),

  // Groups of points
  rule('fewer-than-a-group', 'refuse', ['dbscan', 'hdbscan'], (f) => f.minPoints !== undefined && below(f.incidents, f.minPoints), (f) => `minPoints: ${whole(f.incidents)} incidents cannot make one group of ${whole(f.minPoints)}.`),
  rule('fewer-than-a-group', 'caution', ['hdbscan'], (f) => f.minPoints !== undefined && below(f.incidents, 2 * f.minPoints), (f) => `${whole(f.incidents)} incidents make at most one group of ${whole(f.minPoints)}: there is nothing for it to stand apart from.`),

  // Time
  rule('few-steps', 'refuse', ['emerging-hotspots'], (f) => below(f.timeSteps, 10), (f) => `Only ${whole(f.timeSteps)} whole ${f.step ?? 'step'}s were received: a trend needs ten or more. Ask for a longer period or shorter steps.`),
  rule('few-steps', 'refuse', ['stability', ...SPACE_TIME], (f) => below(f.timeSteps, 2), (f) => `Only ${whole(f.timeSteps)} whole ${f.step ?? 'step'}${f.timeSteps === 1 ? ' was' : 's were'} received: two at least are needed to compare.`),
  rule('months-not-days', 'refuse', ['near-repeat'], (f) => f.monthOnlyShare === 1, () => 'Of none of these incidents the day is known: nothing can be said about days.'),
  rule('months-not-days', 'refuse', ['emerging-hotspots'], (f) => f.monthOnlyShare === 1 && f.step === 'week', () => 'step: of none of these incidents the day is known, so weeks cannot be told apart. Ask for months.'),
  rule('months-not-days', 'caution', ['near-repeat', 'emerging-hotspots'], (f) => above(f.monthOnlyShare, f.kind === 'near-repeat' || f.step === 'week' ? 0 : 1), (f) => `${atLeastPercent(f.monthOnlyShare)} of the incidents are known to a month or a range of days only and cannot be placed on one: they are left out.`),
  rule('window-too-long', 'refuse', SPACE_TIME, (f) => f.months !== undefined && above(f.windowMonths, f.months / 2), (f) => `months: a burst of up to ${whole(f.windowMonths)} months in a period of ${whole(f.months)} is the rule, not a burst. Ask for half the period at most.`),
  rule('long-permutation', 'note', ['space-time-permutation'], (f) => above(f.months, 24), () => 'Over more than two years, places that grow at different speeds look like bursts at the end: try a shorter period beside it.'),
  rule('season', 'caution', ['change', 'prediction-accuracy'], (f) => f.sameSeason === false, () => 'The two periods cover different months of the year: part of the difference is the season. Compare like months where you can.'),

  // How it is counted and tested
  rule('weighted', 'refuse', ['change', 'agreement', 'dbscan', 'hdbscan', 'near-repeat', ...SCANS], (f) => f.weighted === true, () => 'This needs whole incidents: ask without weights and without harm.'),
  rule('harm', 'refuse', ['rates', 'concentration', 'relative-density', 'hotspot-confidence'], (f) => f.harm === true, () => 'measure: this sets incidents against chance, which days of harm do not follow: ask for the count.'),
  rule('few-replicates', 'caution', ['local-moran'], (f) => f.pFromReplicates === true && f.adjustment !== 'none' && f.replicates !== undefined && f.cells !== undefined && f.cells / (f.replicates + 1) > (f.alpha ?? 0.05), (f) => `replicates: with ${whole(f.replicates)} no p is below ${few(1 / ((f.replicates ?? 0) + 1))}, and ${whole((f.cells ?? 0) / ((f.replicates ?? 0) + 1) / (f.alpha ?? 0.05))} cells must reach that together before any is significant after adjustment. Ask for more replicates.`),
  rule('few-replicates', 'note', SIMULATED, (f) => below(f.replicates, 999), (f) => `replicates: ${whole(f.replicates)} give a quick look; p and ranges settle with 999 or more.`),
  rule('not-adjusted', 'note', TESTED, (f) => f.adjustment === 'none', (f) => `p is not adjusted for testing every cell at once: about one cell in ${whole(1 / (f.alpha ?? 0.05))} would look significant by chance alone.`),
  rule('not-linked', 'note', EVERY, (f) => above(f.sources, 1), () => 'The sources are not linked yet: an event that two services tell of counts twice.'),
]

const GRAVITY = { refuse: 0, caution: 1, note: 2 } as const

/** What can be said, gravest first, else in the order of the table; one sentence a code (of two equally grave, the first). */
export const adviseMethod = (facts: AdviceFacts): Advice[] => {
  const said = new Map<string, Advice>()
  for (const { code, severity, kinds, when, says } of RULES) {
    if (!kinds.includes(facts.kind) || !when(facts)) continue
    const already = said.get(code)
    if (!already || GRAVITY[severity] < GRAVITY[already.severity]) said.set(code, { code, severity, sentence: says(facts) })
  }
  return [...said.values()].toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity])
}

/** Why there is no answer; null where there is one. */
export const refusalOf = (advice: readonly Advice[]): string | null => advice.find(({ severity }) => severity === 'refuse')?.sentence ?? null
