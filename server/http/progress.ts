import type { Response } from 'express'
import type { IngestProgress } from '../contract/ingest.ts'
import { Problem } from '../domain/problem.ts'

/** How long an upload's last word is kept for a listener that comes late. */
const KEEP_MS = 10 * 60_000
const MOST = 200

/** Uploads by the name their sender gave them, and who listens. In memory: progress is of this process. */
const uploads = new Map<string, { last: IngestProgress; told: boolean; listeners: Set<(progress: IngestProgress) => void> }>()

const entryOf = (name: string) => {
  let entry = uploads.get(name)
  if (!entry) {
    // Names that nobody uploads under make room, never an upload under way.
    const idle = uploads.size >= MOST ? [...uploads].find(([, other]) => !other.told || other.last.stage === 'done' || other.last.stage === 'refused') : undefined
    if (idle) uploads.delete(idle[0])
    else if (uploads.size >= MOST) return null
    entry = { last: { stage: 'waiting', rowsRead: 0, accepted: 0, quarantined: 0, ingest: null, detail: null }, told: false, listeners: new Set() }
    uploads.set(name, entry)
  }
  return entry
}

/** Tells everybody who listens to an upload how far it has come. */
export const tellProgress = (name: string, progress: IngestProgress): void => {
  const entry = entryOf(name)
  if (!entry) return
  entry.last = progress
  entry.told = true
  for (const listener of entry.listeners) listener(progress)
  if (progress.stage === 'done' || progress.stage === 'refused') setTimeout(() => uploads.delete(name), KEEP_MS).unref()
}

/** Server-sent events: one for each step, until the file is in or refused. */
export const streamProgress = (name: string, res: Response): void => {
  const entry = entryOf(name)
  if (!entry) throw new Problem(503, 'busy', 'Too many uploads', 'Too many uploads are under way; try again in a moment.')
  res.status(200).set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  res.flushHeaders()
  const send = (progress: IngestProgress): void => {
    res.write(`data: ${JSON.stringify(progress)}\n\n`)
    ;(res as Response & { flush?: () => void }).flush?.() // the compressing middleware would hold small pieces back
    if (progress.stage !== 'done' && progress.stage !== 'refused') return
    // Nothing may be written after the end: a slow reader would make that an error nobody catches.
    clearInterval(beat)
    entry.listeners.delete(send)
    if (!entry.told && entry.listeners.size === 0 && uploads.get(name) === entry) uploads.delete(name)
    res.end()
  }
  const beat = setInterval(() => res.write(': still here\n\n'), 15_000)
  entry.listeners.add(send)
  res.on('close', () => {
    clearInterval(beat)
    entry.listeners.delete(send)
  })
  send(entry.last)
}
