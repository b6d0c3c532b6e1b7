import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { IngestProgress, IngestReport } from '../../../server/contract/ingest.ts'
import { progressUrl, sendFile, uploadName } from '../../api/files.ts'
import { KEYS } from './queries.ts'
import { expectedRows } from './progressWords.ts'
import type { Going } from './progressWords.ts'

export type Upload =
  | { phase: 'idle' }
  | ({ phase: 'going' } & Going)
  | { phase: 'tried'; report: IngestReport }
  | { phase: 'done'; report: IngestReport }
  | { phase: 'refused'; error: Error }

/** One upload: sent, listened to under a name of its own, and answered by a report or a refusal. */
export function useUpload() {
  const [upload, setUpload] = useState<Upload>({ phase: 'idle' })
  const listening = useRef<EventSource | null>(null)
  const queries = useQueryClient()
  useEffect(() => () => listening.current?.close(), [])

  const change = (patch: Partial<Going>): void => setUpload((before) => (before.phase === 'going' ? { ...before, ...patch } : before))

  const send = async (file: File, profile: string, dryRun: boolean): Promise<void> => {
    setUpload({ phase: 'going', dryRun, began: Date.now(), sent: 0, progress: null, rowsExpected: null })
    const name = uploadName()
    const source = new EventSource(progressUrl(name))
    listening.current = source
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const progress = JSON.parse(data) as IngestProgress
      change(progress.stage === 'reading' || progress.stage === 'storing' ? { progress, sent: 1 } : { progress })
      if (progress.stage === 'done' || progress.stage === 'refused') source.close()
    })
    void file.slice(0, 65_536).text().then((head) => change({ rowsExpected: expectedRows(head, file.size) }))
    try {
      const report = await sendFile(file, { profile, dryRun, progress: name, onSent: (sent) => change(sent < 1 ? { sent } : { sent, began: Date.now() }) })
      setUpload({ phase: report.dryRun ? 'tried' : 'done', report })
      if (!report.dryRun) {
        await Promise.all([KEYS.ingests, KEYS.duplicates, ['catalogue']].map((queryKey) => queries.invalidateQueries({ queryKey })))
      }
    } catch (error) {
      setUpload({ phase: 'refused', error: error instanceof Error ? error : new Error(String(error)) })
    } finally {
      source.close()
    }
  }
  return { upload, send, forget: () => setUpload({ phase: 'idle' }) }
}
export type Uploading = ReturnType<typeof useUpload>
