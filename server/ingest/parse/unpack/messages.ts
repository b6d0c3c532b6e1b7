// What the service and the process that unpacks say to one another. The task goes first, on one line of stdin, then the file's
// bytes; the text comes back on stdout; these messages, one a line, on a pipe of their own (fd 3).

export type Task =
  | { type: 'gzip' }
  | { type: 'xlsx' }
  /** `record`: the element that is one row; `columns`: elements in the order wanted */
  | { type: 'xml'; record?: string | undefined; columns?: readonly string[] | undefined }

/** Sheets that can be seen, those of them with more than one row, and which was read, from 1. */
export type SheetChoice = { visible: number; withRows: number; taken: number }

export type Message =
  /** started: from now on it may be expected to get on */
  | { kind: 'ready' }
  | ({ kind: 'sheets' } & SheetChoice)
  /** the file cannot be used, and why: becomes a Problem */
  | { kind: 'refused'; problem: string; what: string; line?: number | undefined }
  /** all of the text has been written */
  | { kind: 'done' }
