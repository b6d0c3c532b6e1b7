import type { Knex } from 'knex'
import { firstRoad } from './0001-first-road.ts'

export type Migration = { name: string; up(knex: Knex): Promise<void>; down(knex: Knex): Promise<void> }

/** In order; never edit one that has been released, add another. */
export const migrations: Migration[] = [firstRoad]
