/** What the first page says about the connection it was asked over: whether the proxy is in use, and whether HTTPS works. */
import { parseAuthority, formatHost } from '../kit/authority.ts'
import { getField } from '../kit/fields.ts'
import { originHost } from '../kit/origin-host.ts'
import type { Asked } from './page.ts'

export type Visit = {
  /** `direct`: the proxy's own port was opened as if it were a server. */
  how: 'secure' | 'proxied' | 'direct'
  lines: readonly string[]
  /** What `ca env` must be told about the port, with a blank in front; or ''. */
  portOption: string
}

const usualPort = 8080

export function visitOf({ request, context }: Asked): Visit {
  const { head } = request
  const host = parseAuthority(head.authority ?? getField(head.fields, 'host') ?? '', 80)
  const { tls } = context.client
  if (tls !== undefined) {
    const lines = [`HTTPS works: this page came over ${tls.version}, and this client accepted the certificate.`]
    return { how: 'secure', lines, portOption: '' }
  }
  if (head.target.includes('://') || host?.host === originHost) {
    const lines = [
      'The proxy works: this page came through it, over plain HTTP.',
      `HTTPS works too once https://${originHost}/ opens without a warning; until then, trust the CA below.`,
    ]
    return { how: 'proxied', lines, portOption: '' }
  }
  const at = host === undefined ? 'this host and port' : formatHost('http', host.host, host.port)
  const lines = [
    `This is the proxy itself, asked directly. Set ${at} as your HTTP and HTTPS proxy, then open http://${originHost}/`,
  ]
  const moved = host !== undefined && host.port !== usualPort
  return { how: 'direct', lines, portOption: moved ? ` -p ${host.port}` : '' }
}
