// A PDF read back as far as a letter needs: its objects, and its text as a search finds it.
import { inflateSync } from 'node:zlib'

const objectsOf = (pdf: Uint8Array): Map<string, string> =>
  new Map(
    [...Buffer.from(pdf).toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => {
      const stream = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1]
      const packed = stream !== undefined && body.includes('/FlateDecode')
      return [id, packed ? body.slice(0, body.indexOf('stream\n')) + inflateSync(Buffer.from(stream, 'latin1')).toString('latin1') : body]
    }),
  )

/** All objects as text, one after the other. */
export const insideOf = (pdf: Uint8Array): string => [...objectsOf(pdf).values()].join('\n')

/** What glyph numbers of a font stand for, by its ToUnicode map. */
const lettersOf = (map: string): string[] =>
  [...map.matchAll(/<[0-9a-f]{4}> <[0-9a-f]{4}> \[([^\]]*)\]/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/<([^>]*)>/g)].map(([, codes = '']) => String.fromCodePoint(...codes.split(' ').map((code) => Number.parseInt(code, 16)))),
  )

/** The text of the pages in the order in which it is read, without regard to spaces. */
export const textOf = (pdf: Uint8Array): string => {
  const objects = objectsOf(pdf)
  const all = [...objects.values()].join('\n')
  const letters = new Map(
    [...all.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1]
      return [name, lettersOf(objects.get(map ?? '') ?? '')]
    }),
  )
  let font: string[] = []
  let text = ''
  for (const [, name, shown] of all.matchAll(/\/(F\d+) [\d.]+ Tf|\[(<[^\]]*)\] TJ/g)) {
    if (name) font = letters.get(name) ?? []
    for (const [, codes = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/g)) for (let i = 0; i < codes.length; i += 4) text += font[Number.parseInt(codes.slice(i, i + 4), 16)] ?? '?'
  }
  return text.replaceAll(/\s/g, '')
}
