import { z } from 'zod'
import { letterQuerySchema, qualityQuerySchema, qualitySchema, scorecardSchema } from '../contract/quality.ts'
import { DEFAULT_MARKING } from '../contract/qualityWords.ts'
import { LETTER_STYLE, letterHtml } from '../publish/letters/html.ts'
import { letterPdf } from '../publish/letters/pdf.ts'
import type { Services } from '../services.ts'
import { endpoint, JSON_TYPE, releasedJson } from './endpoint.ts'

const params = z.object({ id: z.string().regex(/^\d{1,9}$/, 'must be a number').describe('Site, as `/api/quality` lists them') })
const NO_STORE = { headers: { 'Cache-Control': 'no-store' } }
const HTML_TYPE = 'text/html; charset=utf-8'
const PDF_TYPE = 'application/pdf'

export const list = endpoint({
  tag: 'Data',
  summary: 'How good each site’s data are: shares with intervals, grades, and the middle of the other sites',
  description: 'Counts cases in force unless a figure says rows. `rules` is the table by which grades are given.',
  query: qualityQuerySchema,
  answers: { 200: { description: 'Every site with data in force', content: { [JSON_TYPE]: qualitySchema } } },
  handle: async ({ services, query }) => releasedJson(await services.release.quality(query), NO_STORE),
})

export const show = endpoint({
  tag: 'Data',
  summary: 'The scorecard of one site, with its months and its most frequent words for a place',
  params,
  query: qualityQuerySchema,
  answers: { 200: { description: 'The scorecard', content: { [JSON_TYPE]: scorecardSchema } } },
  problems: { 404: 'No such site, or nothing of it in force' },
  handle: async ({ services, params: { id }, query }) => releasedJson(await services.release.scorecard(id, query), NO_STORE),
})

const LETTER_PROBLEMS = { 404: 'No such site, or nothing of it in force', 409: 'Too few incidents in these months to write a letter about' }

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date())

const letterFor = (services: Services, id: string, { date, marking, ...asked }: z.output<typeof letterQuerySchema>) =>
  services.release.letter(id, asked, { date: date ?? today(), marking: marking ?? DEFAULT_MARKING })

export const letterPage = endpoint({
  tag: 'Data',
  summary: 'A one-page letter to the site, as a page that prints to one sheet',
  params,
  query: letterQuerySchema,
  answers: { 200: { description: 'The letter', content: { [HTML_TYPE]: 'text' } } },
  problems: LETTER_PROBLEMS,
  handle: async ({ services, params: { id }, query }) => ({ type: HTML_TYPE, body: letterHtml(await letterFor(services, id, query)), ...NO_STORE }),
})

export const letterFile = endpoint({
  tag: 'Data',
  summary: 'The same letter as a PDF: one A4 page, tagged, fonts inside',
  description: 'The same data and the same date give the same bytes.',
  params,
  query: letterQuerySchema,
  answers: { 200: { description: 'The letter', content: { [PDF_TYPE]: 'binary' } } },
  problems: LETTER_PROBLEMS,
  handle: async ({ services, params: { id }, query }) => {
    const letter = await letterFor(services, id, query)
    return { type: PDF_TYPE, body: await letterPdf(letter), headers: { ...NO_STORE.headers, 'Content-Disposition': `inline; filename="letter-${id}-${letter.date}.pdf"` } }
  },
})

export const letterStyle = endpoint({
  tag: 'Data',
  summary: 'The style sheet of the letters',
  answers: { 200: { description: 'CSS', content: { 'text/css; charset=utf-8': 'text' } } },
  handle: () => Promise.resolve({ type: 'text/css; charset=utf-8', body: LETTER_STYLE, headers: { 'Cache-Control': 'no-cache' } }),
})
