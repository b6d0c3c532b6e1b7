// A browser for the journeys: the system's Chromium, or the one that comes from npm where the machine has none.
// No browser at all is an error, never a skip.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

export type BrowserKind = 'system' | 'npm'
export type Launched = { browser: Browser; kind: BrowserKind; version: string; close: () => Promise<void> }

const ARGUMENTS = [
  // WebGL2 without a graphics card. deck.gl and MapLibre both need it.
  '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-dev-shm-usage', '--hide-scrollbars', '--no-first-run',
  // Chromium must not call home in the middle of a test that counts requests.
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic',
]

/** Starts a headless Chromium. `BROWSER=system|npm` forces one kind, `CHROMIUM_PATH` names a binary. */
export async function launchBrowser(want = process.env['BROWSER']): Promise<Launched> {
  const system = want === 'npm' ? undefined : systemChromium()
  if (want === 'system' && !system) throw new Error('BROWSER=system, but no chromium is on PATH and CHROMIUM_PATH is not set')
  const { path, env } = system ? { path: system, env: {} } : await npmChromium()
  const asRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: path,
    args: asRoot ? [...ARGUMENTS, '--no-sandbox'] : ARGUMENTS,
    env: { ...definedEnvironment(), ...env },
    timeout: 60_000,
  })
  return { browser, kind: system ? 'system' : 'npm', version: browser.version(), close: () => browser.close() }
}

/** Which kinds this machine can start. The one from npm is there whenever `npm ci` was run on Linux. */
export function availableBrowsers(): BrowserKind[] {
  return systemChromium() ? ['system', 'npm'] : ['npm']
}

function systemChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH']
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist`)
    return named
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const names = ['chromium', 'chromium-browser', 'google-chrome']
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const CACHE = join(MODULES, '.cache')
const { version }: { version: string } = JSON.parse(readFileSync(join(MODULES, '@sparticuz/chromium/package.json'), 'utf8'))
const UNPACKED = join(CACHE, `chromium-${version}`)

/** Unpacks @sparticuz/chromium once, with the libraries and fonts that a bare machine lacks. */
async function npmChromium(): Promise<{ path: string; env: Record<string, string> }> {
  if (!existsSync(UNPACKED)) await unpack()
  return {
    path: join(UNPACKED, 'chromium'),
    // For the browser alone: these libraries are Amazon Linux's and would upset psql or git in the same process tree.
    env: { LD_LIBRARY_PATH: join(UNPACKED, 'al2023/lib'), FONTCONFIG_FILE: join(UNPACKED, 'fonts.conf') },
  }
}

async function unpack(): Promise<void> {
  // The package unpacks into os.tmpdir() and takes any file already there for whole. Give it a folder of its own and move
  // that into place when complete, so that an interrupted first run leaves nothing half done.
  const folder = join(CACHE, `chromium.${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const before = { ...process.env }
  try {
    process.env['TMPDIR'] = folder
    process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x' // before the import: it is what makes it unpack its libraries
    const { default: packed } = await import('@sparticuz/chromium')
    await packed.executablePath()
  } finally {
    for (const name of ['TMPDIR', 'AWS_LAMBDA_JS_RUNTIME', 'LD_LIBRARY_PATH', 'FONTCONFIG_PATH']) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  }
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(join(UNPACKED, 'fonts/fonts')))
  try {
    renameSync(folder, UNPACKED)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    if (!existsSync(UNPACKED)) throw error // otherwise another process was faster, and its copy is as good
  }
}

/** Its own fonts.conf names Lambda's folders. Ours: the system's fonts if any, and Open Sans for every generic family. */
function fontsConf(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>/usr/share/fonts</dir><dir>${folder}</dir><cachedir>${join(UNPACKED, 'fonts-cache')}</cachedir>
${['sans-serif', 'serif', 'monospace'].map((f) => `<alias><family>${f}</family><default><family>Open Sans</family></default></alias>`).join('\n')}
</fontconfig>\n`
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined))
}
