// What still looks like personal data after everything known has been cut, and cannot be cut without guessing.

/** Longer than any place; the data dictionary allows 255. Nothing is searched in such a text: it is set aside whole. */
export const LONGEST = 2000
const NARRATIVE = 255

const DIGIT_WORD = '(?:zero|nought|naught|oh|o|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)'
const SPELLED = new RegExp(`\\b(?:${DIGIT_WORD}[ ,.-]{1,2}){5}${DIGIT_WORD}\\b`, 'i')

/** `length`: of the text before anything was cut. */
export type Suspicion = { name: string; finds: string; is: (text: string, was: { namesCut: number; length: number }) => boolean }

export const SUSPICIONS: Suspicion[] = [
  {
    name: 'narrative',
    finds: 'A text longer than 255 characters in which a name was found: a story, which will hold more of them',
    is: (_, { namesCut, length }) => length > NARRATIVE && namesCut > 0,
  },
  { name: 'blob', finds: 'A word of 40 characters, or of 24 with figures in it: encoded data', is: hasBlob },
  { name: 'masked-number', finds: 'Figures with letters O, I and l among them: O77OO 9OO 123', is: hasMaskedNumber },
  {
    name: 'spelled-number',
    finds: 'Six figures in words: oh seven seven double oh nine',
    is: (text) => SPELLED.test(text),
  },
  { name: 'spelled-name', finds: 'Five letters with spaces or dots between: J o h n S', is: (text) => /(?<![\p{L}\d])(?:\p{L}[ .-]{1,2}){5}\p{L}(?![\p{L}\d])/u.test(text) },
  { name: 'other-script', finds: 'Words in another alphabet, or its figures, which no detector can read', is: hasOtherScript },
  { name: 'address', finds: 'An @ or :// that was no address we know', is: (text) => /:\/\/|\w@\w{1,63}\.\w/.test(text) },
]

function hasBlob(text: string): boolean {
  if (text.length < 24) return false
  return text.split(/[\s,;]+/).some((word) => word.length >= 40 || (word.length >= 24 && /\d/.test(word) && /[A-Za-z]/.test(word) && !/[/-]/.test(word)))
}

function hasMaskedNumber(text: string): boolean {
  if (!/\d/.test(text)) return false
  for (const [run] of text.matchAll(/(?<![A-Za-z\d])[\dOoIl](?:[ -]?[\dOoIl]){7,30}(?![A-Za-z\d])/g)) {
    const figures = run.replace(/\D/g, '').length
    if (figures >= 4 && /[OoIl]/.test(run)) return true
  }
  return false
}

// eslint-disable-next-line no-control-regex
const ASCII = /^[\0-\x7f]*$/
const OTHER = /(?!\p{Script=Latin})[\p{L}\p{Nd}]/u

function hasOtherScript(text: string): boolean {
  return !ASCII.test(text) && OTHER.test(text.replace(/[\d]/g, ''))
}
