import type { Migration } from './migration.ts'

// Health and ambulance feeds, several rows to a case, words of places, quarantine that can be mended.
// A file speaks for days, no longer for whole months alone: pieces of [period_from, period_to) of one organisation never overlap
// while they are in force. Day and organisation are packed into one int8 so that a plain range index can hold that rule.

export const threeFeeds: Migration = {
  name: '0002-three-feeds',
  async up(knex) {
    await knex.raw(`
      -- The same bytes read by a mended profile are another reading.
      alter table ingests drop constraint ingests_same_bytes_once;
      alter table ingests add constraint ingests_same_bytes_once unique (profile, profile_version, sha256);
      alter table ingests add column standard text, add column dropped_columns text[] not null default '{}';
      update ingests set standard = profile;
      alter table ingests alter column standard set not null;

      drop index ingest_periods_one_in_force;
      alter table ingest_periods drop constraint ingest_periods_pkey;
      alter table ingest_periods
        add column id int generated always as identity primary key,
        add column cases int not null default 0,
        add column incidents int not null default 0;
      update ingest_periods set cases = rows_accepted, incidents = rows_accepted;
      create index ingest_periods_ingest on ingest_periods (ingest_id);
      alter table ingest_periods add constraint ingest_periods_one_in_force exclude using gist (
        int8range(organisation_id * 1000000::int8 + (period_from - date '1900-01-01'),
                  organisation_id * 1000000::int8 + (period_to - date '1900-01-01')) with &&
      ) where (superseded_at is null);

      alter table source_records add column sealed bytea;
      create index source_records_quarantined on source_records (ingest_id) where status = 'quarantined';

      alter table cases
        add column pathway text not null default 'counted' check (pathway in ('counted', 'self-inflicted', 'not-violence')),
        add column offence_code text,
        add column method text not null default 'not-asked',
        add column method_original text not null default '',
        add column place_type text not null default 'not-asked',
        add column place_type_original text not null default '',
        add column age_band text not null default 'not-asked',
        add column sex text not null default 'not-asked',
        add column conveyed text not null default 'not-asked',
        add column severity text not null default 'not-asked',
        add column time_flags text not null default '',
        add column reported_at timestamptz,
        add column filed_on date,
        add column place_text text,
        add column place_key text;
      update cases set filed_on = (occurred_from at time zone 'Europe/London')::date;
      alter table cases alter column filed_on set not null;
      create index cases_place_key on cases (place_key) where superseded_at is null and place_key is not null;

      alter table case_places add column label text, add column superseded_at timestamptz;

      alter table incidents
        add column method text not null default 'not-asked',
        add column place_type text not null default 'not-asked';

      create table profiles (
        name text not null,
        version int not null,
        definition jsonb not null,
        saved_at timestamptz not null,
        primary key (name, version)
      );

      create table place_decisions (
        id int generated always as identity primary key,
        place_key text not null,
        invented boolean not null,
        example text not null,
        decision jsonb not null,
        cases int not null default 0,
        decided_at timestamptz not null,
        superseded_at timestamptz
      );
      create unique index place_decisions_one_in_force on place_decisions (invented, place_key) where superseded_at is null;

      create table quarantine_fixes (
        ingest_id int not null,
        line int not null,
        fields text[] not null,
        fixed_at timestamptz not null,
        primary key (ingest_id, line)
      );

      create table proposed_duplicates (
        case_id bigint not null,
        other_case_id bigint not null,
        reason text not null,
        proposed_at timestamptz not null,
        primary key (case_id, other_case_id),
        check (case_id < other_case_id)
      );
    `)
  },
  async down(knex) {
    await knex.raw(`
      drop table proposed_duplicates, quarantine_fixes, place_decisions, profiles;
      alter table incidents drop column method, drop column place_type;
      alter table case_places drop column label, drop column superseded_at;
      drop index cases_place_key;
      alter table cases drop column pathway, drop column offence_code, drop column method, drop column method_original, drop column place_type,
        drop column place_type_original, drop column age_band, drop column sex, drop column conveyed, drop column severity,
        drop column time_flags, drop column reported_at, drop column filed_on, drop column place_text, drop column place_key;
      drop index source_records_quarantined;
      alter table source_records drop column sealed;
      alter table ingest_periods drop constraint ingest_periods_one_in_force, drop column id, drop column cases, drop column incidents;
      drop index ingest_periods_ingest;
      alter table ingest_periods add primary key (ingest_id, organisation_id, period_from);
      create unique index ingest_periods_one_in_force on ingest_periods (organisation_id, period_from) where superseded_at is null;
      alter table ingests drop constraint ingests_same_bytes_once;
      alter table ingests add constraint ingests_same_bytes_once unique (profile, sha256);
      alter table ingests drop column standard, drop column dropped_columns;
    `)
  },
}
