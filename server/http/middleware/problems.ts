import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { z } from 'zod'
import type { ProblemDocument } from '../../contract/problem.ts'
import { Problem } from '../../domain/problem.ts'
import type { Services } from '../../services.ts'

export const noSuchPath: RequestHandler = (req, _res, next) => {
  next(new Problem(404, 'no-such-path', 'Not found', `There is no ${req.method} ${req.path.slice(0, 120)}.`))
}

/** The first thing wrong with a request, as one line that names the field. */
const requestProblem = (error: z.ZodError): Problem => {
  const [issue] = error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.map((key) => key.slice(0, 40)) : null
  const field = [...(issue?.path ?? []), ...(unknown ?? [])].join('.')
  const detail = unknown ? `${field}: is not a word of this request` : `${field || 'request'}: ${issue?.message ?? 'makes no sense'}`
  return new Problem(400, 'bad-request', 'The request makes no sense', detail, field ? { field } : {})
}

type HttpError = { type?: string; status?: number }

const asProblem = (error: unknown, services: Services, req: { method: string; path: string }): ProblemDocument => {
  if (error instanceof Problem) return error.document
  if (error instanceof z.ZodError) return requestProblem(error).document
  const { type, status } = error as HttpError
  if (type === 'entity.parse.failed') return new Problem(400, 'bad-request', 'The request makes no sense', 'request: the body is not JSON').document
  if (type === 'entity.too.large') return new Problem(413, 'too-large', 'The request is too large', 'request: the body is too large').document
  if (status && status >= 400 && status < 500) return new Problem(status, 'bad-request', 'The request makes no sense', 'request: cannot be read').document
  if (services.isDatabaseDown(error) && services.ingest.busy())
    return new Problem(503, 'busy', 'A file is being taken in', 'The database is busy with a file. Nothing was changed; try again in a moment.').document
  if (services.isDatabaseDown(error))
    return new Problem(503, 'database-down', 'The database cannot be reached', 'Nothing was changed. The service recovers by itself; try again in a moment.').document
  // A bug. Its message may quote SQL with values in it, so only the kind of error and where it came from are logged.
  const instance = randomUUID()
  const trace = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 8) : []
  services.log.error({ instance, name: error instanceof Error ? error.name : typeof error, code: (error as { code?: unknown }).code, trace, method: req.method }, 'a request failed')
  return { ...new Problem(500, 'bug', 'Something went wrong', 'This is a fault of the service. Quote the instance when you report it.').document, instance }
}

/** The one place where a failure becomes an answer. */
export const problems =
  (services: Services): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const document = asProblem(error, services, req)
    const said = { status: document.status, type: document.type, method: req.method }
    if (document.status === 503) services.log.warn(said, 'could not answer')
    else if (document.status < 500) services.log.info(said, 'refused')
    if (document.status === 503) res.set('Retry-After', '2')
    res.status(document.status).set('Cache-Control', 'no-store').type('application/problem+json').send(JSON.stringify(document))
  }
