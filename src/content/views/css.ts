/** Style sheets, highlighted; broken into lines where they were made for machines. */
import type { ContentType, View } from '../document.ts'
import { toUtf8 } from '../charset.ts'
import { css as language } from '../code-language.ts'
import { codeScanner } from '../code-scanner.ts'
import { lazyDocument } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'

export const css: View = {
  name: 'css',
  label: 'CSS',
  fits: ({ mime }: ContentType) => (mime === 'text/css' ? 0.85 : 0),
  open: (bytes, { type, cut }) =>
    Promise.resolve(lazyDocument(codeScanner(toUtf8(bytes, type), language), cutNote(cut))),
}
