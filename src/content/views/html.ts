/** HTML as an indented tree; scripts and styles in it stay as they are. */
import type { ContentType, View } from '../document.ts'
import { toUtf8 } from '../charset.ts'
import { lazyDocument } from '../lazy-document.ts'
import { markupScanner } from '../markup-scanner.ts'
import { cutNote } from '../notes.ts'
import { beginning } from '../sniff.ts'

export const html: View = {
  name: 'html',
  label: 'HTML',
  fits({ mime }: ContentType, bytes: Uint8Array): number {
    if (mime === 'text/html' || mime === 'application/xhtml+xml') return 0.7
    return /^<(!doctype html|html|head|body)\b/i.test(beginning(bytes)) ? 0.55 : 0
  },
  open: (bytes, { type, cut }) => Promise.resolve(lazyDocument(markupScanner(toUtf8(bytes, type), true), cutNote(cut))),
}
