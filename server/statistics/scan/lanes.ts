/**
 * Counts of several replicates in one 32-bit number, so that one addition counts for all of them.
 *
 * A lane of b bits holds counts below 2^(b - 1); its top bit stays free as a flag. Adding 2^(b - 1) - s to every lane raises the flag
 * exactly of those lanes whose count is s or more: one comparison for all replicates of the word.
 */
export type Lanes = {
  /** Replicates in a word: 4, 3, 2 or 1. */
  readonly perWord: number
  readonly bits: number
  /** Counts of a lane are below this. */
  readonly room: number
  /** The flags. */
  readonly flags: number
  /** 1 in every lane. */
  readonly ones: number
}

/** The most lanes that hold counts up to `largest`. */
export function lanesFor(largest: number): Lanes {
  const perWord = largest < 0x80 ? 4 : largest < 0x200 ? 3 : largest < 0x8000 ? 2 : 1
  const bits = perWord === 3 ? 10 : 32 / perWord
  let ones = 0
  for (let lane = 0; lane < perWord; lane++) ones |= 1 << (bits * lane)
  const room = 2 ** (bits - 1)
  return { perWord, bits, room, ones, flags: Math.imul(ones, room) }
}

/** What to add to a word so that flags tell which lanes hold `smallest` or more. None ever does when it is too large for a lane. */
export function raiser({ room, ones }: Lanes, smallest: number): number {
  return smallest < room ? Math.imul(ones, room - smallest) : 0
}

export function laneOf({ bits }: Lanes, word: number, lane: number): number {
  return (word >>> (bits * lane)) & (bits === 32 ? -1 : (1 << bits) - 1)
}
