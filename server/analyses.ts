import { createAreas } from './analysis/area.ts'
import type { ColumnStore } from './analysis/columnStore.ts'
import { createFields } from './analysis/field.ts'
import { createAnalysisGate } from './analysis/runMethod.ts'
import { createJobs } from './analysis/work/jobs.ts'
import { createPool } from './analysis/work/pool.ts'
import { isInvented } from './domain/demo.ts'
import { keptOutOf } from './domain/keptOut.ts'
import type { KeptOut } from './domain/keptOut.ts'
import type { ReferenceData } from './referenceData.ts'
import type { StudyArea } from './domain/studyArea.ts'
import type { Sql } from './store/db.ts'

/** The gate of the methods with its threads: put together here because the service and its tests open it alike. */
export const createAnalyses = (deps: {
  knex: Sql
  studyArea: StudyArea
  incidentColumns: ColumnStore
  reference: Pick<ReferenceData, 'harm' | 'sites' | 'gazetteers'>
  codeVersion: string
  now: () => Date
  workers: number
  limitSeconds: number
  log?: { error: (fields: object, text: string) => void }
}) => {
  const { knex, studyArea, incidentColumns, reference, codeVersion, now, workers, limitSeconds, log } = deps
  // Invented data know invented places alone.
  const keptOut = new Map<boolean, KeptOut>()
  const keptOutFor = (invented: boolean): KeptOut => {
    const known = keptOut.get(invented) ?? keptOutOf(reference.gazetteers[invented ? 'invented' : 'real'], reference.sites.list.filter(({ organisation }) => isInvented(organisation) === invented))
    keptOut.set(invented, known)
    return known
  }
  return createAnalysisGate({
    knex, codeVersion, now, workers, limitSeconds, ...(log && { log }),
    fields: createFields({ studyArea, incidentColumns, harm: reference.harm }),
    keptOut: (data) => keptOutFor(data.every(({ organisation }) => isInvented(organisation))),
    areas: createAreas(studyArea),
    pool: createPool(workers),
    jobs: createJobs(limitSeconds),
  })
}
