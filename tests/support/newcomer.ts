import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export type Running = { process: ChildProcess; url: string; output: () => string; stop(): Promise<void> }

/** Starts the service as a newcomer would, on a port of its own, and waits for the line `ready URL`. */
export const npmStart = async (env: Record<string, string>): Promise<Running> => {
  const child = spawn('npm', ['start'], {
    cwd: root,
    // Without NODE_ENV=test and the like: what a newcomer has.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: process.env['TMPDIR'] ?? '/tmp', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  let closed = false
  child.on('close', () => (closed = true))
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      said += text.toString()
      const ready = /^ready (http:\/\/\S+)$/m.exec(said)
      if (ready?.[1]) resolve(ready[1])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code} before it was ready:\n${said}`)))
  })
  return {
    process: child,
    url,
    output: () => said,
    /** Ctrl-C: the terminal sends it to the whole group. Ends when the last process has closed its output. */
    stop: async () => {
      if (closed) return
      const end = once(child, 'close')
      process.kill(-(child.pid ?? 0), 'SIGINT')
      await end
    },
  }
}
