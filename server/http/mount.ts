import express from 'express'
import type { Express, Request, Response } from 'express'
import { z } from 'zod'
import type { Services } from '../services.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import type { Route } from './route.ts'

/** A parameter that nobody reads is a typing error of somebody who thinks it counts. */
const noQuery = z.strictObject({})

const jsonBody = express.json({ limit: '64kb', type: () => true })

const send = (req: Request, res: Response, answer: Answer): void => {
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
  res.send(typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength))
}

const handler = (endpoint: Endpoint, services: Services) => async (req: Request, res: Response) => {
  const params: unknown = endpoint.params?.parse(req.params)
  const query: unknown = (endpoint.query ?? noQuery).parse(req.query)
  const body: unknown = endpoint.body?.parse(req.body ?? {})
  const answer = await endpoint.handle({ services, req, params, query, body } as never)
  send(req, res, answer)
}

/** Puts the routes into the application: each request is checked against the schemas that document it. */
export const mount = (app: Express, routes: Route[], services: Services): void => {
  for (const { method, path, endpoint } of routes) {
    const pattern = path.replaceAll(/\{(\w+)\}/g, ':$1')
    app[method](pattern, ...(endpoint.body ? [jsonBody] : []), handler(endpoint, services))
  }
}
