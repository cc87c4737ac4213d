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
  what: '2,000 GET a second for 60 s (10 in the short form): after the history is full, thirds of the time: growth is the highest reading of the last over that of the one before',
  columns: [
    { key: 'first', title: 'MB, first third', digits: 0 },
    { key: 'middle', title: 'second', digits: 0 },
    { key: 'last', title: 'last', digits: 0 },
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
      const middle = await highest(screen.pid, third)
      const last = await highest(screen.pid, third - 3 * between)
      const { requests } = await loaded
      return { first, middle, last, growth: last / middle, requests }
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
