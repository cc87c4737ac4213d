/** Intercepted HTTPS on tunnels that are kept. */
import { originHost } from '../bench.ts'
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'

export const mitm: Row = {
  name: 'mitm',
  title: 'HTTPS MITM, kept tunnels',
  what: '32 kept tunnels to one host, GET, 1 KB answers, one request in flight on each',
  ability: 'mitm',
  columns: loadColumns,
  shortRounds: 2,
  sample: (bench, peer, pace) =>
    sampleLoad(bench, peer, pace, { ability: 'mitm', host: originHost, connections: 32, fresh: false }),
}
