// Counts what vitest ran, and says at the very end, in plain sight, what was and what was not checked.
import type { TestCase, TestModule, TestRunEndReason, TestSuite } from 'vitest/node'

export type ProjectTally = { passed: number; failed: number; skipped: number }

export type Tally = {
  projects: Map<string, ProjectTally>
  /** Full names of tests that did not run although their project did. */
  skippedNames: string[]
  /** Failures that belong to no single test: a file that does not load, a hook that throws, an unhandled error. */
  faults: string[]
}

/** A vitest reporter that fills a tally; add it after the reporter that people read. */
export function createTallyReporter() {
  const tally: Tally = { projects: new Map(), skippedNames: [], faults: [] }
  return {
    tally,
    onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[], reason: TestRunEndReason) {
      for (const module of modules) countModule(tally, module)
      for (const error of unhandled) tally.faults.push(`unhandled error: ${messageOf(error)}`)
      if (reason === 'interrupted') tally.faults.push('the run was interrupted')
    },
  }
}

function countModule(tally: Tally, module: TestModule): void {
  const name = module.project.name
  const counts = tally.projects.get(name) ?? { passed: 0, failed: 0, skipped: 0 }
  tally.projects.set(name, counts)
  // A file or a describe block can fail where no test does (an import, a beforeAll): its errors count as one failure each.
  const groups: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
  for (const group of groups) {
    const errors = group.errors()
    if (errors.length === 0) continue
    counts.failed += 1
    tally.faults.push(`${module.relativeModuleId}: ${messageOf(errors[0])}`)
  }
  for (const test of module.children.allTests()) {
    const outcome = outcomeOf(test)
    counts[outcome] += 1
    if (outcome === 'skipped') tally.skippedNames.push(`${module.relativeModuleId} > ${test.fullName}`)
  }
}

function outcomeOf(test: TestCase): keyof ProjectTally {
  const { state } = test.result()
  return state === 'pending' ? 'failed' : state // still pending when the run is over: it never finished
}

function messageOf(error: unknown): string {
  const text = error instanceof Object && 'message' in error ? String(error.message) : String(error)
  return text.split('\n')[0] ?? ''
}

/** What a run was meant to do, so that a missing part is a failure and not a smaller number. */
export type Expectation = {
  /** Projects that must have run at least one test. */
  projects: string[]
  notCovered: string[]
  /** True when the caller picked tests by name (-t): the rest is then skipped on purpose. */
  skipsAllowed: boolean
}

export type Summary = { lines: string[]; ok: boolean }

/** The last lines of `npm test`; the very last is `N passed, M failed[, K skipped]`. */
export function summarise(tally: Tally, expected: Expectation): Summary {
  const total: ProjectTally = { passed: 0, failed: 0, skipped: 0 }
  const lines = ['', 'Summary']
  for (const [name, counts] of [...tally.projects].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
    lines.push(`  ${name.padEnd(20)} ${sentence(counts)}`)
  }
  for (const fault of tally.faults) {
    lines.push(`  fault: ${fault}`)
    if (fault.startsWith('unhandled error') || fault.startsWith('the run was')) total.failed += 1
  }
  for (const name of expected.projects.filter((p) => !ranAnything(tally.projects.get(p)))) {
    lines.push(`  fault: no test ran in "${name}"`)
    total.failed += 1
  }
  if (total.passed + total.failed === 0) {
    lines.push('  fault: no test ran')
    total.failed += 1
  }
  const badSkips = expected.skipsAllowed ? 0 : total.skipped
  if (badSkips > 0) {
    lines.push(`  ${badSkips} skipped or to do, which is not allowed: run it, or state the need in tests/vitest.config.ts`)
    for (const name of tally.skippedNames.slice(0, 20)) lines.push(`    ${name}`)
  }
  lines.push(...expected.notCovered, sentence(total))
  return { lines, ok: total.failed === 0 && badSkips === 0 }
}

function ranAnything(counts: ProjectTally | undefined): boolean {
  return counts !== undefined && counts.passed + counts.failed > 0
}

function sentence({ passed, failed, skipped }: ProjectTally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
