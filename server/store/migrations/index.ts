import { firstRoad } from './0001-first-road.ts'
import { threeFeeds } from './0002-three-feeds.ts'
import { whatIsAsked } from './0003-what-is-asked.ts'
import { analyses } from './0004-analyses.ts'
import type { Migration } from './migration.ts'

/** In order; never edit one that has been released, add another. */
export const migrations: Migration[] = [firstRoad, threeFeeds, whatIsAsked, analyses]
