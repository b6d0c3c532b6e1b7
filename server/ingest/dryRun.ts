import type { IngestReport } from '../contract/ingest.ts'
import type { Profile } from '../contract/profile.ts'
import { monthsOf } from '../domain/period.ts'
import type { Balance, Spoken } from './balance.ts'
import type { Incoming } from './incoming.ts'

/** What would happen to a file, had it been taken in. */
export const dryRunReport = (
  { file, sha256 }: Incoming, profile: Profile, balance: Balance, spokenFor: Spoken[], droppedColumns: string[], supersedes: IngestReport['supersedes'],
): IngestReport => ({
  id: null,
  file,
  sha256,
  profile: profile.name,
  standard: profile.standard,
  status: 'accepted',
  dryRun: true,
  organisations: balance.organisations(),
  periods: [...new Set(spokenFor.flatMap(monthsOf))].toSorted(),
  receivedAt: null,
  rows: balance.rows(),
  cases: spokenFor.reduce((sum, { cases }) => sum + cases, 0),
  incidents: spokenFor.reduce((sum, { incidents }) => sum + incidents, 0),
  issues: balance.issueCounts(),
  droppedColumns,
  supersedes,
})
