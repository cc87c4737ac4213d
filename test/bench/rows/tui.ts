/** What the screen costs the proxy, and how long somebody in front of it waits. */
import { setTimeout as wait } from 'node:timers/promises'
import { endEvent, exchangeEvents, requestEvent, responseEvent, responseHead } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'
import type { Bench } from '../bench.ts'
import type { RequestsJob } from '../load/job.ts'
import type { Running } from '../peers/peer.ts'
import { type Screen, missingTerminal, startScreen } from '../peers/tui.ts'
import { median, percentile } from '../statistics.ts'
import { through, withPeer } from './row.ts'
import type { Pace, Row } from './row.ts'

export const onScreen = { ability: 'forward', only: ['middlebox'] } as const

export const rate = 2000

export function load(bench: Bench, running: Running, { warmMs, measureMs }: Pace): RequestsJob {
  const target = through(bench, 'forward', running, '127.0.0.1')
  return { kind: 'requests', target, connections: 32, fresh: false, warmMs, measureMs, pid: running.pid }
}

export async function withScreen<T>(
  bench: Bench,
  use: (screen: Screen) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const screen = await startScreen(bench, true, args)
  try {
    return await use(screen)
  } finally {
    await screen.close()
  }
}

/**
 * CPU of a core at the rate, in %, and requests a second at saturation. How many a core could do is what its CPU time says: a
 * rate is also that of the generator and of whoever else uses the machine.
 */
async function strained(bench: Bench, running: Running, pace: Pace) {
  const paced = await bench.run({ ...load(bench, running, pace), rate, measureMs: pace.measureMs * 2 })
  const free = await bench.run(load(bench, running, pace))
  return {
    busy: (paced.cpu / paced.seconds) * 100,
    paced: paced.requests / paced.seconds,
    rate: free.requests / free.seconds,
    most: free.requests / free.cpu,
  }
}

export const tui: Row = {
  ...onScreen,
  name: 'tui',
  title: 'The screen under load',
  what: '32 kept connections, 2,000 GET a second and then as many as pass; with -q and with the screen at 120x40',
  columns: [
    { key: 'headless', title: '-q, % of a core', digits: 0 },
    { key: 'screen', title: 'screen', digits: 0 },
    { key: 'added', title: 'added', digits: 0 },
    { key: 'paced', title: 'at req/s', digits: 0 },
    { key: 'headlessRate', title: '-q, req/s', digits: 0 },
    { key: 'screenRate', title: 'screen', digits: 0 },
    { key: 'headlessMost', title: '-q, req/CPU s', digits: 0 },
    { key: 'screenMost', title: 'screen', digits: 0 },
    { key: 'lost', title: 'share lost', digits: 2 },
  ],
  rounds: 3,
  missing: missingTerminal,
  async sample(bench, peer, pace) {
    const without = await withPeer(bench, peer, 'forward', (running) => strained(bench, running, pace))
    const shown = await withScreen(bench, (screen) => strained(bench, screen, pace))
    return {
      headless: without.busy,
      screen: shown.busy,
      added: shown.busy - without.busy,
      paced: shown.paced,
      headlessRate: without.rate,
      screenRate: shown.rate,
      headlessMost: without.most,
      screenMost: shown.most,
      lost: Math.max(0, 1 - shown.most / without.most),
    }
  },
}

const presses = 60

/** Help opens and closes, at moments that have nothing to do with those of frames. */
async function pressKeys(screen: Screen): Promise<number[]> {
  const took: number[] = []
  for (let at = 0; at < presses; at++) {
    took.push(await (at % 2 === 0 ? screen.press('?', /Help ─/) : screen.press('q', /method +code/)))
    await wait(17 + ((at * 13) % 40))
  }
  return took
}

export const tuiKeys: Row = {
  ...onScreen,
  name: 'tui-keys',
  title: 'Key press to frame',
  what: '60 keys written to the terminal at 2,000 requests a second, until the bytes of the frame that answers them come',
  columns: [
    { key: 'p50', title: 'p50 ms', digits: 0 },
    { key: 'p95', title: 'p95 ms', digits: 0 },
  ],
  rounds: 1,
  missing: missingTerminal,
  sample: (bench, _peer, pace) =>
    withScreen(bench, async (screen) => {
      const loaded = bench.run({ ...load(bench, screen, { ...pace, warmMs: 0 }), rate, measureMs: presses * 100 })
      await wait(500)
      const took = await pressKeys(screen)
      await loaded
      return { p50: percentile(took, 0.5), p95: percentile(took, 0.95) }
    }),
}

export const tuiStart: Row = {
  ...onScreen,
  name: 'tui-start',
  title: 'Start to first frame',
  what: 'best of 5, with a warm CA, not pinned to a core, on a terminal made by script',
  columns: [{ key: 'ms', title: 'ms', digits: 0, best: true }],
  rounds: 5,
  shortRounds: 5,
  missing: missingTerminal,
  async sample(bench) {
    const screen = await startScreen(bench, false)
    await screen.close()
    return { ms: screen.firstFrameMs }
  },
}

const filters = ['~c 500', '~d api & !~m POST', '~u users', '~hq accept | ~t json', '~dur 5', '']

export const tuiFilter: Row = {
  ...onScreen,
  name: 'tui-filter',
  title: 'Filter over 10,000 exchanges',
  what: 'in this process: the slowest of six filters that look at no body, from the change to the frame; medians of 5',
  columns: [{ key: 'ms', title: 'ms', digits: 1 }],
  rounds: 1,
  shortRounds: 1,
  sample: async () => {
    const failed = { head: responseHead({ status: 500 }) }
    const events = Array.from({ length: 10_000 }, (_, at) =>
      at % 10 === 0
        ? [requestEvent(`${at}`), responseEvent(`${at}`, failed), endEvent(`${at}`)]
        : exchangeEvents(`${at}`),
    )
    const app = createTestApp({ columns: 120, rows: 40, maxExchanges: 10_000, events: events.flat() })
    const took = filters.map((filter) =>
      median(
        Array.from({ length: 5 }, () => {
          app.setFilter('~c 404')
          app.frame()
          const startedAt = performance.now()
          app.setFilter(filter)
          while (!app.list.work(60));
          app.frame()
          return performance.now() - startedAt
        }),
      ),
    )
    return { ms: Math.max(...took) }
  },
}
