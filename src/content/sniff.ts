/** What bytes look like, from the first of them: types are often missing and sometimes wrong. */

/** Bytes looked at. */
const looked = 1024

/** No NUL, and hardly another control character: UTF-8, Latin-1 and UTF-16 with a mark are text. */
export function looksLikeText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, looked)
  if (hasUtf16Mark(bytes)) return true
  let strange = 0
  for (let i = 0; i < length; i++) {
    const byte = bytes[i]!
    if (byte === 0) return false
    if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 0x1b) strange++
  }
  return strange * 50 <= length && isMostlyUtf8(bytes.subarray(0, length))
}

export function hasUtf16Mark(bytes: Uint8Array): boolean {
  return (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
}

/** Latin-1 passes too, as long as what is no UTF-8 is rare. */
function isMostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes)
  let wrong = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) wrong++
  return wrong * 10 <= text.length
}

/** The first byte that is neither white space nor a byte order mark; undefined when there is none near. */
export function firstByte(bytes: Uint8Array): number | undefined {
  let at = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (; at < Math.min(bytes.length, looked); at++) {
    const byte = bytes[at]!
    if (byte !== 0x20 && byte !== 9 && byte !== 10 && byte !== 13) return byte
  }
  return undefined
}

/** The beginning as latin1 text without leading white space, for patterns. */
export function beginning(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < Math.min(bytes.length, looked); i++) text += String.fromCharCode(bytes[i]!)
  return text.replace(/^(?:\xef\xbb\xbf)?\s+|^\xef\xbb\xbf/, '')
}
