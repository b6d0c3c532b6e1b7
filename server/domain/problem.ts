import type { ProblemDocument } from '../contract/problem.ts'

type Where = { file?: string; line?: number; field?: string; instance?: string }

/** An expected refusal: told in one line, as RFC 9457 problem JSON or on the terminal. Nothing was changed. */
export class Problem extends Error {
  readonly document: ProblemDocument

  constructor(status: number, kind: string, title: string, detail: string, where: Where = {}) {
    super(detail)
    this.name = 'Problem'
    this.document = { type: `/problems/${kind}`, title, status, detail, ...where }
  }
}

/** A file that cannot be taken in: names file, line and field in its one line. */
export const fileProblem = (kind: string, what: string, where: { file: string; line?: number; field?: string }): Problem => {
  const place = [where.file, where.line && `line ${where.line}`, where.field && `field "${where.field}"`].filter(Boolean)
  return new Problem(422, kind, 'This file was not taken in', `${place.join(', ')}: ${what}. Nothing was changed.`, where)
}

export const notFound = (what: string): Problem => new Problem(404, 'not-found', 'Not found', `${what} does not exist.`)
