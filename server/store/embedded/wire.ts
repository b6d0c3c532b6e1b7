// The little of the PostgreSQL wire protocol (v3) that the bridge must understand: where a message ends, what it is, and how
// to say hello, sorry and nothing else. Pure: bytes in, bytes out.
// Reference: https://www.postgresql.org/docs/18/protocol-message-formats.html

export const messageType = {
  query: 0x51, // Q
  sync: 0x53, // S
  flush: 0x48, // H
  terminate: 0x58, // X
  readyForQuery: 0x5a, // Z
} as const

export const startupCode = { cancel: 80877102, ssl: 80877103, gss: 80877104, version3: 3 << 16 } as const

const longestStartup = 10_000 // PostgreSQL's own limit; anything longer is not a PostgreSQL client
const longestMessage = 0x3fffffff

export class MalformedMessage extends Error {}

/**
 * Cuts a byte stream into messages. Chunks are joined only once the whole message has arrived: a batch of several MB comes in
 * pieces of 64 kB, and joining at every piece would copy it a hundred times.
 */
export function createInbox() {
  let chunks: Buffer[] = []
  let size = 0
  let wanted = 0

  /** The next whole message, header included, or undefined when it has not all arrived. `at`: where its length stands. */
  function take(at: 0 | 1, longest: number): Buffer | undefined {
    if (size < wanted || size < at + 4) return undefined
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)
    chunks = [all]
    const length = all.readInt32BE(at)
    if (length < 4 || length > longest) throw new MalformedMessage(`message length ${length}`)
    wanted = at + length
    if (size < wanted) return undefined
    const rest = all.subarray(wanted)
    const message = all.subarray(0, wanted)
    chunks = rest.length > 0 ? [rest] : []
    size = rest.length
    wanted = 0
    return message
  }

  return {
    add(chunk: Buffer) {
      chunks.push(chunk)
      size += chunk.length
    },
    takeStartup: () => take(0, longestStartup),
    takeMessage: () => take(1, longestMessage),
  }
}

export function message(type: string, ...body: Buffer[]): Buffer {
  const length = body.reduce((sum, part) => sum + part.length, 4)
  const header = Buffer.alloc(5)
  header.write(type, 0, 'latin1')
  header.writeInt32BE(length, 1)
  return Buffer.concat([header, ...body])
}

const text = (value: string) => Buffer.from(`${value}\0`)

export const query = (sql: string) => message('Q', text(sql))
export const sync = () => message('S')
export const readyForQuery = () => message('Z', Buffer.from('I'))

/** AuthenticationOk, the parameters, a cancel key (never honoured: one wasm session cannot be interrupted), ready. */
export function hello(parameters: Record<string, string>): Buffer {
  return Buffer.concat([
    message('R', Buffer.alloc(4)),
    ...Object.entries(parameters).map(([name, value]) => message('S', text(name), text(value))),
    message('K', Buffer.alloc(8)),
    readyForQuery(),
  ])
}

export function errorResponse(sqlState: string, what: string): Buffer {
  const fields = ['SERROR', 'VERROR', `C${sqlState}`, `M${what}`].map(text)
  return message('E', ...fields, Buffer.alloc(1))
}

/** The transaction status of the last ReadyForQuery: 'I' idle, 'T' in a transaction, 'E' failed; undefined when there is none. */
export function lastStatus(reply: Buffer): string | undefined {
  let status: string | undefined
  for (let at = 0; at + 5 <= reply.length; at += 1 + reply.readInt32BE(at + 1)) {
    if (reply[at] === messageType.readyForQuery) status = String.fromCharCode(reply[at + 5]!)
  }
  return status
}
