// What the form stands at before anybody touched it: a question that the data can answer.
import type { AnalysisKind } from '../../../server/contract/methodGuide.ts'
import type { Source } from '../../../server/contract/vocabulary.ts'

/** All that was received; where two periods are compared, the last year (or half of all), so that as much lies before it. */
export const standardPeriod = (kind: AnalysisKind, months: string[]): string => {
  const taken = kind === 'change' ? Math.max(1, Math.min(12, Math.floor(months.length / 2))) : months.length
  return [months.at(-taken) ?? months[0] ?? '', months.at(-1) ?? ''].join(' ').trim()
}

/** Everybody; where one source is measured against another, which is the police unless one chooses, everybody else. */
export const standardSources = (kind: AnalysisKind, received: Source[]): Source[] => {
  const others = received.filter((source) => source !== 'police')
  return kind === 'relative-density' && others.length > 0 ? others : received
}
