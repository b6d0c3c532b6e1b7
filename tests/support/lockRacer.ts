// A process for tests of the directory lock: at the agreed moment it tries to take the lock, says how that went, and holds what
// it got for a while. Usage: lockRacer.ts <lock path> <start at, ms since 1970>
import { DataDirInUse, takeLock } from '../../server/store/embedded/lock.ts'

while (Date.now() < Number(process.argv[3])); // not a timer: all racers should run into each other
try {
  await takeLock(process.argv[2]!, 0)
  console.log('taken')
  setTimeout(() => {}, 1500)
} catch (error) {
  console.log(error instanceof DataDirInUse ? 'refused' : String(error))
}
