/** Bytes read as latin1, shown as what they most likely are: clients put UTF-8 into URLs without escaping it. For display only. */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text decoded as UTF-8 where its bytes are valid UTF-8; otherwise as it is. */
export function asUtf8(text: string): string {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text
  try {
    return utf8.decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
