/** Intercepted HTTPS where every request opens its own connection. */
import { originHost } from '../bench.ts'
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'

export const newTls: Row = {
  name: 'new-tls',
  title: 'HTTPS MITM, new connection per request',
  what: 'CONNECT, full TLS handshake, GET, close; 16 at a time, one host; the proxy may keep its upstream connections',
  ability: 'mitm',
  columns: loadColumns,
  shortRounds: 2,
  sample: (bench, peer, pace) =>
    sampleLoad(bench, peer, pace, { ability: 'mitm', host: originHost, connections: 16, fresh: true }),
}
