// Fetches one file for a machine that has the internet. Nothing is followed and nothing is guessed: another address, a file that is too
// large, one that ends early or has another checksum is refused, and nothing is changed.
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { LoadError } from './loadError.ts'

export type FetchOptions = { maxBytes: number; timeoutMs: number; sha256?: string | undefined }

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** https, or http on this machine only (for tests); no user name in the address, since addresses are written into the manifest. */
export function checkedAddress(text: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new LoadError(`${text} is not an address`)
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.has(url.hostname))) throw new LoadError(`${url.protocol}//${url.host}: only https is fetched`)
  if (url.username !== '' || url.password !== '') throw new LoadError(`${url.host}: an address with a password in it is not fetched`)
  return url
}

export async function fetchFile(address: string, path: string, { maxBytes, timeoutMs, sha256 }: FetchOptions): Promise<{ bytes: number; sha256: string; date: string | null }> {
  const url = checkedAddress(address)
  const refuse = (what: string): never => {
    throw new LoadError(`${url.host}: ${what}`)
  }
  const megabytes = (bytes: number) => `${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB`
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), headers: { 'accept-encoding': 'identity' } })
    if (response.status >= 300 && response.status < 400) refuse(`points elsewhere (${hostOf(response.headers.get('location'), url)}); if that is right, give that address with --url`)
    if (!response.ok) refuse(`answers ${response.status} ${response.statusText}`.trim())
    const said = Number(response.headers.get('content-length') ?? NaN)
    if (said > maxBytes) refuse(`the file has ${megabytes(said)}, more than ${megabytes(maxBytes)} (--max-mb)`)
    const body = response.body ?? refuse('answers without a body')
    const hash = createHash('sha256')
    let bytes = 0
    await pipeline(async function* () {
      for await (const chunk of body) {
        bytes += chunk.length
        if (bytes > maxBytes) refuse(`the file has more than ${megabytes(maxBytes)} (--max-mb)`)
        hash.update(chunk)
        yield chunk
      }
    }, createWriteStream(path))
    if (!Number.isNaN(said) && bytes !== said) refuse(`ended after ${bytes} of ${said} bytes`)
    if (bytes === 0) refuse('the file is empty')
    const found = hash.digest('hex')
    if (sha256 !== undefined && found !== sha256.toLowerCase()) refuse(`sha256 is ${found}, not ${sha256}`)
    return { bytes, sha256: found, date: dateOf(response.headers.get('last-modified')) }
  } catch (error) {
    if (error instanceof LoadError) throw error
    const { name, message, cause } = error as Error
    if (name === 'TimeoutError') return refuse(`no answer, or not the whole of it, within ${timeoutMs / 1000} s`)
    return refuse(cause instanceof Error ? `${message}: ${cause.message}` : message)
  }
}

const hostOf = (location: string | null, base: URL): string => {
  try {
    return new URL(location ?? '', base).host
  } catch {
    return 'nowhere'
  }
}

const dateOf = (text: string | null): string | null => {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 10)
}
