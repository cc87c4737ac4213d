/** What rules cost: 200 that do not match, beside none; and what a mock costs, which asks nobody. */
import { body } from '../origin/body.ts'
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'
import { started } from './started.ts'

const load = { ability: 'forward', host: '127.0.0.1', connections: 32, fresh: false } as const

/** By host, by URL, by header and by method: what people write, none of it true of the requests. */
const strangers = Array.from({ length: 50 }, (_, at) => [
  `~d host${at}.example => 200`,
  `GET /users/${at} => 200`,
  `~hq "^x-key-${at}: a" => 200`,
  `~hq token-${at} & ~m POST => 200`,
]).flatMap((four) => four.flatMap((mock) => ['--mock', mock]))

export const rules: Row = {
  name: 'rules',
  title: '200 rules that do not match',
  what: 'the forward row without rules and with 200 that do not match, one after the other',
  ability: 'forward',
  columns: [
    { key: 'none', title: 'none, CPU s/1000', digits: 4 },
    { key: 'many', title: '200, CPU s/1000', digits: 4 },
    { key: 'growth', title: 'growth', digits: 2 },
  ],
  only: ['middlebox'],
  async sample(bench, peer, pace) {
    const short = { ...pace, latencyMs: 0 }
    const none = (await sampleLoad(bench, peer, short, load))['cpu']!
    const many = (await sampleLoad(bench, started(peer, strangers), short, load))['cpu']!
    return { none, many, growth: many / none }
  },
}

export const mock: Row = {
  name: 'mock',
  title: 'Mock',
  what: '32 kept connections, GET, answered by a rule with 1 KB; the latency is that over the origin itself',
  ability: 'forward',
  columns: loadColumns,
  only: ['middlebox'],
  sample: (bench, peer, pace) => sampleLoad(bench, started(peer, ['--mock', `~all => 200 ${body}`]), pace, load),
}
