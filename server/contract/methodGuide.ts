// The guide to the methods in plain words: what each asks, how to read it, what it cannot say, where it comes from. One shape, one
// page each. No zod here: the browser reads this through /api/methods.

/** Analyses that can be asked for, in the order of the guide. */
export const ANALYSIS_KINDS = [
  'gi-star', 'local-moran', 'global-autocorrelation', 'rates', 'spatial-scan', 'space-time-scan', 'space-time-permutation',
  'dbscan', 'hdbscan', 'density', 'relative-density', 'near-repeat', 'emerging-hotspots', 'agreement', 'change', 'concentration',
  'prediction-accuracy', 'stability', 'patrol-zones', 'hotspot-confidence',
] as const
export type AnalysisKind = (typeof ANALYSIS_KINDS)[number]

export type Guide = {
  title: string
  /** what a reader asks who needs this method */
  question: string
  /** how its answer is to be read */
  reading: string
  /** what it assumes, and when not to use it */
  caveats: string[]
  reference: string
}

export const METHOD_GUIDE: Record<AnalysisKind, Guide> = {
  'gi-star': {
    title: 'Getis–Ord Gi* and Gi',
    question: 'Where do high counts lie together, more than chance would put them?',
    reading: 'A z-score for each cell: high means that the cell and its neighbours together hold more than the county\'s average would give them. p is two-sided and is adjusted for testing every cell at once.',
    caveats: ['Counts follow people: a hot cell is a place with much to do, not a place of high risk.', 'Few incidents for many cells: the normal approximation is rough; read the order, not p.'],
    reference: 'Ord and Getis, Geographical Analysis 27 (1995) 286–306.',
  },
  'local-moran': {
    title: 'Local Moran',
    question: 'Which cells are like their neighbours (high among high, low among low), and which stand out against them?',
    reading: 'High–High is a hot core; High–Low is a lone peak in a quiet place. p is exact, over every way the other cells could have been dealt round it; or by so many permutations, or by formula.',
    caveats: ['A cell alone is compared with the mean of its neighbours: an island has no answer.', 'Skewed counts make the formula\'s p rough. Permutations cannot tell a p below one in their number, which no adjustment over thousands of cells survives.'],
    reference: 'Anselin, Geographical Analysis 27 (1995) 93–115; Sokal, Oden and Thomson 1998.',
  },
  'global-autocorrelation': {
    title: 'Moran\'s I and Geary\'s C',
    question: 'Do the counts of the whole area cluster at all?',
    reading: 'Moran\'s I near 0 and Geary\'s C near 1: no more alike than chance. I above 0, C below 1: neighbours are alike.',
    caveats: ['One figure for a county: it says that there is clustering, not where.'],
    reference: 'Cliff and Ord, Spatial Processes, 1981.',
  },
  rates: {
    title: 'Empirical Bayes rates',
    question: 'Where is the rate high, when cells with a small denominator jump about by chance?',
    reading: 'Each cell\'s rate is drawn towards the county\'s (or its neighbourhood\'s), the more the less it is based on.',
    caveats: ['A rate is only as good as its denominator: residents are not the people in a town centre at night.', 'Where the denominator is 0 there is no rate.'],
    reference: 'Marshall, Applied Statistics 40 (1991) 283–294.',
  },
  'spatial-scan': {
    title: 'Spatial scan statistic (Poisson)',
    question: 'Which circle holds more incidents than its share of the denominator gives, and could chance have drawn one as strong anywhere?',
    reading: 'The most likely cluster with its radius, observed and expected incidents, and a p that already allows for every circle tried. Secondary clusters do not overlap it.',
    caveats: ['Clusters are circles of whole cells: a street comes out as a round area.', 'The expected counts follow the denominator you choose.'],
    reference: 'Kulldorff, Communications in Statistics 26 (1997) 1481–1496.',
  },
  'space-time-scan': {
    title: 'Space-time scan statistic (Poisson)',
    question: 'Which area had a burst, and when, against what its denominator and the months give?',
    reading: 'Circle and months of the most likely burst. p allows for every circle and every stretch of months tried.',
    caveats: ['A rise of the whole county is not held apart here: use the permutation scan for that.'],
    reference: 'Kulldorff et al., Statistics in Medicine 17 (1998) 2143–2150.',
  },
  'space-time-permutation': {
    title: 'Space-time permutation scan',
    question: 'Where and when was there more than the place\'s own level and the month\'s own level explain? No denominator needed.',
    reading: 'Circle and months with more incidents than place and time apart would give.',
    caveats: ['A place that is always hot is not found: this looks for bursts.', 'Needs incidents with dates, or months at least.'],
    reference: 'Kulldorff et al., PLoS Medicine 2 (2005) e59.',
  },
  dbscan: {
    title: 'DBSCAN',
    question: 'Where do incidents lie within walking distance of one another, without any grid?',
    reading: 'Groups of incidents each within the distance of enough others; the rest is noise. Each group comes with its outline, size and dates.',
    caveats: ['No test: a dense group is dense, not significant.', 'A distance below the precision of the places is refused: it would find the geocoder, not violence.'],
    reference: 'Ester, Kriegel, Sander and Xu, KDD 1996; Schubert et al., ACM TODS 42 (2017).',
  },
  hdbscan: {
    title: 'HDBSCAN',
    question: 'Which groups persist over many distances, where towns and villages differ in density?',
    reading: 'Groups that stay together over the widest range of distances; one number to choose: the least size of a group.',
    caveats: ['No test.', 'Slower than DBSCAN.'],
    reference: 'Campello, Moulavi and Sander, PAKDD 2013.',
  },
  density: {
    title: 'Kernel density',
    question: 'Where is the violence dense, smoothed over a distance you choose?',
    reading: 'Incidents per km² at each cell: the bandwidth is the distance over which a point is spread.',
    caveats: ['No test, and any bandwidth draws peaks: a picture, not a finding.', 'A bandwidth below the precision of the places is refused.'],
    reference: 'Silverman, Density Estimation, 1986; Chainey et al. 2008.',
  },
  'relative-density': {
    title: 'Relative density (two sources or two periods)',
    question: 'Where is the one dense against the other?',
    reading: 'Ratio of two densities against the county\'s own: 1 is as the county, 2 is twice; and its natural logarithm in standard errors.',
    caveats: ['Where both are thin the ratio is left empty.'],
    reference: 'Bithell 1990; Kelsall and Diggle 1995.',
  },
  'near-repeat': {
    title: 'Near repeats (Knox)',
    question: 'After an incident, is another one likelier nearby and soon?',
    reading: 'For each distance and time band: pairs found against pairs expected when dates are shuffled. Above 1 with small p: the risk that follows an incident; the alert lists where such a time is still running.',
    caveats: ['A place that is hot only in some months looks like near repeats at long times.', 'Needs dates, not months.'],
    reference: 'Knox 1964; Townsley et al. 2003; Ratcliffe 2009.',
  },
  'emerging-hotspots': {
    title: 'Emerging hotspots',
    question: 'Which hotspots are new, growing, lasting or fading?',
    reading: 'Each cell has one class from the significance of its space-time Gi* in every time step and the trend of it.',
    caveats: ['Needs ten time steps or more.', 'Cells take a class from their history, not from their danger today.'],
    reference: 'Classes as in ArcGIS Emerging Hot Spot Analysis; Mann 1945, Kendall 1975.',
  },
  agreement: {
    title: 'Agreement of sources',
    question: 'Do health services and the police see the same places?',
    reading: 'Shared hotspots against what chance alone would share, rank correlation, and the share of one source\'s incidents in places the other does not call hot.',
    caveats: ['Sources are not linked yet: this compares places, not incidents.'],
    reference: 'Cohen 1960; Lee 2001; Sutherland et al. 2021.',
  },
  change: {
    title: 'Change between two periods',
    question: 'Where did it really go up or down, beyond chance?',
    reading: 'Rate ratio per cell with an exact interval; p adjusted for testing every cell.',
    caveats: ['Small numbers double by chance: most cells cannot show a change.', 'A change in recording looks like a change in violence.'],
    reference: 'Przyborowski and Wilenski 1940; exact conditional test.',
  },
  concentration: {
    title: 'Concentration',
    question: 'In how few places is most of it, and is that more than chance would do?',
    reading: 'Share of cells that hold a quarter, half and four fifths; Lorenz curve; Gini beside the Gini that the same number of incidents would have if thrown at random.',
    caveats: ['With fewer incidents than cells the plain Gini overstates: read the adjusted one and the chance range.'],
    reference: 'Bernasco and Steenbeek, J. Quant. Criminology 33 (2017) 451–467.',
  },
  'prediction-accuracy': {
    title: 'How well hotspots foretell',
    question: 'Would the places picked from one period have caught the next one\'s violence?',
    reading: 'Hit rate (share caught), PAI (hit rate per share of area), PEI and PEI* (against the best choice possible of that size), RRI.',
    caveats: ['High PAI is easy with a tiny area: compare at the same area.'],
    reference: 'Chainey, Tompson and Uhlig 2008; Hunt 2016; Levine 2008.',
  },
  stability: {
    title: 'Stability of hotspots',
    question: 'Are they the same places from one stretch to the next?',
    reading: 'Overlap (Jaccard) and rank correlation of the top places between consecutive stretches.',
    caveats: ['Short stretches differ by chance alone: the chance overlap stands beside it.'],
    reference: 'Jaccard 1912; Spearman 1904.',
  },
  'patrol-zones': {
    title: 'Patrol zones',
    question: 'Which few connected streets should a patrol walk?',
    reading: 'Three to five touching small cells round each hotspot that hold the most, without hospitals, prisons or police stations, where people are brought after the event.',
    caveats: ['A zone is a choice of place, not a test.', 'Data moved to snap points do not bear cells of 15,000 m²: refused for them.'],
    reference: 'College of Policing hotspot guidance; Thames Valley Police trials.',
  },
  'hotspot-confidence': {
    title: 'Hotspot confidence',
    question: 'How sure is it that this place is among the worst, with doubtful addresses, chance and the grid taken together?',
    reading: 'Of a thousand re-drawn worlds (place drawn among its candidates, counts by chance, grid shifted), the share in which the cell is among the top ones.',
    caveats: ['It doubts what we know to be doubtful: what nobody reported stays unseen.'],
    reference: 'Calibrated on the demo county, whose true places are known.',
  },
}
