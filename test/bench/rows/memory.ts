/** What history costs: resident memory after many small exchanges, and whether it stops growing. */
import type { Bench } from '../bench.ts'
import type { Running } from '../peers/peer.ts'
import { megabyte, through, withPeer } from './row.ts'
import type { Row } from './row.ts'

/** Slow peers stop at this instead of the count; their row says how many there were. */
const patience = 30_000

function exchanges(bench: Bench, running: Running, count: number) {
  const target = through(bench, 'forward', running, '127.0.0.1')
  const job = { kind: 'requests', target, connections: 32, fresh: false, warmMs: 0, measureMs: patience } as const
  return bench.run({ ...job, count, pid: running.pid })
}

export const memory: Row = {
  name: 'memory',
  title: 'Memory after 20,000 exchanges',
  what: 'GET, 1 KB answers, 32 kept connections; only Middlebox, mockttp and mitmdump keep or report what passed',
  ability: 'forward',
  columns: [
    { key: 'resident', title: 'resident MB', digits: 0, ratio: true },
    { key: 'peak', title: 'peak MB', digits: 0 },
    { key: 'exchanges', title: 'exchanges', digits: 0 },
  ],
  rounds: 1,
  sample: (bench, peer) =>
    withPeer(bench, peer, 'forward', async (running) => {
      const { requests, usage } = await exchanges(bench, running, 20_000)
      return { resident: usage.resident / megabyte, peak: usage.peak / megabyte, exchanges: requests }
    }),
}

export const flatness: Row = {
  name: 'flatness',
  title: 'Memory over 100,000 exchanges',
  what: 'resident MB after each 20,000; growth is the highest of the last two readings over the highest of the two before',
  ability: 'forward',
  columns: [
    ...[20, 40, 60, 80, 100].map((n) => ({ key: `at${n}k`, title: `${n}k`, digits: 0 })),
    { key: 'growth', title: 'growth', digits: 2 },
    { key: 'peak', title: 'peak MB', digits: 0 },
  ],
  rounds: 1,
  shortRounds: 1,
  only: ['middlebox'],
  sample: (bench, peer) =>
    withPeer(bench, peer, 'forward', async (running) => {
      const sample: Record<string, number> = {}
      for (const thousands of [20, 40, 60, 80, 100]) {
        const { usage } = await exchanges(bench, running, 20_000)
        sample[`at${thousands}k`] = usage.resident / megabyte
        sample['peak'] = usage.peak / megabyte
      }
      const highest = (...keys: string[]) => Math.max(...keys.map((key) => sample[key] ?? Number.NaN))
      return { ...sample, growth: highest('at80k', 'at100k') / highest('at40k', 'at60k') }
    }),
}
