import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The key of the quarantine: from the setting, else from a file beside the database that only its owner can read, made at first use. */
export const quarantineKey = (dataDir: string, fromSetting: string | undefined): Buffer => {
  if (fromSetting) return Buffer.from(fromSetting, 'hex')
  const path = join(dataDir, 'keys', 'quarantine.key')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    try {
      writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error // another starter made it in the same moment
    }
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.length !== 32) throw new Error(`${path} does not hold a key of 32 bytes`)
  return key
}
