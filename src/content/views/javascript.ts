/** JavaScript and TypeScript, highlighted; broken into lines where it was made for machines. */
import type { ContentType, View } from '../document.ts'
import { toUtf8 } from '../charset.ts'
import { javascript as language } from '../code-language.ts'
import { codeScanner } from '../code-scanner.ts'
import { lazyDocument } from '../lazy-document.ts'
import { cutNote } from '../notes.ts'

export const javascript: View = {
  name: 'javascript',
  label: 'JavaScript',
  fits: ({ mime }: ContentType) =>
    /^(text|application)\/(x-)?(javascript|ecmascript|typescript)$|^text\/jscript$/.test(mime) ? 0.85 : 0,
  open: (bytes, { type, cut }) =>
    Promise.resolve(lazyDocument(codeScanner(toUtf8(bytes, type), language), cutNote(cut))),
}
