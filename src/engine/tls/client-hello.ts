/** Reads a TLS ClientHello from the first bytes of a connection, before anything is answered: RFC 8446 §4.1.2, RFC 6066 §3 (SNI), RFC 7301 (ALPN), RFC 8701 (GREASE). */

export type ClientHello = {
  serverName: string | undefined
  /** ALPN protocols in the client's order; undefined when it offered none. */
  alpn: readonly string[] | undefined
  /** It has values made up to be ignored, as BoringSSL's (Chromium, Android) do. */
  grease: boolean
}

/** 'more': the hello is not complete yet. 'invalid': not a ClientHello. */
export function parseClientHello(bytes: Uint8Array): ClientHello | 'more' | 'invalid' {
  const handshake = collectHandshake(bytes)
  if (typeof handshake === 'string') return handshake
  try {
    return readHello(handshake)
  } catch (error) {
    if (error instanceof RangeError) return 'invalid'
    throw error
  }
}

/** Longest hello accepted: post-quantum key shares take some 2 KB, so this is ample. */
const maxHello = 65_536

/** The ClientHello message without record layer headers; a hello may be split over records. */
function collectHandshake(bytes: Uint8Array): Uint8Array | 'more' | 'invalid' {
  const parts: Uint8Array[] = []
  const header: number[] = []
  let have = 0
  let at = 0
  for (;;) {
    if (bytes.length < at + 5) return 'more'
    if (bytes[at] !== 0x16 || bytes[at + 1] !== 3) return 'invalid'
    const length = (bytes[at + 3]! << 8) | bytes[at + 4]!
    // RFC 8446 §5.1: a handshake record is never empty; endless empty ones would be collected for ever.
    if (length === 0) return 'invalid'
    const end = at + 5 + length
    parts.push(bytes.subarray(at + 5, Math.min(end, bytes.length)))
    have += parts.at(-1)!.length
    for (let i = at + 5; header.length < 4 && i < Math.min(end, bytes.length); i++) header.push(bytes[i]!)
    if (header.length > 0 && header[0] !== 1) return 'invalid'
    if (header.length === 4) {
      const need = 4 + ((header[1]! << 16) | (header[2]! << 8) | header[3]!)
      if (need > maxHello) return 'invalid'
      if (have >= need) return Buffer.concat(parts).subarray(4, need)
    }
    if (bytes.length < end) return 'more'
    at = end
  }
}

function readHello(hello: Uint8Array): ClientHello {
  const view = new DataView(hello.buffer, hello.byteOffset, hello.byteLength)
  let at = 34 // version and random
  at += 1 + view.getUint8(at) // session id
  const grease = view.getUint16(at) > 0 && (view.getUint16(at + 2) & 0x0f0f) === 0x0a0a
  at += 2 + view.getUint16(at) // cipher suites
  at += 1 + view.getUint8(at) // compression methods
  const result: ClientHello = { serverName: undefined, alpn: undefined, grease }
  if (at >= hello.length) return result
  const end = at + 2 + view.getUint16(at)
  at += 2
  while (at < end) {
    const type = view.getUint16(at)
    const length = view.getUint16(at + 2)
    at += 4
    if (at + length > hello.length) throw new RangeError('extension')
    const extension = hello.subarray(at, at + length)
    if (type === 0 && length > 5) result.serverName = text(extension, 5, view.getUint16(at + 3))
    else if (type === 16) result.alpn = readAlpn(extension)
    at += length
  }
  return result
}

function readAlpn(extension: Uint8Array): string[] {
  const view = new DataView(extension.buffer, extension.byteOffset, extension.byteLength)
  const protocols: string[] = []
  const end = 2 + view.getUint16(0)
  let at = 2
  while (at < end) {
    const length = view.getUint8(at)
    protocols.push(text(extension, at + 1, length))
    at += 1 + length
  }
  return protocols
}

function text(bytes: Uint8Array, from: number, length: number): string {
  if (from + length > bytes.length) throw new RangeError('text')
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1')
}
