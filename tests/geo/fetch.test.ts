import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runLoad } from '../../scripts/geo/load/command.ts'
import { checkedAddress } from '../../scripts/geo/load/fetchFile.ts'
import { LoadError } from '../../scripts/geo/load/loadError.ts'
import { workshop, type Workshop } from './loadSupport.ts'

const SHIPPED = fileURLToPath(new URL('../../geo-data', import.meta.url))
const POSTCODE = 'CM1 1AA,10,570500,206800\n'

let shop: Workshop
let server: Server
let url: string
let answer: RequestListener
beforeEach(async () => {
  shop = workshop()
  vi.stubEnv('TMPDIR', shop.dir) // where the fetched file waits: nobody else's is counted here
  server = createServer((request, response) => answer(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/CodePoint.csv?key=secret`
})
afterEach(() => {
  vi.unstubAllEnvs()
  server.closeAllConnections()
  server.close()
  shop.remove()
})

const fetchPostcodes = (...more: string[]) => runLoad('fetch', ['code-point-open', '--url', url, ...more], { GEO_DATA_DIR: shop.out }, SHIPPED)
const leftOvers = () => readdirSync(shop.dir).filter((name) => name.startsWith('geo-data-fetch-')).length

test('a file is fetched and taken in; the manifest names the address without what was asked', async () => {
  answer = (_, response) => response.writeHead(200, { 'Last-Modified': 'Tue, 29 Jul 2025 10:00:00 GMT', 'Content-Length': POSTCODE.length }).end(POSTCODE)
  const before = leftOvers()
  expect(await fetchPostcodes('--sha256', createHash('sha256').update(POSTCODE).digest('hex').toUpperCase())).toContain('1 rows read = 1 written + 0 skipped')
  expect(shop.manifest()[0]).toMatchObject({ source: url.replace(/\?.*/, ''), date: '2025-07-29', sources: [{ file: 'CodePoint.csv', bytes: POSTCODE.length }] })
  expect(JSON.stringify(shop.manifest())).not.toContain('secret')
  expect(shop.faults()).toEqual([])
  expect(leftOvers()).toBe(before)
})

describe('refused in one line, and nothing is changed', () => {
  test.each<[what: string, answer: RequestListener, more: string[], reason: RegExp]>([
    ['another address', (_, response) => response.writeHead(302, { Location: 'https://elsewhere.example/x?sig=secret' }).end(), [], /points elsewhere \(elsewhere\.example\)/],
    ['no such file', (_, response) => response.writeHead(404).end('no'), [], /answers 404 Not Found/],
    ['a file that says it is too large', (_, response) => response.writeHead(200, { 'Content-Length': 5_000_000 }).end('x'), ['--max-mb', '1'], /the file has 5 MB, more than 1 MB/],
    ['a file that turns out too large', (_, response) => void response.writeHead(200).end('x'.repeat(2_000_000)), ['--max-mb', '1'], /more than 1 MB/],
    ['a body that ends early', (_, response) => {
      response.writeHead(200, { 'Content-Length': 1000 }).write(POSTCODE)
      setTimeout(() => response.destroy(), 50)
    }, [], /127\.0\.0\.1:\d+: terminated/],
    ['a chunked body that ends early', (_, response) => {
      response.writeHead(200, { 'Transfer-Encoding': 'chunked' }).write(POSTCODE)
      setTimeout(() => response.destroy(), 50)
    }, [], /127\.0\.0\.1:\d+: terminated/],
    ['a server that never answers', () => undefined, ['--timeout', '0.3'], /no answer, or not the whole of it, within 0\.3 s/],
    ['a body that never ends', (_, response) => void response.writeHead(200).write(POSTCODE), ['--timeout', '0.5'], /within 0\.5 s/],
    ['another checksum', (_, response) => void response.end(POSTCODE), ['--sha256', 'ab'.repeat(32)], /sha256 is [0-9a-f]{64}, not abab/],
    ['nothing', (_, response) => void response.end(), [], /the file is empty/],
    ['a page of words', (_, response) => void response.end('<html>maintenance</html>'), [], /not a row of Code-Point Open/],
  ])('%s', async (_, given, more, reason) => {
    answer = (_request, response) => response.end(POSTCODE)
    await fetchPostcodes()
    const before = shop.state()
    const temporary = leftOvers()
    answer = given
    const failed = await fetchPostcodes(...more).then(() => null, (error: unknown) => error)
    expect(failed).toBeInstanceOf(LoadError)
    expect((failed as Error).message).toMatch(reason)
    expect((failed as Error).message).not.toContain('secret')
    expect(shop.state()).toEqual(before)
    expect(leftOvers()).toBe(temporary)
  })

  test('nobody listens', async () => {
    server.close()
    await expect(fetchPostcodes()).rejects.toThrow(/127\.0\.0\.1:\d+: fetch failed: connect ECONNREFUSED/)
  })

  test.each([
    ['http://example.org/a.csv', 'http://example.org: only https is fetched'],
    ['http://localhost.example.org/a.csv', 'only https is fetched'],
    ['file:///etc/passwd', 'only https is fetched'],
    ['ftp://127.0.0.1/a', 'only https is fetched'],
    ['https://me:word@example.org/a', 'an address with a password in it is not fetched'],
    ['somewhere', 'somewhere is not an address'],
  ])('%s', (address, reason) => expect(() => checkedAddress(address)).toThrow(reason))

  test('a kind whose publisher has no lasting address needs one', async () => {
    await expect(runLoad('fetch', ['fsa-ratings'], { GEO_DATA_DIR: shop.out }, SHIPPED)).rejects.toThrow('fsa-ratings has no address that stays the same')
    await expect(runLoad('fetch', ['naptan', 'stops.csv'], { GEO_DATA_DIR: shop.out }, SHIPPED)).rejects.toThrow('fetch takes an address (--url), not stops.csv')
  })
})
