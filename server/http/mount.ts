import { setImmediate as breathe } from 'node:timers/promises'
import express from 'express'
import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import { Problem } from '../domain/problem.ts'
import type { Services } from '../services.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import type { Route } from './route.ts'

/** A parameter that nobody reads is a typing error of somebody who thinks it counts. */
const noQuery = z.strictObject({})

const jsonBody = express.json({ limit: '64kb', type: () => true })

/** Piece by piece as they are made, at the pace of the reader: a large answer made at once would hold up everybody else. */
const sendPieces = async (req: Request, res: Response, pieces: Iterable<string>): Promise<void> => {
  let wake = (): void => {}
  // Once for all: behind the compressing middleware a listener of one event is never taken away again.
  for (const event of ['close', 'drain']) res.on(event, () => wake())
  if (req.method !== 'HEAD')
    for (const piece of pieces) {
      const room = res.write(piece)
      await (room ? breathe() : new Promise<void>((resolve) => {
        wake = resolve
        if (res.closed) resolve()
      }))
      if (res.closed) return
    }
  res.end()
}

const send = async (req: Request, res: Response, answer: Answer): Promise<void> => {
  if (answer.stream) {
    answer.stream(res)
    return
  }
  res.status(answer.status ?? 200).type(answer.type)
  if (answer.immutable) res.set({ ETag: `"${answer.immutable}"`, 'Cache-Control': 'public, max-age=31536000, immutable' })
  if (answer.headers) res.set(answer.headers)
  if (answer.immutable && req.fresh) {
    res.status(304).end()
    return
  }
  const body = typeof answer.body === 'function' ? answer.body() : answer.body
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    res.type(answer.type.includes('charset') ? answer.type : `${answer.type}; charset=utf-8`)
    await sendPieces(req, res, body)
    return
  }
  res.send(typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength))
}

/** PostgreSQL stores neither NUL nor half a character, and nobody types them. */
const refuseUnstorable = (value: unknown): void => {
  if (typeof value === 'string') {
    if (value.includes('\0') || !(value as string & { isWellFormed(): boolean }).isWellFormed())
      throw new Problem(400, 'bad-request', 'The request makes no sense', 'There is a NUL or half a character in a text.')
  } else if (value !== null && typeof value === 'object') for (const [key, inner] of Object.entries(value)) [key, inner].forEach(refuseUnstorable)
}

const handler = (endpoint: Endpoint, services: Services) => async (req: Request, res: Response) => {
  for (const part of [req.params, req.query, endpoint.body ? req.body : null]) refuseUnstorable(part)
  const params: unknown = endpoint.params?.parse(req.params)
  const query: unknown = (endpoint.query ?? noQuery).parse(req.query)
  const body: unknown = endpoint.body?.parse(req.body ?? {})
  const answer = await endpoint.handle({ services, req, params, query, body } as never)
  await send(req, res, answer)
}

/** Puts the routes into the application: each request is checked against the schemas that document it. */
export const mount = (app: Express, routes: Route[], services: Services): void => {
  for (const { method, path, endpoint } of routes) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1')
    app[method](pattern, ...(endpoint.body ? [jsonBody] : []), handler(endpoint, services))
  }
}
