/** Squid as a plain forward proxy, without its cache and its logs, and as a blind tunnel. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, launchOn, versionOf } from './launch.ts'
import type { Peer } from './peer.ts'

export const squid: Peer = {
  name: 'squid',
  abilities: ['forward', 'opaque'],
  missing: () => (versionOf('squid', '-v') === undefined ? 'squid is not installed' : undefined),
  about: () => `${versionOf('squid', '-v')?.split(' ').at(-1)}, no cache, no logs, one process`,
  start: async ({ directory }) => {
    const port = await freePort()
    const home = join(directory, 'squid')
    mkdirSync(home, { recursive: true })
    // Started as root it continues as another user, who must be able to enter.
    chmodSync(directory, 0o755)
    chmodSync(home, 0o777)
    const config = join(home, 'squid.conf')
    writeFileSync(config, configuration(home, port))
    return launchOn(port, { command: 'squid', args: ['-N', '-f', config] })
  },
}

const configuration = (home: string, port: number) => `http_port 127.0.0.1:${port}
http_access allow all
cache deny all
cache_mem 8 MB
access_log none
cache_log /dev/null
cache_store_log none
pid_filename none
coredump_dir ${home}
shutdown_lifetime 0 seconds
max_filedescriptors 8192
server_persistent_connections on
client_persistent_connections on
`
