/**
 * Text from the network made safe to show: a header value may carry an escape sequence that retitles, repaints or answers
 * for the terminal (CWE-150), or a bidirectional override that makes a URL read as another (CVE-2021-42574).
 */

/** Escape sequences as a whole: CSI, OSC and other strings up to their end, then two-character ones. */
const sequences =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]/g

/** C0, DEL, C1, line and paragraph separators, bidirectional marks, embeddings, overrides and isolates. */
const controls = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

const suspicious = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/

/** The text on one line, without escape sequences; a control character left over becomes a visible `�`, tabs and line ends a space. */
export function sanitize(text: string): string {
  if (!suspicious.test(text)) return text
  return text
    .replace(sequences, '')
    .replace(/\r\n|[\t\n\r\u2028\u2029]/g, ' ')
    .replace(controls, '\ufffd')
}
