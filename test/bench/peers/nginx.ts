/** nginx as a reverse proxy with kept upstream connections; it has no forward mode that keeps them. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort, launchOn, versionOf } from './launch.ts'
import type { Peer } from './peer.ts'

export const nginx: Peer = {
  name: 'nginx',
  abilities: ['reverse'],
  missing: () => (versionOf('nginx', '-v') === undefined ? 'nginx is not installed' : undefined),
  about: () => `${versionOf('nginx', '-v')?.split('/')[1]}, one worker, 64 kept upstream connections`,
  start: async ({ directory, origin }) => {
    const port = await freePort()
    const home = join(directory, 'nginx')
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'nginx.conf'), configuration(home, port, origin.http))
    const args = ['-p', home, '-c', join(home, 'nginx.conf'), '-e', '/dev/null']
    return launchOn(port, { command: 'nginx', args })
  },
}

function configuration(home: string, port: number, originPort: number): string {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${home}/${name};`,
  )
  return `daemon off;
worker_processes 1;
pid ${home}/nginx.pid;
error_log /dev/null;
events { worker_connections 4096; }
http {
  access_log off;
  keepalive_requests 10000000;
  ${folders.join(' ')}
  upstream origin { server 127.0.0.1:${originPort}; keepalive 64; keepalive_requests 10000000; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://origin; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}
`
}
