/**
 * One spelling for what looks the same, before anything is looked for: figures and letters in full width, spaces of twenty kinds,
 * characters nobody sees, letters of other alphabets that pass for ours.
 */
const PLAIN = /^[ -~]*$/
const SPACED = / {2,}|^ | $/

// Zero-width and directional marks, soft hyphens, variation selectors, tags; half a surrogate pair; what no alphabet holds.
const UNSEEN = /[\p{Cf}\p{Cn}\p{Co}\p{Cs}]|\p{Default_Ignorable_Code_Point}/gu
const SPACES = /[\p{Z}\p{Cc}]+/gu
const QUOTES = /[\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc`\u00b4]/g
const DOUBLE_QUOTES = /[\u201c\u201d\u201e\u2033]/g
const DASHES = /[\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]/g
const AT = /[\ufe6b\uff20]/g
const DOTS = /[\u3002\u2024\uff0e\u00b7\u2022\u2027]/g

/** Letters of Cyrillic and Greek that nobody tells from ours. */
const LOOKALIKES = new Map(
  Object.entries({
    а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x', і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', ԛ: 'q', ԝ: 'w',
    А: 'A', В: 'B', Е: 'E', К: 'K', М: 'M', Н: 'H', О: 'O', Р: 'P', С: 'C', Т: 'T', У: 'Y', Х: 'X', І: 'I', Ј: 'J', Ѕ: 'S',
    α: 'a', ο: 'o', ρ: 'p', ν: 'v', ι: 'i', Α: 'A', Β: 'B', Ε: 'E', Ζ: 'Z', Η: 'H', Ι: 'I', Κ: 'K', Μ: 'M', Ν: 'N', Ο: 'O', Ρ: 'P', Τ: 'T', Υ: 'Y', Χ: 'X',
    ı: 'i', ɡ: 'g', ǀ: 'l', ꞌ: "'",
  }),
)
const LOOKALIKE = new RegExp(`[${[...LOOKALIKES.keys()].join('')}]`, 'gu')
const LATIN_LETTER = /\p{Script=Latin}/u

/** The same text again gives the same text. */
export function normalise(text: string): string {
  if (PLAIN.test(text)) return SPACED.test(text) ? text.replace(/ {2,}/g, ' ').trim() : text
  let plain = text.normalize('NFKC').replace(UNSEEN, '')
  plain = plain.replace(SPACES, ' ').replace(QUOTES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-').replace(AT, '@').replace(DOTS, '.')
  // Only beside letters of ours: a word all in Cyrillic is Cyrillic.
  if (LATIN_LETTER.test(plain)) plain = plain.replace(LOOKALIKE, (letter) => LOOKALIKES.get(letter)!)
  return plain.normalize('NFKC').replace(/ {2,}/g, ' ').trim()
}
