import { existsSync } from 'node:fs'
import { join } from 'node:path'
import compression from 'compression'
import express from 'express'
import { problems, noSuchPath } from './http/middleware/problems.ts'
import { sameSite, securityHeaders } from './http/middleware/guard.ts'
import { mount } from './http/mount.ts'
import { createRoutes } from './http/routes.ts'
import { ROOT } from './services.ts'
import type { Services } from './services.ts'

const PAGES = ['/', '/api-docs', '/files', '/files/:id', '/profiles/new', '/places', '/quality', '/methods']
const client = join(ROOT, 'client/dist')

/** The service as an HTTP application: a table of contents. */
export const createApp = (services: Services, version: string) => {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use(securityHeaders())
  app.use(sameSite(services.config.host))
  app.use(compression({ filter: (req, res) => /json|csv|arrow|vector-tile|javascript|css|html/.test(String(res.getHeader('Content-Type'))) }))
  mount(app, createRoutes(version), services)
  app.use('/assets', express.static(join(client, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  app.use(express.static(client, { index: false, maxAge: 0 }))
  app.get(PAGES, (_req, res, next) => {
    if (existsSync(join(client, 'index.html'))) res.set('Cache-Control', 'no-cache').sendFile('index.html', { root: client })
    else next()
  })
  app.use(noSuchPath)
  app.use(problems(services))
  return app
}
