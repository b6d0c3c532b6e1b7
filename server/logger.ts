import pino from 'pino'
import type { Log } from './store/embedded/supervisor.ts'

/** Structured lines on standard error. Callers give fields by name: never a row, a coordinate, a name, a body or SQL bindings. */
export const createLog = (level: string): Log => {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 2, sync: true }))
  return {
    info: (fields, text) => logger.info(fields, text),
    warn: (fields, text) => logger.warn(fields, text),
    error: (fields, text) => logger.error(fields, text),
  }
}
