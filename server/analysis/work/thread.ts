import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

const TSX = new URL('dist/esm/api/index.mjs', pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))).href

/** A thread of its own for a file. TypeScript has to be registered in each: on Node 20 `--import tsx` does nothing outside the main one. */
export const openThread = (file: URL): Worker =>
  new Worker(`import(${JSON.stringify(TSX)}).then(({ register }) => (register(), import(${JSON.stringify(file.href)})))`, { eval: true, execArgv: [], env: {} })
