/** Sends plain requests to https on the same port, which speaks both. */
import { emptyBody } from '../kit/body.ts'
import { formatAuthority } from '../kit/authority.ts'
import { reasons } from '../kit/reasons.ts'
import type { Context } from '../model/contract.ts'
import type { Request, Target } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'

/** The method and body are kept (RFC 9110 §15.4.9). */
const permanent = 308

/** A CONNECT has an answer of its own; requests of ours, without a port, come over no connection that could be plain. */
export function isPlain({ client, kind }: Pick<Context, 'client' | 'kind'>): boolean {
  return client.tls === undefined && client.port !== 0 && kind !== 'connect'
}

export function toHttps({ target }: Pick<Request, 'target'>): Verdict {
  const fields = ['Location', httpsUrl(target), 'Content-Length', '0']
  const head = { status: permanent, reason: reasons[permanent]!, version: '1.1' as const, fields }
  return { kind: 'respond', head, body: emptyBody(), from: 'middlebox', patches: [] }
}

/** A client that named no port was on 80, and finds https on 443. */
function httpsUrl({ host, port, path }: Target): string {
  const authority = port === 80 ? formatAuthority(host, 443).replace(/:443$/, '') : formatAuthority(host, port)
  return `https://${authority}${path === '*' ? '/' : path}`
}
