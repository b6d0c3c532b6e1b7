import { existsSync, readFileSync, writeFileSync } from 'node:fs'

// Linux tells about other processes under /proc (proc(5)); elsewhere there is nothing to tell, and the columns stay empty.

const TICK_MS = 10 // USER_HZ is 100 on every Linux that Node runs on

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** CPU time since it started, and its highest resident set; undefined when there is no such process, or no /proc. */
export function usageOf(pid: number): { cpuMs: number; peakMb: number } | undefined {
  const stat = read(`/proc/${pid}/stat`)
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  if (stat === undefined || peak === undefined) return undefined
  // The second field is a name that may hold spaces and brackets: count from the last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS, peakMb: Number(peak) / 1024 }
}

export const usageOfAll = (pids: number[]): { cpuMs: number; peakMb: number } | undefined => {
  const found = pids.flatMap((pid) => usageOf(pid) ?? [])
  if (found.length === 0) return undefined
  return { cpuMs: found.reduce((sum, { cpuMs }) => sum + cpuMs, 0), peakMb: found.reduce((sum, { peakMb }) => sum + peakMb, 0) }
}

/** Starts the highest resident set anew, for processes of our own user on Linux; elsewhere it stays the highest since their start. */
export function forgetPeaks(pids: number[]): void {
  for (const pid of pids) {
    try {
      writeFileSync(`/proc/${pid}/clear_refs`, '5')
    } catch {
      // not ours, or no /proc
    }
  }
}

export const childrenOf = (pid: number): number[] =>
  existsSync(`/proc/${pid}/task`) ? (read(`/proc/${pid}/task/${pid}/children`) ?? '').split(' ').filter(Boolean).map(Number) : []
