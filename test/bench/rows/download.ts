/** One large download, plain and intercepted: what a byte costs, and whether the body is held in memory. */
import { originHost } from '../bench.ts'
import type { Ability } from '../peers/peer.ts'
import { megabyte, through, withPeer } from './row.ts'
import type { Row } from './row.ts'

const row = (name: string, title: string, ability: Ability, host: string): Row => ({
  name,
  title,
  what: '512 MB (128 MB in the short form) with a content-length, read as fast as it comes',
  ability,
  columns: [
    { key: 'cpu', title: 'CPU s/GB', digits: 2, ratio: true },
    { key: 'rate', title: 'MB/s', digits: 0 },
    { key: 'peak', title: 'peak MB', digits: 0 },
  ],
  shortRounds: 1,
  sample: (bench, peer, { downloadBytes }) =>
    withPeer(bench, peer, ability, async (running) => {
      const target = through(bench, ability, running, host)
      const result = await bench.run({ kind: 'download', target, bytes: downloadBytes, pid: running.pid })
      return {
        cpu: (result.cpu / downloadBytes) * 1024 * megabyte,
        rate: downloadBytes / megabyte / result.seconds,
        peak: result.usage.peak / megabyte,
      }
    }),
})

export const download = row('download', 'Download over HTTP', 'forward', '127.0.0.1')
export const downloadMitm = row('download-mitm', 'Download over HTTPS MITM', 'mitm', originHost)
