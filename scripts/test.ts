// npm test                              everything this machine can run
// npm test -- tests/foo.test.ts         some files
// npm test -- --project pure            one part (see tests/vitest.config.ts); -t 'name' picks tests by name
import { parseCLI, startVitest } from 'vitest/node'
import { createTallyReporter, summarise } from '../tests/support/reporter.ts'
import { notCovered, parts } from '../tests/vitest.config.ts'

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const counter = createTallyReporter()
const picked = filter.length > 0 || options.testNamePattern !== undefined
const wanted = [options.project ?? []].flat()
const all = parts(process.env).map((part) => part.name)

try {
  const vitest = await startVitest('test', filter, {
    ...options,
    watch: false,
    config: 'tests/vitest.config.ts',
    reporters: [...(options.reporters ? [options.reporters].flat() : ['default']), counter],
  })
  await vitest.close()
} catch (error) {
  // A part that does not exist here, a config that does not load: the last line must say so too.
  counter.tally.faults.push(`unhandled error: ${error instanceof Error ? error.message : String(error)}`)
}

const { lines, ok } = summarise(counter.tally, {
  // Whoever names files knows what is run; whoever runs a whole part is told when the part is empty.
  projects: picked ? [] : wanted.length > 0 ? wanted.filter((name) => all.includes(name)) : all,
  notCovered: picked || wanted.length > 0 ? [] : notCovered(process.env),
  skipsAllowed: options.testNamePattern !== undefined,
})
// Written synchronously and then out: nothing a stray handle prints can come after the last line.
process.stdout.write(`${lines.join('\n')}\n`, () => process.exit(ok ? 0 : 1))
