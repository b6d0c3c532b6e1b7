import type { IssueKind } from '../contract/vocabulary.ts'

/** A fault in data, as a value: shown to the data owner, never thrown. `line` counts from 1, the header included. */
export type Issue = { line: number; field: string; kind: IssueKind }
