/** What the first connection to a host costs over a later one: dialling, the certificate, the handshakes. */
import { newHosts, originHost, warmHosts } from '../bench.ts'
import { median } from '../statistics.ts'
import { through, withPeer } from './row.ts'
import type { Row } from './row.ts'

export const firstVisit: Row = {
  name: 'first-visit',
  title: 'First visit to 50 hosts',
  what: 'each host once, then again on a new connection; medians; 10 other hosts before; names resolve at no cost',
  ability: 'mitm',
  columns: [
    { key: 'added', title: 'added ms', digits: 2, ratio: true },
    { key: 'first', title: 'first ms', digits: 2 },
    { key: 'known', title: 'known ms', digits: 2 },
  ],
  rounds: 3,
  shortRounds: 1,
  sample: (bench, peer) =>
    withPeer(bench, peer, 'mitm', async (running) => {
      const target = through(bench, 'mitm', running, originHost)
      const visits = await bench.run({ kind: 'visits', target, warmHosts, hosts: newHosts })
      const [first, known] = [median(visits.first), median(visits.known)]
      return { first, known, added: first - known }
    }),
}
