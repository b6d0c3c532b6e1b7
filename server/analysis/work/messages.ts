import type { AnalysisKind } from '../../contract/methodGuide.ts'
import type { MethodInput } from '../methods/method.ts'

/** What a worker is asked. The input of a task is sent once; stretches of its replicates name it by its number. */
export type Ask = { task: number; kind: AnalysisKind; parameters: unknown; input?: MethodInput } & (
  | { step: 'compute' }
  /** `stays`: this worker will be asked more of the task; others forget it with their answer */
  | { step: 'part'; from: number; to: number; stays: boolean }
  /** whether more replicates would change anything */
  | { step: 'enough'; numbers: Float64Array }
  | { step: 'finish'; numbers: Float64Array }
  /** no answer: the task is over for this worker */
  | { step: 'forget' }
)

/** A finished analysis as the worker sends it: tables packed already, so that the service's own thread does not. */
export type Finished = {
  document: Omit<import('../methods/method.ts').MethodResult, 'tables'>
  tables: { name: string; label: string; geometry: import('../../contract/analysis.ts').GeometryKind; rows: number; columns: import('../../contract/analysis.ts').ColumnHead[]; packed: Uint8Array }[]
}

export type Answer =
  | { told: 'progress'; task: number; done: number }
  | { told: 'numbers'; task: number; numbers: Float64Array }
  | { told: 'enough'; task: number; enough: boolean }
  | { told: 'finished'; task: number; finished: Finished }
  /** `message` is null for a bug: what it says may hold data, so only its name and place go on */
  | { told: 'failed'; task: number; message: string | null; at: string }
