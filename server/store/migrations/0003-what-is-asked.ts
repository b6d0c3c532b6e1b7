import type { Migration } from './migration.ts'

// Counting reads one table and joins nothing: what may be asked of an incident stands on the incident, lent by the case that founded it.
// Back-filled in one pass; incidents whose case said neither keep the default.

export const whatIsAsked: Migration = {
  name: '0003-what-is-asked',
  async up(knex) {
    await knex.raw(`
      alter table incidents
        add column age_band text not null default 'not-asked',
        add column offence_code text;
      update incidents i set age_band = c.age_band, offence_code = c.offence_code
      from cases c
      where c.id = i.id and c.occurred_from = i.occurred_from and (c.age_band <> 'not-asked' or c.offence_code is not null);
    `)
  },
  async down(knex) {
    await knex.raw('alter table incidents drop column age_band, drop column offence_code')
  },
}
