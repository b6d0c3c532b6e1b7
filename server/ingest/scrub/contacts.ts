// Ways to reach a person online.
import { cutEach, cutInTurn, GONE, type Detector } from './detector.ts'

const TOP = '(?:com|net|org|uk|co|info|me|io|gov|ac|edu|eu|ie|fr|de|pl|ro|biz|live|email)'
const PROVIDERS = '(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|aol|btinternet|live|msn|sky|protonmail|proton|mail|nhs|virginmedia|talktalk|ymail|me)'

// From the beginning of a word: so that a long one is not tried from each of its letters.
const START = "(?<![\\w.+%'-])"

// "pub@station" and "@ KFC" are places: an address has a dot after its @, or a provider we know.
const WRITTEN = new RegExp(`${START}[\\w.+%'-]{1,64} ?@ ?(?:[\\w-]{1,63}\\.){1,4}${TOP}(?![\\w])`, 'gi')
const JOINED = /(?<![\w.+%'-])[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g
const BARE = new RegExp(`${START}[\\w.+%'-]{1,64}@${PROVIDERS}\\b`, 'gi')
const SPELLED = new RegExp(`${START}[\\w.+-]{1,64}(?: dot [\\w-]{1,40}){0,3} ?[([]?\\bat\\b[)\\]]? ?${PROVIDERS}(?: ?(?:dot|\\.) ?${TOP}){1,3}\\b`, 'gi')
const SPELLED_DOT = new RegExp(`${START}[\\w.+-]{1,64} ?[([]?\\bat\\b[)\\]]? ?[\\w-]{1,40} dot (?:${TOP})(?: dot ${TOP})?\\b`, 'gi')

const all = (...patterns: RegExp[]) => (text: string) => cutInTurn(text, ...patterns.map((pattern) => (t: string) => cutEach(t, pattern, () => GONE)))

export const emails: Detector = {
  name: 'e-mail',
  finds: 'E-mail addresses, also with spaces round the @ or spelled "at gmail dot com"',
  why: 'Reaches one person, and mostly says the name',
  only: /@|\bat\b/i,
  cut: all(WRITTEN, JOINED, BARE, SPELLED, SPELLED_DOT),
}

const SOCIAL = '(?:insta(?:gram)?|ig|snap(?:chat)?|sc|twitter|tik ?tok|fb|facebook|messenger|telegram|discord|whatsapp|youtube|linkedin|tinder|grindr)'

export const links: Detector = {
  name: 'link',
  finds: 'Web addresses with http, www or a page after a slash; names on social networks',
  why: "Lead to a person's page",
  only: /:\/\/|www|\.[a-z]{2,4}\/|insta|\big\b|snap|\bsc\b|twitter|tik|\bfb\b|facebook|messenger|telegram|discord|whatsapp|youtube|linkedin|tinder|grindr/i,
  cut: all(
    /\bhttps?:\/\/\S{1,500}/gi,
    /\bwww\.\S{1,300}/gi,
    new RegExp(`(?<![\\w@.-])(?:[\\w-]{1,63}\\.){1,4}${TOP}/\\S{1,300}`, 'gi'),
    new RegExp(`\\b${SOCIAL}(?: ?(?:name|user ?name|handle|account|id))?(?: ?[:=] ?@?| @)[\\w.]{2,40}`, 'gi'),
  ),
}
