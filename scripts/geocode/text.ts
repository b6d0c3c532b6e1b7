// The report of `npm run geocode-report` as a table for people.
import type { Accuracy } from '../../server/geocode/accuracy.ts'
import type { Measured } from './measure.ts'

const whole = (n: number, width = 9) => n.toLocaleString('en-GB').padStart(width)
const share = (part: number, of: number, width = 9) => (of === 0 ? '–' : `${((100 * part) / of).toFixed(1)} %`).padStart(width)
const probability = (p: number, width = 9) => p.toFixed(3).padStart(width)

export function reportText(dir: string, { all, byFeed, styles, textsPerSecond, distinctPerSecond, distinct }: Measured): string {
  return [
    `${dir}: ${all.texts.toLocaleString('en-GB')} texts, ${all.mappable.toLocaleString('en-GB')} of them mappable`,
    `speed: ${whole(Math.round(textsPerSecond), 1)} texts/s with like texts, ${whole(Math.round(distinctPerSecond), 1)} texts/s on the ${whole(distinct, 1)} that differ (one core; no result is remembered)`,
    '',
    'Precision of placed texts, by level: the true place lies within the radius; the place described is the one found',
    `  ${'level'.padEnd(17)}${'placed'.padStart(9)}${'right'.padStart(9)}${'same'.padStart(9)}`,
    ...all.precision.map(({ level, placed, right, named, rightName }) => `  ${level.padEnd(17)}${whole(placed)}${share(right, placed)}${share(rightName, named)}`),
    `  ${'street and venue'.padEnd(17)}${whole(all.streetAndVenue.placed)}${share(all.streetAndVenue.right, all.streetAndVenue.placed)}${share(all.streetAndVenue.rightName, all.streetAndVenue.named)}`,
    '',
    'By feed',
    `  ${''.padEnd(17)}${'texts'.padStart(9)}${'mappable'.padStart(10)}${'placed'.padStart(9)}${'rightly'.padStart(9)}   street and venue right`,
    ...[...Object.entries(byFeed), ['all', all] as const].map(([feed, a]) => feedLine(feed, a)),
    '',
    'Calibration: texts placed or ambiguous, by the probability stated for the best candidate',
    `  ${'stated'.padEnd(17)}${'texts'.padStart(9)}${'mean'.padStart(9)}${'right'.padStart(9)}`,
    ...all.calibration.filter(({ n }) => n > 0).map(({ from, to, n, stated, right }) => `  ${`${from.toFixed(2)}–${to.toFixed(2)}`.padEnd(17)}${whole(n)}${probability(stated)}${probability(right / n)}`),
    '',
    'Homes and areas (never counted in cells)',
    ...all.coarse.map(({ outcome, level, n, stated, right }) => `  ${`${outcome}, ${level}`.padEnd(24)}${whole(n)}${probability(stated)}${probability(right / n)}`),
    '',
    'Outcomes',
    ...Object.entries(all.outcomes).map(([outcome, n]) => `  ${outcome.padEnd(17)}${whole(n)}${share(n, all.texts)}`),
    '',
    'Mappable texts by the way they are written',
    `  ${''.padEnd(30)}${'texts'.padStart(9)}${'placed'.padStart(9)}${'rightly'.padStart(9)}`,
    ...styles.map(({ style, n, placed, right }) => `  ${style.padEnd(30)}${whole(n)}${share(placed, n)}${share(right, placed)}`),
    '',
  ].join('\n')
}

const feedLine = (feed: string, { texts, mappable, mappablePlaced, mappablePlacedRight, streetAndVenue }: Accuracy): string =>
  `  ${feed.padEnd(17)}${whole(texts)}${whole(mappable, 10)}${share(mappablePlaced, mappable)}${share(mappablePlacedRight, mappablePlaced)}   ${share(streetAndVenue.right, streetAndVenue.placed, 1)}`
