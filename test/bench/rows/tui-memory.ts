/** Whether the screen keeps something that it should let go: resident memory under load, once the history is full. */
import { setTimeout as wait } from 'node:timers/promises'
import { missingTerminal } from '../peers/tui.ts'
import { readUsage } from '../usage.ts'
import { megabyte } from './row.ts'
import type { Row } from './row.ts'
import { load, onScreen, rate, withScreen } from './tui.ts'

/** ms until 10,000 exchanges are kept, and some more for the collector to have seen them. */
const filled = 6000

const between = 100

export const tuiMemory: Row = {
  ...onScreen,
  name: 'tui-memory',
  title: 'Memory with the screen',
  what: '2,000 GET a second for 60 s (10 in the short form): growth is the highest reading of the last third over that of the first, both after the history was full',
  columns: [
    { key: 'first', title: 'MB full', digits: 0 },
    { key: 'last', title: 'MB at the end', digits: 0 },
    { key: 'growth', title: 'growth', digits: 2 },
    { key: 'requests', title: 'requests', digits: 0 },
  ],
  rounds: 1,
  missing: missingTerminal,
  sample: (bench, _peer, pace) =>
    withScreen(bench, async (screen) => {
      // The short form has a warm-up of less than a second.
      const whole = pace.warmMs < 1000 ? 10_000 : 60_000
      const loaded = bench.run({ ...load(bench, screen, { ...pace, warmMs: 0, measureMs: whole }), rate })
      const third = (whole - filled) / 3
      await wait(filled)
      const first = await highest(screen.pid, third)
      await wait(third)
      const last = await highest(screen.pid, third - 3 * between)
      const { requests } = await loaded
      return { first, last, growth: last / first, requests }
    }),
}

/** MB. */
async function highest(pid: number, ms: number): Promise<number> {
  let most = 0
  for (let waited = 0; waited < ms; waited += between) {
    most = Math.max(most, readUsage(pid).resident / megabyte)
    await wait(between)
  }
  return most
}
