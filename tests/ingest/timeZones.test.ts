// The same rows give the same cases wherever the machine thinks it stands.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const script = fileURLToPath(new URL('../support/judgeFeeds.ts', import.meta.url))

test('every feed reads alike under three time zones', { timeout: 120_000 }, async () => {
  const said = new Set<string>()
  for (const TZ of ['UTC', 'Europe/London', 'Pacific/Auckland']) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env: { ...process.env, TZ } })
    expect(stdout).toMatch(/^[0-9a-f]{64}$/)
    said.add(stdout)
  }
  expect(said.size).toBe(1)
})
