/** What a tunnel costs that is open and does nothing. */
import { originHost } from '../bench.ts'
import type { Ability } from '../peers/peer.ts'
import { through, withPeer } from './row.ts'
import type { Row } from './row.ts'

const row = (name: string, title: string, what: string, ability: Ability, host: string): Row => ({
  name,
  title,
  what,
  ability,
  columns: [
    { key: 'each', title: 'KB each more', digits: 1, ratio: true },
    { key: 'at500', title: 'KB each of the first 500', digits: 1 },
    { key: 'before', title: 'MB before', digits: 0 },
  ],
  rounds: 3,
  sample: (bench, peer) =>
    withPeer(bench, peer, ability, async (running) => {
      const target = through(bench, ability, running, host)
      const { resident } = await bench.run({ kind: 'tunnels', target, steps: [500, 2000], pid: running.pid })
      const [before = 0, at500 = 0, at2000 = 0] = resident
      return {
        before: before / 1024 / 1024,
        at500: (at500 - before) / 1024 / 500,
        // The first ones also pay for a young generation that grows once, whatever comes after.
        each: (at2000 - at500) / 1024 / 1500,
      }
    }),
})

export const idleOpaque = row(
  'idle-opaque',
  'Idle opaque tunnels',
  'resident memory per tunnel from 500 to 2,000, after 100 were opened, used and closed; each echoed a few bytes that are no TLS',
  'opaque',
  '127.0.0.1',
)
export const idleIntercepted = row(
  'idle-intercepted',
  'Idle intercepted tunnels',
  'the same with TLS on both sides: each tunnel has made a request and has an idle upstream connection of its own',
  'mitm',
  originHost,
)
