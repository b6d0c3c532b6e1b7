// A ZIP writer of the tests' own: it can write what no honest program writes.
import { crc32, deflateRawSync } from 'node:zlib'

export type Part = {
  name: string
  data: Buffer | string
  stored?: boolean
  /** general purpose bits: 1 is "encrypted" */
  flags?: number
  /** what the directory claims, when it is not true */
  claims?: { size?: number; crc?: number; packed?: number; offset?: number; method?: number }
}

const u16 = (n: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(n)
  return bytes
}
const u32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(n >>> 0)
  return bytes
}

const packedCache = new WeakMap<Buffer, Buffer>()

/** The same large buffer in many files is packed once. */
const pack = (data: Buffer): Buffer => {
  const known = packedCache.get(data)
  if (known) return known
  const packed = deflateRawSync(data)
  packedCache.set(data, packed)
  return packed
}

export const makeZip = (parts: Part[], { comment = '', entryCount = parts.length }: { comment?: string; entryCount?: number } = {}): Buffer => {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, data, stored = false, flags = 0, claims = {} } of parts) {
    const bytes = Buffer.from(data as string)
    const packed = stored ? bytes : pack(data instanceof Buffer ? data : bytes)
    const label = Buffer.from(name)
    const common = Buffer.concat([
      u16(flags | 0x800), u16(claims.method ?? (stored ? 0 : 8)), u16(0), u16(0x5821),
      u32(claims.crc ?? crc32(bytes)), u32(claims.packed ?? packed.length), u32(claims.size ?? bytes.length), u16(label.length), u16(0),
    ])
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), u16(20), common, label])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), u16(20), u16(20), common, u16(0), u16(0), u16(0), u32(0), u32(claims.offset ?? at), label]))
    local.push(header, packed)
    at += header.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.concat([Buffer.from('PK\x05\x06'), u16(0), u16(0), u16(entryCount), u16(entryCount), u32(central.length), u32(at), u16(comment.length), Buffer.from(comment)])
  return Buffer.concat([...local, central, end])
}
