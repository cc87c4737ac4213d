/** What the rows under load share: a loaded phase for CPU and rate, then one connection alone for the latency added. */
import type { Bench } from '../bench.ts'
import type { RequestsJob, RequestsResult } from '../load/job.ts'
import type { Ability, Peer } from '../peers/peer.ts'
import { megabyte, through, withPeer, withoutProxy } from './row.ts'
import type { Column, Pace, Sample } from './row.ts'

export const loadColumns: readonly Column[] = [
  { key: 'cpu', title: 'CPU s/1000', digits: 4, ratio: true },
  { key: 'rate', title: 'req/s', digits: 0 },
  { key: 'busy', title: 'busy %', digits: 0 },
  { key: 'p50', title: '+p50 ms', digits: 3 },
  { key: 'p99', title: '+p99 ms', digits: 3 },
  { key: 'peak', title: 'peak MB', digits: 0 },
]

export function loadSample(result: RequestsResult): Sample {
  return {
    cpu: (result.cpu / result.requests) * 1000,
    rate: result.requests / result.seconds,
    busy: (result.cpu / result.seconds) * 100,
    peak: result.usage.peak / megabyte,
  }
}

export type Load = { ability: Ability; host: string; connections: number; fresh: boolean }

export function sampleLoad(bench: Bench, peer: Peer, pace: Pace, load: Load): Promise<Sample> {
  return withPeer(bench, peer, load.ability, async (running) => {
    const target = through(bench, load.ability, running, load.host)
    const job: RequestsJob = { kind: 'requests', target, ...load, ...pace, pid: running.pid }
    const loaded = await bench.run(job)
    if (pace.latencyMs === 0) return loadSample(loaded)
    const alone = { ...job, connections: 1, warmMs: 100, measureMs: pace.latencyMs, pid: 0 }
    const proxied = await bench.run(alone)
    const direct = await bench.run({ ...alone, target: withoutProxy(bench, target.tls, load.host) })
    return { ...loadSample(loaded), p50: proxied.p50 - direct.p50, p99: proxied.p99 - direct.p99 }
  })
}
