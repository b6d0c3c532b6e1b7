// Files of publishers, made by hand, and a folder to load them into.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { load } from '../../scripts/geo/load/load.ts'
import type { LoadOptions, LoadReport } from '../../scripts/geo/load/credit.ts'
import type { Ground } from '../../scripts/geo/load/ground.ts'
import { parseGazetteer } from '../../server/domain/gazetteerFile.ts'
import type { GazetteerEntry } from '../../server/domain/gazetteer.ts'
import { checkManifest, type ManifestFile } from '../../server/geoData.ts'

/** A box round Chelmsford; the only town known is Chelmsford. */
export const ground: Ground = {
  box: [0.3, 51.6, 0.7, 51.9],
  nearest: (lat, lng) => ({ name: 'Chelmsford', distanceM: Math.hypot(lat - 51.7343, lng - 0.4691) * 100_000 }),
}

export type Loaded = { report: LoadReport; entries: GazetteerEntry[]; byId: Map<string, GazetteerEntry> }

export function workshop() {
  const dir = mkdtempSync(join(tmpdir(), 'geo-load-test-'))
  const out = join(dir, 'out')
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(dir, name), content)
    return join(dir, name)
  }
  return {
    dir, out, file,
    remove: () => rmSync(dir, { recursive: true, force: true }),
    /** Every file below the out folder with its text. */
    state: (): Record<string, string> =>
      existsSync(out)
        ? Object.fromEntries(readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).sort().map((path) => [path.slice(out.length + 1), readFileSync(path, 'utf8')]))
        : {},
    manifest: (): (ManifestFile & Record<string, unknown>)[] => (JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { files: (ManifestFile & Record<string, unknown>)[] }).files,
    faults: () => checkManifest(out),
    /** Loads, and reads what was written back. */
    async load(kind: string, paths: string[], options: Partial<LoadOptions> = {}): Promise<Loaded> {
      const report = await load(kind, paths, { out, ground, date: '2025-05-01', ...options })
      const { entries, faults } = report.file.startsWith('gazetteer/') ? parseGazetteer(readFileSync(join(out, report.file), 'utf8')) : { entries: [], faults: [] }
      if (faults.length > 0) throw new Error(`the file that was written has faults: ${faults[0]}`)
      return { report, entries, byId: new Map(entries.map((entry) => [entry.id, entry])) }
    },
  }
}
export type Workshop = ReturnType<typeof workshop>

/** A ZIP file with its contents stored. */
export function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [nameBytes, data] = [Buffer.from(name), Buffer.from(text)]
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt32LE(crc32(data), 10)
    shared.writeUInt32LE(data.length, 14)
    shared.writeUInt32LE(data.length, 18)
    shared.writeUInt16LE(nameBytes.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), shared, nameBytes, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), shared, tail, nameBytes]))
    parts.push(local)
    offset += local.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, index, end])
}
