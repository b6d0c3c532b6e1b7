import type { Migration } from './migration.ts'

// source_record → case → incident, with two clocks: when it happened (occurred_*) and when we knew (received_at, superseded_at).
// An incident's founding case lends it its id; ids are (ingest, line) packed into one bigint, see store/ids.ts.
// `point` has no spatial index yet: nothing asks by geometry, and it costs as much as all other writing of a place. Add it with the
// first query that needs it.
// Rows of the mass tables carry no foreign keys: they are written by the in-gate alone, in the transaction that makes what they
// point to, and a check per row doubles the time of an ingest.
// H3 indexes are bigint and computed in Node. Times of month-only data span the whole local month.

const FIRST_YEAR = 2010
const LAST_YEAR = 2035

/** Yearly partitions with a default for what lies outside; a year begins at local midnight. */
const partitions = (table: string): string => {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i)
  const yearly = years.map(
    (year) => `create table ${table}_${year} partition of ${table}
      for values from ('${year}-01-01 Europe/London') to ('${year + 1}-01-01 Europe/London');`,
  )
  return `${yearly.join('\n')} create table ${table}_other partition of ${table} default;`
}

export const firstRoad: Migration = {
  name: '0001-first-road',
  async up(knex) {
    await knex.raw(`
      create table organisations (
        id int generated always as identity primary key,
        source text not null check (source in ('police', 'ambulance', 'emergency-department')),
        name text not null,
        unique (source, name)
      );

      create table ingests (
        id int generated always as identity primary key,
        profile text not null,
        profile_version int not null,
        file_name text not null,
        sha256 text not null,
        bytes bigint not null,
        received_at timestamptz not null,
        rows_read int not null default 0,
        rows_accepted int not null default 0,
        rows_quarantined int not null default 0,
        rows_duplicate int not null default 0,
        rows_superseded int not null default 0,
        constraint ingests_same_bytes_once unique (profile, sha256),
        constraint ingests_nothing_lost
          check (rows_read = rows_accepted + rows_quarantined + rows_duplicate + rows_superseded),
        constraint ingests_no_negative check (least(rows_accepted, rows_quarantined, rows_duplicate, rows_superseded) >= 0)
      );

      create table ingest_periods (
        ingest_id int not null references ingests,
        organisation_id int not null references organisations,
        period_from date not null,
        period_to date not null,
        rows_accepted int not null,
        superseded_at timestamptz,
        superseded_by int references ingests,
        primary key (ingest_id, organisation_id, period_from),
        check (period_from < period_to)
      );
      create unique index ingest_periods_one_in_force on ingest_periods (organisation_id, period_from) where superseded_at is null;

      create table ingest_issues (
        ingest_id int not null references ingests,
        line int not null,
        field text not null,
        kind text not null,
        primary key (ingest_id, line, kind)
      );

      create table source_records (
        ingest_id int not null,
        line int not null,
        status text not null check (status in ('accepted', 'quarantined', 'duplicate')),
        digest uuid not null,
        occurrence int not null,
        case_id bigint,
        raw text not null,
        primary key (ingest_id, line)
      );

      create table cases (
        id bigint not null,
        ingest_id int not null,
        organisation_id int not null,
        reporting text not null check (reporting in ('reported', 'discovered', 'health')),
        category text,
        category_original text not null,
        occurred_from timestamptz not null,
        occurred_to timestamptz not null,
        time_kind text not null,
        operational_day date,
        unplaced text,
        received_at timestamptz not null,
        superseded_at timestamptz,
        superseded_by int,
        primary key (id, occurred_from)
      ) partition by range (occurred_from);
      ${partitions('cases')}
      create index cases_in_force on cases (organisation_id, occurred_from) where superseded_at is null;

      create table case_places (
        case_id bigint not null,
        ordinal smallint not null,
        cell bigint not null,
        lat double precision not null,
        lng double precision not null,
        radius_m real,
        level text not null,
        probability real not null check (probability > 0 and probability <= 1),
        point geometry(Point, 4326) generated always as (st_setsrid(st_makepoint(lng, lat), 4326)) stored,
        primary key (case_id, ordinal)
      );

      create table incidents (
        id bigint not null,
        sources text[] not null,
        category text,
        occurred_from timestamptz not null,
        occurred_to timestamptz not null,
        time_kind text not null,
        unplaced text,
        cell bigint,
        place_level text,
        received_at timestamptz not null,
        superseded_at timestamptz,
        primary key (id, occurred_from)
      ) partition by range (occurred_from);
      ${partitions('incidents')}

      create table links (
        case_id bigint not null,
        incident_id bigint not null,
        probability real not null,
        model text not null,
        as_of timestamptz not null,
        primary key (case_id, incident_id, model)
      );

      create table runs (
        id text primary key,
        query jsonb not null,
        data_version text not null,
        code_version text not null,
        document text not null,
        made_at timestamptz not null
      );
      create table run_levels (
        run_id text not null references runs,
        resolution smallint not null,
        columns bytea not null,
        primary key (run_id, resolution)
      );
      create table run_events (
        run_id text primary key references runs,
        columns bytea not null
      );
    `)
  },
  async down(knex) {
    await knex.raw(`drop table run_events, run_levels, runs, links, incidents, case_places, cases, source_records,
      ingest_issues, ingest_periods, ingests, organisations`)
  },
}
