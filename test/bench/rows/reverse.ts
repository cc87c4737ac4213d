/** A reverse proxy in front of one origin: where nginx and HAProxy show what is possible. */
import type { Bench } from '../bench.ts'
import { quietMean } from '../statistics.ts'
import { loadColumns, sampleLoad } from './load.ts'
import { type Row, through, withPeer } from './row.ts'
import { started } from './started.ts'

const load = { ability: 'reverse', host: '127.0.0.1', connections: 32, fresh: false } as const

export const reverse: Row = {
  name: 'reverse',
  title: 'Reverse HTTP',
  what: '32 kept connections, GET, 1 KB answers, one upstream',
  ability: 'reverse',
  columns: loadColumns,
  sample: (bench, peer, pace) => sampleLoad(bench, peer, pace, load),
}

/** A route by host to a pool of so many names for the one origin, each with connections of its own. */
function pool(host: string, count: number, port: number): string {
  return `${host}/=${Array.from({ length: count }, (_, at) => `u${at}.test:${port}`).join()}`
}

const [single, fifty] = ['one.test', 'fifty.test']
/** In this order whatever gets slower or faster meanwhile weighs on both alike. */
const turns = Array.from({ length: 15 }, () => [single, fifty, fifty, single]).flat()

export const balance: Row = {
  name: 'balance',
  title: 'Balancing over 50 upstreams',
  what: 'one process with two routes, to one upstream by name and to a pool of 50, round robin, which take turns under load',
  ability: 'reverse',
  columns: [
    { key: 'one', title: 'one, CPU s/1000', digits: 4 },
    { key: 'many', title: '50, CPU s/1000', digits: 4 },
    { key: 'growth', title: 'growth', digits: 2 },
  ],
  only: ['middlebox'],
  sample(bench, peer, { warmMs, measureMs }) {
    const routes = ({ origin }: Bench) => [pool(single, 1, origin.http), pool(fifty, 50, origin.http)]
    return withPeer(bench, started(peer, [], routes), 'reverse', async (running) => {
      const costs: Record<string, number[]> = { [single]: [], [fifty]: [] }
      const ask = (host: string, warm: number, measured: number) => {
        const target = through(bench, 'reverse', running, host)
        return bench.run({ kind: 'requests', ...load, target, warmMs: warm, measureMs: measured, pid: running.pid })
      }
      for (const host of [single, fifty]) await ask(host, warmMs, 1)
      for (const host of turns) {
        const { cpu, requests } = await ask(host, 50, measureMs / 10)
        costs[host]!.push((cpu / requests) * 1000)
      }
      const [one, many] = [single, fifty].map((host) => quietMean(costs[host]!))
      return { one: one!, many: many!, growth: many! / one! }
    })
  },
}
