// The words after `npm run geo-data --` that bring a publisher's file in: load and fetch.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readConfig } from '../../../server/config.ts'
import { loadGeoData } from '../../../server/geoData.ts'
import type { LoadOptions, LoadReport } from './credit.ts'
import { checkedAddress, fetchFile } from './fetchFile.ts'
import { widened, type Ground } from './ground.ts'
import { GAZETTEER_FILES, KINDS } from './kinds.ts'
import { balanceText, load } from './load.ts'
import { LoadError } from './loadError.ts'

export const LOAD_USAGE = `npm run geo-data -- load KIND FILE…     take a publisher's file in (.csv, .xml, .osm, .geojson; also .gz and .zip)
npm run geo-data -- fetch KIND --url U  fetch it first (https), then take it in
    kinds        ${KINDS.join(', ')}
    --out DIR    the folder to write into (else GEO_DATA_DIR, else geo-data in DATA_DIR)
    --date DAY   of the publisher's data, YYYY-MM-DD (else the day the file was changed)
    --margin KM  kept around the study area (20)
    --version V  of harm weights or a code list     --list NAME  of a code list
    --sha256 HEX, --max-mb N (2000), --timeout S (900)  of a file that is fetched
`
const OPTIONS = {
  out: { type: 'string' }, date: { type: 'string' }, margin: { type: 'string', default: '20' }, version: { type: 'string' }, list: { type: 'string' },
  url: { type: 'string' }, sha256: { type: 'string' }, 'max-mb': { type: 'string', default: '2000' }, timeout: { type: 'string', default: '900' }, json: { type: 'boolean' },
} as const

/** Where an operator's own files lie: never the checkout, unless asked for by --out. */
export const ownGeoData = (env: NodeJS.ProcessEnv): string => resolve(env['GEO_DATA_DIR'] || join(readConfig(env).dataDir, 'geo-data'))

/** Runs `load` or `fetch`; gives the text to print. Throws LoadError, one line, when nothing was changed. */
export async function runLoad(word: 'load' | 'fetch', args: string[], env: NodeJS.ProcessEnv, shipped: string): Promise<string> {
  const { values, positionals } = parse(args)
  const [kind = '', ...files] = positionals
  if (!KINDS.includes(kind)) throw new LoadError(`"${kind}" is not a kind of file; these are: ${KINDS.join(', ')}`)
  const options: LoadOptions = {
    out: resolve(values.out ?? ownGeoData(env)),
    ground: groundOf(env, shipped, positive('margin', values.margin)),
    date: values.date, version: values.version, list: values.list,
  }
  const report = word === 'load' ? await load(kind, files, options) : await fetchAndLoad(kind, files, values, options)
  return values.json ? `${JSON.stringify(report)}\n` : `${join(options.out, report.file)}  ${report.bytes.toLocaleString('en-GB')} bytes\n  ${balanceText(report.rows)}\n`
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw new LoadError((error as Error).message)
  }
}

async function fetchAndLoad(kind: string, files: string[], values: ReturnType<typeof parse>['values'], options: LoadOptions): Promise<LoadReport> {
  if (files.length > 0) throw new LoadError(`fetch takes an address (--url), not ${files[0]}`)
  const address = values.url ?? GAZETTEER_FILES[kind]?.url
  if (address === undefined) throw new LoadError(`${kind} has no address that stays the same: give the publisher's with --url`)
  const url = checkedAddress(address)
  const temp = await mkdtemp(join(tmpdir(), 'geo-data-fetch-'))
  try {
    const path = join(temp, basename(url.pathname) || 'file')
    const found = await fetchFile(address, path, {
      maxBytes: positive('max-mb', values['max-mb']) * 1e6, timeoutMs: positive('timeout', values.timeout) * 1000, sha256: values.sha256,
    })
    return await load(kind, [path], { ...options, source: `${url.origin}${url.pathname}`, date: options.date ?? found.date ?? undefined })
  } finally {
    await rm(temp, { recursive: true, force: true })
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value < 1e6) || text.trim() === '') throw new LoadError(`--${name} has to be a number, not ${text}`)
  return value
}

function groundOf(env: NodeJS.ProcessEnv, shipped: string, marginKm: number): Ground {
  const { studyAreaFile, studyAreaName } = readConfig(env)
  const { studyArea, places } = loadGeoData(shipped, { studyAreaFile, studyAreaName })
  return { box: widened(studyArea.bbox, marginKm), nearest: places.nearest }
}
