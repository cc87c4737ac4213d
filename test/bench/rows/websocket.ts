/** WebSocket messages there and back, plain and intercepted. */
import { originHost } from '../bench.ts'
import type { Ability } from '../peers/peer.ts'
import { loadColumns, loadSample } from './load.ts'
import { through, withPeer } from './row.ts'
import type { Row } from './row.ts'

const loaded = new Set(['cpu', 'rate', 'busy', 'peak'])

const row = (name: string, title: string, ability: Ability, host: string): Row => ({
  name,
  title,
  what: '32 WebSockets, 256-byte text messages, each sent when the last one came back; a request is one echo',
  ability,
  columns: loadColumns.filter(({ key }) => loaded.has(key)),
  sample: (bench, peer, { warmMs, measureMs }) =>
    withPeer(bench, peer, ability, async (running) => {
      const target = through(bench, ability, running, host)
      const job = { kind: 'websocket', target, connections: 32, warmMs, measureMs, pid: running.pid } as const
      return loadSample(await bench.run(job))
    }),
})

export const websocket: Row = { ...row('websocket', 'WebSocket echo', 'upgrade', '127.0.0.1'), shortRounds: 2 }
export const websocketMitm = row('websocket-mitm', 'WebSocket echo over HTTPS MITM', 'mitm', originHost)
