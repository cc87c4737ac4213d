/** What a connection speaks, from its first bytes. Pure: bytes in, a word out, or 'more' when they could still be several things. */

export type Spoken = 'tls' | 'socks' | 'h2' | 'http1' | 'opaque' | 'more'

const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'

/** `own`: the listener's own port, where SOCKS is spoken and everything else is taken for HTTP, so that it gets a readable refusal. */
export function sniff(bytes: Uint8Array, own: boolean): Spoken {
  if (bytes.length === 0) return 'more'
  const first = bytes[0]!
  if (first === 0x16) return bytes.length < 2 ? 'more' : bytes[1] === 3 ? 'tls' : own ? 'http1' : 'opaque'
  if (own && (first === 5 || first === 4)) return 'socks'
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 64)).toString('latin1')
  if (preface.startsWith(text.slice(0, preface.length))) return text.length >= preface.length ? 'h2' : 'more'
  if (own) return 'http1'
  return looksLikeRequest(text)
}

/** A method, a space, and the start of a target (RFC 9112 §3): enough to tell HTTP from other protocols with words in front (SMTP, Redis, IRC). */
function looksLikeRequest(text: string): Spoken {
  const match = /^(?:\r\n|\n)?([A-Z][A-Z-]{0,19})(?: (.*))?/.exec(text)
  if (match === null) return text === '\r' || text === '\r\n' || text === '\n' ? 'more' : 'opaque'
  // Only at the end of what is here can more bytes change the answer.
  const open = text.length === match[0].length ? 'more' : 'opaque'
  const rest = match[2] ?? ''
  if (rest === '') return open
  if (rest.startsWith('/') || rest.startsWith('*') || match[1] === 'CONNECT') return 'http1'
  if (/^https?:\/\//i.test(rest)) return 'http1'
  const word = rest.toLowerCase()
  return 'http://'.startsWith(word) || 'https://'.startsWith(word) ? open : 'opaque'
}
