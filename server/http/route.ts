import type { Endpoint } from './endpoint.ts'

/** A URL with its operation; parameters in braces as OpenAPI writes them. */
export type Route = { method: 'get' | 'post' | 'delete'; path: string; endpoint: Endpoint }

export const get = (path: string, endpoint: Endpoint): Route => ({ method: 'get', path, endpoint })
export const del = (path: string, endpoint: Endpoint): Route => ({ method: 'delete', path, endpoint })
export const post = (path: string, endpoint: Endpoint): Route => ({ method: 'post', path, endpoint })
