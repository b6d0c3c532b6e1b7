import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { AnalysisProgress } from '../../server/contract/analysis.ts'
import { createJobs } from '../../server/analysis/work/jobs.ts'
import { Cancelled } from '../../server/analysis/work/pool.ts'

/** Work that ends when it is told to. */
const held = () => {
  let end: () => void = () => {}
  let fail: (error: Error) => void = () => {}
  const until = new Promise<void>((resolve, reject) => {
    end = resolve
    fail = reject
  })
  return { until, end: () => end(), fail: (error: Error) => fail(error) }
}

describe('jobs', () => {
  it('tells how far it is and what is left, and is one job however often it is started', async () => {
    const jobs = createJobs(60)
    const work = held()
    let begun = 0
    const start = () => jobs.start('a', 5, async ({ onProgress }) => {
      begun++
      await sleep(30)
      onProgress(0.5)
      await work.until
    })
    start()
    start()
    const heard: AnalysisProgress[] = []
    jobs.listen('a', (progress) => heard.push(progress))
    await sleep(80)
    expect(heard.map(({ state }) => state)).toEqual(['waiting', 'running', 'running'])
    expect(heard[2]!.done).toBe(0.5)
    expect(heard[2]!.secondsLeft).toBeGreaterThan(0.02)
    expect(heard[2]!.secondsLeft).toBeLessThan(1)
    expect(await jobs.wait('a', 10)).toBe(false)
    work.end()
    expect(await jobs.wait('a', 1000)).toBe(true)
    expect(heard.at(-1)).toEqual({ state: 'done', done: 1, secondsLeft: 0, detail: null })
    expect(begun).toBe(1)
  })

  it('takes one at a time, and a cancelled one frees its turn, whether it runs or waits', async () => {
    const jobs = createJobs(60)
    const first = held()
    let second = false
    jobs.start('first', 1, async ({ started }) => {
      started(() => first.fail(new Error('stopped from outside')))
      await first.until
    })
    jobs.start('second', 1, async () => void (second = true))
    jobs.start('third', 1, async () => {})
    await sleep(20)
    expect(second).toBe(false)
    expect(jobs.cancel('second')).toBe(true)
    expect(jobs.cancel('first')).toBe(true)
    expect(await jobs.wait('third', 1000)).toBe(true)
    expect(second).toBe(false)
    expect(jobs.progress('first')?.progress.state).toBe('cancelled')
    expect(jobs.progress('second')?.progress.state).toBe('cancelled')
    expect(jobs.cancel('third')).toBe(false)
    await expect(jobs.wait('first', 10)).rejects.toThrow(Cancelled)
    // and it can be asked for again
    jobs.start('first', 1, async () => {})
    expect(await jobs.wait('first', 1000)).toBe(true)
  })

  it('ends what outlasts the limit, and says so', async () => {
    const jobs = createJobs(0.05)
    const work = held()
    jobs.start('long', 0.01, async ({ started }) => {
      started(() => work.fail(new Cancelled()))
      await work.until
    })
    await expect(jobs.wait('long', 1000)).rejects.toThrow('longer than the 0.05 seconds')
    expect(jobs.progress('long')?.progress).toMatchObject({ state: 'failed', detail: expect.stringContaining('longer than') })
  })

  it('says nothing of what a fault held', async () => {
    const jobs = createJobs(60)
    jobs.start('broken', 1, async () => {
      throw new Error('Mrs Smith, 51.73, 0.48')
    })
    await expect(jobs.wait('broken', 1000)).rejects.toThrow('Mrs Smith')
    expect(jobs.progress('broken')?.progress.detail).toBe('Something went wrong.')
    expect(jobs.progress('nobody')).toBeNull()
    expect(jobs.listen('nobody', () => {})).toBeNull()
  })

  it('refuses what is too much at once, and keeps nothing of it', async () => {
    const jobs = createJobs(60)
    const work = held()
    let most = 0
    expect(() => {
      for (; most < 1000; most++) jobs.start(`job ${most}`, 1, () => work.until)
    }).toThrow('waiting for their turn')
    expect(most).toBeGreaterThan(2)
    expect(jobs.progress(`job ${most}`)).toBeNull()
    work.end()
    expect(await jobs.wait(`job ${most - 1}`, 1000)).toBe(true)
    let done = false
    jobs.start(`job ${most}`, 1, async () => void (done = true))
    expect(await jobs.wait(`job ${most}`, 1000)).toBe(true)
    expect(done).toBe(true)
  })

  it('one that waits is over when it is cancelled, and may be asked for again at once', async () => {
    const jobs = createJobs(60)
    const first = held()
    const heard: string[] = []
    jobs.start('first', 1, () => first.until)
    jobs.start('second', 1, async () => {})
    jobs.listen('second', ({ state }) => heard.push(state))
    jobs.cancel('second')
    expect(heard).toEqual(['waiting', 'cancelled'])
    expect(jobs.cancel('second')).toBe(false)
    jobs.start('second', 1, async () => {})
    expect(jobs.progress('second')?.progress.state).toBe('waiting')
    first.end()
    expect(await jobs.wait('second', 1000)).toBe(true)
    expect(heard).toEqual(['waiting', 'cancelled'])
  })
})
