import { createHash } from 'node:crypto'

/** 96 bits of SHA-256 of a value's JSON, hexadecimal: an id that says what a thing was made from. */
export const shortDigest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 24)
