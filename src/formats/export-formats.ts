/** The forms in which an exchange can be copied or saved, in the order of the menu. */
import { Buffer } from 'node:buffer'
import type { Redactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'
import { asCurl } from './as-curl.ts'
import { asFetch } from './as-fetch.ts'
import { asHttpie } from './as-httpie.ts'
import { asMarkdown, type BodyText } from './as-markdown.ts'
import { rawRequest, rawResponse } from './as-raw.ts'
import { type Exported, textOfBytes } from './portable.ts'

export type ExportOptions = {
  /** Takes the secrets out; without it they are copied. */
  redactor?: Redactor
  decode: BodyText
}

export type ExportFormat = {
  /** As typed by users; one word. */
  name: string
  label: string
  /** Undefined when there is nothing of the kind, as no response. */
  make(exchange: Exchange, options: ExportOptions): Exported | undefined
}

export const exportFormats: readonly ExportFormat[] = [
  { name: 'curl', label: 'curl command', make: (exchange, { redactor }) => asCurl(exchange, redactor) },
  { name: 'fetch', label: 'JavaScript fetch', make: (exchange, { redactor }) => asFetch(exchange, redactor) },
  { name: 'httpie', label: 'HTTPie command', make: (exchange, { redactor }) => asHttpie(exchange, redactor) },
  {
    name: 'markdown',
    label: 'Markdown',
    make: (exchange, { redactor, decode }) => asMarkdown(exchange, redactor, decode),
  },
  { name: 'request', label: 'raw request', make: (exchange, { redactor }) => asText(rawRequest(exchange, redactor)) },
  {
    name: 'response',
    label: 'raw response',
    make: (exchange, { redactor }) => asText(rawResponse(exchange, redactor)),
  },
]

export function exportFormat(name: string): ExportFormat | undefined {
  return exportFormats.find((format) => format.name === name)
}

/** Bytes as text, where it is told what got lost. */
function asText(bytes: Uint8Array | undefined): Exported | undefined {
  if (bytes === undefined) return undefined
  const text = Buffer.from(bytes).toString('utf8')
  const exact = textOfBytes(Buffer.from(text.replaceAll('\r\n', '\n'))) !== undefined && Buffer.from(text).equals(bytes)
  return { text, notes: exact ? [] : ['it holds bytes that are no text: save it to a file to have them exactly'] }
}
