// How far a file has come, in words. Pure: the clock is an argument.
import type { IngestProgress } from '../../../server/contract/ingest.ts'
import { formatCount } from '../../words.ts'

export type Going = { dryRun: boolean; began: number; sent: number; progress: IngestProgress | null; rowsExpected: number | null }

export type Told = { text: string; share: number | null }

const secondsLeft = (rows: number, of: number, elapsed: number): number | null => (rows > 0 && elapsed > 1500 && of > rows ? (elapsed * (of - rows)) / rows / 1000 : null)

const left = (seconds: number | null): string => {
  if (seconds === null || seconds < 1.5) return ''
  return seconds < 90 ? `; about ${Math.round(seconds)} s left` : `; about ${Math.round(seconds / 60)} min left`
}

/** One line that tells the step, and the share that is done where it can be known. */
export function tellProgress({ dryRun, began, sent, progress, rowsExpected }: Going, now: number): Told {
  if (sent < 1) return { text: `Sending the file: ${Math.round(sent * 100)}%`, share: sent }
  if (!progress || progress.stage === 'waiting') return { text: progress ? 'The file has arrived. Waiting for its turn: files go in one at a time' : 'The file has been sent. Waiting for the first word about it', share: null }
  const { rowsRead } = progress
  const verb = dryRun ? 'Trying it out' : 'Taking it in'
  if (rowsExpected === null || rowsRead > rowsExpected * 1.1) return { text: `${verb}: ${formatCount(rowsRead)} rows read`, share: null }
  const share = Math.min(0.99, rowsRead / rowsExpected)
  return { text: `${verb}: ${formatCount(rowsRead)} of about ${formatCount(rowsExpected)} rows read${left(secondsLeft(rowsRead, rowsExpected, now - began))}`, share }
}

/** Rows that a text file may have, from the length of its first lines; null when it is packed. */
export function expectedRows(head: string, size: number): number | null {
  // Packed files have zero bytes or the replacement sign near their beginning; XML has several lines a row.
  if (/[\0\uFFFD]/.test(head) || head.trimStart().startsWith('<')) return null
  const lines = head.split('\n')
  if (lines.length < 3) return null
  const whole = lines.slice(0, -1).join('\n').length
  return Math.max(1, Math.round(size / (whole / (lines.length - 1))) - 1)
}
