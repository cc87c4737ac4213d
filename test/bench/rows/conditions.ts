/** Whether a slow network is as slow as it was asked to be: a download at a rate, and answers that come later. */
import { sampleLoad } from './load.ts'
import { through, withPeer } from './row.ts'
import type { Row } from './row.ts'
import { started } from './started.ts'

const rate = 1_000_000
const bytes = 5 * rate

export const throttle: Row = {
  name: 'throttle',
  title: 'Throttle',
  what: '5 MB downloaded with --throttle 1MB/s: 5 seconds are right',
  ability: 'forward',
  columns: [
    { key: 'seconds', title: 's', digits: 2 },
    { key: 'off', title: 'share off', digits: 3 },
  ],
  rounds: 1,
  only: ['middlebox'],
  sample: (bench, peer) =>
    withPeer(bench, started(peer, ['--throttle', '1MB/s']), 'forward', async (running) => {
      const target = through(bench, 'forward', running, '127.0.0.1')
      const { seconds } = await bench.run({ kind: 'download', target, bytes, pid: running.pid })
      return { seconds, off: Math.abs(seconds * rate - bytes) / bytes }
    }),
}

export const latency: Row = {
  name: 'latency',
  title: 'Latency',
  what: 'GET with --latency 200ms, one at a time; over the origin itself, which answers in well under 1 ms',
  ability: 'forward',
  columns: [
    { key: 'p50', title: '+p50 ms', digits: 1 },
    { key: 'early', title: 'ms too early', digits: 1 },
  ],
  rounds: 1,
  only: ['middlebox'],
  async sample(bench, peer, pace) {
    const short = { ...pace, warmMs: 500, measureMs: 500, latencyMs: 3000 }
    const load = { ability: 'forward', host: '127.0.0.1', connections: 1, fresh: false } as const
    const p50 = (await sampleLoad(bench, started(peer, ['--latency', '200ms']), short, load))['p50']!
    return { p50, early: Math.max(0, 200 - p50) }
  },
}
