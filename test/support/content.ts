/** Documents as texts, for tests of views. */
import { Buffer } from 'node:buffer'
import type { ContentDocument, ContentRow, OpenOptions, View } from '../../src/content/document.ts'
import { lazyDocument, type Scanner } from '../../src/content/lazy-document.ts'
import { parseContentType } from '../../src/content/media-type.ts'

export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new Uint8Array(Buffer.from(content)) : content
}

export async function openView(
  view: View,
  content: string | Uint8Array,
  type = '',
  more: Partial<OpenOptions['type']> & { cut?: boolean } = {},
) {
  const { cut = false, ...rest } = more
  return view.open(bytesOf(content), { type: { ...parseContentType(type), ...rest }, cut })
}

/** Every row's text; the way to the end is gone in slices, as a face does it. */
export function textRows(document: ContentDocument, width = 80): string[] {
  document.rows(0, 1, width)
  for (let slices = 0; document.advance(); slices++) if (slices > 10_000) throw new Error('the document never ends')
  const { rowCount } = document
  if (typeof rowCount !== 'number') throw new Error('the number of rows is not known at the end')
  const rows: string[] = []
  while (rows.length < rowCount) {
    const page = document.rows(rows.length, 200, width)
    if (page.length === 0) throw new Error('rows are missing')
    rows.push(...page.map(rowText))
  }
  return rows
}

export function rowText(row: ContentRow): string {
  return row.map(([text]) => text).join('')
}

/** What pieces of the row are, without plain ones. */
export function kindsOf(row: ContentRow): string[] {
  return row.flatMap(([text, kind]) =>
    kind === undefined || kind === 'plain' || kind === 'dim' ? [] : [`${kind}:${text}`],
  )
}

export async function viewRows(
  view: View,
  content: string | Uint8Array,
  type = '',
  more: Parameters<typeof openView>[3] = {},
) {
  return textRows(await openView(view, content, type, more))
}

export function scannedRows<State>(scanner: Scanner<State>): string[] {
  return textRows(lazyDocument(scanner))
}
