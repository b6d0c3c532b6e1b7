import type { Described } from '../text/describe.ts'
import type { Incident } from '../world/incident.ts'

/** What a row truly is: the incident (null: none of ours), and what its words say. */
export type Truth = { incident: Incident | null; said: Described | null }
export type Version = { text: string; truth: Truth }

/** A row on its way into a file. */
export type Row = {
  feed: Feed
  /** local minutes by which the service files it: which file, and where in it */
  at: number
  /** null: it came in only with the corrected file */
  first: Version | null
  /** in the file that replaces it, where there is one; null: taken out again */
  again: Version | null
}

/** One series of files. */
export const FEEDS = ['istv/XH101', 'istv/XH102', 'istv/XL201', 'ecds/XH103', 'ambulance-cad', 'police-extract', 'police-uk'] as const
export type Feed = (typeof FEEDS)[number]

export const row = (feed: Feed, at: number, cells: Version, again: Version | null = cells): Row => ({ feed, at, first: cells, again })
