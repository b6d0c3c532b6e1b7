import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { Problem } from '../../domain/problem.ts'
import { isLoopback } from './loopback.ts'

/** No other host is ever asked for anything: the map, its labels and its fonts come from here. */
export const securityHeaders = (): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // TLS is ended in front of the service; it says so itself.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
  })

/** No `Origin`: not a page of a browser. */
const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean => {
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/**
 * While nobody signs in, being able to reach the port is the only key, so a page of another site must not use a visitor's
 * browser as its hand: the browser says where a request comes from, and a name that was bent to loopback is not ours.
 */
export const sameSite = (host: string): RequestHandler => {
  const loopback = isLoopback(host)
  return (req, _res, next) => {
    const from = req.get('sec-fetch-site')
    const changes = req.method !== 'GET' && req.method !== 'HEAD'
    // Not every browser says so over plain http; then the origin has to be ours.
    if (changes && from === undefined && !isOwnOrigin(req.get('origin'), req.get('host')))
      return next(new Problem(403, 'other-site', 'Not from another site', 'This request was made by a page of another site.'))
    if (changes && from !== undefined && from !== 'same-origin' && from !== 'none')
      return next(new Problem(403, 'other-site', 'Not from another site', 'This request was made by a page of another site.'))
    if (!/^(\[[0-9a-fA-F:]+\]|[a-zA-Z0-9.-]+)(:\d{1,5})?$/.test(req.get('host') ?? '')) return next(new Problem(400, 'bad-host', 'The request makes no sense', 'Host: is not a host name.'))
    if (loopback && !isLoopback(req.hostname.toLowerCase()))
      return next(new Problem(421, 'other-host', 'Not this host', 'The service listens on this machine only: use http://localhost.'))
    next()
  }
}
