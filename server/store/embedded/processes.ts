// Which process is that? A process id alone does not say: ids are used again, and a machine starts anew. Linux tells more
// under /proc; elsewhere we know the id only, and believe it.

import { readFileSync } from 'node:fs'

export type Identity = { pid: number; startTime?: string; bootId?: string; parentPid?: number }

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return undefined
  }
}

export const bootId = () => read('/proc/sys/kernel/random/boot_id')

/** proc(5): the second field of stat is a name that may hold spaces and brackets, so count from the last bracket. */
export function processStat(pid: number): { state: string; parentPid: number; startTime: string } | undefined {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ') // fields[0] is field 3, the state
  return { state: fields[0]!, parentPid: Number(fields[1]), startTime: fields[19]! }
}

export function identify(pid: number): Identity {
  const stat = processStat(pid)
  const boot = bootId()
  return {
    pid,
    ...(stat && { startTime: stat.startTime, parentPid: stat.parentPid }),
    ...(!stat && pid === process.pid && { parentPid: process.ppid }),
    ...(boot !== undefined && { bootId: boot }),
  }
}

function answers(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // it is there, and belongs to somebody else
  }
}

export function isAlive(who: Identity): boolean {
  const boot = bootId()
  if (who.bootId !== undefined && boot !== undefined && who.bootId !== boot) return false
  if (!Number.isInteger(who.pid) || who.pid <= 0 || !answers(who.pid)) return false
  const stat = processStat(who.pid)
  if (!stat) return true
  if (stat.state === 'Z' || stat.state === 'X') return false // dead, only not yet collected by its parent
  return who.startTime === undefined || who.startTime === stat.startTime
}

/** Its parent has gone: it was left behind by a kill and is about to end by itself. */
export function isOrphan(who: Identity): boolean {
  if (who.parentPid === undefined) return false
  const stat = processStat(who.pid)
  return stat ? stat.parentPid !== who.parentPid : !answers(who.parentPid)
}
