/** HAProxy as a plain forward proxy (the address comes from the request's URL) and as a reverse proxy; one thread. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, launchOn, versionOf } from './launch.ts'
import type { Peer } from './peer.ts'

const base = `global
  nbthread 1
  maxconn 4000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
`

export const haproxy: Peer = {
  name: 'haproxy',
  abilities: ['forward', 'reverse', 'upgrade'],
  missing: () => (versionOf('haproxy', '-v') === undefined ? 'haproxy is not installed' : undefined),
  about: () => `${versionOf('haproxy', '-v')?.split(' ')[2]}, one thread, forward by set-dst url_ip`,
  start: async ({ directory, origin }, mode) => {
    const port = await freePort()
    const config = join(directory, `haproxy-${mode}.cfg`)
    const [rules, server] =
      mode === 'reverse'
        ? ['', `127.0.0.1:${origin.http}`]
        : ['  http-request set-dst url_ip\n  http-request set-dst-port url_port\n', '0.0.0.0:0']
    writeFileSync(config, `${base}listen proxy\n  bind 127.0.0.1:${port}\n${rules}  server origin ${server}\n`)
    return launchOn(port, { command: 'haproxy', args: ['-db', '-f', config] })
  },
}
