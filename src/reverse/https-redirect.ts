/** Sends plain requests to https on the same port, which speaks both. */
import { emptyBody } from '../kit/body.ts'
import { formatAuthority } from '../kit/authority.ts'
import { reasons } from '../kit/reasons.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Target } from '../model/message.ts'

/** The method and body are kept (RFC 9110 §15.4.9). */
const permanent = 308

export function createHttpsRedirect(): Interceptor {
  return {
    name: 'reverse-https-redirect',
    handle(request, next, context) {
      // Requests of our own, without a port, come over no connection that could be plain.
      if (context.client.tls !== undefined || context.client.port === 0) return next(request, context)
      const fields = ['Location', httpsUrl(request.target), 'Content-Length', '0']
      const head = { status: permanent, reason: reasons[permanent]!, version: '1.1' as const, fields }
      return { kind: 'respond', head, body: emptyBody(), from: 'middlebox', patches: [] }
    },
  }
}

/** A client that named no port was on 80, and finds https on 443. */
function httpsUrl({ host, port, path }: Target): string {
  const authority = port === 80 ? formatAuthority(host, 443).replace(/:443$/, '') : formatAuthority(host, port)
  return `https://${authority}${path === '*' ? '/' : path}`
}
