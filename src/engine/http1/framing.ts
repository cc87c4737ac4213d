/** How long a message body is: RFC 9112 §6.3, in its order, with every ambiguity refused. */
import type { HttpVersion } from '../../model/message.ts'
import type { Facts } from './facts.ts'
import { Malformed } from './malformed.ts'

/** Bytes of the body; or how its end is marked. */
export type Framing = number | 'chunked' | 'close' | 'switch'

/** Throws Malformed where two readers could disagree about the length. */
export function requestFraming(facts: Facts, version: HttpVersion): Framing {
  if (facts.transferEncoding !== '') {
    refuseAmbiguity(facts, version)
    if (facts.transferEncoding !== 'chunked')
      throw new Malformed(`Expected Transfer-Encoding chunked alone, got ${JSON.stringify(facts.transferEncoding)}`)
    return 'chunked'
  }
  return facts.contentLength < 0 ? 0 : facts.contentLength
}

/** `method` is the request's. Throws Malformed. */
export function responseFraming(facts: Facts, version: HttpVersion, status: number, method: string): Framing {
  if (status === 101) return 'switch'
  if (method === 'CONNECT' && status >= 200 && status < 300) return 'switch'
  refuseBoth(facts)
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 0
  if (facts.transferEncoding !== '') {
    refuseAmbiguity(facts, version)
    if (facts.transferEncoding === 'chunked') return 'chunked'
    const codings = facts.transferEncoding.split(',').map((coding) => coding.trim())
    // RFC 9112 §6.3 item 4: a final coding other than chunked is framed by the close. Chunked elsewhere than last is nonsense.
    if (codings.slice(0, -1).includes('chunked') || codings.at(-1) === 'chunked') {
      throw new Malformed(`Expected Transfer-Encoding chunked alone, got ${JSON.stringify(facts.transferEncoding)}`)
    }
    return 'close'
  }
  return facts.contentLength < 0 ? 'close' : facts.contentLength
}

/** Also where there is no body: the next reader need not know that. */
function refuseBoth(facts: Facts): void {
  if (facts.contentLength >= 0 && facts.transferEncoding !== '')
    throw new Malformed('Expected Content-Length or Transfer-Encoding, got both')
}

function refuseAmbiguity(facts: Facts, version: HttpVersion): void {
  refuseBoth(facts)
  if (version === '1.0') throw new Malformed('Expected no Transfer-Encoding in HTTP/1.0, got one')
}
