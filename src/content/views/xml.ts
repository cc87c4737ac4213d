/** XML in all its kinds, as an indented tree. */
import type { ContentType, View } from '../document.ts'
import { toUtf8 } from '../charset.ts'
import { lazyDocument } from '../lazy-document.ts'
import { markupScanner } from '../markup-scanner.ts'
import { cutNote } from '../notes.ts'
import { beginning } from '../sniff.ts'

export const xml: View = {
  name: 'xml',
  label: 'XML',
  fits({ mime }: ContentType, bytes: Uint8Array): number {
    const named = /^(application|text)\/xml$|\+xml$/.test(mime) && mime !== 'application/xhtml+xml'
    const begins = /^<(\?xml|[a-z_])/i.test(beginning(bytes))
    if (named) return begins || mime === 'application/xml' || mime === 'text/xml' ? 0.85 : 0.3
    return /^<\?xml\s/.test(beginning(bytes)) ? 0.5 : 0
  },
  open: (bytes, { type, cut }) =>
    Promise.resolve(lazyDocument(markupScanner(toUtf8(bytes, type), false), cutNote(cut))),
}
