// The methods by what a reader wants to know. One that is in no group stands at the end: a new method is never lost.
import type { AnalysisKind } from '../../../server/contract/methodGuide.ts'

export const GROUPS: { title: string; kinds: AnalysisKind[] }[] = [
  { title: 'Where is it', kinds: ['gi-star', 'hotspot-confidence', 'local-moran', 'spatial-scan', 'dbscan', 'hdbscan', 'density', 'rates'] },
  { title: 'Where and when', kinds: ['change', 'emerging-hotspots', 'space-time-permutation', 'space-time-scan', 'near-repeat'] },
  { title: 'Can it be relied on', kinds: ['stability', 'prediction-accuracy', 'concentration', 'global-autocorrelation'] },
  { title: 'One source against another', kinds: ['agreement', 'relative-density'] },
  { title: 'What to do', kinds: ['patrol-zones'] },
]

export const grouped = <M extends { kind: AnalysisKind }>(methods: M[]): { title: string; methods: M[] }[] => {
  const placed = new Set(GROUPS.flatMap(({ kinds }) => kinds))
  const known = GROUPS.map(({ title, kinds }) => ({ title, methods: kinds.flatMap((kind) => methods.filter((method) => method.kind === kind)) }))
  return [...known, { title: 'More', methods: methods.filter(({ kind }) => !placed.has(kind)) }].filter(({ methods: some }) => some.length > 0)
}
