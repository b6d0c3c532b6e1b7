import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createInbox, errorResponse, hello, lastStatus, MalformedMessage, message, query, readyForQuery } from '../../../server/store/embedded/wire.ts'

test('messages come out whole and in order however the stream is cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 20 })
  const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(bodies, cuts, (parts, sizes) => {
      const messages = parts.map((body) => message('d', Buffer.from(body)))
      const stream = Buffer.concat(messages)
      const inbox = createInbox()
      const seen: Buffer[] = []
      for (let at = 0, i = 0; at < stream.length; i++) {
        const end = at + sizes[i % sizes.length]!
        inbox.add(stream.subarray(at, end))
        for (let next = inbox.takeMessage(); next; next = inbox.takeMessage()) seen.push(next)
        at = end
      }
      expect(seen).toEqual(messages)
    }),
  )
})

test('the time for a large message grows with its size, not with its square', () => {
  const body = Buffer.alloc(64 * 1024 * 1024)
  const stream = message('B', body)
  const inbox = createInbox()
  let taken: Buffer | undefined
  const started = performance.now()
  for (let at = 0; at < stream.length; at += 65_536) {
    inbox.add(stream.subarray(at, at + 65_536))
    taken = inbox.takeMessage()
  }
  expect(taken).toHaveLength(stream.length)
  expect(performance.now() - started).toBeLessThan(2000) // joining at every piece would copy 32 GB
})

test('what is no PostgreSQL message is refused', () => {
  const startup = createInbox()
  startup.add(Buffer.from('GET / HTTP/1.1\r\n'))
  expect(() => startup.takeStartup()).toThrow(MalformedMessage)
  const later = createInbox()
  later.add(Buffer.from([0x51, 0, 0, 0, 1]))
  expect(() => later.takeMessage()).toThrow(MalformedMessage)
})

test('the last transaction status is found', () => {
  expect(lastStatus(Buffer.concat([hello({ TimeZone: 'UTC' }), errorResponse('XX000', 'no')]))).toBe('I')
  expect(lastStatus(Buffer.concat([readyForQuery(), message('Z', Buffer.from('T'))]))).toBe('T')
  expect(lastStatus(query('select 1'))).toBeUndefined()
})
