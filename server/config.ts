import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'

const flag = z.enum(['0', '1']).default('0').transform((text) => text === '1')

/** Every environment variable of the service. README has the same list in words. */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: z.string().optional(),
  DATABASE_SCHEMA: z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/).optional(),
  DEMO: z.enum(['on', 'off']).optional(),
  STUDY_AREA: z.string().optional(),
  STUDY_AREA_NAME: z.string().max(80).optional(),
  GEO_DATA_DIR: z.string().optional(),
  QUARANTINE_KEY: z.string().regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits').optional(),
  ANALYSIS_WORKERS: z.coerce.number().int().min(1).max(64).optional(),
  ANALYSIS_SECONDS: z.coerce.number().int().min(1).max(86_400).default(300),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  ALLOW_EMBEDDED_IN_PRODUCTION: flag,
})

export type Config = {
  port: number
  host: string
  dataDir: string
  databaseUrl: string | undefined
  databaseSchema: string | undefined
  demo: boolean
  studyAreaFile: string | undefined
  studyAreaName: string | undefined
  /** gazetteers, code lists and weights that the operator has loaded */
  geoDataDir: string
  /** 32 bytes, hexadecimal; without it a key file is made in the data directory */
  quarantineKey: string | undefined
  /** threads that compute analyses */
  analysisWorkers: number
  /** longest an analysis may take */
  analysisSeconds: number
  logLevel: string
  allowEmbeddedInProduction: boolean
}

/** Reads the settings; throws one line that names the variable when one makes no sense. An empty variable is an unset one. */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = settings.safeParse(given)
  if (!read.success) {
    const issue = read.error.issues[0]
    throw new Error(`the setting ${String(issue?.path[0])} makes no sense: ${issue?.message}`)
  }
  const s = read.data
  return {
    port: s.PORT,
    host: s.HOST,
    dataDir: resolve(s.DATA_DIR),
    databaseUrl: s.DATABASE_URL,
    databaseSchema: s.DATABASE_SCHEMA,
    // A database or an area of one's own is not the place for invented incidents, unless asked for.
    demo: s.DEMO ? s.DEMO === 'on' : !s.DATABASE_URL && !s.STUDY_AREA,
    studyAreaFile: s.STUDY_AREA,
    studyAreaName: s.STUDY_AREA_NAME,
    geoDataDir: resolve(s.GEO_DATA_DIR ?? join(s.DATA_DIR, 'geo-data')),
    quarantineKey: s.QUARANTINE_KEY,
    analysisWorkers: s.ANALYSIS_WORKERS ?? Math.min(4, availableParallelism()),
    analysisSeconds: s.ANALYSIS_SECONDS,
    logLevel: s.LOG_LEVEL,
    allowEmbeddedInProduction: s.ALLOW_EMBEDDED_IN_PRODUCTION,
  }
}
