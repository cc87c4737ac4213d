/** mitmdump, quiet, streaming bodies past 1 MB: without that a large download is held in memory. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, launchOn, versionOf } from './launch.ts'
import type { Peer } from './peer.ts'

export const mitmdump: Peer = {
  name: 'mitmdump',
  abilities: ['forward', 'mitm', 'upgrade'],
  missing: () => (versionOf('mitmdump', '--version') === undefined ? 'mitmdump is not installed' : undefined),
  about: () => `${versionOf('mitmdump', '--version')?.split(' ')[1]}, -q, stream_large_bodies=1m`,
  start: async ({ directory }) => {
    const port = await freePort()
    const home = join(directory, 'mitmproxy')
    const names = fileURLToPath(import.meta.resolve('../programs/mitmdump-names.py'))
    const settings = [`confdir=${home}`, 'ssl_insecure=true', 'stream_large_bodies=1m', 'http2=false']
    const running = await launchOn(port, {
      command: 'mitmdump',
      args: [
        '-q',
        '--listen-host',
        '127.0.0.1',
        '-p',
        `${port}`,
        '-s',
        names,
        ...settings.flatMap((s) => ['--set', s]),
      ],
    })
    return { ...running, ca: readFileSync(join(home, 'mitmproxy-ca-cert.pem'), 'utf8') }
  },
}
