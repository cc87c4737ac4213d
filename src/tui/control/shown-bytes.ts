/**
 * Bytes of a head as a text that people edit, and back without loss: what is UTF-8 is shown as what it means, any other byte
 * as `\xHH`. Clients put both into URLs and header fields, and what nobody touched must go out as it came.
 */

/** UTF-8 sequences in latin1 text (RFC 3629 §4), a backslash that would be read as the beginning of `\xHH`, or one byte. */
const pieces =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|\\(?=x[0-9a-fA-F]{2})|[\x00-\x08\x0a-\x1f\x7f-\xff]/g

/** Controls, line ends and byte order marks: editors change them, or show nothing. */
const unseen = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/

/** `bytes` has a character for each byte, as heads have. */
export function shownBytes(bytes: string): string {
  return bytes.replace(pieces, (piece) => {
    const text = piece.length === 1 ? undefined : Buffer.from(piece, 'latin1').toString('utf8')
    return text === undefined || unseen.test(text) ? piece.replace(/[^]/g, escaped) : text
  })
}

function escaped(byte: string): string {
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`
}

/** The bytes of what was shown, or written in its place. */
export function writtenBytes(text: string): string {
  return text
    .split(/(\\x[0-9a-fA-F]{2})/)
    .map((part, index) =>
      index % 2 === 1
        ? String.fromCharCode(Number.parseInt(part.slice(2), 16))
        : Buffer.from(part, 'utf8').toString('latin1'),
    )
    .join('')
}
