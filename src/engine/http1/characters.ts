/** Which bytes may stand where in an HTTP/1 head, as tables: RFC 9110 §5.6.2 (token), §5.5 (field-value), RFC 9112 §3.2 (target). */

function table(accepts: (code: number) => boolean): Uint8Array {
  const codes = new Uint8Array(256)
  for (let code = 0; code < 256; code++) codes[code] = accepts(code) ? 1 : 0
  return codes
}

const tokenPunctuation = "!#$%&'*+-.^_`|~"

/** tchar. */
export const isToken = table(
  (code) =>
    /[0-9A-Za-z]/.test(String.fromCharCode(code)) ||
    (code < 128 && tokenPunctuation.includes(String.fromCharCode(code))),
)

/** HTAB, SP, VCHAR and obs-text: everything but controls. */
export const isFieldText = table((code) => code === 9 || (code >= 32 && code !== 127))

/** VCHAR and, because browsers and old clients send raw UTF-8 paths, bytes above 127. No space, no control. */
export const isTarget = table((code) => code > 32 && code !== 127)

export const CR = 13
export const LF = 10
export const SP = 32
export const HTAB = 9
export const COLON = 58

/** Without the optional white space around it (RFC 9110 §5.6.3): SP and HTAB only, where `trim` would also take NBSP. */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

export function isBlank(code: number): boolean {
  return code === SP || code === HTAB
}

/** A byte for an error message: printable as it is, else in hex. */
export function describeByte(code: number): string {
  return code > 32 && code < 127 ? `"${String.fromCharCode(code)}"` : `0x${code.toString(16).padStart(2, '0')}`
}
