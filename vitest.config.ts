/** How the tests run: one process per file, because many of them send signals, open sockets and count handles. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/bench/**', '**/node_modules/**'],
    pool: 'forks',
    // Wire tests wait on sockets more than on the processor, so every core gets a worker.
    maxWorkers: '100%',
    // The same engine for regular expressions as bin/middlebox.js sets for the program.
    execArgv: ['--enable-experimental-regexp-engine-on-excessive-backtracks'],
    testTimeout: 15_000,
  },
})
