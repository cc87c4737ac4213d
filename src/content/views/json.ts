/**
 * JSON as a tree, read forward from its bytes: 50 MB show their first rows as fast as 50 bytes. Objects and arrays fold.
 * Values that follow each other (NDJSON, RFC 7464) are read as such; from the first mistake on it is shown as text.
 */
import type { ContentDocument, ContentType, View } from '../document.ts'
import { jsonScanner } from '../json-scanner.ts'
import { lazyDocument } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'
import { firstByte } from '../sniff.ts'
import { toUtf8 } from '../charset.ts'

const OBJECT = 0x7b
const ARRAY = 0x5b

export const json: View = {
  name: 'json',
  label: 'JSON',
  fits({ mime }: ContentType, bytes: Uint8Array): number {
    const first = firstByte(bytes)
    const begins = first === OBJECT || first === ARRAY
    // `)]}'` stands before answers that must not run as a script; 0x1e before the records of RFC 7464.
    const named = /^(application|text)\/(json5?|[\w.-]*\+json|x-ndjson|ndjson|json-seq|jsonl|x-json)$/.test(mime)
    if (named) return first === 0x3c ? 0.05 : 0.9
    if (!begins) return 0
    return mime === '' || mime === 'application/octet-stream' || mime === 'text/plain' || /json/.test(mime) ? 0.6 : 0.15
  },
  open: (bytes, { type, cut }) => Promise.resolve(openJson(toUtf8(bytes, type), cutNote(cut), cut)),
}

/** UTF-8 bytes as a tree. Where `cut`, an end in the middle is no mistake. */
export function openJson(bytes: Uint8Array, notes: readonly string[], cut = false): ContentDocument {
  return lazyDocument(jsonScanner(bytes, cut), notes)
}
