// The door of the embedded database: a PostgreSQL server socket in front of PGlite, which has one session and no socket.
//
// Two rules make it safe (measured, decisions/0002):
// 1. PGlite gets each Parse..Sync batch whole, in one call. Message by message, a failed query makes the NEXT one come back
//    silently empty.
// 2. While a transaction (or a half-read cursor) is open, its client owns the session and everybody else waits.

import { createServer, type Socket } from 'node:net'
import { createInbox, errorResponse, hello, lastStatus, messageType, query, readyForQuery, startupCode, sync } from './wire.ts'

type Client = { socket: Socket; gone: boolean }
type Turn = { client: Client | undefined; batch: Buffer }

export type BridgeOptions = {
  /** Hands one whole batch to the database and returns its whole reply. */
  execute: (batch: Uint8Array) => Promise<Uint8Array>
  /** What the server says of itself to a client that connects: server_version, TimeZone, ... */
  parameters: Record<string, string>
  /** The session is beyond repair (a wasm trap): this process should end and be started again. */
  onBroken: (error: unknown) => void
}

export function createBridge({ execute, parameters, onBroken }: BridgeOptions) {
  const clients = new Set<Client>()
  const rollback = Buffer.concat([sync(), query('rollback')])
  const reset = query('discard all')
  let turns: Turn[] = []
  let owner: Client | undefined
  let unclean = false
  let closed = false
  let working: Promise<void> | undefined

  function nextTurn(): Turn | undefined {
    if (owner?.gone) return { client: undefined, batch: rollback }
    // There is one session for all: settings, temporary tables and locks of clients that have left go before the next comes.
    if (unclean && !owner) {
      unclean = false
      return { client: undefined, batch: reset }
    }
    const at = turns.findIndex((turn) => owner === undefined || turn.client === owner)
    return at < 0 ? undefined : turns.splice(at, 1)[0]
  }

  async function serve({ client, batch }: Turn) {
    try {
      const answer = await execute(batch)
      const reply = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength)
      // No status means the batch ended with Flush: the client is in the middle of something and keeps the session.
      owner = lastStatus(reply) === 'I' ? undefined : client
      client?.socket.write(reply)
    } catch (error) {
      // What PGlite throws, instead of answering, is never the fault of the SQL alone; it may have left a transaction open.
      const what = error instanceof Error ? error.message : String(error)
      client?.socket.write(Buffer.concat([errorResponse('XX000', `embedded database: ${what}`), readyForQuery()]))
      owner = undefined
      if (client === undefined || error instanceof WebAssembly.RuntimeError) onBroken(error)
      else await serve({ client: undefined, batch: rollback })
    }
  }

  function work() {
    if (closed) return
    working ??= (async () => {
      for (let turn = nextTurn(); turn; turn = nextTurn()) await serve(turn)
    })().finally(() => {
      working = undefined
    })
  }

  const server = createServer((socket) => {
    const client: Client = { socket, gone: false }
    const inbox = createInbox()
    let batch: Buffer[] = []
    let greeted = false
    clients.add(client)
    socket.setNoDelay(true)

    /** Answers the start of a conversation; true when there may be more to read. */
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
        return false
      }
      return true
    }

    function listen(): boolean {
      const next = inbox.takeMessage()
      if (!next) return false
      const type = next[0]
      if (type === messageType.terminate) {
        socket.end()
        return false
      }
      batch.push(next)
      if (type === messageType.sync || type === messageType.query || type === messageType.flush) {
        turns.push({ client, batch: batch.length === 1 ? next : Buffer.concat(batch) })
        batch = []
        work()
      }
      return true
    }

    socket.on('data', (chunk) => {
      inbox.add(chunk)
      try {
        while (!socket.destroyed && (greeted ? listen() : greet()));
      } catch {
        socket.destroy()
      }
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      client.gone = true
      clients.delete(client)
      turns = turns.filter((turn) => turn.client !== client)
      unclean ||= clients.size === 0
      work()
    })
  })

  return {
    listen: (path: string) => new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(path, resolve)
    }),
    /** Ends the query that runs, rolls back what is open, and leaves the database to be closed. */
    async close() {
      server.close()
      turns = []
      for (const client of clients) {
        client.gone = true
        client.socket.destroy()
      }
      work()
      while (working) await working
      closed = true
    },
  }
}
