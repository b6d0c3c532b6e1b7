import type { Random } from '../../../server/demo/random.ts'

/** Files of one idea: what a refusal may call them, and one of them. */
export type Family = { name: string; kinds: string[]; make: (random: Random) => Buffer }

/** Somewhere in the middle of some bytes. */
export const around = (random: Random, bytes: Buffer, change: (at: number, bytes: Buffer) => Buffer): Buffer =>
  change(Math.floor(bytes.length * (0.1 + 0.8 * random.next())), bytes)
