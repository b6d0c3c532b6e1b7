import type { Knex } from 'knex'

export type Migration = { name: string; up(knex: Knex): Promise<void>; down(knex: Knex): Promise<void> }
