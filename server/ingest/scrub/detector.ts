/** Words and phrases of the gazetteer, lower case: they are places, however much they look like names. */
export type Keep = {
  words: ReadonlySet<string>
  /** first word → the further words of each phrase */
  phrases: ReadonlyMap<string, string[][]>
}

/** What one detector made of a text: the same text when it found nothing. */
export type Cut = { text: string; count: number }

/** One kind of personal data: what it looks like, why it is looked for, and how it is cut out. */
export type Detector = {
  name: string
  finds: string
  why: string
  /** null: look at every text; else only at those this cheap pattern fits */
  only: RegExp | null
  cut: (text: string, keep: Keep) => Cut
}

/** What is cut leaves a space, so that the words on both sides do not grow together. */
export const GONE = ' '

/**
 * Replaces each match by what `judge` makes of it; null leaves it as it is. Patterns here repeat a bounded number of times and
 * have one way to match, so that no text makes them slow.
 */
export function cutEach(text: string, pattern: RegExp, judge: (found: RegExpExecArray) => string | null): Cut {
  let [out, end, count] = ['', 0, 0]
  for (const found of text.matchAll(pattern)) {
    const instead = judge(found)
    if (instead === null) continue
    out += text.slice(end, found.index) + instead
    end = found.index + found[0].length
    count++
  }
  return count === 0 ? { text, count } : { text: out + text.slice(end), count }
}

/** One cut after another, counted together. */
export function cutInTurn(text: string, ...cuts: ((text: string) => Cut)[]): Cut {
  let count = 0
  for (const cut of cuts) {
    const done = cut(text)
    text = done.text
    count += done.count
  }
  return { text, count }
}
