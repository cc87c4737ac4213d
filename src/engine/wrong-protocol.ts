/** What a server may speak instead of what it was asked in, told as what to try. For failures only. */
import { formatAuthority } from '../kit/authority.ts'
import type { Failure, Target } from '../model/message.ts'

type Place = Pick<Target, 'scheme' | 'host' | 'port' | 'protocol'>

/** The failure of a request with a hint, where its cause may be the protocol. `first`: of its connection. */
export function guessProtocol(failure: Failure, target: Place, first: boolean): Failure {
  const hint = failure.hint === undefined && first ? hintFor(failure, target) : undefined
  return hint === undefined ? failure : { ...failure, hint }
}

function hintFor({ code, bytes, leg }: Failure, { scheme, host, port, protocol }: Place): string | undefined {
  if (leg !== 'upstream' || scheme !== 'http' || protocol === 'h2') return undefined
  const at = formatAuthority(host, port)
  // Many servers, Node's among them, close when they are asked without TLS.
  if (code === 'upstream_closed' && bytes === undefined)
    return `Look at its log. If it wants TLS, ask for https://${at}.`
  if (code !== 'upstream_malformed' || bytes === undefined) return undefined
  if (tlsRecord.test(bytes)) return `It answers with TLS: ask for https://${at}.`
  return settingsFrame.test(bytes)
    ? `It answers with HTTP/2: lead the route to h2c://${at}, or ask with HTTP/2 by prior knowledge.`
    : undefined
}

/** An alert or a handshake message (RFC 8446 §5.1). */
const tlsRecord = /^[\x15\x16]\x03/
/** With it every server begins (RFC 9113 §3.4). */
const settingsFrame = /^\0[^]{2}\x04[\0\x01]\0{4}/

/** Of a plain server that HTTP/2 was spoken to by prior knowledge, and that did not answer in it. */
export function notHttp2(why: string, { host, port }: Place): Failure {
  const at = formatAuthority(host, port)
  return {
    code: 'upstream_h2',
    message: `${at} does not seem to speak HTTP/2 without TLS: ${why}`,
    leg: 'upstream',
    hint: `Try HTTP/1.1 (http://${at}) or TLS (https://${at}).`,
  }
}
