// The door of the embedded database: a PostgreSQL server socket in front of PGlite, which has one session and no socket.
//
// Two rules make it safe (measured, decisions/0002):
// 1. PGlite gets each Parse..Sync batch whole, in one call. Message by message, a failed query makes the NEXT one come back
//    silently empty.
// 2. While a transaction (or a half-read cursor) is open, its client owns the session and everybody else waits.

import { createServer, type Socket } from 'node:net'
import { converse } from './conversation.ts'
import { errorResponse, lastStatus, query, readyForQuery, sync } from './wire.ts'

type Client = { socket: Socket; gone: boolean }
type Turn = { client: Client | undefined; batch: Buffer }

// ms for a client whose query killed the backend to send its ROLLBACK: were the connection simply gone, its error would look like
// bad luck, and the same query would be tried again.
const lastWords = 250

export type BridgeOptions = {
  /** Hands one whole batch to the database and returns its whole reply. */
  execute: (batch: Uint8Array) => Promise<Uint8Array>
  /** What the server says of itself to a client that connects: server_version, TimeZone, ... */
  parameters: Record<string, string>
  /** The backend is dead (a wasm trap, a FATAL error): this process should end and be started again. */
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
  let dead: { by: Client | undefined; what: string } | undefined
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
      // PGlite answers a failed query; it throws only when the backend has ended or trapped, and then it will not serve again.
      dead = { by: client, what: error instanceof Error ? error.message : `it ended (${JSON.stringify(error)})` }
      for (const turn of [{ client }, ...turns]) refuse(turn.client)
      setTimeout(() => onBroken(error), lastWords)
    }
  }

  /** The culprit is told XX000, so that nobody runs the same query again; the others 57P01, which is worth another try. */
  function refuse(client: Client | undefined) {
    const answer = errorResponse(client === dead?.by ? 'XX000' : '57P01', `embedded database: ${dead?.what}`)
    client?.socket.write(Buffer.concat([answer, readyForQuery()]))
  }

  function work() {
    if (closed || dead) return
    working ??= (async () => {
      for (let turn = nextTurn(); turn && !dead; turn = nextTurn()) await serve(turn)
    })().finally(() => {
      working = undefined
    })
  }

  const server = createServer((socket) => {
    const client: Client = { socket, gone: false }
    clients.add(client)
    converse(socket, parameters, (batch) => {
      if (dead) refuse(client)
      else turns.push({ client, batch })
      work()
    })
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
