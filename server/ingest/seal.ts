import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const NONCE = 12
const TAG = 16

/** Encrypts rows that were set aside, AES-256-GCM: nonce, tag, ciphertext. The key lives outside the database. */
export const createSeal = (key: Buffer) => {
  if (key.length !== 32) throw new Error('the key of the quarantine must have 32 bytes')
  return {
    seal(text: string): Buffer {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    /** null when the key is another one, or the bytes were changed. */
    open(sealed: Buffer): string | null {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
        decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
        return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
    /** 128 bits that tell texts apart without telling what they say, hexadecimal. */
    digest: (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 32),
  }
}
export type Seal = ReturnType<typeof createSeal>
