/** A reverse proxy in front of one origin: where nginx and HAProxy show what is possible. */
import type { Peer } from '../peers/peer.ts'
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'
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

/** One pool of so many names for the one origin, each with connections of its own. */
function pooled(peer: Peer, count: number): Peer {
  return started(peer, [], ({ origin }) => [
    `/=${Array.from({ length: count }, (_, at) => `u${at}.test:${origin.http}`).join()}`,
  ])
}

export const balance: Row = {
  name: 'balance',
  title: 'Balancing over 50 upstreams',
  what: 'one upstream by name, and a pool of 50, round robin: one, 50, 50, one',
  ability: 'reverse',
  columns: [
    { key: 'one', title: 'one, CPU s/1000', digits: 4 },
    { key: 'many', title: '50, CPU s/1000', digits: 4 },
    { key: 'growth', title: 'growth', digits: 2 },
  ],
  only: ['middlebox'],
  async sample(bench, peer, pace) {
    const short = { ...pace, latencyMs: 0 }
    const cost = async (measured: Peer) => (await sampleLoad(bench, measured, short, load))['cpu']!
    const [single, fifty] = [pooled(peer, 1), pooled(peer, 50)]
    // In this order whatever gets slower or faster meanwhile weighs on both alike.
    const [one, many, more, again] = [await cost(single), await cost(fifty), await cost(fifty), await cost(single)]
    return { one: (one + again) / 2, many: (many + more) / 2, growth: (many + more) / (one + again) }
  },
}
