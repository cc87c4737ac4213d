/** The bytes of each TCP proxy as Prometheus text (exposition format 0.0.4), under Toxiproxy's names. */
import type { StreamName } from '../../model/fault.ts'
import type { TcpProxies, TcpProxy } from '../../model/tcp-proxy.ts'
import { type Reply, text } from './reply.ts'

const counters = [
  { key: 'received', help: 'Bytes received on a link of a proxy.' },
  { key: 'sent', help: 'Bytes sent on a link of a proxy.' },
] as const
const directions: readonly StreamName[] = ['downstream', 'upstream']

export function metrics({ proxies }: { proxies: TcpProxies }): Reply {
  const lines = counters.flatMap(({ key, help }) => {
    const name = `toxiproxy_proxy_${key}_bytes_total`
    const samples = [...proxies.all.values()].flatMap((proxy) =>
      directions.map((direction) => `${name}${labels(proxy, direction)} ${proxy.traffic[direction][key]}`),
    )
    return [`# HELP ${name} ${help}`, `# TYPE ${name} counter`, ...samples]
  })
  return text(`${lines.join('\n')}\n`, 200, 'text/plain; version=0.0.4; charset=utf-8')
}

function labels({ name, listen, upstream }: TcpProxy, direction: StreamName): string {
  const pairs = { direction, listener: listen, proxy: name, upstream }
  return `{${Object.entries(pairs)
    .map(([label, value]) => `${label}="${escaped(value)}"`)
    .join(',')}}`
}

function escaped(value: string): string {
  return value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')
}
