import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Released } from '../publish/release.ts'
import type { Services } from '../services.ts'

/** What a handler gives back; one place turns it into an HTTP answer. */
export type Answer = {
  status?: number
  type: string
  /** made only when it has to be sent: not for a reader who has it already. Pieces of text: others have the thread between them */
  body: string | Uint8Array | (() => string | Uint8Array | Iterable<string>)
  headers?: Record<string, string>
  /** writes the answer itself, over time */
  stream?: (res: Response) => void
  /** never changes under this URL: name of its bytes for the ETag */
  immutable?: string
}

type Shape = z.ZodType | undefined
type Value<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

/** One operation: its documentation and its handler together, so that neither can be changed alone. */
export type Endpoint<P extends Shape = Shape, Q extends Shape = Shape, B extends Shape = Shape> = {
  tag: 'Data' | 'Analysis' | 'Tiles' | 'Base map' | 'Service'
  summary: string
  description?: string
  params?: P
  query?: Q
  body?: B
  /** the body is a file, handled as a stream */
  file?: boolean
  answers: Record<number, { description: string; content: Record<string, z.ZodType | 'text' | 'binary'> }>
  /** problems it may answer beside 400, 500 and 503 */
  problems?: Record<number, string>
  handle(context: { services: Services; req: Request; params: Value<P>; query: Value<Q>; body: Value<B> }): Promise<Answer>
}

export const endpoint = <P extends Shape = undefined, Q extends Shape = undefined, B extends Shape = undefined>(e: Endpoint<P, Q, B>): Endpoint =>
  e as unknown as Endpoint

export const JSON_TYPE = 'application/json'
export const GEOJSON_TYPE = 'application/geo+json'
export const CSV_TYPE = 'text/csv; charset=utf-8'
export const ARROW_TYPE = 'application/vnd.apache.arrow.stream'
export const MVT_TYPE = 'application/vnd.mapbox-vector-tile'

/** JSON of something that has passed the out-gate. */
export const releasedJson = <T>(value: Released<T>, rest: Omit<Answer, 'body' | 'type'> = {}): Answer => ({
  type: JSON_TYPE,
  body: JSON.stringify(value),
  ...rest,
})

/** JSON of what the service says about itself and its files: no counts of places. */
export const plainJson = (value: unknown, rest: Omit<Answer, 'body' | 'type'> = {}): Answer => ({ type: JSON_TYPE, body: JSON.stringify(value), ...rest })
