/** A reverse proxy in front of one origin: where nginx and HAProxy show what is possible. */
import { loadColumns, sampleLoad } from './load.ts'
import type { Row } from './row.ts'

export const reverse: Row = {
  name: 'reverse',
  title: 'Reverse HTTP',
  what: '32 kept connections, GET, 1 KB answers, one upstream',
  ability: 'reverse',
  columns: loadColumns,
  sample: (bench, peer, pace) =>
    sampleLoad(bench, peer, pace, { ability: 'reverse', host: '127.0.0.1', connections: 32, fresh: false }),
}
