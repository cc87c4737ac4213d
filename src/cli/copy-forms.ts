/** The forms in which an exchange is copied: the address alone, and every form of src/formats. */
import { createBodyDecoder } from '../content/decode.ts'
import { exportFormats } from '../formats/export-formats.ts'
import type { CopyForm } from '../tui/index.ts'

/** Bytes of a body that is copied as text. */
const largest = 1024 * 1024

const decode = createBodyDecoder(largest)

/** Secrets are copied as they are: who copies a request to send it needs them. */
export const copyForms: readonly CopyForm[] = [
  { name: 'url', summary: 'the address alone', write: ({ url }) => ({ text: url, notes: [] }) },
  ...exportFormats.map(({ name, label, make }): CopyForm => ({
    name,
    summary: label,
    write: (exchange) => make(exchange, { decode }),
  })),
]
