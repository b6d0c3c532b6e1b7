import type { AddressInfo } from 'node:net'
import compression from 'compression'
import express from 'express'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CSV_TYPE, endpoint } from '../../server/http/endpoint.ts'
import { mount } from '../../server/http/mount.ts'
import type { Services } from '../../server/services.ts'

const PIECES = 4000
/** Does not compress: the reader's pace is felt. */
const piece = (i: number): string => `${i},${Array.from({ length: 100 }, (_, n) => Math.sin(1e6 * (i * 100 + n))).join('')}\n`
let [made, ended] = [0, 0]
function* pieces(): Generator<string> {
  try {
    for (let i = 0; i < PIECES; i++) {
      made++
      yield piece(i)
    }
  } finally {
    ended++
  }
}

let url = ''
let close: () => void
beforeAll(() => {
  const app = express()
  app.use(compression())
  const big = endpoint({ tag: 'Data', summary: '', answers: {}, handle: async () => ({ type: CSV_TYPE, body: pieces, immutable: 'all of it' }) })
  mount(app, [{ method: 'get', path: '/big', endpoint: big }], {} as Services)
  const server = app.listen(0)
  close = () => server.close()
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/big`
})
afterAll(() => close())

it.each(['gzip', 'identity'])('pieces of an answer arrive whole and in order, at the pace of the reader (%s)', async (encoding) => {
  const warnings: Error[] = []
  const warn = (warning: Error) => void warnings.push(warning)
  process.on('warning', warn)
  const answer = await fetch(url, { headers: { 'Accept-Encoding': encoding } })
  const lines = (await answer.text()).split('\n')
  expect([answer.status, answer.headers.get('etag'), answer.headers.get('content-type')]).toEqual([200, '"all of it"', expect.stringMatching(/^text\/csv; charset=utf-8/)])
  expect(lines.map((line) => line.split(',')[0])).toEqual([...Array.from({ length: PIECES }, (_, i) => String(i)), ''])
  expect(warnings).toEqual([])
  process.off('warning', warn)
})

it('makes nothing for who asks for the head, and stops when the reader has gone', async () => {
  made = 0
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
  expect(made).toBe(0)
  const before = ended
  const stop = new AbortController()
  const answer = await fetch(url, { signal: stop.signal })
  await answer.body!.getReader().read()
  stop.abort()
  await expect.poll(() => ended, { timeout: 5000 }).toBe(before + 1)
  expect(made).toBeLessThan(PIECES)
})
