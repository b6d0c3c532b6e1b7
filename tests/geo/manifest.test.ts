import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { checkManifest, loadGeoData } from '../../server/geoData.ts'

const DIR = fileURLToPath(new URL('../../geo-data', import.meta.url))

test('geo-data is as the manifest says, and holds nothing else', () => {
  expect(checkManifest(DIR)).toEqual([])
})

test('a changed, a missing and an unlisted file are each named', () => {
  const copy = mkdtempSync(join(tmpdir(), 'geo-data-test-'))
  try {
    cpSync(DIR, copy, { recursive: true })
    writeFileSync(join(copy, 'boundaries/land.geojson'), '{}')
    writeFileSync(join(copy, 'boundaries/stray.json'), '{}')
    rmSync(join(copy, 'gazetteer/places.json'))
    expect(checkManifest(copy)).toEqual([
      'boundaries/stray.json is not in the manifest',
      'boundaries/land.geojson is not the file of the manifest (sha256 differs)',
      'gazetteer/places.json is missing',
    ])
    expect(() => loadGeoData(copy)).toThrow('geo-data: boundaries/stray.json is not in the manifest')
  } finally {
    rmSync(copy, { recursive: true })
  }
})

test('the lines to show on the map credit both sources', () => {
  const { attributions, files } = loadGeoData(DIR)
  expect(attributions).toContain('© OpenStreetMap contributors')
  expect(attributions).toContain('Place names © GeoNames (CC BY 4.0)')
  expect(files.land.attribution).toBe('© OpenStreetMap contributors')
})
