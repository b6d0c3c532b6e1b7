import { createAreas } from './analysis/area.ts'
import type { ColumnStore } from './analysis/columnStore.ts'
import { createFields } from './analysis/field.ts'
import { createAnalysisGate } from './analysis/runMethod.ts'
import { createJobs } from './analysis/work/jobs.ts'
import { createPool } from './analysis/work/pool.ts'
import type { HarmWeights } from './domain/harm.ts'
import type { StudyArea } from './domain/studyArea.ts'
import type { Sql } from './store/db.ts'

/** The gate of the methods with its threads: put together here because the service and its tests open it alike. */
export const createAnalyses = (deps: {
  knex: Sql
  studyArea: StudyArea
  incidentColumns: ColumnStore
  harm: HarmWeights | null
  codeVersion: string
  now: () => Date
  workers: number
  limitSeconds: number
}) => {
  const { knex, studyArea, incidentColumns, harm, codeVersion, now, workers, limitSeconds } = deps
  return createAnalysisGate({
    knex, codeVersion, now, workers, limitSeconds,
    fields: createFields({ studyArea, incidentColumns, harm }),
    areas: createAreas(studyArea),
    pool: createPool(workers),
    jobs: createJobs(limitSeconds),
  })
}
