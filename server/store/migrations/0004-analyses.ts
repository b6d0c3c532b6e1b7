import type { Migration } from './migration.ts'

// Answers of the other methods, as runs are kept: a document that never changes, and its tables packed.

export const analyses: Migration = {
  name: '0004-analyses',
  async up(knex) {
    await knex.raw(`
      create table analyses (
        id text primary key,
        kind text not null,
        question jsonb not null,
        data_version text not null,
        code_version text not null,
        document text not null,
        made_at timestamptz not null
      );
      create table analysis_tables (
        analysis_id text not null references analyses (id),
        name text not null,
        columns bytea not null,
        primary key (analysis_id, name)
      );
    `)
  },
  async down(knex) {
    await knex.raw('drop table analysis_tables, analyses')
  },
}
