// What a piece of work costs the process it runs in: its longest stall, its memory, and that of the processes it starts to unpack.
import { readdirSync, readFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended, or this is not Linux
  }
}

/** Peak memory of the unpacking processes that are alive, bytes; 0 where there is no /proc. */
const childPeak = (): number => {
  let pids: string[] = []
  try {
    pids = readdirSync('/proc/self/task').flatMap((task) => read(`/proc/self/task/${task}/children`).trim().split(/\s+/))
  } catch {
    return 0
  }
  const peaks = pids.filter((pid) => pid && read(`/proc/${pid}/cmdline`).includes('unpack/child.ts')).map((pid) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024)
  return Math.max(0, ...pids.length > 0 ? peaks : [])
}

/**
 * `stallMs`: the longest time in which the event loop had no turn. `busyMs`: the longest in which this process itself kept it busy,
 * by the processor time it used; the rest is a machine that had other things to do.
 */
export type Cost = { stallMs: number; busyMs: number; rss: number; childRss: number }

const TICK = 10

/** Watches work after work; what is done between two of them (making files) is not counted. */
export const createWatch = () => {
  const delay = monitorEventLoopDelay({ resolution: TICK })
  const cost: Cost = { stallMs: 0, busyMs: 0, rss: 0, childRss: 0 }
  const processorMs = (): number => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1000
  }
  return {
    cost,
    async during<T>(work: () => Promise<T>): Promise<T> {
      delay.enable()
      await sleep(30) // what was late before is noted, and forgotten
      delay.reset()
      const timer = setInterval(() => {
        cost.rss = Math.max(cost.rss, process.memoryUsage.rss())
        cost.childRss = Math.max(cost.childRss, childPeak())
      }, 50)
      let [at, used] = [performance.now(), processorMs()]
      const ticker = setInterval(() => {
        const [now, usedNow] = [performance.now(), processorMs()]
        cost.busyMs = Math.max(cost.busyMs, Math.min(now - at - TICK, usedNow - used))
        ;[at, used] = [now, usedNow]
      }, TICK)
      try {
        return await work()
      } finally {
        await sleep(20)
        clearInterval(timer)
        clearInterval(ticker)
        // The histogram measures from tick to tick: its resolution is a part of each value.
        cost.stallMs = Math.max(cost.stallMs, delay.max / 1e6 - TICK)
        delay.disable()
      }
    },
  }
}
