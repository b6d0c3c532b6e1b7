import { useState } from 'react'
import type { Run } from '../../server/contract/results.ts'
import { useCatalogue, useRun } from '../queries.ts'
import { usePageState } from '../pageState.ts'
import { ProblemNotice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { NoData } from './NoData.tsx'
import { Workspace } from './Workspace.tsx'

/** Decides what there is to show; the workspace shows it. */
export function MapPage() {
  const state = usePageState()
  const catalogue = useCatalogue()
  const run = useRun(catalogue.data, state)
  // The last answer stays when the next question is refused: the map and its table are not torn down for it.
  const [last, setLast] = useState<Run | null>(null)
  if (run.data && run.data !== last) setLast(run.data)
  const shown = run.data ?? last
  // While a fault may pass, the query keeps trying and has no error yet, only a reason.
  const fault = catalogue.error ?? catalogue.failureReason ?? run.error ?? run.failureReason
  const retry = (): void => void (catalogue.data ? run.refetch() : catalogue.refetch())
  if (catalogue.data?.dataVersion === null) return <NoData catalogue={catalogue.data} onRetry={() => void catalogue.refetch()} />
  if (catalogue.data && shown) {
    return <Workspace catalogue={catalogue.data} run={shown} stale={run.isPlaceholderData || run.isError} fault={fault} onRetry={retry} />
  }
  return (
    <main className="waiting">
      <h1>Violence hotspots</h1>
      {fault ? <ProblemNotice error={fault} onRetry={retry} /> : <Skeleton lines={9} label="Reading the data" />}
    </main>
  )
}
