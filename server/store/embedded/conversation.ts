// What one client says, from its first byte: greeted, and from then on cut into batches that PGlite can take whole.

import type { Socket } from 'node:net'
import { createInbox, hello, messageType, startupCode } from './wire.ts'

const { query, sync, flush, terminate } = messageType
const endsBatch = (type: number | undefined) => type === query || type === sync || type === flush

/** Anything that is not the PostgreSQL protocol closes the connection. Any user is welcome: the socket's directory is the guard. */
export function converse(socket: Socket, parameters: Record<string, string>, onBatch: (batch: Buffer) => void) {
  const inbox = createInbox()
  let batch: Buffer[] = []
  let greeted = false

  /** Takes one message, if there is a whole one; true when there may be more. */
  function greet(): boolean {
    const startup = inbox.takeStartup()
    if (!startup) return false
    const code = startup.length >= 8 ? startup.readInt32BE(4) : 0
    if (code === startupCode.ssl || code === startupCode.gss) {
      socket.write('N')
    } else if (code >> 16 === startupCode.version3 >> 16) {
      greeted = true
      socket.write(hello(parameters))
    } else {
      socket.destroy() // a cancel request (nothing here can be interrupted), or not a PostgreSQL client at all
    }
    return true
  }

  function listen(): boolean {
    const next = inbox.takeMessage()
    if (!next) return false
    if (next[0] === terminate) {
      socket.end()
      return false
    }
    batch.push(next)
    if (endsBatch(next[0])) {
      onBatch(batch.length === 1 ? next : Buffer.concat(batch))
      batch = []
    }
    return true
  }

  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    inbox.add(chunk)
    try {
      while (!socket.destroyed && (greeted ? listen() : greet()));
    } catch {
      socket.destroy() // malformed
    }
  })
}
