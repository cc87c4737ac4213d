/** Plain requests in absolute form on kept connections. */
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'

export const forward: Row = {
  name: 'forward',
  title: 'Forward HTTP',
  what: '32 kept connections, GET, 1 KB answers, one request in flight on each',
  ability: 'forward',
  columns: loadColumns,
  shortRounds: 2,
  sample: (bench, peer, pace) =>
    sampleLoad(bench, peer, pace, { ability: 'forward', host: '127.0.0.1', connections: 32, fresh: false }),
}
