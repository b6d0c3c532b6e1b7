// Who may import whom: the table of the design, held as data. Change it here, and say why in server/decisions/.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { brokenRules, strayDatabaseTests, type Rules } from './support/architecture.ts'
import { readSources, scan } from './support/imports.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const manifest: Record<string, Record<string, string>> = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'))

const contract = 'server/contract'
const domain = 'server/domain'
const store = ['server/store']
// Door handles: what they send out is made by the encoders, which stand in publish beside the gate itself.
const handles = {
  ours: [contract, 'server/domain/problem.ts', 'server/publish'],
  not: ['server/publish/release.ts', 'server/publish/disclosure'],
  types: ['server/services.ts', 'server/publish/release.ts'],
}

const rules: Rules = {
  folders: {
    'server/contract': { ours: [], packages: ['zod'], node: false },
    'server/statistics': { ours: [], node: false },
    'server/domain': { ours: [contract] },
    'server/geocode': { ours: [domain, contract] },
    'server/ingest': { ours: [domain, 'server/geocode', contract], door: { 'server/ingest/ingestFile.ts': store, 'server/ingest/mendRows.ts': store, 'server/ingest/reviewPlaces.ts': store } },
    'server/analysis': { ours: [domain, contract, 'server/statistics'], door: { 'server/analysis/runAnalysis.ts': store, 'server/analysis/runMethod.ts': store } },
    'server/publish': { ours: [domain, contract], door: { 'server/publish/release.ts': store } },
    'server/access': { ours: [domain, contract], door: { 'server/access/gate.ts': store } },
    'server/store': { ours: [domain, contract] },
    'server/demo': { ours: [domain, contract] },
    'server/http': handles,
    'server/jobs': handles,
    'server/': { ours: ['server', 'geo-data'] }, // the composition root: main, services, app, config
    client: { ours: [contract], node: false },
    'client/vite.config.ts': { ours: [] }, // builds the client, and does so in Node
    scripts: { ours: [''] },
    tests: { ours: [''] },
  },
  owners: {
    knex: store,
    pg: store,
    '@electric-sql/': store,
    express: ['server/http', 'server/app.ts', 'server/main.ts'],
    compression: ['server/http', 'server/app.ts'],
    helmet: ['server/http', 'server/app.ts'],
    react: ['client'],
    'react-dom': ['client'],
    'react-aria-components': ['client'],
    '@tanstack/': ['client'],
    '@deck.gl/': ['client'],
    'maplibre-gl': ['client'],
  },
  phrases: [
    {
      pattern: /\bas\s+Released\b/,
      searched: [''],
      allowed: ['server/publish/release.ts', 'tests/support', 'tests/architecture.test.ts'],
      rule: 'a number becomes Released in server/publish/release.ts alone',
    },
    {
      pattern: /\bpublic\./,
      searched: ['server/store'],
      allowed: [],
      rule: 'the schema comes from the search path: one partnership is one schema',
    },
    {
      pattern: /\bconsole\./,
      searched: ['server'],
      allowed: ['server/main.ts', 'server/store/embedded/child.ts'], // the entry points of our two processes
      rule: 'the log has one door, and that is not the console',
    },
    {
      pattern: /\blatLngToCell\b/,
      searched: [''],
      // In the browser it finds the cell under the pointer; no record is ever placed there.
      allowed: ['server/ingest/steps', domain, 'server/demo', 'client/map', 'scripts', 'tests'],
      rule: 'a place is indexed once, at ingest; afterwards only cellToParent',
    },
  ],
  maxLines: (path) => (path.startsWith('server/statistics/') ? 400 : 250),
  dependencies: Object.keys(manifest['dependencies'] ?? {}),
  devDependencies: Object.keys(manifest['devDependencies'] ?? {}),
}

const databaseHomes = ['tests/store', 'tests/database', 'tests/references', 'tests/realData', 'tests/journeys']

describe('this project', () => {
  const files = readSources(root, ['server', 'client', 'scripts', 'tests'])

  it('keeps the import table', () => {
    expect(files.length).toBeGreaterThan(10)
    expect(brokenRules(files, rules)).toEqual([])
  })

  it('starts databases only in tests that run on both engines', () => {
    expect(strayDatabaseTests(files, 'server/store/embedded', databaseHomes)).toEqual([])
  })
})

// The checker itself must be able to say no.
describe('a broken rule is told', () => {
  const told = (path: string, text: string): string[] => brokenRules([scan(path, text)], rules)

  it.each<[path: string, text: string, line: string]>([
    ['server/http/runs.ts', `import { runs } from '../store/runs.ts'`, `imports '../store/runs.ts': server/http may import server/contract; server/domain/problem.ts; server/publish;`],
    ['server/http/a.ts', `import { createRelease } from '../publish/release.ts'`, 'not server/publish/release.ts'],
    ['server/http/a.ts', `import { createServices } from '../services.ts'`, 'type of server/services.ts'],
    ['server/domain/case.ts', `import type { Row } from '../store/cases.ts'`, `imports type '../store/cases.ts': server/domain may import server/contract`],
    ['server/domain/a.ts', `type T = import('../store/cases.ts').Row\nexport type { T }`, `imports type '../store/cases.ts'`],
    ['server/ingest/steps/a.ts', `export * from '../../store/db.ts'`, 'server/store in server/ingest/ingestFile.ts alone'],
    ['server/analysis/a.ts', `const x = await import('../store/db.ts')\nexport { x }`, `imports '../store/db.ts'`],
    ['server/contract/a.ts', `import _ from 'h3-js'`, 'of packages, server/contract may import zod'],
    ['server/statistics/a.ts', `import { x } from '../domain/cell.ts'`, 'server/statistics may import nothing of ours'],
    ['server/analysis/a.ts', `import knex from 'knex'`, 'only server/store may import knex'],
    ['server/jobs/a.ts', `import express from 'express'`, 'only server/http, server/app.ts, server/main.ts may import express'],
    ['server/domain/a.ts', `import _ from 'lodash'`, 'lodash is not among the dependencies'],
    ['server/domain/a.ts', `import fc from 'fast-check'`, 'fast-check is not among the dependencies'],
    ['client/api.ts', `import { x } from '../server/domain/cell.ts'`, 'client may import server/contract'],
    ['client/api.ts', `import fs from 'node:fs'`, `client runs without Node's modules`],
    ['server/main.ts', `import '../scripts/ingest.ts'`, 'nothing imports scripts or tests'],
    ['server/utils/a.ts', `export const a = 1`, 'a folder without a row'],
    ['server/publish/tiles/mvt.ts', `export const a = (x: unknown) => x as Released<number>`, 'a number becomes Released in'],
    ['server/store/cases.ts', `export const q = \`select 1\n from public.cases\``, `server/store/cases.ts:2 says 'public.'`],
    ['server/http/a.ts', `console.log(1)`, 'the log has one door'],
    ['server/analysis/bin.ts', `import { latLngToCell } from 'h3-js'`, 'a place is indexed once'],
    ['server/domain/a.ts', 'export {}\n'.repeat(251), 'has 251 lines: at most 250'],
  ])('%s', (path, text, line) => {
    expect(told(path, text)).toEqual([expect.stringContaining(line)])
    expect(told(path, text)[0]).toContain(path)
  })

  it.each([
    ['server/http/runs.ts', `import type { Services } from '../services.ts'\nimport type { Feature } from 'geojson'`],
    ['server/ingest/ingestFile.ts', `import { cases } from '../store/cases.ts'`],
    ['server/domain/a.ts', `// import knex from 'knex'; console.log(x as Released)\nexport const a = "from '../store/db.ts'"`],
    ['server/statistics/kernel.ts', 'export {}\n'.repeat(400)],
    ['client/map/layers.ts', `import { H3HexagonLayer } from '@deck.gl/geo-layers'\nimport '../ui/a.css'`],
  ])('and nothing else is: %s', (path, text) => {
    expect(told(path, text)).toEqual([])
  })

  it('finds a ring of imports, and a test that starts a database unseen', () => {
    const files = [
      scan('tests/a.test.ts', `import { open } from './support/open.ts'`),
      scan('tests/support/open.ts', `export { start as open } from '../../server/store/embedded/start.ts'`),
      scan('server/store/embedded/start.ts', `import '../db.ts'`),
      scan('server/store/db.ts', `import './embedded/start.ts'`),
    ]
    expect(brokenRules(files, rules)).toEqual([
      'server/store/embedded/start.ts imports itself in a ring: server/store/embedded/start.ts → server/store/db.ts → server/store/embedded/start.ts',
    ])
    expect(strayDatabaseTests(files, 'server/store/embedded', databaseHomes)).toEqual([
      expect.stringContaining('tests/a.test.ts loads the database (tests/a.test.ts → tests/support/open.ts'),
    ])
  })
})
